"""One rule, one small generator over a whole knowledge base; each Problem names the entry and how to mend it.

The shipped files keep all of them (a test says so rule by rule), and `painfinder check` runs the same ones with a
clinic's overlay. Rules about structure stand here, rules about words in rules_of_words, the score of a decision aid in
decision_aid.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from painfinder.errors import Problem
from painfinder.knowledge.decision_aid import content_score
from painfinder.knowledge.fields import FIELDS
from painfinder.knowledge.flag_check import faults
from painfinder.knowledge.load import KnowledgeBase
from painfinder.knowledge.parse import did_you_mean
from painfinder.knowledge.passages import problem
from painfinder.knowledge.rules_of_words import WORDS, clinic_text
from painfinder.model import ACTIONS, REVIEWED_KINDS, Fact, Facts
from painfinder.understand.circumstances import STEM
from painfinder.understand.text import normalise

__all__ = ["RULES", "STRUCTURE", "clinic_text", "content_score"]

SENTENCES_EACH = 3  # that must, and that must not, be heard as each red flag

Rule = Callable[[KnowledgeBase], Iterator[Problem]]


def every_id_is_known(kb: KnowledgeBase) -> Iterator[Problem]:
    """Ids that entries name (conditions, treatments, approaches, red flags, sources) exist."""
    for kind in REVIEWED_KINDS:
        for id, entry in kb.of_kind(kind).items():
            for field, of, other in _pointers(kind, entry):
                if other not in kb.of_kind(of):
                    fix = did_you_mean(other, kb.of_kind(of)) or f"add it, or take it out of {field}"
                    yield problem(kb, kind, id, field, f"there is no {of} '{other}'", fix)


def _pointers(kind: str, entry: Any) -> Iterator[tuple[str, str, str]]:
    for field in FIELDS[kind]:
        value = getattr(entry, field.name)
        if field.form == "ids":
            yield from ((field.name, field.of, other) for other in value)
        elif field.name == "options":
            yield from (("options", "treatment", option.treatment) for option in value)
        elif field.name == "cautions":
            yield from (("cautions", "treatment", treatment) for treatment in value)
    yield from (("sources", "source", source) for source in sources_of(entry))


def sources_of(entry: Any) -> Iterator[str]:
    """Yield the source ids that anything in an entry leans on."""
    for value in entry:
        if isinstance(value, Fact | Facts):
            yield from value.sources
    yield from getattr(entry, "sources", ())
    for option in getattr(entry, "options", ()):
        yield from option.sources


def approaches_and_treatments_agree(kb: KnowledgeBase) -> Iterator[Problem]:
    """An approach lists exactly the treatments that say they belong to it."""
    for id, approach in kb.approaches.items():
        belonging = {t for t, treatment in kb.treatments.items() if id in treatment.approaches}
        for treatment in sorted(belonging ^ set(approach.treatments)):
            fix = "name it in both or in neither: approaches of the treatment, treatments of the approach"
            yield problem(kb, "approach", id, "treatments", f"'{treatment}' is on one side only", fix)


def names_stand_in_both_languages(kb: KnowledgeBase) -> Iterator[Problem]:
    """Every entry that people see has an English and a Spanish name, and Spanish words to be found by."""
    for kind in REVIEWED_KINDS:
        for id, entry in kb.of_kind(kind).items():
            if not entry.name_es:
                yield problem(kb, kind, id, "name_es", "no Spanish name", "add name_es")
            if kind in ("condition", "treatment") and not entry.also_called_es:
                yield problem(kb, kind, id, "also_called_es", "no Spanish synonyms", "add the names people use")


def no_name_has_two_owners(kb: KnowledgeBase) -> Iterator[Problem]:
    """A name or alias leads to one entry, unless shared_names says that it is shared."""
    shared = {normalise(name) for name in kb.shared_names}
    owners: dict[str, tuple[str, str]] = {}
    for kind in ("condition", "treatment", "approach"):
        for id, entry in kb.of_kind(kind).items():
            brands = getattr(entry, "brands", ())
            for name in (entry.name, entry.name_es, *brands, *entry.also_called, *entry.also_called_es):
                key = normalise(name)
                owner = owners.setdefault(key, (kind, id))
                if owner != (kind, id) and key not in shared:
                    fix = f"keep it at one of the two, or list it in shared_names: {name}"
                    yield problem(kb, kind, id, "also_called", f"'{name}' belongs to {owner[1]} too", fix)


def conditions_have_options(kb: KnowledgeBase) -> Iterator[Problem]:
    """Every condition offers something, and something other than what is not recommended."""
    for id, condition in kb.conditions.items():
        if all(o.role == "not-recommended" for o in condition.options):
            yield problem(kb, "condition", id, "options", "nothing to offer", "add an option with its sources")


def treatments_are_options(kb: KnowledgeBase) -> Iterator[Problem]:
    """Every treatment is an option for some condition; that is where its benefit stands."""
    used = {o.treatment for c in kb.conditions.values() for o in c.options}
    for id in kb.treatments:
        if id not in used:
            yield problem(kb, "treatment", id, "", "no condition has it as an option", "add it to one")


def options_have_sources(kb: KnowledgeBase) -> Iterator[Problem]:
    """Every option says who says so."""
    for id, condition in kb.conditions.items():
        for option in condition.options:
            if not option.sources:
                field = f"options.{option.treatment}"
                yield problem(kb, "condition", id, field, "no source", "add the id of a source that supports it")


def sources_are_used(kb: KnowledgeBase) -> Iterator[Problem]:
    """A source that nothing leans on is taken out."""
    used = {s for kind in REVIEWED_KINDS for entry in kb.of_kind(kind).values() for s in sources_of(entry)}
    for id in kb.sources:
        if id not in used:
            yield problem(kb, "source", id, "", "nothing leans on this source", "remove it, or name it where used")


def conditions_have_codes(kb: KnowledgeBase) -> Iterator[Problem]:
    """Every condition can be found by its ICD-10-CM codes; their shape was checked when they were read."""
    for id, condition in kb.conditions.items():
        if not condition.icd10cm:
            yield problem(kb, "condition", id, "icd10cm", "no code", "add the ICD-10-CM codes that coders use for it")


def waiting_is_described(kb: KnowledgeBase) -> Iterator[Problem]:
    """Every condition says what usually happens without any procedure, and who says so."""
    for id, condition in kb.conditions.items():
        if not condition.if_you_wait.text or not condition.if_you_wait.sources:
            yield problem(kb, "condition", id, "if_you_wait", "the text or its sources are missing", "add both")


def benefit_and_harm_stand_together(kb: KnowledgeBase) -> Iterator[Problem]:
    """Every treatment tells its harms and every option its benefit."""
    for id, treatment in kb.treatments.items():
        if not (treatment.common_harms.items or treatment.serious_harms.items):
            yield problem(kb, "treatment", id, "common_harms", "no harm is told", "add common_harms or serious_harms")
    for id, condition in kb.conditions.items():
        for option in condition.options:
            if not option.expect:
                yield problem(kb, "condition", id, f"options.{option.treatment}", "nothing to expect", "add expect")


def reviews_are_due_after_they_were_done(kb: KnowledgeBase) -> Iterator[Problem]:
    """Every entry says when it was reviewed and when it is due; the second is later."""
    for kind in REVIEWED_KINDS:
        for id, entry in kb.of_kind(kind).items():
            if not entry.reviewed < entry.review_due:
                fix = "write reviewed: 2026-11-22 and review_due: 2027-11-22, say"
                yield problem(kb, kind, id, "review_due", "a date is missing or before the review", fix)


def red_flags_are_complete(kb: KnowledgeBase) -> Iterator[Problem]:
    """Every red flag sends to the right number in both languages, says why, and has sentences that test it."""
    concepts = kb.concepts
    for id, flag in kb.red_flags.items():
        says, trained = {"say": flag.say, "say_es": flag.say_es}, kb.shipped("red-flag", id)
        for field, fault, fix in faults(flag.level, says, flag.rules, concepts, trained=trained):
            yield problem(kb, "red-flag", id, field, fault, fix)
        for field in ("must_fire", "must_fire_es", "must_not_fire") if kb.shipped("red-flag", id) else ():
            if len(getattr(flag, field)) < SENTENCES_EACH:
                yield problem(kb, "red-flag", id, field, "too few sentences", f"write at least {SENTENCES_EACH}")


def cautions_are_clear(kb: KnowledgeBase) -> Iterator[Problem]:
    """Every caution has a known action and a note; every circumstance can be asked in both languages."""
    places: dict[int, str] = {}
    for id, circumstance in kb.circumstances.items():
        if not circumstance.question_es:
            yield problem(kb, "circumstance", id, "question_es", "no Spanish question", "add it")
        for phrase in circumstance.heard_as:
            if phrase.endswith("*") and " " not in phrase and len(phrase) <= STEM:
                fix = f"write at least {STEM} letters before the star"
                yield problem(kb, "circumstance", id, "heard_as", f"'{phrase}' is too short to be heard", fix)
        for treatment, caution in circumstance.cautions.items():
            if caution.action not in ACTIONS or not caution.note:
                fix = f"action is one of {', '.join(ACTIONS)}; note is a sentence"
                yield problem(kb, "circumstance", id, f"cautions.{treatment}", "unclear", fix)
        other = places.setdefault(circumstance.order, id) if circumstance.order else id
        if other != id:
            yield problem(kb, "circumstance", id, "order", f"the same as of {other}", "give each its own place")


def the_brochure_is_named_where_it_is_alone(kb: KnowledgeBase) -> Iterator[Problem]:
    """Where only the clinic's brochure supports an option, the reader is told so."""
    for id, condition in kb.conditions.items():
        for option in condition.options:
            if option.clinic_claim and "brochure" not in option.expect:
                fix = "say in expect that the clinic's brochure lists it and that no independent proof was found"
                yield problem(kb, "condition", id, f"options.{option.treatment}", "the brochure is not named", fix)


STRUCTURE: tuple[Rule, ...] = (
    every_id_is_known,
    approaches_and_treatments_agree,
    names_stand_in_both_languages,
    no_name_has_two_owners,
    conditions_have_options,
    treatments_are_options,
    options_have_sources,
    sources_are_used,
    conditions_have_codes,
    waiting_is_described,
    benefit_and_harm_stand_together,
    reviews_are_due_after_they_were_done,
    red_flags_are_complete,
    cautions_are_clear,
    the_brochure_is_named_where_it_is_alone,
)
RULES: tuple[Rule, ...] = (*STRUCTURE, *WORDS)
