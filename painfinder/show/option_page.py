"""The blocks of options: the short table, and a card for each with what to expect, what can go wrong, who says so."""

from __future__ import annotations

import re

from painfinder.knowledge.load import KnowledgeBase
from painfinder.model import ShownOption, Treatment
from painfinder.show import clinic
from painfinder.show.blocks import Card, OptionRow, OptionTable, Value
from painfinder.wording import (
    ACTION,
    EVIDENCE,
    LABEL,
    ROLE,
    Language,
)

VOLUME = re.compile(r"\s\d+[(:].*")  # "J Pain 22(9):1015-1039" is cited as "J Pain"


def table_of(options: tuple[ShownOption, ...], kb: KnowledgeBase, language: Language) -> OptionTable:
    """Return the short table: treatments of a condition, or conditions that one treatment is used for."""
    label = LABEL[language]
    several = len({s.option.condition for s in options}) > 1
    one_treatment = is_of_one_treatment(options)
    rows = []
    for s in options:
        condition = condition_name(kb, s.option.condition, language)
        rows.append(
            OptionRow(
                condition if one_treatment else s.name,
                s.option.role,
                s.option.evidence,
                marks(s, language, kb),
                s.avoid or not s.offered,
                condition if several and not one_treatment else "",
            )
        )
    title = label["used_for"] if one_treatment else label["your_options"]
    return OptionTable(title, label["try"], label["proof"], tuple(rows))


def marks(shown: ShownOption, language: Language, kb: KnowledgeBase) -> tuple[str, ...]:
    """Return the few words that must stand beside an option's name."""
    strictest = tuple(ACTION[language][c.action] for c in shown.cautions[:1] if c.action != "prepare")
    absent = () if shown.offered else (LABEL[language]["not_offered"],)
    own = () if shown.origin == "painfinder" else (f"[{clinic.called(kb, shown.origin)}]",)
    return strictest + absent + own


def is_of_one_treatment(options: tuple[ShownOption, ...]) -> bool:
    """Whether the options are one treatment for several conditions: it is told once, not once a condition."""
    return len(options) > 1 and len({s.option.treatment for s in options}) == 1


def told_of(
    treatment: Treatment, kb: KnowledgeBase, language: Language, *, warned: bool = False
) -> tuple[tuple[str, Value], ...]:
    """Return what a treatment is like, what can go wrong and what to ask; less when it is not advised (`warned`)."""
    label = LABEL[language]

    def said(field: str, value: Value) -> Value:
        return clinic.badged(value, kb, "treatment", treatment.id, field)

    summary, steps = said("summary", treatment.summary.text), said("steps", treatment.steps.items)
    return (
        (label["what_happens"], summary if warned else steps),
        (label["lasts"], "" if warned else said("lasts", treatment.lasts.text)),
        (label["common_harms"], said("common_harms", treatment.common_harms.items)),
        (label["serious_harms"], said("serious_harms", treatment.serious_harms.items)),
        (label["ask_before_booking"], () if warned else said("ask_first", treatment.ask_first.items[:4])),
    )


def option_card(shown: ShownOption, kb: KnowledgeBase, language: Language, *, told: bool = False) -> Card:
    """Return one option in detail: what to expect, what it is like, what can go wrong, what to ask, who says so.

    told: the treatment itself stands in a card of its own; this card is about the condition alone.
    """
    label = LABEL[language]
    option, treatment = shown.option, kb.treatments[shown.option.treatment]

    def said(field: str, value: Value) -> Value:
        return clinic.badged(value, kb, "condition", option.condition, f"options.{treatment.id}.{field}")

    cautions = tuple(
        f"{circumstance_name(kb, c.circumstance, language)}: {ACTION[language][c.action]}. "
        f"{clinic.badged(c.note, kb, 'circumstance', c.circumstance, f'cautions.{treatment.id}')}"
        for c in shown.cautions
    )
    pairs: tuple[tuple[str, Value], ...] = (
        (label["cautions"], cautions),
        (label["expect"], said("expect", option.expect)),
        (label["outcomes"], said("outcomes", tuple(o.text for o in option.outcomes))),
        (label["conflict"], said("conflict", option.conflict)),
        *(() if told else told_of(treatment, kb, language, warned=option.role == "not-recommended")),
        (label["offered"], clinic.offer_line(shown.offer, kb) if any(shown.offer) else ""),
        (label["sources"], cited(kb, option.sources)),
    )
    note = f"{ROLE[language][option.role]} · {EVIDENCE[language][option.evidence]}"
    title = condition_name(kb, option.condition, language) if told else shown.name
    return Card(title, pairs, note, shown.avoid)


def cited(kb: KnowledgeBase, ids: tuple[str, ...], most: int = 3) -> str:
    """Return the first few sources in short form and how many more there are."""
    names = []
    for i in ids[:most]:
        source = kb.sources[i]
        organisation = VOLUME.sub("", source.organisation.split(";")[0]).strip()
        names.append(f"{organisation} {source.year}".strip())
    more = f" +{len(ids) - most}" if len(ids) > most else ""
    return "; ".join(dict.fromkeys(names)) + more


def condition_name(kb: KnowledgeBase, id: str, language: Language) -> str:
    """Return a condition's name in a language."""
    condition = kb.conditions[id]
    return (condition.name_es or condition.name) if language == "es" else condition.name


def circumstance_name(kb: KnowledgeBase, id: str, language: Language) -> str:
    """Return a circumstance's name in a language."""
    circumstance = kb.circumstances[id]
    return (circumstance.name_es or circumstance.name) if language == "es" else circumstance.name
