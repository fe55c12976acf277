"""The take-home sheet: one self-contained accessible file, honest, never written over another."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from painfinder import load
from painfinder.commands.show import shown_options
from painfinder.model import Person
from painfinder.show import handout
from painfinder.show.sheet import FORMATS, written

KB = load()


def sheet(condition: str, form: str, language: str = "en", **person: Any) -> str:
    who = Person(language=language, **person)  # type: ignore[arg-type]
    shown, _ = shown_options("condition", condition, KB, who)
    return written(handout.of_condition(KB.conditions[condition], shown, KB, who), form)


class Outline(HTMLParser):
    """Collects what an accessibility check asks about."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("condition", list(KB.conditions))
def test_the_page_is_accessible_and_stands_alone(condition: str, language: str) -> None:
    page = sheet(condition, "html", language)
    outline = Outline(page)
    assert outline.open == []
    tags = [tag for tag, _ in outline.tags]
    assert dict(outline.tags)["html"]["lang"] == language
    assert tags.count("h1") == tags.count("main") == tags.count("title") == tags.count("caption") == 1
    assert not {"script", "link", "img", "iframe", "object", "form"} & set(tags)
    assert "url(" not in page
    assert "@import" not in page
    assert all("scope" in attrs for tag, attrs in outline.tags if tag == "th")
    assert all(attrs.get("href", "").startswith("https://") for tag, attrs in outline.tags if tag == "a")  # type: ignore[union-attr]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("condition", ["knee-osteoarthritis", "migraine"])
def test_every_form_says_the_same(condition: str, form: str) -> None:
    text = re.sub(r"\s+", " ", sheet(condition, form).replace("\\", "").replace("&#x27;", "'"))
    entry = KB.conditions[condition]
    for option in entry.options:
        assert KB.treatments[option.treatment].name.split(" (")[0] in text
    assert entry.if_you_wait.text[:40] in text
    assert "911" in text
    assert "does not mean it is safe" in text
    assert "no clinician has signed this off yet" in text
    assert "The clinic that named these treatments also sells them." in text


def test_a_caution_stands_beside_its_option() -> None:
    page = sheet("lumbar-spinal-stenosis", "text", circumstances=("blood-thinner",))
    assert "ask the clinician first" in page


def test_what_somebody_wrote_is_never_markup() -> None:
    hostile = KB.conditions["migraine"]._replace(name="<script>alert(1)</script> *x* [y](z)")
    for form, bad in (("html", "<script>alert"), ("markdown", "[y](z)")):
        made = written(handout.of_condition(hostile, (), KB, Person()), form)
        assert bad not in made


def test_a_file_is_not_written_over_without_force(painfinder: Any, tmp_path: Path) -> None:
    path = tmp_path / "knee.html"
    assert painfinder("handout", "knee-osteoarthritis", "-o", str(path)).code == 0
    first = path.read_text("utf-8")
    refused = painfinder("handout", "migraine", "-o", str(path))
    assert refused.code == 2
    assert "--force" in refused.said
    assert path.read_text("utf-8") == first
    assert painfinder("handout", "migraine", "-o", str(path), "--force").code == 0
    assert "Migraine" in path.read_text("utf-8")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["knee.html"]


def test_an_ending_that_is_no_format_is_refused_unless_the_format_is_said(painfinder: Any, tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    refused = painfinder("handout", "migraine", "-o", str(path))
    assert refused.code == 2
    assert ".html" in refused.said
    assert not path.exists()
    assert painfinder("handout", "migraine", "-o", str(path), "--format", "html").code == 0
    assert path.read_text("utf-8").startswith("<!")


def test_a_link_to_nowhere_is_written_through_with_force(painfinder: Any, tmp_path: Path) -> None:
    link, target = tmp_path / "sheet.md", tmp_path / "kept.md"
    link.symlink_to(target)
    assert painfinder("handout", "migraine", "-o", str(link)).code == 2
    assert not target.exists()
    assert painfinder("handout", "migraine", "-o", str(link), "--force").code == 0
    assert "#" in target.read_text("utf-8")


def test_the_ending_chooses_the_form(painfinder: Any, tmp_path: Path) -> None:
    for ending, begins in ((".html", "<!DOCTYPE html>"), (".md", "# "), (".txt", "MIGRAINE")):
        path = tmp_path / f"m{ending}"
        painfinder("handout", "migraine", "-o", str(path))
        assert path.read_text("utf-8").startswith(begins)


def test_a_danger_gives_the_alert_and_no_sheet(painfinder: Any, tmp_path: Path) -> None:
    run = painfinder(
        "handout", "migraine and the worst headache of my life an hour ago", "-o", str(tmp_path / "x.html")
    )
    assert run.code == 3
    assert list(tmp_path.iterdir()) == []
