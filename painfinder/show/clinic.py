"""What a clinic wrote, as every face shows it: a badge beside its words, and its own details at the end of a page."""

from __future__ import annotations

from painfinder.knowledge.load import KnowledgeBase
from painfinder.model import Level, Offer
from painfinder.show.blocks import Block, Listing, Value
from painfinder.wording import LABEL, Language

SAID = {
    "en": {"phone": "Phone", "nurse_line": "Nurse line", "hours": "Open", "languages": "Languages"},
    "es": {"phone": "Teléfono", "nurse_line": "Línea de enfermería", "hours": "Horario", "languages": "Idiomas"},
}
SPOKEN = {
    "en": {"en": "English", "es": "Spanish"},
    "es": {"en": "inglés", "es": "español"},
}  # codes that clinics write; any other language is shown as it was written


def badge(kb: KnowledgeBase, kind: str, id: str, field: str = "") -> str:
    """Return "[Example Pain Center]" when an overlay wrote this value, else "".

    field: as in `KnowledgeBase.origin`. A clinic that gives no name is called by its file.
    """
    origin = kb.origin(kind, id, field)
    return "" if origin == "painfinder" else f"[{called(kb, origin)}]"


def called(kb: KnowledgeBase, origin: str) -> str:
    """Return the clinic's name, or the name of the file that an origin ("clinic.yaml:12") names."""
    return (kb.clinic.name if kb.clinic else "") or origin.rpartition(":")[0] or origin


def badged(value: Value, kb: KnowledgeBase, kind: str, id: str, field: str) -> Value:
    """Return a value with the clinic's badge behind it, behind every item of a list, when the clinic wrote it."""
    mark = badge(kb, kind, id, field) if value else ""
    if not mark:
        return value
    return f"{value} {mark}" if isinstance(value, str) else tuple(f"{item} {mark}" for item in value)


def offer_line(offer: Offer, kb: KnowledgeBase) -> str:
    """Return how the clinic offers a treatment (where, wait, price, note) with its badge; at least the badge."""
    name = (kb.clinic.name if kb.clinic else "") or ", ".join(kb.overlays)
    return " ".join(part for part in (" · ".join(v for v in offer if v), f"[{name}]") if part)


def fields_of(kind: str, id: str, kb: KnowledgeBase) -> dict[str, str]:
    """Return the fields of an entry that an overlay wrote, each with its file and line ("clinic.yaml:12")."""
    found = {field: kb.origin(kind, id, field) for field in kb.of_kind(kind)[id]._fields if field != "id"}
    return {field: origin for field, origin in found.items() if origin != "painfinder"}


def details(kb: KnowledgeBase, language: Language) -> list[Block]:
    """Return the clinic's own details, or nothing when no overlay gives any."""
    lines = lines_of(kb, language)
    return [Listing(LABEL[language]["clinic"], lines)] if lines else []


def lines_of(kb: KnowledgeBase, language: Language) -> tuple[str, ...]:
    """Return the clinic's name and details, one a line, each number with what it is for."""
    own, said = kb.clinic, SAID[language]
    if own is None:
        return ()
    spoken = ", ".join(SPOKEN[language].get(code, code) for code in own.languages)
    told = {"phone": own.phone, "nurse_line": own.nurse_line, "hours": own.hours, "languages": spoken}
    lines = (own.name, *(f"{said[key]}: {value}" for key, value in told.items() if value), own.note)
    return tuple(line for line in lines if line)


def whom_to_call(level: Level, kb: KnowledgeBase, language: Language) -> tuple[str, Value]:
    """Return the clinic's number for somebody who must be seen today: its nurse line, else its phone.

    An emergency or a crisis gets none: 911 and 988 stand alone there.
    """
    said = SAID[language]
    if level != "urgent" or kb.clinic is None:
        return said["nurse_line"], ""
    if kb.clinic.nurse_line:
        return said["nurse_line"], kb.clinic.nurse_line
    return said["phone"], kb.clinic.phone
