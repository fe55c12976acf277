"""How far the content meets what is asked of a patient decision aid, item by item over all entries.

Items after IPDAS (International Patient Decision Aid Standards, minimum criteria version 4.0) and PEMAT-P (Patient
Education Materials Assessment Tool for print, AHRQ), as far as a program can see them in the data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from painfinder.knowledge.passages import Passage, names_of, passages
from painfinder.knowledge.reading import grade, sentences, words
from painfinder.model import Condition, Treatment

if TYPE_CHECKING:
    from painfinder.knowledge.load import KnowledgeBase

Score = tuple[str, int, int]
"""What is asked, how many entries meet it, of how many."""

BALANCE = 4  # how many times as many words on one side as on the other still count as equal weight
_YOU = frozenset(("you", "your", "yours", "yourself"))


def _harms(treatment: Treatment) -> tuple[str, ...]:
    return (*treatment.common_harms.items, *treatment.serious_harms.items, *treatment.who_should_not.items)


def _balanced(kb: KnowledgeBase, condition: Condition) -> bool:
    """Whether benefits and harms of a condition's options are told at comparable length."""
    benefit = harm = 0
    for option in condition.options:
        benefit += len(words(" ".join((option.expect, *(o.text for o in option.outcomes)))))
        treatment = kb.treatments[option.treatment]
        harm += len(words(" ".join((*treatment.common_harms.items, *treatment.serious_harms.items))))
    return bool(benefit and harm) and max(benefit, harm) <= BALANCE * min(benefit, harm)


CONDITION_ITEMS: tuple[tuple[str, Callable[[KnowledgeBase, Condition], bool]], ...] = (
    ("IPDAS: the health condition is described", lambda _, c: bool(c.summary.text)),
    ("IPDAS: at least two options are laid out", lambda _, c: len(c.options) > 1),
    ("IPDAS: waiting or doing nothing is one of them", lambda _, c: bool(c.if_you_wait.text)),
    ("IPDAS: the natural course has sources", lambda _, c: bool(c.if_you_wait.sources)),
    ("IPDAS: every option tells what it may do for you", lambda _, c: all(o.expect for o in c.options)),
    ("IPDAS: every option tells its harms", lambda kb, c: all(_harms(kb.treatments[o.treatment]) for o in c.options)),
    ("IPDAS: benefit and harm have comparable weight", _balanced),
    ("IPDAS: some result is given as numbers of people", lambda _, c: any(
        o.in_100 is not None for option in c.options for o in option.outcomes)),
    ("IPDAS: every option says how sure the proof is", lambda _, c: all(o.evidence for o in c.options)),
    ("IPDAS: where proof conflicts, it says how", lambda _, c: all(
        o.conflict for o in c.options if o.evidence == "conflicting")),
    ("IPDAS: every option has sources", lambda _, c: all(o.sources for o in c.options)),
    ("IPDAS: the brochure is named where it is alone", lambda _, c: all(
        "brochure" in o.expect for o in c.options if o.clinic_claim)),
    ("IPDAS: it says when it was reviewed and when it is due", lambda _, c: c.reviewed < c.review_due),
    ("IPDAS: a clinician has signed it off", lambda _, c: bool(c.reviewed_by)),
    ("PEMAT: it says what a person can do", lambda _, c: bool(c.self_care.items)),
    ("PEMAT: what to do stands in at least two steps", lambda _, c: len(c.self_care.items) > 1),
    ("PEMAT: it says when to get help", lambda _, c: bool(c.when_to_worry)),
)  # fmt: skip
TREATMENT_ITEMS: tuple[tuple[str, Callable[[Treatment], bool]], ...] = (
    ("IPDAS: what is done is described step by step", lambda t: bool(t.steps.items)),
    ("IPDAS: harms are told, the common and the serious", lambda t: bool(
        t.common_harms.items and t.serious_harms.items)),
    ("IPDAS: every harm has sources", lambda t: all(
        f.sources for f in (t.common_harms, t.serious_harms) if f.items)),
    ("IPDAS: it says whether it can be undone", lambda t: bool(t.reversible)),
    ("IPDAS: questions help to weigh it", lambda t: bool(t.ask_first.items)),
    ("IPDAS: it says when it was reviewed and when it is due", lambda t: t.reviewed < t.review_due),
)  # fmt: skip
PASSAGE_ITEMS: tuple[tuple[str, Callable[[Passage], bool]], ...] = (
    ("PEMAT: everyday language (grade 8 or below)", lambda p: grade(p.text) <= 8),
    ("PEMAT: short sentences (20 words or below)", lambda p: all(len(words(s)) <= 20 for s in sentences(p.text))),
)
ENTRY_ITEMS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("PEMAT: it speaks to the reader (you)", lambda text: bool(_YOU.intersection(words(text.lower())))),
)


def content_score(kb: KnowledgeBase) -> list[Score]:
    """Return every item with how many entries (or passages) meet it, of how many."""
    return list(_scores(kb))


def _scores(kb: KnowledgeBase) -> Iterator[Score]:
    conditions, treatments = list(kb.conditions.values()), list(kb.treatments.values())
    for item, met in CONDITION_ITEMS:
        yield f"{item} [conditions]", sum(met(kb, c) for c in conditions), len(conditions)
    for item, is_met in TREATMENT_ITEMS:
        yield f"{item} [treatments]", sum(map(is_met, treatments)), len(treatments)
    names = names_of(kb)
    prose = [p for clinic in (False, True) for p in passages(kb, clinic=clinic) if not p.spanish]
    prose = [p._replace(text=names.out_of(p.text)) for p in prose]
    for item, holds in PASSAGE_ITEMS:
        yield f"{item} [passages]", sum(map(holds, prose)), len(prose)
    whole: dict[tuple[str, str], list[str]] = {}
    for p in prose:
        if p.kind in ("condition", "treatment"):
            whole.setdefault((p.kind, p.id), []).append(p.text)
    for item, speaks in ENTRY_ITEMS:
        yield f"{item} [entries]", sum(speaks(" ".join(texts)) for texts in whole.values()), len(whole)
