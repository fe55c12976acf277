"""Answer many texts: one a line in, one record a line out, in the same order, as they come.

\b
  painfinder match calls.txt
  printf 'sciatca\\nbone on bone knee\\n' | painfinder match
  painfinder match --format csv < calls.txt
"""

from __future__ import annotations

import gc
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, BinaryIO

import typer

from painfinder.commands import options as given
from painfinder.errors import ExitCode, Refused
from painfinder.finder import find, understand
from painfinder.knowledge.load import KnowledgeBase
from painfinder.model import Answer, Match, Person
from painfinder.record import quicken
from painfinder.show import records
from painfinder.understand.ears import MADE, ears_of
from painfinder.understand.text import LIMIT

LONGEST = 3 + LIMIT * 4 + 2  # bytes of a line that can still be a text within the limit, after a byte order mark
KEPT = 8 << 20  # bytes of answers that stay at hand: callers say the same short things again and again
EACH = 200  # bytes that keeping one costs besides

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
    as_csv = format == "csv"
    quicken(Answer, Match, *MADE)
    ears_of(base)  # now, to be among what the collector is spared
    with _little_collecting():
        if as_csv:
            _put(out, _csv(["line", "level", "alerts", "id", "kind", "confidence", "score", "language", "error"]))
        kept: dict[str, bytes] = {}
        size = 0
        for number, line in enumerate(lines(file), 1):
            if isinstance(line, Refused):
                record = _refused(line, as_csv)
            elif line in kept:
                record = kept[line]
            else:
                record = _record(line, base, person, limit, with_options, as_csv)
                size += len(line) + len(record) + EACH
                if size > KEPT:
                    kept.clear()
                    size = 0
                kept[line] = record
            _put(out, b"%d,%b" % (number, record) if as_csv else b'{"line": %d, %b' % (number, record))
    raise typer.Exit(ExitCode.ANSWERED)


@contextmanager
def _little_collecting() -> Iterator[None]:
    """Spare the garbage collector what is loaded, and most of its rounds: little that a line makes has cycles.

    It took 3 % of a long run; memory is the same.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)


def _record(line: str, base: KnowledgeBase, person: Person, limit: int, with_options: bool, as_csv: bool) -> bytes:
    """Return the answer to a line but for how it begins, which tells the line's number (and opens the JSON object)."""
    try:
        answer = (find if with_options else understand)(line, base, person, limit)
    except Refused as refused:
        return _refused(refused, as_csv)
    if as_csv:
        return _csv(_columns(answer))
    if with_options:
        return records.to_bytes(records.of_line(answer, with_options=True))[1:]
    return records.line_to_bytes(answer)[1:]


def _refused(refused: Refused, as_csv: bool) -> bytes:
    return _csv([""] * 7 + [str(refused)]) if as_csv else records.to_bytes({"error": str(refused)})[1:]


def lines(file: str | None) -> Iterator[str | Refused]:
    """Yield the texts of a file or of stdin without ever holding more than one line; too long a line as a Refused."""
    stream = _opened(file)
    if stream is None:
        return
    if _answers_go_to(stream):
        raise Refused("the answers would be written into the file that is read, without end")
    first = True
    while chunk := stream.readline(LONGEST):
        if len(chunk) == LONGEST and not chunk.endswith(b"\n"):
            length = len(chunk)
            while (rest := stream.readline(65536)) and not rest.endswith(b"\n"):
                length += len(rest)
            yield Refused(
                f"the line has more than {max(length, LONGEST) // 4:,} characters; at most {LIMIT:,} can be read: "
                "say it in fewer words; emergency? call 911"
            )
        else:
            line = chunk.decode("utf-8", "replace").rstrip("\r\n").replace("\0", " ")
            yield line.removeprefix("\ufeff") if first else line
        first = False


def _answers_go_to(stream: BinaryIO) -> bool:
    """Whether stdout is the very file that is read ("match f >> f")."""
    try:
        both = os.fstat(stream.fileno()), os.fstat(sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):  # no stdout, a closed one, or one that is no file
        return False
    return stat.S_ISREG(both[0].st_mode) and os.path.samestat(*both)


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


def _columns(answer: Answer) -> list[str]:
    best = answer.matches[0] if answer.matches else None
    found = [best.id, best.kind, best.confidence, f"{best.score:.3f}"] if best else [""] * 4
    return [answer.level, "|".join(a.id for a in answer.alerts), *found, answer.language, ""]


def _csv(cells: list[str]) -> bytes:
    import csv
    import io

    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue().encode("utf-8")
