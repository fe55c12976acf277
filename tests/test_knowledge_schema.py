"""The door to YAML: what comes through is text with its place, and whatever else comes is refused in a sentence."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from painfinder.errors import BrokenKnowledge
from painfinder.knowledge import files, schema

LAUGHS = b"a: &a [x, x]\n" + b"".join(b"%c: &%c [*%c, *%c]\n" % (c, c, c - 1, c - 1) for c in range(98, 112))
MERGES = b"a0: &a0 {k: v}\n" + b"".join(
    b"a%d: &a%d {<<: [%s]}\n" % (i, i, b", ".join([b"*a%d" % (i - 1)] * 9)) for i in range(1, 9)
)

HOSTILE = {
    "billion laughs": (LAUGHS, "anchors"),
    "merge bomb": (MERGES, "anchors"),
    "alias alone": (b"clinic: *x\n", ""),
    "cycle": (b"clinic: &a [*a]\n", "anchors"),
    "deep flow": (b"clinic: " + b"[" * 50_000, "deep|depth"),
    "deep block": (b"- " * 25_000, "deep"),
    "deep maps": (b"".join(b" " * i + b"a:\n" for i in range(50)), "deep"),
    "many values": (b"hide: [" + b"a," * 30_000 + b"]\n", "values"),
    "long value": (b"clinic: {note: " + b"x" * 4_001 + b"}\n", "4,001 characters"),
    "tag": (b"clinic: !!python/object/apply:os.system [ls]\n", "tags"),
    "local tag": (b"clinic: !x {}\n", "tags"),
    "binary": (b"clinic: {note: !!binary aGk=}\n", "tags"),
    "bare tag": (b"clinic: {note: ! hi}\n", "tags"),
    "set": (b"hide: !!set {a, b}\n", "tags"),
    "two documents": (b"clinic: {}\n---\nhide: []\n", "second document"),
    "tag directive": (b"%TAG ! tag:x,2000:\n---\nclinic: {}\n", "tag directive"),
    "duplicate key": (b"clinic: {name: a}\nhide: []\nclinic: {}\n", r"duplicate key 'clinic' \(first on line 1\)"),
    "duplicate inside": (b"clinic: {name: a, name: b}\n", r"duplicate key 'name' \(first on line 1\)"),
    "list as key": (b"clinic: {? [a] : b}\n", "not a word"),
    "UTF-16": ("clinic: {}\n".encode("utf-16"), "UTF-16"),
    "UTF-16 without mark": ("clinic: {}\n".encode("utf-16-le"), r"U\+0000"),
    "Latin-1": ("clinic: {name: Dolor de espáldá}\n".encode("latin-1"), "not UTF-8"),
    "NUL": (b"clinic: {name: a\0b}\n", r"U\+0000"),
    "escape character": (b"clinic: {name: \x1b[31mred}\n", r"U\+001B"),
    "gzip": (b"\x1f\x8b\x08\x00\x00\x00", "not UTF-8"),
    "png": (b"\x89PNG\r\n\x1a\n", "not UTF-8"),
    "list": (b"- a\n- b\n", "mapping"),
    "word": (b"hello\n", "mapping"),
    "nothing": (b"", "mapping"),
    "comment alone": (b"# nothing here\n", "mapping"),
    "open quote": (b'clinic: {name: "abc\n', ""),
    "tab": (b"clinic:\n\tname: a\n", ""),
    "bad escape": (b'clinic: {name: "\\q"}\n', ""),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_bytes_are_refused_in_a_sentence_and_at_once(name: str) -> None:
    data, expected = HOSTILE[name]
    start = time.perf_counter()
    with pytest.raises(BrokenKnowledge) as caught:
        schema.read(data, "clinic.yaml")
    assert time.perf_counter() - start < 2
    problem = caught.value.problems[0]
    assert re.search(expected, problem.what)
    assert problem.file == "clinic.yaml"
    assert "\n" not in str(problem)
    assert len(str(problem)) < 400
    assert str(problem).isprintable()


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"a: 1\nb: &x 2\n", (2, 4)),
        (b"a: {b: 1,\n    b: 2}\n", (2, 5)),
        (b"a: 1\nb: 'x\n", (3, 1)),
        ("a: 1\nb: é\n".encode("latin-1"), (2, 4)),
        (b"a: 1\nbc: x\0y\n", (2, 6)),
    ],
)
def test_a_problem_knows_its_line_and_column(data: bytes, place: tuple[int, int]) -> None:
    with pytest.raises(BrokenKnowledge) as caught:
        schema.read(data, "x")
    assert (caught.value.problems[0].line, caught.value.problems[0].column) == place


def test_every_value_stays_the_text_that_was_written() -> None:
    data = b"a: [no, Off, ~, null, 12:30, 010, 1_000, 1.10, 2024-01-02, 0x1F, .nan, 5550100, yes]\n"
    assert schema.plain(schema.read(data, "x")) == {
        "a": ["no", "Off", "~", "null", "12:30", "010", "1_000", "1.10", "2024-01-02", "0x1F", ".nan", "5550100", "yes"]
    }


def test_a_byte_order_mark_is_fine() -> None:
    assert schema.plain(schema.read(b"\xef\xbb\xbfa: b\n", "x")) == {"a": "b"}


@pytest.mark.parametrize("text", [r"\e]0;x\a", r"a\0b", r"\x9b1m", r"\u202eabc", r"zero\u200bwidth"])
def test_what_quotes_can_smuggle_in_never_reaches_a_screen(text: str) -> None:
    tree = schema.plain(schema.read(f'a: "{text}"\n'.encode(), "x"))
    assert tree["a"].isprintable()


@settings(max_examples=400, deadline=None)
@given(st.binary(max_size=400) | st.text(alphabet="ab:-[]{}&*!'\"#|>%@,? \n\t\\é0\ufeff", max_size=200).map(str.encode))
@example(b'"\\ud800": x')
@example(b"a: \tb")
@example(b"%YAML 9.9\n---\na: b\n")
def test_any_bytes_give_a_tree_or_the_reasons_why_not(data: bytes) -> None:
    try:
        read = schema.read(data, "x")
    except BrokenKnowledge as error:
        read = error.problems
    assert isinstance(read, schema.Table) or (read and all(str(p).isprintable() for p in read))


def test_the_pure_python_parser_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml

    good = b"clinic: {name: 'A', languages: [en, es]}\nhide:\n- x\n# end\n"
    expected = schema.read(good, "x")
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert schema.read(good, "x") == expected
    for name in ("billion laughs", "deep flow", "deep block", "tag", "duplicate key", "open quote"):
        with pytest.raises(BrokenKnowledge):
            schema.read(HOSTILE[name][0], "x")


def refused(path: str | Path) -> str:
    with pytest.raises(BrokenKnowledge) as caught:
        files.read_overlay(path)
    return str(caught.value)


def test_only_regular_files_are_read(tmp_path: Path) -> None:
    assert "folder" in refused(tmp_path) or "regular" in refused(tmp_path)
    assert "No such file" in refused(tmp_path / "none.yaml")
    assert "cannot be" in refused("a\0b")
    big = tmp_path / "big.yaml"
    big.write_bytes(b"#" * 2_000_000)
    assert "larger than 1 MB" in refused(big)
    just = tmp_path / "just.yaml"
    just.write_bytes(b"#" * 1_000_000)
    assert len(files.read_overlay(just)) == 1_000_000


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with a name")
def test_a_pipe_does_not_hang_and_a_device_does_not_fill_the_memory(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "regular" in refused(tmp_path / "pipe")
    assert "regular" in refused("/dev/zero")


def test_a_hostile_file_name_is_shown_clean_and_short(tmp_path: Path) -> None:
    message = refused(tmp_path / ("\x1b]0;x\x07" + "n" * 240))
    assert message.isprintable()
    assert len(message) < 400


def test_nothing_but_this_module_imports_yaml() -> None:
    code = (
        "import sys; from painfinder.knowledge import schema, parse, build, fields, load, rules, json_schema; "
        "sys.exit('yaml' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
