"""What the words around a sign say of it: denial has a direction and an end, and a sign may carry its own "no"."""

from __future__ import annotations

import pytest

from painfinder.understand.clauses import denied, has_near
from painfinder.understand.concepts import Hit, Lexicon, compile_lexicon, near, skeleton

IDEAS = {
    "NO": "no, not, denies, sin, niega, ni",
    "OVER": "no problems since",
    "CANT": "cant, no puedo",
    "NOFEEL": "no feeling, no siento",
    "FEVER": "fever, fiebre, chills",
    "NUMB": "numb*, dormid*",
    "SADDLE": "groin, between ~ legs",
    "WEIGHT": "weight",
}
LEXICON = Lexicon(compile_lexicon(IDEAS))


def denied_words(sentence: str) -> set[str]:
    words = sentence.split()
    marks = denied(words, LEXICON.find(words))
    return {w for w, no in zip(words, marks, strict=True) if no}


def ideas(sentence: str) -> list[str]:
    return [h.idea for h in LEXICON.find(sentence.split())]


@pytest.mark.parametrize(
    ("sentence", "is_denied", "is_not"),
    [
        ("no fever", {"fever"}, set()),
        ("no fever but numb", {"fever"}, {"numb"}),
        ("no fever or chills or numbness", {"fever", "chills", "numbness"}, set()),
        ("denies fever and my leg is numb", {"fever"}, {"numb"}),
        ("sin fiebre pero dormida", {"fiebre"}, {"dormida"}),
        ("niega fiebre ni chills", {"fiebre", "chills"}, set()),
        ("numb no fever", {"fever"}, {"numb"}),
        ("not just numb", set(), {"numb"}),
    ],
)
def test_a_denial_reaches_forward_and_ends(sentence: str, is_denied: set[str], is_not: set[str]) -> None:
    found = denied_words(sentence)
    assert is_denied <= found
    assert not is_not & found


@pytest.mark.parametrize("sentence", ["no feeling numb", "no puedo dormida", "no siento fiebre"])
def test_the_no_inside_a_sign_denies_nothing(sentence: str) -> None:
    assert not denied_words(sentence)


def test_phrases_may_have_words_between_but_not_many() -> None:
    assert "SADDLE" in ideas("between both my legs")
    assert "SADDLE" not in ideas("between a b c d legs")


@pytest.mark.parametrize(("typed", "idea"), [("wieght", "WEIGHT"), ("feaver", "FEVER"), ("numbnes", "NUMB")])
def test_misspellings_by_ear_are_read(typed: str, idea: str) -> None:
    assert idea in ideas(typed)


def test_short_and_distant_words_are_not_misspellings() -> None:
    assert ideas("never") == []
    assert ideas("fewer") == []
    assert not near("groan", "fever")
    assert skeleton("weight") == skeleton("wieght")


def test_near_counts_words_before_and_after() -> None:
    assert has_near([Hit(0, 1, "X")], 3, 5, 3, 0)
    assert not has_near([Hit(0, 1, "X")], 4, 5, 3, 0)
    assert has_near([Hit(6, 7, "X")], 3, 5, 0, 2)
