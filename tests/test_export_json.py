"""The whole base as JSON: nothing left out, nothing made up, the clinic's own content in it and marked."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest

from painfinder.exchange import names, whole_base
from painfinder.exchange.schemas import knowledge_schema
from painfinder.knowledge.fields import SECTION_OF
from painfinder.knowledge.load import KnowledgeBase, load

OVERLAY = """clinic: {name: Example Pain Center, phone: 555-0100}
offers:
  mild: {where: Main Street}
hide: [prolotherapy]
"""


@pytest.fixture
def clinic(tmp_path: Path) -> KnowledgeBase:
    path = tmp_path / "clinic.yaml"
    path.write_text(OVERLAY, "utf-8")
    return load([path])


def test_every_entry_of_every_kind_is_there(kb: KnowledgeBase) -> None:
    record = whole_base.record_of(kb)
    jsonschema.Draft202012Validator(knowledge_schema()).validate(record)
    for kind in whole_base.KINDS:
        assert [e["id"] for e in record[SECTION_OF[kind]]] == list(kb.of_kind(kind))
    options = sum(len(c["options"]) for c in record["conditions"])
    assert options == sum(len(c.options) for c in kb.conditions.values())


def test_sources_that_are_cited_are_there(kb: KnowledgeBase) -> None:
    record = whole_base.record_of(kb)
    cited = {s for c in record["conditions"] for o in c["options"] for s in o["sources"]}
    assert cited <= {s["id"] for s in record["sources"]}


def test_conditions_link_to_medlineplus_by_code_in_both_languages(kb: KnowledgeBase) -> None:
    for c in whole_base.record_of(kb)["conditions"]:
        for language, address in c["learn_more"].items():
            assert address.startswith("https://connect.medlineplus.gov/")
            assert f"v.c={c['icd10cm'][0]}&" in address
            assert address.endswith(f"languageCode.c={language}")


def test_the_clinics_own_content_is_in_it(clinic: KnowledgeBase) -> None:
    record = whole_base.record_of(clinic)
    assert record["knowledge_base"]["overlays"] == ["clinic.yaml"]
    assert record["clinic"]["name"] == "Example Pain Center"
    assert "prolotherapy" not in [t["id"] for t in record["treatments"]]
    offered = {o["treatment"]: o["offered"] for c in record["conditions"] for o in c["options"]}
    assert offered["mild"]
    assert not offered["acupuncture"]


def test_an_overlay_gets_a_version_of_its_own(kb: KnowledgeBase, clinic: KnowledgeBase) -> None:
    assert names.version_of(kb) == kb.version
    assert names.version_of(clinic) == f"{kb.version}+clinic.yaml"


@pytest.mark.parametrize("form", ["json", "jsonld", "fhir"])
def test_the_same_bytes_twice_on_stdout_and_in_a_file(painfinder, tmp_path: Path, form: str) -> None:
    path = tmp_path / "out"
    first, again = painfinder("export", form), painfinder("export", form, "-o", str(path))
    assert (first.code, again.code, again.out) == (0, 0, b"")
    assert path.read_bytes() == first.out
    assert painfinder("export", form, "-o", str(path)).code == 2
    assert painfinder("export", form, "-o", str(path), "--force").code == 0


def test_a_format_that_is_not_there_is_one_sentence(painfinder) -> None:
    run = painfinder("export", "xml")
    assert (run.code, run.out) == (2, b"")
    assert "json, jsonld, fhir" in run.said
