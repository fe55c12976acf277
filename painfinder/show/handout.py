"""The take-home sheet of a condition: what stands on it, in which order. `sheet.py` writes it down."""

from __future__ import annotations

from painfinder.knowledge.load import KnowledgeBase
from painfinder.model import Condition, Person, ShownOption
from painfinder.record import NamedTuple
from painfinder.show import clinic
from painfinder.show.blocks import Value
from painfinder.show.medlineplus import link
from painfinder.wording import (
    ACTION,
    DISCLAIMER,
    ENGLISH_TEXTS,
    EVIDENCE,
    LABEL,
    LEVEL,
    LEVEL_ACT,
    QUESTIONS_FOR_VISIT,
    ROLE,
    Language,
)

MOST_SOURCES = 9  # on paper; the page of the condition names all

MATTERS = {
    "en": (
        "Less pain at rest", "Moving, walking or working better", "Sleeping through the night", "Fewer pills",
        "No needles or operation", "Being back on my feet soon", "A low chance of harm", "What it costs",
    ),
    "es": (
        "Menos dolor en reposo", "Moverme, caminar o trabajar mejor", "Dormir toda la noche", "Menos pastillas",
        "Sin agujas ni operación", "Volver pronto a mis cosas", "Poca probabilidad de daño", "Lo que cuesta",
    ),
}  # fmt: skip


class Row(NamedTuple):
    """One option on the sheet."""

    name: str
    place: str  # try first · moderate
    expect: str
    common: str  # harms
    serious: str
    remark: str  # cautions, not offered here
    offer: str = ""  # where, wait, price


class Sheet(NamedTuple):
    """Everything on the sheet, in its order; headings are in the sheet's language."""

    language: Language
    title: str
    clinic: tuple[str, ...]
    what: str
    options: tuple[Row, ...]
    wait: str
    self_care: tuple[str, ...]
    questions: tuple[str, ...]
    matters: tuple[str, ...]
    call: tuple[str, ...]
    sources: tuple[str, ...]
    dates: str
    notes: tuple[str, ...]
    more: str


def of_condition(condition: Condition, options: tuple[ShownOption, ...], kb: KnowledgeBase, person: Person) -> Sheet:
    """Put together the sheet of a condition for a person; the options are already filtered and in order."""
    language: Language = person.language or "en"
    label = LABEL[language]
    es = language == "es"

    def mine(field: str, value: Value) -> Value:  # with the clinic's badge where the clinic wrote it
        return clinic.badged(value, kb, "condition", condition.id, field)

    flags = [kb.red_flags[i] for i in condition.when_to_worry]
    cited = [s.option.sources[0] for s in options]
    ids = list(dict.fromkeys((condition.summary.sources[0], *condition.if_you_wait.sources[:1], *cited)))[:MOST_SOURCES]
    signed = f"{label['signed_off']} {condition.reviewed_by}" if condition.reviewed_by else label["not_signed_off"]
    return Sheet(
        language=language,
        title=(condition.name_es if es else condition.name) or condition.name,
        clinic=clinic.lines_of(kb, language),
        what=str(mine("summary", condition.summary.text)),
        options=tuple(_row(s, kb, language) for s in options),
        wait=str(mine("if_you_wait", condition.if_you_wait.text)),
        self_care=tuple(mine("self_care", condition.self_care.items)),
        questions=tuple(filter(None, (condition.first_question(language), *QUESTIONS_FOR_VISIT[language]))),
        matters=MATTERS[language],
        call=tuple(
            f"{f.name_es if es else f.name}: {LEVEL_ACT[language][f.level] or LEVEL[language][f.level]}" for f in flags
        ),
        sources=tuple(
            f"{s.title.rstrip('.')}. {s.organisation}{', ' + s.year if s.year else ''}. {s.url}"
            for s in (kb.sources[i] for i in ids)
        ),
        dates=f"{label['reviewed']} {condition.reviewed}; {label['review_due']} {condition.review_due}; {signed}",
        notes=tuple(n for n in (DISCLAIMER[language], label["funding"], ENGLISH_TEXTS[language]) if n),
        more=link(condition.icd10cm, language),
    )


def _row(shown: ShownOption, kb: KnowledgeBase, language: Language) -> Row:
    option, treatment = shown.option, kb.treatments[shown.option.treatment]

    def harms(field: str) -> str:
        items = getattr(treatment, field).items[:2]
        said = (str(clinic.badged(text.rstrip("."), kb, "treatment", treatment.id, field)) + "." for text in items)
        return " ".join(said) or LABEL[language]["not_known"]

    remarks = [
        f"{ACTION[language][c.action]}: "
        f"{clinic.badged(c.note, kb, 'circumstance', c.circumstance, f'cautions.{treatment.id}')}"
        for c in shown.cautions
    ]
    if not shown.offered:
        remarks.append(LABEL[language]["not_offered"])
    own = "" if shown.origin == "painfinder" else f" [{clinic.called(kb, shown.origin)}]"
    studied = option.outcomes[0].text if option.outcomes else ""
    return Row(
        name=shown.name,
        place=f"{ROLE[language][option.role]} · {EVIDENCE[language][option.evidence]}",
        expect=f"{option.expect} {studied if studied not in option.expect else ''}".strip() + own,
        common=harms("common_harms"),
        serious=harms("serious_harms"),
        remark=" ".join(remarks),
        offer=clinic.offer_line(shown.offer, kb) if any(shown.offer) else "",
    )
