"""What an answer as a whole must be: decided once, withheld when it must be, nothing dropped in silence."""

from __future__ import annotations

import pytest

from painfinder import find
from painfinder.knowledge.load import KnowledgeBase
from painfinder.model import ROLES, Answer, Match, Person
from painfinder.options import booking_questions, standing_out, stands_out


def first(answer: Answer) -> str:
    return answer.matches[0].id if answer.matches else ""


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("bone on bone knee", "knee-osteoarthritis"),
        ("spinal stenosis", "lumbar-spinal-stenosis"),
        ("migrane", "migraine"),
        ("legs go numb when I walk, better leaning on the cart", "lumbar-spinal-stenosis"),
        ("can't do the dishes without leaning on the sink", "lumbar-spinal-stenosis"),
        ("M48.062", "lumbar-spinal-stenosis"),
        ("sigh attica", "radiculopathy"),
        ("gel shots", "viscosupplementation"),
        ("mild", "mild"),
        ("artrosis de rodilla", "knee-osteoarthritis"),
    ],
)
def test_an_everyday_question_is_answered_with_options(words: str, id: str, kb: KnowledgeBase) -> None:
    answer = find(words, kb)
    assert first(answer) == id
    assert answer.level == "none"
    assert answer.options
    assert all(s.option.sources and s.option.expect for s in answer.options)


def test_options_stand_in_the_order_of_their_place_in_care(kb: KnowledgeBase) -> None:
    roles = [s.option.role for s in find("knee osteoarthritis", kb).options]
    assert roles == sorted(roles, key=ROLES.index)


def test_a_treatment_with_a_body_part_shows_the_options_there_with_the_treatment_first(kb: KnowledgeBase) -> None:
    options = find("burn the nerves in my knee", kb).options
    assert options[0].option.treatment == "radiofrequency-ablation"
    assert {s.option.condition for s in options} == {"knee-osteoarthritis"}
    assert len(options) > 5


def test_a_treatment_alone_shows_what_it_is_used_for(kb: KnowledgeBase) -> None:
    options = find("radiofrequency ablation", kb).options
    assert {s.option.treatment for s in options} == {"radiofrequency-ablation"}
    assert len({s.option.condition for s in options}) > 3


def test_a_not_recommended_treatment_is_shown_with_the_reason(kb: KnowledgeBase) -> None:
    shown = [s for s in find("stem cells for my knee", kb).options if s.option.treatment == "stem-cell-therapy"]
    assert shown
    assert shown[0].option.role == "not-recommended"
    assert shown[0].option.expect


def test_a_region_is_answered_with_a_question_and_nothing_is_picked(kb: KnowledgeBase) -> None:
    answer = find("back hurts", kb)
    assert len(answer.matches) > 2
    assert {m.confidence for m in answer.matches} == {"possible"}
    assert answer.options == ()
    assert len(answer.ask) == len(answer.matches)


def test_two_problems_in_one_breath_are_both_laid_out(kb: KnowledgeBase) -> None:
    answer = find("plantar fasciitis and migraines", kb)
    assert {"plantar-fasciitis", "migraine"} <= {m.id for m in answer.matches[:3]}
    assert {"plantar-fasciitis", "migraine"} <= {s.option.condition for s in answer.options}


@pytest.mark.parametrize("words", ["toothache", "parking", "asdf", "what is the weather"])
def test_what_is_not_ours_gives_nothing(words: str, kb: KnowledgeBase) -> None:
    answer = find(words, kb)
    assert (answer.matches, answer.options) == ((), ())


def test_an_emergency_in_a_booking_request_withholds_the_treatments(kb: KnowledgeBase) -> None:
    answer = find("id like to book my gel shot oh and since last night i cant feel myself wipe", kb)
    assert (answer.level, answer.withheld, answer.options) == ("emergency", True, ())
    assert answer.alerts[0].id == "cauda-equina"
    assert "wipe" in " ".join(answer.alerts[0].heard)
    assert "911" in answer.alerts[0].say


def test_an_urgent_sign_comes_with_the_options(kb: KnowledgeBase) -> None:
    answer = find("my knee is hot, red and swollen with a fever since yesterday, i have knee osteoarthritis", kb)
    assert answer.level == "urgent"
    assert not answer.withheld


def test_a_wish_hides_options_and_says_how_many(kb: KnowledgeBase) -> None:
    everything = find("knee osteoarthritis", kb).options
    answer = find("knee osteoarthritis", kb, Person(without=("needle",)))
    assert answer.hidden.by == ("needle",)
    assert answer.hidden.count == len(everything) - len(answer.options) > 0
    assert all("needle" not in kb.treatments[s.option.treatment].traits for s in answer.options)


def test_what_must_not_be_booked_comes_last_and_is_not_dropped(kb: KnowledgeBase) -> None:
    everything = find("lumbar spinal stenosis", kb).options
    for circumstance in kb.circumstances:
        shown = find("lumbar spinal stenosis", kb, Person(circumstances=(circumstance,))).options
        assert {s.option.treatment for s in shown} == {s.option.treatment for s in everything}
        avoided = [s.avoid for s in shown]
        assert avoided == sorted(avoided)
        for s in shown:
            cautions = kb.circumstances[circumstance].cautions
            assert [c.action for c in s.cautions] == [cautions[t].action for t in [s.option.treatment] if t in cautions]


def test_booking_questions_come_once_in_the_order_to_ask(kb: KnowledgeBase) -> None:
    asked = booking_questions(find("lumbar spinal stenosis", kb).options, kb, "en")
    ids = [id for id, _ in asked]
    assert len(ids) == len(set(ids)) > 5
    orders = [kb.circumstances[i].order or 1000 for i in ids]
    assert orders == sorted(orders)


def test_the_language_follows_the_words_unless_it_is_told(kb: KnowledgeBase) -> None:
    assert find("me duele la rodilla", kb).language == "es"
    assert find("my knee hurts", kb).language == "en"
    assert find("my knee hurts", kb, Person(language="es")).disclaimer.startswith("Solo para")


def a_match(id: str, confidence: str, score: float) -> Match:
    return Match(id, "condition", id, confidence, score, ())  # type: ignore[arg-type]


def test_a_possible_match_stands_out_only_with_a_clear_lead() -> None:
    near = (a_match("migraine", "possible", 0.5), a_match("tmj-disorder", "possible", 0.45))
    clear = (a_match("migraine", "possible", 0.8), a_match("tmj-disorder", "possible", 0.1))
    assert standing_out(near) == []
    assert not stands_out(near)
    assert standing_out(clear) == ["migraine"]


def test_nothing_in_the_program_calls_silence_safe() -> None:
    from painfinder.wording import DISCLAIMER

    assert "does not mean it is safe" in DISCLAIMER["en"]
    assert "no significa que no haya peligro" in DISCLAIMER["es"]


def test_both_languages_have_every_label() -> None:
    from painfinder import wording

    for name in dir(wording):
        value = getattr(wording, name)
        if isinstance(value, dict) and set(value) == {"en", "es"} and isinstance(value["en"], dict):
            assert set(value["en"]) == set(value["es"]), name


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("bad knees and i got a pacemaker", "knee-osteoarthritis"),
        ("knee osteoarthritis, on eliquis", "knee-osteoarthritis"),
        ("sciatica no relief", "radiculopathy"),
        ("no relief sciatica", "radiculopathy"),
    ],
)
def test_what_is_told_of_the_person_does_not_hide_what_hurts(words: str, id: str, kb: KnowledgeBase) -> None:
    answer = find(words, kb)
    assert first(answer) == id
    assert answer.language == "en"


@pytest.mark.parametrize("words", ["the", "a", "help", "123", "hola"])
def test_small_words_alone_mean_nothing(words: str, kb: KnowledgeBase) -> None:
    assert find(words, kb).matches == ()


@pytest.mark.parametrize(
    "words",
    [
        "i have chest pain",
        "chest pains all night, can i get my knee shot today",
        "need to book knee shot, also having chest pain",
        "he is having a stroke",
        "tengo un derrame",
        "me quiero matar",
        "mejor me muero",
        "took 20 tylenol for my back today",
        "me tome 20 tylenol",
        "saddle numbness",
        "years ago i wanted to kill myself. i want to kill myself",
    ],
)
def test_the_plainest_words_always_speak(words: str, kb: KnowledgeBase) -> None:
    assert find(words, kb).withheld


@pytest.mark.parametrize(
    "words", ["denies chest pain", "no chest pain, just my knee", "can a shot cause a stroke", "mild pain in my knee"]
)
def test_a_denied_or_asked_danger_does_not(words: str, kb: KnowledgeBase) -> None:
    assert find(words, kb).level == "none"


def test_a_flag_raised_above_its_level_says_the_sentence_of_that_level(kb: KnowledgeBase) -> None:
    answer = find("my calf is swollen and hot since the flight and now it hurts to breathe in", kb)
    assert answer.level == "emergency"
    assert all("911" in a.say and "today" not in a.say for a in answer.alerts if a.id == "blood-clot")
