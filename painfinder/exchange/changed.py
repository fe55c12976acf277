"""What changed in the knowledge base, and what was read again since a day: for the clinician who signs it off.

Two sources, neither guessed: the dated lines of data/changes.txt (the same texts stand in CHANGELOG.md) say what
changed and why; each entry's own `reviewed` date says when it was last read against its sources.
"""

from __future__ import annotations

from painfinder.errors import Refused
from painfinder.exchange.names import signed
from painfinder.knowledge.files import data_bytes
from painfinder.knowledge.load import KnowledgeBase
from painfinder.model import REVIEWED_KINDS
from painfinder.record import NamedTuple
from painfinder.show import records
from painfinder.show.blocks import Block, Listing, Note
from painfinder.wording import ENGLISH_TEXTS, KINDS_NAMED, LABEL, Language

LOG = "changes.txt"


class Change(NamedTuple):
    """One dated change: which entries it touched, what changed and why."""

    date: str
    ids: tuple[str, ...]  # empty: all of them
    what: str


class Review(NamedTuple):
    """When an entry was last read against its sources, and by whom it is signed."""

    kind: str
    id: str
    name: str
    reviewed: str
    review_due: str
    reviewed_by: str
    origin: str


class Changed(NamedTuple):
    """Everything since a day, newest first."""

    since: str  # ISO date, or "" for everything
    changes: tuple[Change, ...]
    reviews: tuple[Review, ...]
    signed: int
    entries: int


def day(written: str | None) -> str:
    """Return a date as it was written, "" when there is none. Raises Refused unless it is like 2026-11-22."""
    if not written:
        return ""
    from datetime import date

    try:
        if date.fromisoformat(written).isoformat() != written:
            raise ValueError  # 20261122 and 2026-W48-1 are dates too, but do not compare with ours
    except ValueError:
        raise Refused("a date is written year-month-day, such as 2026-11-22") from None
    return written


def log() -> tuple[Change, ...]:
    """Read the dated changes that ship with the package, in the order of the file (newest first)."""
    found = []
    for line in data_bytes(LOG).decode("utf-8").splitlines():
        if line and not line.startswith("#"):
            date, ids, what = line.split("\t")
            found.append(Change(date, () if ids == "all" else tuple(ids.split(",")), what))
    return tuple(found)


def since(start: str, kb: KnowledgeBase) -> Changed:
    """Return what changed, and which entries were read again, on or after a day (ISO date; "" for everything)."""
    reviews = [
        Review(kind, id, thing.name, thing.reviewed, thing.review_due, thing.reviewed_by, kb.origin(kind, id))
        for kind in REVIEWED_KINDS
        for id, thing in kb.of_kind(kind).items()
        if thing.reviewed and thing.reviewed >= start
    ]
    reviews.sort(key=lambda r: (REVIEWED_KINDS.index(r.kind), _backwards(r.reviewed)))
    return Changed(start, tuple(c for c in log() if c.date >= start), tuple(reviews), *signed(kb))


def as_record(found: Changed, kb: KnowledgeBase) -> records.Record:
    """Return the changes as a JSON record (schema `painfinder.changes`)."""
    return records.head("changes", kb.version, kb.overlays) | {
        "since": found.since or None,
        "changes": [{"date": c.date, "ids": list(c.ids), "what": c.what} for c in found.changes],
        "entries": [r._asdict() for r in found.reviews],
        "signed_off": {"entries": found.entries, "by_a_clinician": found.signed},
    }


def as_blocks(found: Changed, language: Language) -> list[Block]:
    """Return the changes as a page: what changed, then the entries by kind, then how many are signed."""
    label = LABEL[language]
    changes = tuple(f"{c.date}  {', '.join(c.ids) or label['all_entries']}: {c.what}" for c in found.changes)
    blocks: list[Block] = [Listing(label["changed"], changes or (label["changed_nothing"],))]
    for kind in REVIEWED_KINDS:
        lines = tuple(_line(r, label) for r in found.reviews if r.kind == kind)
        if lines:
            blocks.append(Listing(f"{label['read_again']}: {KINDS_NAMED[language][kind]} ({len(lines)})", lines))
    blocks.append(Note(label["signed_count"].format(signed=found.signed, entries=found.entries)))
    return [*blocks, *(Note(text) for text in (ENGLISH_TEXTS[language],) if text)]


def _line(review: Review, label: dict[str, str]) -> str:
    signature = f"{label['signed_off']} {review.reviewed_by}" if review.reviewed_by else label["not_signed_off"]
    clinic = "" if review.origin == "painfinder" else f"  ·  {review.origin}"
    return f"{review.reviewed}  {review.name}  ·  {review.id}  ·  {signature}{clinic}"


def _backwards(date: str) -> int:
    return -int(date.replace("-", "") or 0)
