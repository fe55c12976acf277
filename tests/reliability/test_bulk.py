"""Promises 4 and 34 to 37: any bytes on stdin, line by line, in constant memory."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterable
from typing import Any

import pytest

from tests.conftest import Run
from tests.reliability.promises import clean_environment, ended, is_refusal, kept, promise, start, strict_json, weighing


def lines(run: Run) -> list[Any]:
    """Return the records of a run; line k must answer line k."""
    assert run.code == 0, run.said
    assert run.said == ""
    records = [strict_json(line + b"\n") for line in run.out.split(b"\n")[:-1]]
    assert [r["line"] for r in records] == list(range(1, len(records) + 1))
    return records


def fed(pieces: Iterable[bytes], *arguments: str) -> tuple[float, float, bytes, bytes]:
    """Feed pieces to `match` and return seconds, megabytes, the first and the last line of what came out."""
    with tempfile.TemporaryFile() as out:
        command = weighing("match", *arguments)
        streams = {"stdin": subprocess.PIPE, "stdout": out, "stderr": subprocess.PIPE}
        process = subprocess.Popen(command, env=clean_environment(), **streams)  # type: ignore[call-overload]
        assert process.stdin is not None
        for piece in pieces:
            process.stdin.write(piece)
        said, figures = process.communicate()[1].rsplit(b"\n", 1)
        code, seconds, megabytes = figures.split()
        assert (said, int(code)) == (b"", 0)
        out.seek(0)
        first = out.readline()
        out.seek(max(0, os.fstat(out.fileno()).st_size - 4096))
        return float(seconds), float(megabytes), first, out.read().splitlines()[-1]


@promise("4 a record at once for each line")
def test_a_program_on_the_other_side_gets_its_answer_while_stdin_is_open() -> None:
    process = start("match", stdin=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    for number, (words, id) in enumerate([(b"sciatica", "radiculopathy"), (b"migraine", "migraine")], 1):
        process.stdin.write(words + b"\n")
        process.stdin.flush()
        record = json.loads(process.stdout.readline())
        assert (record["line"], record["matches"][0]["id"]) == (number, id)
    assert ended(process).code == 0


@promise("4 refused lines keep their place")
def test_a_line_that_is_refused_has_its_record(painfinder) -> None:
    texts = [
        b"migraine",
        b"",
        b"?!",
        b"x" * 2001,
        b"x" * 9000,
        b"migraine",
        b"\xff\xfe",
        b"\0",
        b"i cant feel myself wipe",
    ]
    records = lines(painfinder("match", stdin=b"\n".join(texts) + b"\n"))
    assert [("error" in r) for r in records] == [False, True, True, True, True, False, True, True, False]
    assert records[8]["level"] == "emergency"
    rows = painfinder("match", "--format", "csv", stdin=b"\n".join(texts)).text.splitlines()
    assert [row.split(",")[0] for row in rows] == ["line", *map(str, range(1, 10))]
    assert all(cell[:1] not in ("=", "+", "@") for row in rows for cell in row.split(","))


@pytest.mark.parametrize(
    ("pieces", "limit"),
    [
        kept("34 ten megabytes without a line feed", [b"knee " * 2_000_000], 5),
        kept("34 ten megabytes of bytes that are no text", [b"\xff\x00\xfe" * 3_300_000], 5),
        kept("34 a hundred and fifty megabytes", [b"knee " * 200_000] * 150, 30, slow=True),
    ],
)
def test_a_line_without_end_is_drained(pieces: list[bytes], limit: float) -> None:
    seconds, megabytes, first, last = fed([*pieces, b"\nmigraine\n"])
    assert seconds < limit
    assert megabytes < 100
    assert "2,000" in json.loads(first)["error"]
    assert json.loads(last)["matches"][0]["id"] == "migraine"
    assert json.loads(last)["line"] == 2


@pytest.mark.parametrize(
    ("data", "found"),
    [
        kept("35 a byte order mark", b"\xef\xbb\xbfmigraine\nmigraine", ["migraine", "migraine"]),
        kept("35 CRLF", b"migraine\r\nsciatica\r\n", ["migraine", "radiculopathy"]),
        kept("35 a lone CR is text", b"migraine\rheadache\nsciatica\n", ["migraine", "radiculopathy"]),
        kept("35 no last line feed", b"sciatica\nmigraine", ["radiculopathy", "migraine"]),
        kept("35 bytes that are no UTF-8", b"migraine \xff\nmigraine\n", ["migraine", "migraine"]),
        kept(
            "18 separators that are no line feed",
            "migraine\u2028\x85\u2029\x0b\x0cx\nsciatica\n".encode(),
            ["migraine", "radiculopathy"],
        ),
        kept("35 NUL", b"migraine\0\nsciatica\n", ["migraine", "radiculopathy"]),
    ],
)
def test_bytes_are_read_as_lines_of_text(data: bytes, found: list[str], painfinder) -> None:
    assert [r["matches"][0]["id"] for r in lines(painfinder("match", stdin=data))] == found


@promise("35 UTF-16 in both orders")
def test_utf16_gives_records_and_not_a_crash(painfinder) -> None:
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        assert len(lines(painfinder("match", stdin="migraine\nknee\n".encode(encoding)))) >= 2


@promise("36 nothing in, nothing out")
def test_empty_input(painfinder) -> None:
    assert painfinder("match", stdin=b"") == Run(0, b"", b"")


@pytest.mark.parametrize(
    ("count", "limit"),
    [
        kept("36 forty thousand empty lines", 40_000, 4),
        kept("36 two hundred thousand empty lines", 200_000, 20, slow=True),
    ],
)
def test_empty_lines_are_quick(count: int, limit: float) -> None:
    seconds, megabytes, _, last = fed([b"\n" * count])
    assert json.loads(last)["line"] == count
    assert seconds < limit
    assert megabytes < 100


@pytest.mark.parametrize(
    "count", [kept("36 a thousand mixed lines", 1_200), kept("36 a million lines", 1_000_000, slow=True)]
)
def test_memory_does_not_grow_with_the_lines(count: int) -> None:
    mixed = [b"sciatica", b"my knee hurts", b"toothache", b"zq%d xv%d", b"w\xff%d", b""]
    few, rest = 300, 900  # of the million most are empty, so that it takes minutes and not an hour

    def pieces(n: int) -> Iterable[bytes]:
        for i in range(min(n, few + rest)):
            line = mixed[i % len(mixed)]
            yield (line % ((i,) * line.count(b"%d")) if b"%d" in line else line) + b"\n"
        empty, more = divmod(max(0, n - few - rest), 1000)
        yield from (b"?\n" * 1000 for _ in range(empty))
        yield b"?\n" * more

    _, small, _, _ = fed(pieces(few))
    _, large, _, last = fed(pieces(count))
    assert json.loads(last)["line"] == count
    assert large < small * 1.1 + 3
    assert large < 100


@pytest.mark.parametrize(
    "command", [kept("37 match", "match"), kept("37 find from stdin", "find"), kept("37 desk", "desk")]
)
def test_closed_stdin_is_empty_input(command: str) -> None:
    arguments = {"match": ["match"], "find": ["find", "-"], "desk": ["desk", "--plain"]}[command]
    run = ended(start(*arguments, stdin=None, preexec_fn=lambda: os.close(0)))
    assert run.code == (2 if command == "find" else 0)
    if command == "find":
        is_refusal(run)
    else:
        assert run.said == ""


@promise("37 find and show never read stdin")
def test_words_on_the_command_line_do_not_wait_for_stdin() -> None:
    for command in (("find", "migraine"), ("show", "migraine"), ("list",)):
        process = start(*command, stdin=subprocess.PIPE)
        assert process.wait(60) in (0, 1, 3)
        process.communicate()


@promise("37 match on a terminal says that it waits")
def test_match_on_a_terminal_says_so(on_a_terminal) -> None:
    run = on_a_terminal("match", keys=b"migraine\n\x04")
    assert run.code == 0
    assert "one text a line" in run.said
    assert b'"line": 1' in run.out
