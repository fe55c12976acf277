"""Every passage that somebody reads, with where it stands: what the rules of wording look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from painfinder.errors import Problem
from painfinder.knowledge.reading import Names
from painfinder.model import REVIEWED_KINDS, Caution, Fact, Facts, Option
from painfinder.record import NamedTuple

if TYPE_CHECKING:
    from painfinder.knowledge.load import KnowledgeBase

_NOT_PROSE = frozenset(
    (
        "id",
        "name",
        "name_es",
        "region",
        "could_also_be",
        "not_covered",
        "when_to_worry",
        "icd10cm",
        "also_called",
        "also_called_es",
        "sayings",
        "sayings_es",
        "level",
        "sources",
        "rules",
        "must_fire",
        "must_fire_es",
        "must_not_fire",
        "order",
        "heard_as",
        "reversible",
        "invasiveness",
        "traits",
        "approaches",
        "treatments",
        "brands",
        "reviewed",
        "review_due",
        "reviewed_by",
    )
)  # names, ids, labels and other people's words


class Passage(NamedTuple):
    """A field's text as one piece; the items of a list are its sentences."""

    kind: str
    id: str
    field: str  # "options.mild.expect"
    text: str

    @property
    def spanish(self) -> bool:
        """Whether it is in Spanish."""
        return self.field.endswith("_es")

    @property
    def place(self) -> str:
        """How messages call it: "mild: lasts"."""
        return f"{self.id}: {self.field}"


def passages(kb: KnowledgeBase, *, clinic: bool = False) -> Iterator[Passage]:
    """Yield the prose that painfinder ships, or that the clinic wrote, in both languages, in the order of the files."""
    for kind in REVIEWED_KINDS:
        for id, entry in kb.of_kind(kind).items():
            for field, value in entry._asdict().items():
                if field not in _NOT_PROSE:
                    for inner, text in _texts(value):
                        if (kb.origin(kind, id, field + inner) != "painfinder") == clinic:
                            yield Passage(kind, id, field + inner, text)


def _texts(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str) and value:
        yield "", value
    elif isinstance(value, Fact) and value.text:
        yield "", value.text
    elif isinstance(value, Facts) and value.items:
        yield "", " ".join(map(stopped, value.items))
    elif isinstance(value, Mapping):
        for id, inner in value.items():
            if isinstance(inner, Caution):
                yield f".{id}.note", inner.note
    elif isinstance(value, tuple) and not isinstance(value, Fact | Facts):
        for i, inner in enumerate(value):
            if isinstance(inner, Option):
                yield f".{inner.treatment}.expect", inner.expect
                yield from ((f".{inner.treatment}.conflict", inner.conflict),) if inner.conflict else ()
                yield from ((f".{inner.treatment}.outcomes.{n}", o.text) for n, o in enumerate(inner.outcomes, 1))
            elif isinstance(inner, str):
                yield f".{i + 1}", inner


def stopped(text: str) -> str:
    """Return a text with a full stop at its end, so that list items count as sentences."""
    return text if text.rstrip("\"')”").endswith((".", "?", "!")) else text + "."


def problem(kb: KnowledgeBase, kind: str, id: str, field: str, what: str, fix: str) -> Problem:
    """Make the Problem of an entry; it names the entry, and the file and line where that starts."""
    file, line = kb.place(kind, id, field)
    where = f"{id}: {field}: " if field else f"{id}: " if id else ""
    return Problem(file, line, 1 if line else 0, where + what, fix)


def names_of(kb: KnowledgeBase) -> Names:
    """Return the names of conditions, treatments, approaches and brands, which reading grades leave out."""
    found: set[str] = set()
    for kind in ("condition", "treatment", "approach"):
        for id, entry in kb.of_kind(kind).items():
            names = (entry.name, id.replace("-", " "), *getattr(entry, "brands", ()))
            found.update(names)
            found.update(part.strip() for name in names for part in name.replace(")", "").split("("))
            found.update(name for name in entry.also_called if name.isupper())  # abbreviations
    return Names(n for n in found if len(n) > 1)
