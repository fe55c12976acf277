"""Danger is heard in both languages, in any spelling and beside anything else; harmless words stay harmless."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from painfinder.knowledge.load import load
from painfinder.model import LEVELS, Alert, Level
from painfinder.understand import text
from painfinder.understand.flag_rules import Fired
from painfinder.understand.flag_runs import runs_of
from painfinder.understand.safety import Gate

KB = load()
GATE = Gate.of(KB)
FLAGS = list(KB.red_flags)
FIRE = [(f, s) for f in FLAGS for s in (*KB.red_flags[f].must_fire, *KB.red_flags[f].must_fire_es)]
QUIET = [(f, s) for f in FLAGS for s in KB.red_flags[f].must_not_fire]


def listen(words: str) -> tuple[Alert, ...]:
    cleaned = text.clean(words)
    folded = text.words(cleaned)
    return GATE.listen(cleaned, folded, text.language(folded, cleaned))


def level(words: str) -> int:
    return max((LEVELS.index(a.level) for a in listen(words)), default=0)


@pytest.mark.parametrize("flag", FLAGS)
def test_every_red_flag_has_sentences_that_must_and_must_not_fire(flag: str) -> None:
    entry = KB.red_flags[flag]
    assert len(entry.must_fire) >= 3
    assert len(entry.must_fire_es) >= 3
    assert len(entry.must_not_fire) >= 3


@pytest.mark.parametrize(("flag", "sentence"), FIRE, ids=[f"{f}: {s}" for f, s in FIRE])
def test_the_sign_is_heard(flag: str, sentence: str) -> None:
    alerts = listen(sentence)
    assert flag in {a.id for a in alerts}
    assert max(LEVELS.index(a.level) for a in alerts) >= LEVELS.index(KB.red_flags[flag].level)


@pytest.mark.parametrize(("flag", "sentence"), QUIET, ids=[f"{f}: {s}" for f, s in QUIET])
def test_what_is_harmless_is_not_heard(flag: str, sentence: str) -> None:
    assert listen(sentence) == ()


def test_the_levels_of_the_shipped_flags() -> None:
    assert len(FLAGS) == 22
    assert {f.level for f in KB.red_flags.values()} == {"urgent", "crisis", "emergency"}


@pytest.mark.parametrize(
    ("said", "flag"),
    [
        ("stroke", "stroke"), ("Heart attack!", "heart-attack"), ("derrame cerebral", "stroke"), ("DVT", "blood-clot"),
        ("I think he is having a stroke", "stroke"), ("cauda equina", "cauda-equina"), ("infarto", "heart-attack"),
        ("creo que es un infarto", "heart-attack"), ("suicidal", "suicide-or-self-harm"), ("meningitis", "meningitis"),
        ("overdose", "overdose-or-withdrawal"), ("septic arthritis", "septic-joint"),
        ("violencia doméstica", "hurt-by-someone"),
    ],
)  # fmt: skip
def test_a_sign_that_is_called_by_its_name_is_heard(said: str, flag: str) -> None:
    (alert, *_) = listen(said)
    assert (alert.id, alert.sure) == (flag, True)


@pytest.mark.parametrize(
    "said",
    ["had a stroke five years ago", "stroke my beard", "what is cauda equina", "heat stroke", "a stroke of luck"],
)
def test_the_name_of_a_sign_among_other_words_is_not_the_sign(said: str) -> None:
    assert listen(said) == ()


def test_alerts_come_highest_first_and_three_at_most() -> None:
    said = "crushing chest pain and I'm sweating, I can't pee, numb between my legs, fever and stiff neck"
    alerts = listen(said)
    assert 1 < len(alerts) <= 3
    ranks = [LEVELS.index(a.level) for a in alerts]
    assert ranks == sorted(ranks, reverse=True)


def test_a_crisis_is_never_hidden_behind_emergencies() -> None:
    said = (
        "crushing pain in my chest and I'm sweating, his speech is slurred and his face is drooping, "
        "since last night I can't pee and I'm numb between my legs, and I want to kill myself"
    )
    assert "suicide-or-self-harm" in {a.id for a in listen(said)}


def test_the_words_that_were_heard_are_the_persons_own() -> None:
    for _, sentence in FIRE:
        for alert in listen(sentence):
            assert alert.heard
            assert all(quote in text.clean(sentence) for quote in alert.heard)


def test_what_is_said_follows_the_language() -> None:
    (alert, *_) = listen("me aprieta el pecho y estoy sudando frío")
    assert alert.say in {KB.red_flags[alert.id].say_es, KB.general[alert.level]["es"]}
    (alert, *_) = listen("crushing pain in my chest")
    assert alert.say in {KB.red_flags[alert.id].say, KB.general[alert.level]["en"]}


def test_general_sentences_send_to_the_right_number() -> None:
    for name, number in (("emergency", "911"), ("crisis", "988"), ("urgent", "911")):
        for language in ("en", "es"):
            assert number in KB.general[name][language]


@pytest.mark.parametrize(
    ("said", "least"),
    [
        ("no fever, no numbness, but since last night I can't pee and my back is killing me", "emergency"),
        ("book me for Tuesday for the knee, oh and since last night I can't feel myself wipe", "emergency"),
        ("no es la rodilla esta vez, es que me aprieta el pecho y sudo frío", "emergency"),
        ("no chest pain, but my left calf is swollen, warm and sore since the flight", "urgent"),
    ],
)
def test_a_denied_sign_beside_a_present_one_still_fires(said: str, least: Level) -> None:
    assert level(said) >= LEVELS.index(least)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(FIRE), st.randoms(use_true_random=False))
def test_case_accents_and_spaces_never_change_the_level_and_punctuation_never_lowers_it(
    pair: tuple[str, str], rng: random.Random
) -> None:
    sentence = pair[1]
    before = level(sentence)
    assert level(sentence.upper()) == before
    assert level(text.fold(sentence)) == before
    assert level(" ".join(w.text for w in text.words(text.clean(sentence)))) == before
    loud = "".join(c + rng.choice(["", "", "", "!", "... ", ", ", " - "]) if c == " " else c for c in sentence)
    assert level(loud) >= before


ORDINARY = (
    "my knee has been sore for ten years and I want to book the gel shots again",
    "quiero una cita para la rodilla, me truena al subir las escaleras desde hace años",
    "back pain when I stand in line, better sitting down",
    "botox for migraine, how long does it last",
)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([*ORDINARY, *(s for _, s in FIRE), *(s for _, s in QUIET)]), st.sampled_from(FIRE))
def test_adding_a_red_flag_sentence_never_lowers_the_level(said: str, pair: tuple[str, str]) -> None:
    both = f"{said}. {pair[1]}"
    assert level(both) >= max(level(said), level(pair[1]))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_anything_at_all_is_answered(anything: str) -> None:
    assert all(a.level in LEVELS for a in listen(anything))


def test_the_same_words_always_give_the_same_alerts() -> None:
    for _, sentence in FIRE[:20]:
        assert listen(sentence) == listen(sentence)


def test_the_work_for_the_longest_text_is_bounded() -> None:
    fired = [Fired("stroke", f"rule {i}", "emergency", i, i + 2, True) for i in range(400)]
    runs = runs_of(400, fired, frozenset(range(1, 400, 3)))
    assert len(runs) <= 1 + 33 + 2 * 8 + 20  # the whole, runs of a long text, around rules, sentences
    assert runs[0] == (0, 400)
    assert all(0 <= start < end <= 400 for start, end in runs)


@pytest.mark.parametrize(
    "said",
    [
        "q",
        "he",
        "she is",
        "que",
        "y la",
        "i have a",
        "my mom",
        "tengo un",
        "im 71",
        "3",
        "no",
        "yes please",
        "cara",
        "quick",
    ],
)
def test_what_is_only_begun_alarms_nobody(said: str) -> None:
    assert level(said) == 0


@pytest.mark.parametrize(
    ("said", "least"),
    [
        ("My knees ache on the stairs. I have had it for years. Since last night I can't feel it when I wipe. "
         "Could I book a gel shot?", "emergency"),
        ("Shoulder is stiff in the morning. Physical therapy helped a little. Ten minutes ago my face dropped on one "
         "side. Do you have anything on Friday?", "emergency"),
        ("The heel hurts when I get up. New shoes did nothing. I have the pills counted out for tonight. Thank you.",
         "crisis"),
        ("I want to ask about cortisone for my thumb. It clicks. My husband threw me against the wall last night.",
         "urgent"),
        ("Me duele la rodilla al subir. Ya tomé ibuprofeno. Desde ayer hago del baño negro como chapopote. ¿Hay cita?",
         "urgent"),
        ("Tengo la cadera tiesa. Camino poco. A mi esposo se le durmió medio cuerpo hace un rato y habla enredado.",
         "emergency"),
    ],
)  # fmt: skip
def test_a_danger_among_plain_sentences_is_heard(said: str, least: str) -> None:
    assert level(said) >= LEVELS.index(least)


@pytest.mark.parametrize(
    "said",
    [
        "My right knee has been sore for about six years. I garden a lot and kneeling is the worst. My sister got a "
        "gel shot at your place and she is happy. I have good insurance. Mornings are best for me, before the "
        "grandkids come. The weather makes it creak too. My son will drive me. Do I need an X-ray first?",
        "Low back pain since I was thirty, I lay tile. It stays in the back and eases when I lie down. I tried a "
        "brace and a chiropractor. No numbness, nothing like that. I sleep fine. I would like to know what a nerve "
        "burning is and how long people stay out of work. My wife drives me.",
        "Tengo artritis en las manos desde hace diez años. En la mañana amanecen tiesas y con agua tibia mejoran. "
        "Soy costurera y ya coso menos. Mi doctora me dijo que hay inyecciones. Quiero saber cuánto duran y si hay "
        "que faltar al trabajo. Mi hija me puede llevar los martes.",
    ],
)
def test_a_long_plain_story_is_silent(said: str) -> None:
    assert level(said) == 0


@pytest.mark.parametrize("word", ["think", "home", "kids", "anoche", "policy", "chest", "took", "my boyfriend"])
def test_a_word_alone_says_nothing_yet(word: str) -> None:
    assert level(word) == 0
