"""What a person's own words tell of them: heard with the words that named it, never when it is denied or only asked."""

from __future__ import annotations

import pytest

from painfinder.finder import understand
from painfinder.understand import circumstances, text


def heard(words: str, kb) -> dict[str, str]:
    cleaned = text.clean(words)
    index = circumstances.phrases(kb.circumstances.values())
    return {h.id: h.words for h in circumstances.Ear(index).hear(cleaned, text.words(cleaned)).heard}


@pytest.mark.parametrize(
    ("words", "id", "quoted"),
    [
        ("sciatica, on Eliquis", "blood-thinner", "Eliquis"),
        ("knee pain and I'm pregnant", "pregnant", "pregnant"),
        ("tengo marcapasos y me duele el cuello", "pacemaker-or-icd", "marcapasos"),
        ("back pain, I am diabetic", "diabetes", "diabetic"),
        ("estoy embarazada y me duele la espalda", "pregnant", "embarazada"),
        ("tomo warfarina", "blood-thinner", "warfarina"),
    ],
)
def test_words_that_name_a_circumstance_are_quoted(words: str, id: str, quoted: str, kb) -> None:
    assert quoted in heard(words, kb)[id]


@pytest.mark.parametrize(
    "words",
    ["no blood thinners, just knee pain", "I'm not pregnant", "sin marcapasos", "I do not take eliquis",
     "can I take aspirin before my shot", "my knee hurts"],
)  # fmt: skip
def test_what_is_denied_or_only_asked_is_not_heard(words: str, kb) -> None:
    assert heard(words, kb) == {}


def test_a_denial_ends_at_but(kb) -> None:
    assert set(heard("no pacemaker but I take eliquis", kb)) == {"blood-thinner"}


@pytest.mark.parametrize(
    ("words", "stimulator"),
    [
        ("pacemaker for pain", True),
        ("the pacemaker for my back", True),
        ("marcapasos para el dolor de espalda", True),
        ("pain pacemaker", True),
        ("tengo marcapasos, dolor de espalda", False),
        ("tengo dolor de espalda, pacemaker desde 2010", False),
        ("I have a pacemaker, my back hurts", False),
        ("I have a pacemaker for my heart and back pain", False),
    ],
)
def test_a_pacemaker_for_pain_is_also_what_is_asked_for(words: str, stimulator: bool, kb) -> None:
    """The caution stays, in case a heart's is meant; the words are not taken out of the question."""
    answer = understand(words, kb)
    assert "pacemaker-or-icd" in [h.id for h in answer.circumstances]
    assert (answer.matches[0].id == "spinal-cord-stimulation") is stimulator


@pytest.mark.parametrize(
    "said", ["I am pregnant my back hurts", "estoy embarazada, la espalda me duele", "on eliquis my back hurts"]
)
def test_what_is_told_of_the_person_leaves_the_complaint_as_it_is(said: str, kb) -> None:
    assert understand(said, kb).matches[0].id == "chronic-low-back-pain"


def test_every_circumstance_is_heard_by_its_own_words_in_both_languages(kb) -> None:
    for circumstance in kb.circumstances.values():
        assert len(circumstance.heard_as) >= 14, circumstance.id
        for phrase in circumstance.heard_as:
            assert circumstance.id in heard(phrase.rstrip("*"), kb), phrase


def test_what_is_heard_changes_the_options(kb) -> None:
    from painfinder import find

    shown = find("spinal stenosis, on eliquis", kb).options
    marked = {s.option.treatment for s in shown if any(c.circumstance == "blood-thinner" for c in s.cautions)}
    assert {"epidural-injection", "mild", "vertiflex"} <= marked
