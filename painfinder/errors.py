"""What painfinder refuses, and how a process ends.

Every message here is one sentence for the person who can act on it. No message ever contains the words that
somebody typed: they are health information.
"""

from __future__ import annotations

from enum import IntEnum

from painfinder.record import NamedTuple


class ExitCode(IntEnum):
    """How a process ends; part of the contract for scripts."""

    ANSWERED = 0
    NO_MATCH = 1  # nothing matched, or `check` found problems
    REFUSED = 2  # wrong use, input or knowledge base refused, output could not be written
    RED_FLAG = 3  # a red flag was heard; the answer is complete all the same
    INTERRUPTED = 130


class Refused(Exception):  # noqa: N818 - an everyday word for what happens
    """Something that came in (a text, a file, an id) cannot be used; `str()` of it is one clear sentence."""


class Problem(NamedTuple):
    """One fault of a knowledge base or overlay: where it stands, what is wrong, how to mend it."""

    file: str
    line: int  # from 1; 0 when the fault belongs to no line
    column: int  # from 1; 0 when unknown
    what: str
    fix: str = ""
    severity: str = "error"  # "error" refuses the file, "warning" does not

    def __str__(self) -> str:
        place = self.file + (f":{self.line}:{self.column}" if self.line else "")
        return f"{place}: {self.what}" + (f" ({self.fix})" if self.fix else "")


class BrokenKnowledge(Refused):
    """A knowledge base or an overlay with at least one error; nothing half-merged is ever used."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        more = f" (and {len(problems) - 1} more: run `painfinder check FILE`)" if len(problems) > 1 else ""
        super().__init__(f"{problems[0]}{more}")
