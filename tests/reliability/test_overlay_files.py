"""Promises 38 to 48: any file as an overlay is read under limits, refused whole with lines, and never half used."""

# ruff: noqa: E501 - a case stands on one line

from __future__ import annotations

import gzip
import os
import random
import re
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.reliability.promises import ended, is_refusal, is_safe_to_show, kept, obeying_permissions, promise, start

GOOD = """\
clinic: {name: Example Pain Center, phone: 555-0100, hours: Mon-Fri 8-5}
offers:
  mild: {where: Main Street, note: "On Tuesdays, \\u00e1 la carte"}
also_called: {knee-osteoarthritis: [my bum knee], t:mild: [the mild thing]}
replace:
  treatments: {mild: {summary: Our own words.}}
hide: [stem-cell-therapy]
"""
NESTED = "".join(f"{' ' * i}a:\n" for i in range(14))
LAUGHS = "a0: &a0 [x, x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 30))
MERGES = "a: &a0 {x: 1}\n" + "".join(f"b{i}: &a{i} {{<<: [{', '.join([f'*a{i - 1}'] * 10)}]}}\n" for i in range(1, 8))


def added_flag(level: str, english: str, spanish: str) -> str:
    """Return an overlay that adds a red flag whose sentences name these numbers."""
    return (
        f"add: {{red_flags: {{new-flag: {{level: {level}, name: A sign, name_es: Una señal, say: Call {english}., "
        f"say_es: Llame al {spanish}., why: It may be bad., why_es: Puede ser malo., "
        "sources: [bmj-2025-guideline], rules: [{id: one, all: [FEVER]}]}}}\n"
    )


def problems(run: Run) -> list[str]:
    """Return the problems that `check` printed; there must be some, each with its line, and no crash."""
    assert run.code == 1, (run.code, run.said)
    assert run.said == ""
    is_safe_to_show(run.text)
    return run.text.splitlines()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        kept("39 nested too deep", NESTED + "              x", "deep"),
        kept("39 25 KB of brackets", "[" * 25_000, "nest"),
        kept("39 50 KB of dashes", "- " * 25_000, "nest"),
        kept("39 100 KB of braces", "{a: " * 25_000, "nest"),
        kept("39 a billion laughs", LAUGHS, "anchors"),
        kept("39 a merge-key bomb", MERGES, "anchors"),
        kept("39 a cycle", "clinic: &a [*a]\n", "anchors"),
        kept("39 an alias alone", "clinic: *a\n", "anchors"),
        kept("39 too many values", "hide: [" + "a," * 20_001 + "]", "20,000"),
        kept("39 a long value", f"clinic: {{note: {'x ' * 2001}}}\n", "4,00"),
        kept("39 two documents", "clinic: {name: A}\n---\nclinic: {name: B}\n", "second document"),
        kept("40 a key twice", "hide: []\noffers:\n  mild: {}\n  mild: {}\n", ":4:3: duplicate key 'mild'"),
        kept("40 a key of the top twice", "hide: []\nhide: []\n", ":2:1: duplicate key 'hide'"),
        kept("40 keys that only YAML calls the same", "yes: 1\ntrue: 2\n1: 3\n", "unknown key 'true'"),
        kept("43 a tag", "clinic: !!python/object/apply:os.system [id]\n", "tags"),
        kept("43 a tag of YAML itself", "clinic: {name: !!binary aGk=}\n", "tags"),
        kept("43 a set", "hide: !!set {a, b}\n", "tags"),
        kept("43 a tag directive", "%TAG ! tag:x,2000:\n---\nclinic: {}\n", "tag"),
        kept("44 UTF-16", GOOD.encode("utf-16"), "UTF-16"),
        kept("44 Latin-1", "clinic: {name: A}\nhide: [x] # dolor crónico\n".encode("latin-1"), ":2:21:"),
        kept("44 cp1252", b"clinic:\n  name: \x93A\x94\n", ":2:9:"),
        kept("44 gzip", gzip.compress(GOOD.encode()), "UTF-8"),
        kept("44 ELF", b"\x7fELF\x02\x01\x01" + bytes(64), ":1:1:"),
        kept("44 PNG", b"\x89PNG\r\n\x1a\n" + bytes(64), ":1:1:"),
        kept("44 NUL", b"clinic:\n  name: a\0b\n", ":2:10:"),
        kept("45 a quote that never ends", "clinic: {name: A}\nhide: [secret-name, 'b\n", ":"),
        kept("45 a tab", "clinic:\n\tname: secret-name\n", ":2:1:"),
        kept("45 two colons", "clinic:\n  name: secret-name: b\n", ":2:"),
        kept("45 a bad escape", 'clinic:\n  name: "secret-name \\q"\n', ":2:"),
        kept("45 half a surrogate", 'clinic:\n  name: "\\ud800"\n', ""),
        kept("46 an empty file", "", "mapping"),
        kept("46 a list", "- a\n- b\n", "mapping"),
        kept("46 a word", "secret", "mapping"),
        kept("46 an unknown key", "clinik: {name: A}\n", ":1:1: the overlay: unknown key 'clinik'"),
        kept("46 an unknown id", "hide: [botx]\n", ":1:8:"),
        kept("46 a path as an id", "also_called: {../../etc: [x]}\n", "'../../etc'"),
        kept("46 a wrong type", "hide: {a: b}\nclinic: [x]\n", ":2:"),
        kept("46 an empty name", "also_called: {migraine: ['']}\n", "empty"),
        kept("46 a long name", f"also_called: {{migraine: [{'x' * 121}]}}\n", "120"),
        kept("46 a red flag hidden", "hide: [cauda-equina]\n", "never hidden"),
        kept("48 a red flag replaced", "replace: {red_flags: {cauda-equina: {level: urgent}}}\n", "never replaced"),
        kept("48 a red flag overwritten", "add: {red_flags: {cauda-equina: {level: urgent}}}\n", "already"),
        kept("48 an emergency that does not send to 911", added_flag("emergency", "911 988", "112"), "911"),
        kept("48 a crisis that does not send to 988", added_flag("crisis", "911", "911 988"), "988"),
        kept(
            "48 red flags dropped from a page",
            "replace: {conditions: {herniated-disc: {when_to_worry: []}}}\n",
            "missing",
        ),
    ],
)
def test_a_bad_file_is_refused_with_its_line(content: str | bytes, says: str, painfinder, overlay) -> None:
    path = overlay(content)
    begun = time.monotonic()
    found = problems(painfinder("check", path))
    assert time.monotonic() - begun < 5
    assert all(line.startswith(f"error: {path}") for line in found), found
    assert says in "\n".join(found)
    assert "secret" not in "\n".join(found)


@promise("48+2 no answer from the shipped base as if the overlay were fine")
def test_every_command_refuses_a_broken_overlay(painfinder, overlay) -> None:
    path = overlay("clinic: {nam: A}\n")
    for command in (
        ("find", "migraine", "--json"), ("show", "mild"), ("compare", "--for", "migraine"), ("list",), ("match",), ("desk", "--plain"),
        ("handout", "migraine"), ("export", "json"), ("changes",), ("bench", "/dev/null"),
    ):  # fmt: skip
        is_refusal(painfinder(*command, "--kb", path, stdin=b"migraine\n"))
    is_refusal(painfinder("find", "migraine", PAINFINDER_KB=path))


@pytest.mark.parametrize(
    "kind",
    [
        kept(f"38 {k}", k)
        for k in (
            "a pipe",
            "an endless device",
            "a folder",
            "nothing there",
            "more than a megabyte",
            "a NUL in the name",
        )
    ],
)
def test_only_regular_files_of_a_megabyte_are_opened(kind: str, painfinder, tmp_path: Path) -> None:
    path: Any = tmp_path / "x.yaml"
    if kind == "a pipe":
        os.mkfifo(path)
    elif kind == "a folder":
        path.mkdir()
    elif kind == "more than a megabyte":
        path.write_bytes(b"#" * 1_000_001)
    elif kind == "an endless device":
        path = "/dev/zero"
    elif kind == "a NUL in the name":
        path = "/tmp/" + "n" * 300
    for command in (("check", str(path)), ("find", "knee", "--kb", str(path))):
        is_refusal(painfinder(*command, timeout=20))


@promise("38 a file that may not be read")
def test_a_file_that_may_not_be_read_is_refused(overlay) -> None:
    path = overlay(GOOD)
    Path(path).chmod(0)
    is_refusal(ended(start("check", path, preexec_fn=obeying_permissions)))


@promise("41+42 every value is the text that was written")
def test_values_stay_text(painfinder, overlay) -> None:
    written = """no No off on ~ 1:30 12:30:45 010 1_000 1.10 5550100 2024-01-02 1e3 1.e+3 .nan .inf 09:30 y null true 0x1F
    2024-13-45 2024-02-30 -0x_ 25:00:00 2001-12-14t25:59:43.1 9999999999999999999999999999 = <<""".split()
    names = ", ".join(f"'{i}x{w}'" for i, w in enumerate(written))
    for word in written:
        run = (
            painfinder("export", "json", "--kb", overlay(f"clinic:\n  note: {word}\n  name: A\n"))
            if word in "no 1:30 .nan"
            else None
        )
        assert run is None or word in [run.json["clinic"]["note"]]
    both = "\n".join(f"    {t}: {{note: {w}}}" for t, w in zip(_treatments(painfinder), written, strict=False))
    run = painfinder(
        "export",
        "json",
        "--kb",
        overlay(
            f"clinic:\n  hours: 9:30\noffers:\n{both.replace('    ', '  ')}\nalso_called: {{migraine: [{names}]}}\n"
        ),
    )
    assert run.code == 0, run.said
    offers = run.json["clinic"]["offers"]
    assert [o["note"] for o in offers.values()] == written[: len(offers)]
    assert run.json["clinic"]["hours"] == "9:30"


def _treatments(painfinder) -> list[str]:
    return painfinder("list", "treatments").text.split()


@promise("46 all findings at once in the order of the file")
def test_all_problems_come_at_once(painfinder, overlay) -> None:
    lines = [f"  {'mild' if i == 3 else f'nonsense-{i}'}: {{}}" for i in range(30)]
    found = problems(painfinder("check", overlay("offers:\n" + "\n".join(lines) + "\nhide: [nonsense]\n")))
    numbers = [int(re.findall(r"\.yaml:(\d+):", line)[0]) for line in found]
    assert numbers == sorted(numbers)
    assert numbers == [n for n in range(2, 33) if n != 5]
    many = problems(painfinder("check", overlay("offers:\n" + "\n".join(f"  x{i}: {{}}" for i in range(900)))))
    assert len(many) == 50


@promise("44+47 a byte order mark is fine")
def test_a_good_file_is_good(painfinder, overlay) -> None:
    for content in (GOOD, "\ufeff" + GOOD, GOOD.replace("\n", "\r\n")):
        run = painfinder("find", "my bum knee", "--kb", overlay(content), "--json")
        assert run.json["matches"][0]["id"] == "knee-osteoarthritis"
    assert "clinic.yaml" not in painfinder("check", overlay(GOOD)).text


@pytest.mark.parametrize(
    "what", [kept(f"47 {w}", w) for w in ("every prefix of a good file", "random changes and bytes")]
)
def test_pieces_and_noise_never_crash_it(what: str, painfinder, tmp_path: Path) -> None:
    data, dice = GOOD.encode(), random.Random(47)
    if "prefix" in what:
        contents = [data[:n] for n in range(len(data))]
    else:
        contents = [dice.randbytes(dice.choice([3, 100, 16_384])) for _ in range(30)]
        for _ in range(90):
            changed = bytearray(data)
            for _ in range(3):
                changed[dice.randrange(len(data))] = dice.randrange(256)
            contents.append(bytes(changed))
    names = []
    for n, content in enumerate(contents):
        (tmp_path / f"{n}.yaml").write_bytes(content)
        names.append(str(tmp_path / f"{n}.yaml"))
    for start_ in range(0, len(names), 60):  # one process for many files: each is read and judged
        run = painfinder("check", *names[start_ : start_ + 60])
        assert run.code in (0, 1), run.said
        assert run.said == ""
        is_safe_to_show(run.text)
    for name in dice.sample(names, 4):
        assert painfinder("check", name).code in (0, 1)


@promise("39 a small stack")
@pytest.mark.skipif(sys.platform != "linux", reason="limits of a process as Linux knows them")
def test_nesting_does_not_overflow_a_small_stack(overlay) -> None:
    import resource

    def small_stack() -> None:
        resource.setrlimit(resource.RLIMIT_STACK, (1 << 20, 1 << 20))

    for content in ("[" * 25_000, "- " * 25_000):
        problems(ended(start("check", overlay(content), preexec_fn=small_stack)))
