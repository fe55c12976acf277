"""The blocks of one entry of the knowledge base: everything that is known about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from painfinder.knowledge.load import KnowledgeBase
from painfinder.model import Approach, Circumstance, Condition, RedFlag, ShownOption, Source, Treatment
from painfinder.show import clinic
from painfinder.show.blocks import Block, Card, Listing, Note, OptionRow, OptionTable, Value
from painfinder.show.face import Face
from painfinder.show.medlineplus import link
from painfinder.show.option_page import cited, marks, option_card
from painfinder.wording import (
    ACTION,
    DISCLAIMER,
    ENGLISH_TEXTS,
    EVIDENCE,
    LABEL,
    LEVEL,
    LEVEL_ACT,
    QUESTIONS_FOR_VISIT,
    REGION_ES,
    REVERSIBLE,
    ROLE,
    TRAIT,
    Language,
)

FIELD_OF = {
    "what_it_is": "summary", "what_happens": "steps", "how": "traits", "codes": "icd10cm",
    "ask_before_booking": "ask_first",
} | {
    field: field
    for field in (
        "region", "if_you_wait", "self_care", "when_to_worry", "ask_first", "could_also_be", "also_called", "numbing",
        "imaging", "time_taken", "place", "sessions", "starts_working", "lasts", "recovery", "common_harms",
        "serious_harms", "who_should_not", "approval", "reversible", "brands", "caution", "clinic_claims", "reviewed",
    )
}  # key of a label -> the field whose value stands under it  # fmt: skip

Options = tuple[ShownOption, ...]
Page = Callable[[Any, Options, KnowledgeBase, Face, Language], list[Block]]


def of_thing(kind: str, thing: Any, options: Options, kb: KnowledgeBase, face: Face, language: Language) -> list[Block]:
    """Return the page of one entry; `options` are those of a condition, or of a treatment for all its conditions."""
    blocks = PAGES[kind](thing, options, kb, face, language)
    first = blocks[0]
    if kb.overlays and isinstance(first, Card):
        blocks[0] = _badged(first, kind, thing, kb, language)
    if language == "es":
        blocks.append(Note(ENGLISH_TEXTS["es"]))
    return [*blocks, *clinic.details(kb, language), Note(DISCLAIMER[language])]


def _badged(card: Card, kind: str, thing: Any, kb: KnowledgeBase, language: Language) -> Card:
    """Put the clinic's badge on what it wrote: once beside the title of its own entries, else on each value."""
    mark = clinic.badge(kb, kind, thing.id) or clinic.badge(kb, kind, thing.id, "name")
    card = card._replace(note=f"{card.note} {mark}".strip())
    if clinic.badge(kb, kind, thing.id):
        return card
    fields = {LABEL[language][key]: field for key, field in FIELD_OF.items()}
    pairs = []
    for label, value in card.pairs:
        field: str = fields.get(label, "")
        if field == "ask_first" and language == "es" and bool(getattr(thing, "ask_first_es", None)):
            field = "ask_first_es"
        if field == "also_called":
            field += "_es" if language == "es" else ""
            if clinic.badge(kb, kind, thing.id, field):  # the clinic's names stand last, so none is left out
                value = ", ".join(getattr(thing, field))
        pairs.append((label, clinic.badged(value, kb, kind, thing.id, field) if field else value))
    return card._replace(pairs=tuple(pairs))


def of_condition(
    condition: Condition, options: Options, kb: KnowledgeBase, face: Face, language: Language
) -> list[Block]:
    """What it is, if you wait, self-care, when to worry, every option in detail, questions, codes, sources."""
    label = LABEL[language]
    worries = tuple(
        f"{f.name_es if language == 'es' else f.name}: {LEVEL_ACT[language][f.level]}"
        for f in (kb.red_flags[i] for i in condition.when_to_worry)
    )
    others = tuple(_name(kb.conditions[i], language) for i in condition.could_also_be) + condition.not_covered
    sources = dict.fromkeys((*condition.summary.sources, *condition.if_you_wait.sources, *condition.self_care.sources))
    blocks: list[Block] = [
        Card(
            _name(condition, language),
            (
                (label["region"], REGION_ES.get(condition.region, "") if language == "es" else condition.region),
                (label["what_it_is"], condition.summary.text),
                (label["if_you_wait"], condition.if_you_wait.text),
                (label["self_care"], condition.self_care.items),
                (label["when_to_worry"], worries),
                (label["ask_first"], condition.first_question(language)),
                (label["could_also_be"], "; ".join(others)),
                (label["also_called"], _called(condition, language)),
                (label["codes"], ", ".join(condition.icd10cm)),
                (label["learn_more"], link(condition.icd10cm, language)),
                (label["sources"], cited(kb, tuple(sources), 6)),
                (label["reviewed"], _reviewed(condition, language)),
            ),
        ),
        OptionTable(label["your_options"], label["try"], label["proof"], _rows(options, kb, language)),
    ]
    if not face.brief:
        blocks += [option_card(s, kb, language) for s in options]
    return [*blocks, Listing(label["questions"], QUESTIONS_FOR_VISIT[language]), Note(label["funding"])]


def of_treatment(
    treatment: Treatment, options: Options, kb: KnowledgeBase, face: Face, language: Language
) -> list[Block]:
    """What it is, what it is like, what can go wrong, what to ask, what the clinic claims, what it is used for."""
    label = LABEL[language]
    undo = REVERSIBLE[language].get(treatment.reversible, "")
    facts = (treatment.summary, treatment.steps, treatment.common_harms, treatment.serious_harms, treatment.lasts)
    sources = dict.fromkeys(s for f in facts for s in f.sources)
    pairs: tuple[tuple[str, Value], ...] = (
        (label["what_it_is"], treatment.summary.text),
        (label["offered"], _offered(treatment.id, kb, language)),
        (label["how"], ", ".join(TRAIT[language][t] for t in treatment.traits)),
        (label["what_happens"], treatment.steps.items),
        (label["numbing"], treatment.numbing.text),
        (label["imaging"], treatment.imaging.text),
        (label["time_taken"], treatment.time_taken.text),
        (label["place"], treatment.place.text),
        (label["sessions"], treatment.sessions.text),
        (label["starts_working"], treatment.starts_working.text),
        (label["lasts"], treatment.lasts.text),
        (label["recovery"], treatment.recovery.text),
        (label["common_harms"], treatment.common_harms.items),
        (label["serious_harms"], treatment.serious_harms.items),
        (label["who_should_not"], treatment.who_should_not.items),
        (label["ask_before_booking"], treatment.ask_first.items),
        (label["approval"], treatment.approval.text),
        (label["reversible"], f"{undo}. {treatment.reversible_why}".strip(". ") if undo else ""),
        (label["clinic_claims"], treatment.clinic_claims),
        (label["brands"], ", ".join(treatment.brands)),
        (label["also_called"], _called(treatment, language)),
        (label["sources"], cited(kb, tuple(sources), 8)),
        (label["reviewed"], _reviewed(treatment, language)),
    )
    blocks: list[Block] = [Card(_name(treatment, language), pairs)]
    used = tuple(
        f"{_name(kb.conditions[s.option.condition], language)} — {ROLE[language][s.option.role]}, "
        f"{EVIDENCE[language][s.option.evidence]}: "
        + " ".join((s.option.expect, *((f"[{clinic.called(kb, s.origin)}]",) if s.origin != "painfinder" else ())))
        for s in options
    )
    changes = tuple(
        f"{_name(c, language)}: {ACTION[language][caution.action]}. "
        f"{clinic.badged(caution.note, kb, 'circumstance', c.id, f'cautions.{treatment.id}')}"
        for c in kb.circumstances.values()
        if (caution := c.cautions.get(treatment.id)) is not None
    )
    blocks += [Listing(label["used_for"], used), Listing(label["cautions"], changes if face.staff or face.full else ())]
    return [*blocks, Note(label["funding"])]


def of_approach(approach: Approach, options: Options, kb: KnowledgeBase, face: Face, language: Language) -> list[Block]:
    """What the clinic means by it, what to know before trusting the name, which treatments belong to it."""
    label = LABEL[language]
    named = tuple(
        f"{_name(t, language)}: {clinic.badged(t.summary.text, kb, 'treatment', t.id, 'summary')}"
        for t in (kb.treatments[i] for i in approach.treatments)
    )
    return [
        Card(
            _name(approach, language),
            (
                (label["what_it_is"], approach.summary.text),
                (label["caution"], approach.caution.text),
                (label["also_called"], _called(approach, language)),
                (label["sources"], cited(kb, (*approach.summary.sources, *approach.caution.sources), 6)),
                (label["reviewed"], _reviewed(approach, language)),
            ),
        ),
        Listing(label["treatments"], named),
        Note(label["funding"]),
    ]


def of_red_flag(flag: RedFlag, options: Options, kb: KnowledgeBase, face: Face, language: Language) -> list[Block]:
    """What it is, how it sounds, what to say aloud, why it cannot wait."""
    label = LABEL[language]
    sounds_like = flag.must_fire_es if language == "es" else flag.must_fire
    return [
        Card(
            flag.name_es if language == "es" else flag.name,
            (
                (label["sounds_like"], tuple(f"“{words}”" for words in sounds_like)),
                (label["say"], flag.say_es if language == "es" else flag.say),
                (label["why"], flag.why_es if language == "es" else flag.why),
                (label["sources"], cited(kb, flag.sources, 8)),
                (label["reviewed"], _reviewed(flag, language)),
            ),
            f"{LEVEL[language][flag.level]}: {LEVEL_ACT[language][flag.level]}",
        )
    ]


def of_circumstance(
    circumstance: Circumstance, options: Options, kb: KnowledgeBase, face: Face, language: Language
) -> list[Block]:
    """The question to ask, why it matters, and what an answer of yes does to each treatment."""
    label = LABEL[language]
    does = tuple(
        f"{_name(kb.treatments[t], language)}: {ACTION[language][c.action]}. "
        f"{clinic.badged(c.note, kb, 'circumstance', circumstance.id, f'cautions.{t}')}"
        for t, c in circumstance.cautions.items()
    )
    return [
        Card(
            _name(circumstance, language),
            (
                (label["ask_first"], circumstance.question_es if language == "es" else circumstance.question),
                (label["why"], circumstance.why),
                (label["caution"], circumstance.staff_note),
                (label["sources"], cited(kb, circumstance.sources, 6)),
            ),
        ),
        Listing(label["cautions"], does),
    ]


def of_source(source: Source, options: Options, kb: KnowledgeBase, face: Face, language: Language) -> list[Block]:
    """Title, who, when, where, and what we read in it."""
    rows = (
        ("Title", source.title),
        ("By", source.organisation),
        ("Year", source.year),
        ("Kind", source.kind),
        ("Address", source.url),
        ("Says", source.says),
        ("Note", source.note),
    )
    return [Card(source.id, rows)]


PAGES: dict[str, Page] = {
    "condition": of_condition,
    "treatment": of_treatment,
    "approach": of_approach,
    "red-flag": of_red_flag,
    "circumstance": of_circumstance,
    "source": of_source,
}


def _rows(options: Options, kb: KnowledgeBase, language: Language) -> tuple[OptionRow, ...]:
    return tuple(
        OptionRow(s.name, s.option.role, s.option.evidence, marks(s, language, kb), s.avoid or not s.offered)
        for s in options
    )


def _offered(treatment: str, kb: KnowledgeBase, language: Language) -> str:
    """Return how the clinic offers a treatment, or that it does not; "" when no clinic says what it offers."""
    if kb.offers is None:
        return ""
    offer = kb.offers.get(treatment)
    return LABEL[language]["not_offered"] if offer is None else clinic.offer_line(offer, kb)


def _name(thing: Condition | Treatment | Approach | Circumstance, language: Language) -> str:
    return (thing.name_es or thing.name) if language == "es" else thing.name


def _called(thing: Condition | Treatment | Approach, language: Language, most: int = 8) -> str:
    names = thing.also_called_es if language == "es" else thing.also_called
    return ", ".join(names[:most])


def _reviewed(thing: Condition | Treatment | Approach | RedFlag, language: Language) -> str:
    label = LABEL[language]
    who = f"{label['signed_off']} {thing.reviewed_by}" if thing.reviewed_by else label["not_signed_off"]
    return f"{thing.reviewed}; {label['review_due']} {thing.review_due}; {who}" if thing.reviewed else ""
