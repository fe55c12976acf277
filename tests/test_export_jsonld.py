"""The base in schema.org's words: types and properties exist there and stand where they may, nothing untrue."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from painfinder.exchange import jsonld
from painfinder.knowledge.load import KnowledgeBase

PUBLISHED = Path(__file__).parent / "published" / "schemaorg.tsv"
TEXTS = {"Text", "URL", "Date", "DateTime", "CreativeWork", "Language", "Number"}  # what a JSON string may stand for


def vocabulary() -> tuple[dict[str, set[str]], dict[tuple[str, str], set[str]]]:
    """Return the broader types of each type, and what may stand in each (type, property)."""
    broader: dict[str, set[str]] = {}
    ranges: dict[tuple[str, str], set[str]] = {}
    for line in PUBLISHED.read_text("utf-8").splitlines():
        kind, *rest = line.split("\t")
        if kind == "type":
            broader[rest[0]] = set(rest[1].split())
        elif kind == "property":
            ranges[rest[1], rest[0]] = set(rest[2].split())
    return broader, ranges


BROADER, RANGES = vocabulary()


@pytest.fixture(scope="module")
def graph(kb: KnowledgeBase) -> list[dict[str, Any]]:
    document = jsonld.document(kb)
    assert document["@context"] == "https://schema.org"
    return document["@graph"]


@pytest.fixture(scope="module")
def by_id(graph: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {node["@id"]: node for node in graph}


def types(node: dict[str, Any]) -> list[str]:
    found = node["@type"]
    return found if isinstance(found, list) else [found]


def faults(node: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> list[str]:
    """Return what schema.org does not allow in a node and in all that is nested in it."""
    found = [f"no type {t}" for t in types(node) if t not in BROADER]
    for name, value in node.items():
        if name.startswith("@"):
            continue
        allowed = set().union(*(RANGES.get((t, name), set()) for t in types(node)))
        if not allowed:
            found.append(f"{types(node)} has no {name}")
        for item in value if isinstance(value, list) else [value]:
            found += [f"{name}: {f}" for f in misplaced(item, allowed, by_id)]
    return found


def misplaced(item: Any, allowed: set[str], by_id: dict[str, dict[str, Any]]) -> list[str]:
    if isinstance(item, str):
        return [] if allowed & TEXTS else ["a text may not stand here"]
    if set(item) == {"@value", "@language"}:
        return [] if "Text" in allowed else ["a text may not stand here"]
    if set(item) == {"@id"}:
        if item["@id"] not in by_id:
            return [f"{item['@id']} is nowhere"]
        item, nested = by_id[item["@id"]], []
    else:
        nested = faults(item, by_id)
    is_a = set().union(*(BROADER.get(t, set()) for t in types(item)))
    return nested + ([] if is_a & allowed else [f"a {types(item)} may not stand here"])


def test_the_published_vocabulary_was_read() -> None:
    assert "MedicalTherapy" in RANGES["MedicalCondition", "possibleTreatment"]
    assert ("MedicalCondition", "possibleTreatement") not in RANGES


def test_every_type_property_and_value_is_schema_orgs(graph, by_id) -> None:
    assert len(by_id) == len(graph)
    assert [(node["@id"], f) for node in graph for f in faults(node, by_id)] == []


def test_the_checker_finds_what_is_wrong(by_id) -> None:
    assert faults({"@type": "MedicalCondition", "cure": "x"}, by_id)
    assert faults({"@type": "MedicalCondition", "possibleTreatment": "x"}, by_id)
    assert faults({"@type": "MedicalCondition", "guideline": {"@id": "urn:painfinder:treatment:mild"}}, by_id)
    assert faults({"@type": "Illness"}, by_id)


def test_what_is_not_recommended_is_no_possible_treatment(kb: KnowledgeBase, by_id) -> None:
    for c in kb.conditions.values():
        offered = {n["@id"] for n in by_id[f"urn:painfinder:condition:{c.id}"].get("possibleTreatment", [])}
        against = {f"urn:painfinder:treatment:{o.treatment}" for o in c.options if o.role in jsonld.NO_TREATMENT}
        assert not offered & against
        assert len(offered) + len(against) == len(c.options)


def test_every_option_is_a_claim_with_its_evidence_and_sources(kb: KnowledgeBase, by_id) -> None:
    for c in kb.conditions.values():
        for o in c.options:
            claim = by_id[f"urn:painfinder:option:{c.id}:{o.treatment}"]
            assert {k["termCode"] for k in claim["keywords"]} == {o.role, o.evidence}
            assert len(claim["citation"]) == len(o.sources)
            assert claim["text"] == o.expect


def test_harms_and_who_should_not_are_all_there(kb: KnowledgeBase, by_id) -> None:
    for t in kb.treatments.values():
        node = by_id[f"urn:painfinder:treatment:{t.id}"]
        assert [n["name"] for n in node.get("adverseOutcome", [])] == list(t.common_harms.items)
        assert [n["name"] for n in node.get("seriousAdverseOutcome", [])] == list(t.serious_harms.items)
        barred = [n["name"] for n in node.get("contraindication", [])]
        assert barred[: len(t.who_should_not.items)] == list(t.who_should_not.items)
        avoid = [c.name for c in kb.circumstances.values() if t.id in c.cautions and c.cautions[t.id].action == "avoid"]
        assert barred[len(t.who_should_not.items) :] == avoid


def test_names_are_in_both_languages_and_codes_are_codes(kb: KnowledgeBase, by_id) -> None:
    node = by_id["urn:painfinder:condition:lumbar-spinal-stenosis"]
    assert [n["@language"] for n in node["name"]] == ["en", "es"]
    assert [c["codeValue"] for c in node["code"]] == list(kb.conditions["lumbar-spinal-stenosis"].icd10cm)


def test_it_does_not_pretend_to_be_signed_off(kb: KnowledgeBase, graph) -> None:
    signed = sum(bool(t.reviewed_by) for t in kb.treatments.values())
    assert signed == 0 or graph[0]["creativeWorkStatus"].split(" ")[0] != "0"
    assert "creativeWorkStatus" in graph[0]
