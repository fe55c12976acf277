"""The base as FHIR R4 terminology, checked against HL7's own schema and against the rules that no schema can hold."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import simple_icd_10_cm as icd

from painfinder.exchange import fhir, names
from painfinder.knowledge.load import KnowledgeBase, load

PUBLISHED = json.loads((Path(__file__).parent / "published" / "fhir-r4.schema.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def bundle(kb: KnowledgeBase) -> dict[str, Any]:
    return fhir.bundle(kb)


@pytest.fixture(scope="module")
def codes(bundle) -> dict[str, Any]:
    return bundle["entry"][0]["resource"]


@pytest.fixture(scope="module")
def mapping(bundle) -> dict[str, Any]:
    return bundle["entry"][1]["resource"]


def validator(resource: str) -> Any:
    schema = {"$ref": f"#/definitions/{resource}", "definitions": PUBLISHED["definitions"]}
    return jsonschema.Draft6Validator(schema)


def test_each_resource_fits_the_published_schema(bundle) -> None:
    assert [e.message for e in validator("Bundle").iter_errors(bundle)] == []
    for entry in bundle["entry"]:
        resource = entry["resource"]
        assert [e.message for e in validator(resource["resourceType"]).iter_errors(resource)] == []


@pytest.mark.parametrize("wrong", [{"status": "sketch"}, {"colour": "red"}, {"content": "most of it"}])
def test_the_published_schema_finds_what_is_wrong(codes, wrong: dict[str, Any]) -> None:
    assert list(validator("CodeSystem").iter_errors(codes | wrong))


def test_every_id_is_a_code_once(kb: KnowledgeBase, codes) -> None:
    listed = [c["code"] for c in codes["concept"]]
    assert listed == [i for kind in names.REVIEWED_KINDS for i in kb.of_kind(kind)]
    assert len(set(listed)) == len(listed) == codes["count"]


def test_displays_and_spanish_names(kb: KnowledgeBase, codes) -> None:
    for concept in codes["concept"]:
        kind = next(p["valueCode"] for p in concept["property"] if p["code"] == "kind")
        thing = kb.of_kind(kind)[concept["code"]]
        assert concept["display"] == thing.name
        assert {"language": "es", "value": thing.name_es} in concept["designation"]


def test_properties_are_declared_with_their_type(codes) -> None:
    declared = {p["code"]: p["type"] for p in codes["property"]}
    for concept in codes["concept"]:
        for given in concept["property"]:
            (field,) = set(given) - {"code"}
            assert field.lower() == f"value{declared[given['code']]}".lower()


def test_names_are_fit_for_machines(codes, mapping) -> None:
    for resource in (codes, mapping):
        assert re.fullmatch(r"[A-Z][A-Za-z0-9_]{0,254}", resource["name"])
        assert re.fullmatch(r"[A-Za-z0-9\-.]{1,64}", resource["id"])


def test_it_is_a_draft_until_all_of_it_is_signed(kb: KnowledgeBase, codes, mapping) -> None:
    signed, entries = names.signed(kb)
    assert {codes["status"], mapping["status"]} == {"active" if signed == entries else "draft"}
    assert f"{signed} of {entries} entries" in codes["description"]


def test_the_map_goes_from_every_condition_to_codes_that_exist(kb: KnowledgeBase, mapping) -> None:
    (group,) = mapping["group"]
    assert (group["source"], group["target"]) == (fhir.CODES, "http://hl7.org/fhir/sid/icd-10-cm")
    assert [e["code"] for e in group["element"]] == list(kb.conditions)
    for element in group["element"]:
        assert [t["code"] for t in element["target"]] == list(kb.conditions[element["code"]].icd10cm)
        assert all(icd.is_valid_item(t["code"]) for t in element["target"])


def test_no_equivalence_is_claimed_that_no_coder_gave(mapping) -> None:
    targets = [t for e in mapping["group"][0]["element"] for t in e["target"]]
    assert {t["equivalence"] for t in targets} <= {"relatedto", "unmatched"}
    assert all("No medical coder" in t["comment"] for t in targets if t["equivalence"] == "relatedto")


def test_a_clinics_condition_without_codes_is_unmatched(tmp_path: Path) -> None:
    overlay = tmp_path / "clinic.yaml"
    overlay.write_text("clinic: {name: A}\nreplace:\n  conditions:\n    plantar-fasciitis: {icd10cm: []}\n", "utf-8")
    document = fhir.bundle(load([overlay]))
    codes, mapping = (e["resource"] for e in document["entry"])
    element = next(e for e in mapping["group"][0]["element"] if e["code"] == "plantar-fasciitis")
    assert element["target"] == [{"equivalence": "unmatched"}]
    assert codes["version"].endswith("+clinic.yaml")
    for resource in (codes, mapping):
        assert [e.message for e in validator(resource["resourceType"]).iter_errors(resource)] == []
