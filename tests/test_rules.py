"""Every rule over every entry that is shipped, and for every rule a fault that it must see."""

from __future__ import annotations

import copy
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
import simple_icd_10_cm

from painfinder.knowledge import rules
from painfinder.knowledge.compiled import YamlStore
from painfinder.knowledge.load import KnowledgeBase
from painfinder.knowledge.shipped import read

KINDS = ("condition", "treatment", "approach", "red-flag", "circumstance", "source")


@cache
def shipped() -> KnowledgeBase:
    return KnowledgeBase(YamlStore())


@cache
def problems(rule: rules.Rule) -> tuple[str, ...]:
    return tuple(p.what + f" ({p.fix})" for p in rule(shipped()))


def entries() -> list[str]:
    return [id for kind in KINDS[:5] for id in shipped().of_kind(kind)]


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda r: r.__name__)
@pytest.mark.parametrize("entry", entries())
def test_every_shipped_entry_keeps_every_rule(rule: rules.Rule, entry: str) -> None:
    assert [p for p in problems(rule) if p.startswith(f"{entry}: ")] == []


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda r: r.__name__)
def test_the_shipped_knowledge_base_keeps(rule: rules.Rule) -> None:
    of_entries = tuple(f"{e}: " for e in entries())
    assert [p for p in problems(rule) if not p.startswith(of_entries)] == []


Change = Callable[[dict[str, dict[str, dict[str, Any]]]], object]
KNEE, MILD = "knee-osteoarthritis", "mild"
HARD = "Intradiscal neuromodulation requires considerable multidisciplinary preoperative evaluation and coordination."


def _knee(records: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = records["condition"][KNEE]
    return found


def _first_option(records: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(iter(_knee(records)["options"].values()))
    return found


FAULTS: dict[str, tuple[Change, str]] = {
    "every_id_is_known": (lambda r: _knee(r).update(could_also_be=["crsp"]), "did you mean 'crps'?"),
    "approaches_and_treatments_agree": (
        lambda r: r["treatment"][MILD].update(approaches=["holistic-healing"]), "on one side only"),
    "names_stand_in_both_languages": (lambda r: _knee(r).update(also_called_es=[]), "no Spanish synonyms"),
    "no_name_has_two_owners": (lambda r: r["condition"]["crps"].update(also_called=["KNEE  osteoarthritis"]), "too"),
    "conditions_have_options": (lambda r: _knee(r).update(options={}), "nothing to offer"),
    "treatments_are_options": (
        lambda r: r["treatment"].update(nowhere={**r["treatment"][MILD], "also_called": []}), "no condition has it"),
    "options_have_sources": (lambda r: _first_option(r).update(sources=[]), "no source"),
    "sources_are_used": (
        lambda r: r["source"].update(lonely={"title": "x", "organisation": "x", "url": "https://x"}), "leans on"),
    "conditions_have_codes": (lambda r: _knee(r).update(icd10cm=[]), "no code"),
    "waiting_is_described": (lambda r: _knee(r).update(if_you_wait={"text": "x"}), "sources are missing"),
    "benefit_and_harm_stand_together": (
        lambda r: [r["treatment"][MILD].pop(k, None) for k in ("common_harms", "serious_harms")], "no harm is told"),
    "reviews_are_due_after_they_were_done": (
        lambda r: _knee(r).update(review_due="2020-01-01"), "before the review"),
    "red_flags_are_complete": (lambda r: r["red-flag"]["stroke"].update(say="Wait."), "does not name 911"),
    "cautions_are_clear": (lambda r: r["circumstance"]["pregnant"].update(question_es=""), "no Spanish question"),
    "the_brochure_is_named_where_it_is_alone": (
        lambda r: _first_option(r).update(clinic_claim=True, expect="Good."), "the brochure is not named"),
    "reading_is_easy": (lambda r: _knee(r).update(ask_first=HARD), "reads at grade"),
    "sentences_are_short": (lambda r: _knee(r).update(ask_first="go on and " * 10 + "stop."), "of 31 words"),
    "nothing_is_sold": (lambda r: _knee(r).update(ask_first="A breakthrough for you?"), "'breakthrough' sells"),
    "nobody_is_told_to_stop_a_medicine": (
        lambda r: _knee(r).update(ask_first="Stop your blood thinner a week before."), "stop a medicine"),
    "nothing_is_left_over": (lambda r: _knee(r).update(ask_first="TODO"), "'TODO' is left over"),
}  # fmt: skip


def test_every_rule_has_a_fault_to_see() -> None:
    assert sorted(FAULTS) == sorted(rule.__name__ for rule in rules.RULES)


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda r: r.__name__)
def test_a_rule_sees_the_fault_and_says_how_to_mend_it(rule: rules.Rule) -> None:
    change, told = FAULTS[rule.__name__]
    base = read()
    records: dict[str, Any] = {k: dict(v) for k, v in copy.deepcopy(dict(base.records)).items()}
    change(records)
    before = {str(p) for p in rule(shipped())}
    found = [p for p in rule(KnowledgeBase(YamlStore(base._replace(records=records)))) if str(p) not in before]
    assert any(told in str(p) for p in found), found[:3]
    assert all(p.fix and p.file.endswith(".yaml") for p in found)


def test_a_beginning_that_is_too_short_to_be_heard_is_told() -> None:
    base = read()
    records: dict[str, Any] = {k: dict(v) for k, v in copy.deepcopy(dict(base.records)).items()}
    records["circumstance"]["pregnant"]["heard_as"] = ["zeb*", "ze*", "ze bra*"]
    found = list(rules.cautions_are_clear(KnowledgeBase(YamlStore(base._replace(records=records)))))
    assert ["'ze*' is too short to be heard" in str(p) for p in found] == [True]


CAREFUL = (
    "Do not stop your blood thinner on your own.",
    "Never skip a dose of insulin.",
    "Ask whether to pause any medicine.",
    "No deje de tomar su anticoagulante sin hablar con su médico.",
    "The shot may stop the pain.",
)


@pytest.mark.parametrize("text", CAREFUL)
def test_careful_words_about_medicines_are_fine(text: str) -> None:
    base = read()
    records: dict[str, Any] = {k: dict(v) for k, v in copy.deepcopy(dict(base.records)).items()}
    _knee(records)["ask_first"] = text
    kb = KnowledgeBase(YamlStore(base._replace(records=records)))
    rule = next(r for r in rules.RULES if r.__name__ == "nobody_is_told_to_stop_a_medicine")
    assert not any("ask_first" in str(p) and KNEE in str(p) for p in rule(kb))


@pytest.mark.parametrize("id", list(shipped().conditions))
def test_every_code_that_is_shown_exists(id: str) -> None:
    for code in shipped().conditions[id].icd10cm:
        assert simple_icd_10_cm.is_valid_item(code), code


def test_a_clinics_own_words_are_warned_about_not_refused(tmp_path) -> None:
    from painfinder.knowledge.overlay import read_overlays

    path = tmp_path / "clinic.yaml"
    path.write_text("replace: {treatments: {mild: {summary: A breakthrough for your back.}}}\n", "utf-8")
    store = YamlStore()
    kb = KnowledgeBase(store, read_overlays([path], store))
    found = [p for p in rules.clinic_text(kb) if "breakthrough" in p.what]
    assert [(p.file, p.line, p.severity) for p in found] == [("clinic.yaml", 1, "warning")]
    assert not any("breakthrough" in p.what for rule in rules.RULES for p in rule(kb))


def test_the_content_score_counts_no_more_than_there_is() -> None:
    scores = rules.content_score(shipped())
    assert len({item for item, _, _ in scores}) == len(scores) > 20
    assert all(0 <= met <= total and total for _, met, total in scores)


def test_what_a_decision_aid_must_have_is_there_everywhere() -> None:
    missing = {item: (met, total) for item, met, total in rules.content_score(shipped()) if met < total}
    always = ("described", "two options", "waiting", "natural course", "may do for you", "tells its harms", "how sure",
              "option has sources", "brochure", "reviewed and when", "get help", "what a person can do")  # fmt: skip
    assert {item: n for item, n in missing.items() if any(word in item for word in always)} == {}
