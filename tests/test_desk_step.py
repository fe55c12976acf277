"""The desk without a screen: keys and words give States, States give what is shown."""

from __future__ import annotations

from painfinder.show.desk import call, step
from painfinder.show.desk.labels import DESK, HELP, RULES, SHORT_ROLE
from painfinder.show.desk.step import State
from tests.desk_clinic import KB, TOOLS


def after(*keys: str, words: str = "", state: State | None = None) -> call.Call:
    """Return the call after words, then actions."""
    state = step.typed(state or step.fresh(), words)
    for key in keys:
        state = step.pressed(state, key, call.of(state, KB, TOOLS).seen)
    return call.of(state, KB, TOOLS)


def test_both_languages_have_every_label():
    for table in (DESK, SHORT_ROLE):
        assert set(table["en"]) == set(table["es"])
    assert len(HELP["en"]) == len(HELP["es"])
    assert len(RULES["en"]) == len(RULES["es"])


def test_best_match_is_on_the_page_with_its_options():
    shown = after(words="worse when i walk, leg too")
    assert shown.chosen is not None
    assert shown.chosen.id == "stenosis"
    assert [s.option.treatment for s in shown.options] == ["exercise", "epidural", "spacer", "stemcells"]


def test_a_tie_is_shown_and_not_picked_until_somebody_goes_to_one():
    assert after(words="leg hurts").chosen is None
    assert after("match_down", words="leg hurts").condition == "pinched"
    assert after("match_down", "match_down", words="leg hurts").condition == "back"


def test_heard_circumstance_is_ticked_quoted_and_counts():
    shown = after(words="stenosis, on eliquis")
    question = next(q for q in shown.questions if q.id == "blood-thinner")
    assert (question.ticked, question.heard) == (True, "eliquis")
    assert shown.options[1].cautions[0].action == "ask-clinician-first"


def test_tick_of_a_heard_circumstance_can_be_taken_away_and_set_again():
    shown = after(words="stenosis, on eliquis")
    off = step.toggled(shown.state, "blood-thinner", shown.seen)
    assert call.of(off, KB, TOOLS).options[1].cautions == ()
    on = step.toggled(off, "blood-thinner", call.of(off, KB, TOOLS).seen)
    assert call.of(on, KB, TOOLS).seen.ticked == ("blood-thinner",)


def test_answering_goes_on_to_the_next_open_question():
    shown = after("applies", words="stenosis")
    assert shown.seen.ticked == ("pregnant",)
    assert shown.seen.asking == "blood-thinner"
    assert after("applies", "not", "not", words="stenosis").seen.asking == "needs-driver"


def test_avoid_comes_last_and_is_not_dropped():
    shown = after("applies", words="stenosis")
    assert [s.option.treatment for s in shown.options] == ["exercise", "stemcells", "epidural", "spacer"]


def test_question_says_what_it_would_change():
    shown = after(words="stenosis")
    assert shown.asking is not None
    assert call.changed_by(shown.asking, shown.options) == {"avoid": 2, "": 2}
    assert call.effect(shown.options[1], shown.asking) == ("avoid", False)


def test_questions_come_in_the_order_to_ask_in_both_languages():
    shown = after(words="stenosis")
    assert shown.seen.questions == ("pregnant", "blood-thinner", "needs-driver")
    assert (shown.questions[0].ask, shown.questions[0].other) == ("Could you be pregnant?", "¿Podría estar embarazada?")


def test_emergency_and_crisis_withhold_options_pages_and_questions():
    for words in ("stenosis and i cant feel myself wipe", "stenosis, i want to end it all"):
        shown = after("compare", words=words)
        assert (shown.withheld, shown.options, shown.questions, shown.chosen) == (True, (), (), None)
        assert (shown.state.page, shown.state.note) == ("call", "withheld_note")
        assert after("handout", words=words).state.page == "call"


def test_alert_withholds_a_page_that_was_already_open():
    open_page = after("compare", words="stenosis").state
    assert open_page.page == "compare"
    assert step.typed(open_page, "stenosis, cant feel myself wipe").page == "call"


def test_urgent_keeps_the_options():
    shown = after(words="stenosis with fever")
    assert (shown.level, len(shown.options)) == ("urgent", 4)


def test_next_caller_leaves_only_the_desks_own_language():
    used = after("applies", "handout", words="stenosis, on eliquis", state=step.fresh("es", ("needs-driver",)))
    assert step.pressed(used.state, "next", used.seen) == step.fresh("es")


def test_language_follows_the_words_until_it_is_switched():
    assert after(words="me duele cuando camino").language == "es"
    assert after("language", words="me duele cuando camino").language == "en"


def test_too_long_a_text_is_refused_with_its_length_and_kept():
    words = "knee " * 500
    shown = after(words=words)
    assert shown.answer is None
    assert "2,500" in shown.refusal
    assert shown.state.words == words


def test_nothing_typed_is_no_error():
    for words in ("", "   ", "?!", "[/]"):
        assert after("compare", "handout", "match_down", "applies", words=words).answer is None


def test_typing_keeps_the_ticks_and_brings_the_call_back():
    state = after("applies", "compare", words="stenosis").state
    typed = step.typed(state, "stenosis x")
    assert (typed.page, typed.yes) == ("call", ("pregnant",))


def test_treatment_is_shown_with_its_condition():
    shown = after(words="spacer")
    assert (shown.condition, [s.name for s in shown.options]) == ("stenosis", ["Spacer"])


def test_unknown_ids_and_actions_change_nothing():
    shown = after(words="stenosis")
    assert step.pressed(shown.state, "no such action", shown.seen) == shown.state
