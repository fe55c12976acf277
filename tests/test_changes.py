"""What changed: dated lines and review dates, for the clinician who signs off."""

from __future__ import annotations

import re
from pathlib import Path

import jsonschema
import pytest

from painfinder.errors import Refused
from painfinder.exchange import changed, names
from painfinder.exchange.schemas import changes_schema
from painfinder.knowledge.load import KnowledgeBase
from painfinder.wording import LABEL

CHANGELOG = Path(__file__).parent.parent / "CHANGELOG.md"


def test_the_changelog_has_the_same_knowledge_base_lines() -> None:
    sections = re.findall(r"^### Knowledge base\n(.*?)(?=^#|\Z)", CHANGELOG.read_text("utf-8"), re.M | re.S)
    lines = [" ".join(item[2:].split()) for s in sections for item in re.findall(r"^- .*?(?=^- |\Z)", s, re.M | re.S)]
    assert lines == [c.what for c in changed.log()], "CHANGELOG.md and painfinder/data/changes.txt must agree"


def test_changes_are_newest_first_and_name_entries_that_are_or_were(kb: KnowledgeBase) -> None:
    log = changed.log()
    assert [c.date for c in log] == sorted((c.date for c in log), reverse=True)
    known = {i for kind in (*names.REVIEWED_KINDS, "source") for i in kb.of_kind(kind)}
    assert [i for c in log for i in c.ids if i not in known and "withdrawn" not in c.what] == []
    assert all(c.what.endswith(".") and changed.day(c.date) for c in log)


def test_nothing_is_older_than_the_day_that_was_asked_for(kb: KnowledgeBase) -> None:
    everything = changed.since("", kb)
    days = sorted({r.reviewed for r in everything.reviews})
    newest = changed.since(days[-1], kb)
    assert {r.reviewed for r in newest.reviews} == {days[-1]}
    assert len(everything.reviews) == everything.entries
    assert changed.since("2999-01-01", kb)[1:3] == ((), ())


def test_signatures_are_counted_never_claimed(kb: KnowledgeBase) -> None:
    found = changed.since("", kb)
    assert found.signed == sum(bool(r.reviewed_by) for r in found.reviews)
    page = str(changed.as_blocks(found, "en"))
    assert page.count(LABEL["en"]["not_signed_off"]) == found.entries - found.signed


@pytest.mark.parametrize("day", ["yesterday", "2026-13-01", "20261122", "2026-11", "2026-W48-1"])
def test_a_day_that_is_none_is_refused(day: str) -> None:
    with pytest.raises(Refused, match="2026-11-22"):
        changed.day(day)


def test_json_fits_its_schema_and_never_holds_today(painfinder) -> None:
    first, second = painfinder("changes", "--json"), painfinder("changes", "--json")
    assert (first.code, first.out) == (0, second.out)
    jsonschema.validate(first.json, changes_schema())


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("face", ["panels", "plain"])
def test_both_faces_say_what_changed_and_who_signed(painfinder, language: str, face: str) -> None:
    run = painfinder("changes", "--format", face, "--lang", language)
    assert run.code == 0
    assert LABEL[language]["changed"] in run.text
    assert LABEL[language]["signed_count"].split("{")[0].strip() in " ".join(run.text.split())


def test_a_wrong_date_is_one_sentence(painfinder) -> None:
    run = painfinder("changes", "--since", "soon")
    assert (run.code, run.out) == (2, b"")
    assert run.said.count("\n") == 1


def test_a_clinics_own_entries_are_marked_as_such(tmp_path: Path) -> None:
    from painfinder.knowledge.load import load

    overlay = tmp_path / "clinic.yaml"
    overlay.write_text("clinic: {name: A}\nreplace:\n  treatments:\n    mild: {reviewed: '2026-12-01'}\n", "utf-8")
    found = changed.since("2026-12-01", load([overlay]))
    assert [(r.id, r.reviewed) for r in found.reviews] == [("mild", "2026-12-01")]
