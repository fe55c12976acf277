"""Rules about wording: plain, short, honest, nothing that sells, nothing that tells anybody to stop a medicine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median
from typing import TYPE_CHECKING

from painfinder.errors import Problem
from painfinder.knowledge.passages import Passage, names_of, passages, problem
from painfinder.knowledge.reading import grade, sentences, words

if TYPE_CHECKING:
    from painfinder.knowledge.load import KnowledgeBase

GRADE_MEDIAN = 6.0  # US school grade; National Institutes of Health: health texts at sixth to eighth grade
GRADE_MOST = 8.0
SHORT = 10  # words; the formula needs a sentence or two to mean anything
SENTENCE_MEAN = 15.0  # words
SENTENCE_MOST = 28
SALES_WORDS = (
    "breakthrough", "cutting-edge", "cutting edge", "state of the art", "state-of-the-art", "amazing", "miracle",
    "revolutionary", "guaranteed", "painless", "pain-free", "highly effective", "proven to", "natural healing",
    "rapid recovery", "well-tolerated", "minimally invasive", "world-class", "game changer", "life-changing",
    "innovative", "best-in-class", "risk-free", "completely safe", "perfectly safe", "revolucionario", "milagroso",
    "sin dolor alguno", "garantizado", "vanguardia",
)  # fmt: skip
_STOPPING = r"(?:stop|quit|skip|pause|hold|drop|cut out|come off|suspenda|deje|pare|salte)"
_MEDICINE = (
    r"(?:medicines?|medications?|meds|pills?|tablets?|drugs?|blood thinners?|aspirin|insulin|steroids?|opioids?"
    r"|warfarin|eliquis|xarelto|plavix|anti-inflammator\w+|medicinas?|medicamentos?|anticoagulantes?|pastillas?)"
)
_BETWEEN = r"(?:taking|using|de|tomar|usar|your|the|any|all|of|these|those|this|that|su|sus|el|la|los|las)"
_STOP = re.compile(rf"\b{_STOPPING}\W+(?:{_BETWEEN}\W+){{0,4}}(?:\w+\W+)?{_MEDICINE}\b", re.IGNORECASE)
_HELD_BACK = re.compile(
    r"\b(?:not|never|no|don['’]t|nobody|unless|without|before you|ask|whether|should you|nunca|sin|salvo|pregunte)\b",
    re.IGNORECASE,
)
_LEFT_OVER = re.compile(r"\b(?:TODO|NOTE|FIXME|XXX|TBD)\b|\b[Uu]nverified\b|\bnull\b")  # "todo" is Spanish


def english(kb: KnowledgeBase, *, clinic: bool = False) -> Iterator[Passage]:
    """Yield the English passages with names of conditions, treatments and brands taken out."""
    names = names_of(kb)
    for passage in passages(kb, clinic=clinic):
        if not passage.spanish:
            yield passage._replace(text=names.out_of(passage.text))


def reading_is_easy(kb: KnowledgeBase, *, clinic: bool = False) -> Iterator[Problem]:
    """No passage is above eighth grade and half of them are at sixth or below, names aside."""
    grades = []
    short: dict[tuple[str, str], list[str]] = {}
    for passage in english(kb, clinic=clinic):
        if len(words(passage.text)) < SHORT:
            short.setdefault((passage.kind, passage.id), []).append(passage.text)
            continue
        grades.append(grade(passage.text))
        yield from _hard(kb, passage, grades[-1])
    for (kind, id), texts in short.items():  # "Ongoing." has no grade by itself; the short ones of an entry have one
        together = Passage(kind, id, "", " ".join(texts))
        grades.append(grade(together.text))
        yield from _hard(kb, together, grades[-1])
    if grades and not clinic and median(grades) > GRADE_MEDIAN:
        what = f"half of all passages read above grade {median(grades):.1f}, at most {GRADE_MEDIAN:.0f}"
        yield Problem("treatments.yaml", 0, 0, what, "shorten the hardest ones")


def _hard(kb: KnowledgeBase, passage: Passage, found: float) -> Iterator[Problem]:
    if found > GRADE_MOST:
        what = f"{'' if passage.field else 'its short texts together: '}reads at grade {found:.1f}, at most 8"
        yield problem(kb, passage.kind, passage.id, passage.field, what, "shorter words, shorter sentences")


def sentences_are_short(kb: KnowledgeBase, *, clinic: bool = False) -> Iterator[Problem]:
    """No sentence is over 28 words; they are 15 on average at most."""
    lengths = []
    for passage in english(kb, clinic=clinic):
        for sentence in sentences(passage.text):
            length = len(words(sentence))
            lengths.append(length)
            if length > SENTENCE_MOST:
                what = f"a sentence of {length} words, at most {SENTENCE_MOST}"
                yield problem(kb, passage.kind, passage.id, passage.field, what, "make two of it")
    if lengths and not clinic and sum(lengths) / len(lengths) > SENTENCE_MEAN:
        what = f"sentences have {sum(lengths) / len(lengths):.1f} words on average, at most {SENTENCE_MEAN:.0f}"
        yield Problem("treatments.yaml", 0, 0, what, "split the longest ones")


def nothing_is_sold(kb: KnowledgeBase, *, clinic: bool = False) -> Iterator[Problem]:
    """No sales word in what painfinder itself says (what the brochure says may be quoted under clinic_claims)."""
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, SALES_WORDS))})\b", re.IGNORECASE)
    for passage in passages(kb, clinic=clinic):
        found = None if passage.field.startswith("clinic_claims") else pattern.search(passage.text)
        if found:
            what = f"'{found.group()}' sells"
            yield problem(kb, passage.kind, passage.id, passage.field, what, "say what was measured instead")


def nobody_is_told_to_stop_a_medicine(kb: KnowledgeBase, *, clinic: bool = False) -> Iterator[Problem]:
    """Only the one who prescribed a medicine stops it."""
    for passage in passages(kb, clinic=clinic):
        for sentence in sentences(passage.text):
            if _STOP.search(sentence) and not _HELD_BACK.search(sentence):
                fix = "say: do not change any medicine before you have spoken with the one who prescribed it"
                yield problem(kb, passage.kind, passage.id, passage.field, "it may be read as: stop a medicine", fix)


def nothing_is_left_over(kb: KnowledgeBase, *, clinic: bool = False) -> Iterator[Problem]:
    """No note to the author stands in what people read."""
    for passage in passages(kb, clinic=clinic):
        found = _LEFT_OVER.search(passage.text)
        if found:
            fix = "finish it, or leave the field out"
            yield problem(kb, passage.kind, passage.id, passage.field, f"'{found.group()}' is left over", fix)


WORDS = (
    reading_is_easy,
    sentences_are_short,
    nothing_is_sold,
    nobody_is_told_to_stop_a_medicine,
    nothing_is_left_over,
)


def clinic_text(kb: KnowledgeBase) -> Iterator[Problem]:
    """Run the same rules over what a clinic wrote; its words are its own, so these are warnings."""
    for rule in WORDS:
        for found in rule(kb, clinic=True):
            yield found._replace(severity="warning")
