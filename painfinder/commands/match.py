"""Answer many texts: one a line in, one record a line out, in the same order, as they come.

\b
  painfinder match calls.txt
  printf 'sciatca\\nbone on bone knee\\n' | painfinder match
  painfinder match --format csv < calls.txt
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import lru_cache
from typing import Annotated, BinaryIO

import typer

from painfinder.commands import options as given
from painfinder.errors import ExitCode, Refused
from painfinder.finder import find, understand
from painfinder.model import Answer
from painfinder.show import records
from painfinder.understand.text import LIMIT

LONGEST = LIMIT * 4 + 2  # bytes of a line that can still be a text within the limit
RECENT = 2000  # texts whose answers are at hand: callers say the same short things again and again

File = Annotated[str | None, typer.Argument(metavar="[FILE]", help="One text a line; stdin when left out or -.")]
LineFormat = Annotated[str, typer.Option("--format", metavar="jsonl|csv", help="How each line is answered.")]
WithOptions = Annotated[bool, typer.Option("--options", help="Add the options to every record.")]


def run(
    file: File = None,
    format: LineFormat = "jsonl",  # noqa: A002 - the option's name
    with_options: WithOptions = False,
    kb: given.Overlays = None,
    lang: given.Lang = None,
    with_: given.With = None,
    without: given.Without = None,
    limit: given.Limit = 5,
) -> None:
    """Answer every line; a line that cannot be answered gets an error record, and the next one goes on."""
    if format not in ("jsonl", "csv"):
        raise Refused("--format is jsonl or csv")
    person = given.person_of(with_, without, lang)
    base = given.knowledge(kb)
    out = sys.stdout.buffer if sys.stdout is not None else None
    if format == "csv":
        _put(out, _csv(["line", "level", "alerts", "id", "kind", "confidence", "score", "language", "error"]))
    way = find if with_options else understand

    @lru_cache(RECENT)
    def answered(line: str) -> tuple[Answer | None, str]:
        try:
            return way(line, base, person, limit), ""
        except Refused as refused:
            return None, str(refused)

    for number, line in enumerate(lines(file), 1):
        answer, error = (None, str(line)) if isinstance(line, Refused) else answered(line)
        if format == "csv":
            _put(out, _csv(_columns(number, answer, error)))
        elif answer is None:
            _put(out, records.to_bytes({"line": number, "error": error}))
        else:
            _put(out, records.to_bytes(records.of_line(number, answer, with_options=with_options)))
    raise typer.Exit(ExitCode.ANSWERED)


def lines(file: str | None) -> Iterator[str | Refused]:
    """Yield the texts of a file or of stdin without ever holding more than one line; too long a line as a Refused."""
    stream = _opened(file)
    if stream is None:
        return
    first = True
    while chunk := stream.readline(LONGEST):
        if len(chunk) == LONGEST and not chunk.endswith(b"\n"):
            length = len(chunk)
            while (rest := stream.readline(65536)) and not rest.endswith(b"\n"):
                length += len(rest)
            yield Refused(
                f"the line has more than {max(length, LONGEST) // 4:,} characters; at most {LIMIT:,} can be read"
            )
        else:
            line = chunk.decode("utf-8", "replace").rstrip("\r\n").replace("\0", " ")
            yield line.removeprefix("\ufeff") if first else line
        first = False


def _opened(file: str | None) -> BinaryIO | None:
    if file not in (None, "-"):
        try:
            if not os.path.isfile(file):
                raise Refused("the file to read is not there or is not a file")
            return open(file, "rb")
        except OSError as error:
            raise Refused(f"the file cannot be read: {error.strerror}") from None
    if sys.stdin is None:
        return None
    if sys.stdin.isatty():
        sys.stderr.write("painfinder: reading one text a line from the terminal; end with Ctrl-D\n")
    return sys.stdin.buffer


def _put(out: BinaryIO | None, record: bytes) -> None:
    if out is not None:
        out.write(record)
        out.flush()  # a program on the other side of a pipe waits for each line


def _columns(number: int, answer: Answer | None, error: str) -> list[str]:
    if answer is None:
        return [str(number), "", "", "", "", "", "", "", error]
    best = answer.matches[0] if answer.matches else None
    found = [best.id, best.kind, best.confidence, f"{best.score:.3f}"] if best else ["", "", "", ""]
    return [str(number), answer.level, "|".join(a.id for a in answer.alerts), *found, answer.language, ""]


def _csv(cells: list[str]) -> bytes:
    import csv
    import io

    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue().encode("utf-8")
