"""A document as a list of blocks: what every face draws, so that no face can say more or less than another."""

from __future__ import annotations

from painfinder.model import Evidence, Level, Role
from painfinder.record import NamedTuple

Value = str | tuple[str, ...]  # a sentence or two, or a list


class Alarm(NamedTuple):
    """An alert: nothing stands above it."""

    level: Level
    title: str  # EMERGENCY
    act: str  # call 911
    pairs: tuple[tuple[str, Value], ...]


class Head(NamedTuple):
    """The line that answers: what is meant, how sure, and why."""

    label: str
    name: str
    note: str = ""
    reasons: tuple[str, ...] = ()


class Card(NamedTuple):
    """A titled box of labelled values."""

    title: str
    pairs: tuple[tuple[str, Value], ...]
    note: str = ""
    dim: bool = False


class OptionRow(NamedTuple):
    """One line of the table of options."""

    name: str
    role: Role
    evidence: Evidence
    marks: tuple[str, ...] = ()  # cautions, not offered, from the clinic
    dim: bool = False
    under: str = ""  # the condition, when options of several are listed


class OptionTable(NamedTuple):
    """The short table of options; the details follow in cards."""

    title: str
    role_label: str
    evidence_label: str
    rows: tuple[OptionRow, ...]


class Listing(NamedTuple):
    """A titled list: questions, next steps, ways to tell matches apart."""

    title: str
    items: tuple[str, ...]
    numbered: bool = False


class Note(NamedTuple):
    """A quiet sentence at the foot."""

    text: str


class Grid(NamedTuple):
    """Things side by side: one row a fact, one column a thing."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]  # label, one cell a column


Block = Alarm | Head | Card | OptionTable | Listing | Note | Grid
