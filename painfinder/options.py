"""Which options an answer shows: of which conditions, in which order, with which cautions, without what is not wanted.

Nothing is dropped in silence: what a wish hides is counted, what a circumstance forbids comes last with its reason.
"""

from __future__ import annotations

from painfinder.errors import Refused
from painfinder.knowledge.load import KnowledgeBase
from painfinder.model import (
    ACTIONS,
    EVIDENCES,
    ROLES,
    TRAITS,
    Caution,
    Hidden,
    Match,
    Offer,
    Option,
    Person,
    ShownOption,
)

CONDITIONS_SHOWN = 2  # two problems in one breath; more is a region, and then it is better to ask
CLEAR_LEAD = 0.12  # by how much a merely possible match must lead the next one before its options are laid out


def check(person: Person, kb: KnowledgeBase) -> None:
    """Raise Refused, naming what there is, when a circumstance or trait of the person is not known."""
    for circumstance in person.circumstances:
        if circumstance not in kb.circumstances:
            raise Refused(f"no circumstance is called that; known: {', '.join(kb.circumstances)}")
    for trait in person.without:
        if trait not in TRAITS:
            raise Refused(f"no trait is called that; known: {', '.join(TRAITS)}")


def for_matches(
    matches: tuple[Match, ...], kb: KnowledgeBase, person: Person, usual: tuple[str, ...] = ()
) -> tuple[tuple[ShownOption, ...], Hidden]:
    """Lay out the options of what is meant.

    For conditions that stand out: their options, asked-for treatments first. For a treatment alone: the conditions that
    it is an option for; when a body part is named beside it (`usual`: the conditions that are usual there), only those,
    and if there is but one, all of its options, the asked-for first. When nothing stands out: none (the answer asks).
    """
    treatments = asked_for(matches)
    conditions = standing_out(matches)
    if conditions:
        chosen = [o for c in conditions for o in in_order(kb.conditions[c].options, treatments)]
    elif treatments:
        chosen = of_treatment(treatments[0], kb)
        there = [o for o in chosen if o.condition in usual]
        if len(there) == 1:
            chosen = in_order(kb.conditions[there[0].condition].options, treatments)
        elif there:
            chosen = there
    else:
        chosen = []
    return for_person(chosen, kb, person)


def standing_out(matches: tuple[Match, ...]) -> list[str]:
    """Return the ids of the conditions that are meant: at most two sure ones, or a possible one in clear lead."""
    found = [m for m in matches if m.kind == "condition"]
    sure = [m for m in found if m.confidence != "possible"]
    if len(sure) > CONDITIONS_SHOWN:  # many sure ones are a tie
        sure = [m for m in sure if m.confidence == "exact"][:CONDITIONS_SHOWN]
    if sure:
        return [m.id for m in sure]
    treatment_first = bool(matches) and matches[0].kind != "condition"
    if found and not treatment_first and (len(found) == 1 or found[0].score - found[1].score >= CLEAR_LEAD):
        return [found[0].id]
    return []


def stands_out(matches: tuple[Match, ...]) -> bool:
    """Whether the matches are clear enough to lay out options, rather than to ask which one is meant."""
    return bool(standing_out(matches) or asked_for(matches))


def asked_for(matches: tuple[Match, ...]) -> list[str]:
    """Return the ids of the treatments that are surely meant."""
    return [m.id for m in matches if m.kind == "treatment" and m.confidence != "possible"]


def in_order(found: tuple[Option, ...], asked_for: list[str]) -> list[Option]:
    """Sort one condition's options: what was asked for, then by role; the knowledge base's order within a role."""
    return sorted(found, key=lambda o: (o.treatment not in asked_for, ROLES.index(o.role)))


def for_person(chosen: list[Option], kb: KnowledgeBase, person: Person) -> tuple[tuple[ShownOption, ...], Hidden]:
    """Apply a person's wishes and circumstances and the clinic's offers: cautions on each, `avoid` last."""
    unwanted = set(person.without)
    shown: list[ShownOption] = []
    hidden = 0
    for option in chosen:
        treatment = kb.treatments[option.treatment]
        if unwanted.intersection(treatment.traits):
            hidden += 1
            continue
        offer = Offer() if kb.offers is None else kb.offers.get(treatment.id)
        shown.append(
            ShownOption(
                option=option,
                name=treatment.name_es if person.language == "es" else treatment.name,
                cautions=cautions(treatment.id, person.circumstances, kb),
                offered=offer is not None,
                offer=offer or Offer(),
                origin=kb.origin_of_option(option.condition, option.treatment),
            )
        )
    shown.sort(key=lambda s: s.avoid)  # stable: what must not be booked comes last, the rest keeps its order
    return tuple(shown), Hidden(tuple(person.without) if hidden else (), hidden)


def cautions(treatment: str, circumstances: tuple[str, ...], kb: KnowledgeBase) -> tuple[Caution, ...]:
    """Return what the circumstances do to a treatment, the strictest first."""
    found = [
        kb.circumstances[c].cautions[treatment] for c in circumstances if treatment in kb.circumstances[c].cautions
    ]
    return tuple(sorted(found, key=lambda c: -ACTIONS.index(c.action)))


def booking_questions(shown: tuple[ShownOption, ...], kb: KnowledgeBase, language: str) -> tuple[tuple[str, str], ...]:
    """Return the (circumstance id, question) pairs that matter for these options, each once, in the order to ask."""
    wanted = {s.option.treatment for s in shown if s.option.role != "not-recommended"}
    found = [c for c in kb.circumstances.values() if wanted.intersection(c.cautions)]
    found.sort(key=lambda c: (c.order or 1000, -len(wanted.intersection(c.cautions))))
    return tuple((c.id, c.question_es if language == "es" and c.question_es else c.question) for c in found)


def of_treatment(id: str, kb: KnowledgeBase) -> list[Option]:
    """Return every option that a treatment is, the conditions that it helps best first."""
    found = [o for c in kb.conditions.values() for o in c.options if o.treatment == id]
    return sorted(found, key=lambda o: (ROLES.index(o.role), EVIDENCES.index(o.evidence), o.condition))
