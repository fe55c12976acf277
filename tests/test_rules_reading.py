"""How hard a text reads: our grade against a well-known library's, and the cases that people disagree about."""

from __future__ import annotations

import statistics

import pytest
import textstat

from painfinder.knowledge.compiled import YamlStore
from painfinder.knowledge.load import KnowledgeBase
from painfinder.knowledge.passages import passages
from painfinder.knowledge.reading import Names, grade, sentences, syllables, words

SYLLABLES = {
    1: "a the pain nerve knee bone year hours aches joints through eyes walked used nurse were health 12 3.5 FDA",
    2: "needle muscle muscles needed wanted doctor being doing ankle trial quiet people lower cement guideline safety "
       "playing trying headaches something someone prism couldn't patient special motion movement treated spasms",
    3: "medicine area ideas video completely insulin medial nausea exercise injury surgery period unlikely opioids",
    4: "diabetes recovery operation material ability generally medication",
    5: "inflammatory university immediately",
    6: "osteoarthritis",
}  # fmt: skip


@pytest.mark.parametrize(("count", "word"), [(n, word) for n, line in SYLLABLES.items() for word in line.split()])
def test_syllables(count: int, word: str) -> None:
    assert syllables(word) == count


def test_a_sentence_ends_at_a_stop_or_a_line_break_and_not_inside_a_number() -> None:
    found = sentences("About 2.5 in 100. Ask first! (Why?) Yes\nNo")
    assert found == ["About 2.5 in 100.", "Ask first!", "(Why?)", "Yes", "No"]
    assert sentences("...") == []
    assert words("don't take 1,000 mg of it") == ["don't", "take", "1,000", "mg", "of", "it"]
    assert grade("") == 0


def test_the_formula_is_the_published_one() -> None:
    assert grade("The cat sat on the mat.") == pytest.approx(0.39 * 6 + 11.8 * 1 - 15.59)


def test_names_are_left_out_the_longest_first() -> None:
    names = Names(["Knee osteoarthritis", "osteoarthritis", "mild", "Botox", ""])
    assert names.out_of("Knee osteoarthritis, OSTEOARTHRITIS and mildew.") == "it, it and mildew."
    assert names.out_of("A mild pain; botox") == "A it pain; it"
    assert names.out_of("") == ""


def test_our_grade_goes_with_the_one_of_textstat() -> None:
    """textstat 0.7.3 counts syllables by hyphenation and misses some ("area" is one), so it is almost a grade lower."""
    texts = [p.text for p in passages(KnowledgeBase(YamlStore())) if not p.spanish and len(words(p.text)) >= 20]
    ours = [grade(t) for t in texts]
    theirs = [textstat.flesch_kincaid_grade(t) for t in texts]
    differences = [a - b for a, b in zip(ours, theirs, strict=True)]
    assert 0 < statistics.mean(differences) < 1.5
    assert statistics.correlation(ours, theirs) > 0.8
    assert sum(abs(d) < 3 for d in differences) / len(differences) > 0.97
