"""Promises 9 to 21: text from outside comes to the screen as text, whatever it holds, and no line breaks the box."""

# ruff: noqa: E501 - a case stands on one line

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from tests.reliability.promises import SGR, is_answer, is_refusal, is_safe_to_show, kept, promise

FACES = {"panels": ("--color", "always"), "plain": ("--plain",), "json": ("--json",)}
ESCAPES = "knee \x1b[31mred \x1b[2J\x1b]8;;https://evil\x1b\\x\x1b]8;;\x1b\\ \x1b]52;c;aGk=\x07 \x1b]0;title\x07 \x1bP1;2|x\x1b\\ pain"
HIDDEN = "kn\u00adee\u200b pa\u202ein\u2066 \u2069\ufeff\U000e0041\U000e007f left"
ZALGO = "k" + "\u0301" * 60 + "nee"
OUTSIDE = [  # what comes in, and the words of it that must be seen as they are
    kept("9 a closing tag alone", "knee [/] pain", "knee [/] pain"),
    kept("9 a closing tag", "knee [/red] pain", "knee [/red] pain"),
    kept("10 a side in brackets", "knee pain [left] side", "knee pain [left] side"),
    kept("10 a score in brackets", "knee pain [8/10]", "knee pain [8/10]"),
    kept("11 a colour", "[red]knee[/red] pain", "[red]knee[/red] pain"),
    kept("11 a hidden word", "[conceal]knee[/conceal]", "[conceal]knee[/conceal]"),
    kept("11 a link", "knee [link=https://evil]x[/link]", "knee [link=https://evil]x[/link]"),
    kept("12 an emoji name", "knee :bomb: pain", "knee :bomb: pain"),
    kept("14 a number and an address", "knee 8/10 https://example.org", "knee 8/10 https://example.org"),
    kept("15 escape codes", ESCAPES, "[31mred"),
    kept("16 C1, NUL and DEL", "knee\x9b31m \x9d0;x \x7f pain", "pain"),
    kept("17 bidi, zero-width, soft hyphen, BOM, tags", HIDDEN, "knee pain left"),
    kept("18 line separators", "knee\u2028left\u2029side\x85pain\x0b\x0cx", "knee left side pain x"),
    kept("19 sixty marks on a letter", ZALGO + " pain", "nee pain"),
]


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize(("raw", "seen"), OUTSIDE)
def test_typed_words_are_only_words(raw: str, seen: str, face: str, painfinder) -> None:
    run = painfinder("find", "-", *FACES[face], "--explain", stdin=raw.encode(), NO_COLOR=None)
    is_answer(run)
    is_safe_to_show(SGR.sub("", run.text))
    assert face == "panels" or "\x1b" not in run.text
    if face == "json":
        assert seen in run.json["query"]


def clinic(words: str) -> str:
    """Return an overlay that says `words` wherever an overlay can say something: a title, a note, a name, a list."""
    said = '"' + "".join(c if c.isalnum() or c in " :/.[]" else f"\\U{ord(c):08x}" for c in words) + '"'
    return f"""
clinic: {{name: {said}, note: {said}, phone: {said}}}
offers: {{mild: {{where: {said}, note: {said}}}, warm-lamp: {{price: {said}}}}}
also_called: {{knee-osteoarthritis: [{said}]}}
add:
  treatments:
    warm-lamp: {{name: {said}, approaches: [integrative-therapy], summary: {said}, recovery: {said}}}
replace:
  conditions:
    knee-osteoarthritis:
      options: {{warm-lamp: {{role: second-line, evidence: limited, expect: {said}, sources: [{{}}]}}}}
"""


@pytest.fixture
def said_by_clinic(overlay, kb) -> Any:
    source = next(iter(kb.sources))
    return lambda words: overlay(clinic(words).replace("{}", source))


@pytest.mark.parametrize(
    ("raw", "seen"),
    [kept(f"20 {p.id}", *p.values) for p in OUTSIDE if "\x00" not in p.values[0]]
    + [kept("20 a NUL", "a lamp\0 x", "a lamp")],
)
def test_a_clinics_words_are_only_words(raw: str, seen: str, painfinder, said_by_clinic) -> None:
    path = said_by_clinic(raw)
    for arguments in (
        ("show", "warm-lamp", "--kb", path, "--color", "always"),
        ("show", "warm-lamp", "--kb", path, "--json"),
    ):  # fmt: skip
        run = painfinder(*arguments, NO_COLOR=None, COLUMNS="200")
        is_answer(run)
        text = SGR.sub("", run.text)
        is_safe_to_show(text)
        flat = re.sub(r"[\s│|─·]+", " ", text.replace("\\\\", "\\"))
        assert seen in flat, arguments


@promise("20+9+15+17 a clinic's words on a sheet and for a screen reader")
def test_a_clinics_words_are_only_words_on_paper_too(painfinder, said_by_clinic) -> None:
    path = said_by_clinic("knee [/red] :bomb: \x1b]0;x\x07\x9b2J \u202e<b>[left]")
    for form in ("text", "markdown", "html"):
        run = painfinder("handout", "knee-osteoarthritis", "--kb", path, "--format", form)
        is_answer(run)
        is_safe_to_show(run.text)
        assert ":bomb:" in run.text
        assert form != "html" or "<b>" not in run.text
    run = painfinder("show", "warm-lamp", "--kb", path, "--plain")
    is_safe_to_show(run.text)
    assert "knee [/red] :bomb:" in run.text


@promise("13+12 a title of a panel")
def test_titles_are_not_markup(painfinder, said_by_clinic) -> None:
    path = said_by_clinic("Lamp [/x] [red]:bomb:[/red] [link=https://evil]y[/link]")
    for arguments in (("show", "warm-lamp"), ("compare", "mild", "warm-lamp"), ("find", "knee arthritis", "--full")):
        run = painfinder(*arguments, "--kb", path, "--color", "always", COLUMNS="100", NO_COLOR=None)
        assert run.code == 0, run.said
        assert "\x1b]8" not in run.text
        assert ":bomb:" in re.sub(r"[\s│]+", "", SGR.sub("", run.text))


@promise("14 no colour that nobody asked for")
def test_numbers_and_addresses_are_not_coloured(painfinder, said_by_clinic) -> None:
    path = said_by_clinic("pain 8/10 see https://example.org now")
    run = painfinder("show", "warm-lamp", "--kb", path, "--color", "always", NO_COLOR=None)
    assert re.search(r"pain 8/10 see https://example.org now", run.text)


WIDE = [
    kept("19 zalgo", ZALGO), kept("19 flags", "\U0001f1fa\U0001f1f8" * 9), kept("19 a family", "\U0001f468\u200d\U0001f469\u200d\U0001f467 knee"),
    kept("19 Chinese", "膝盖疼痛" * 12), kept("19 Arabic", "ألم في الركبة"), kept("19 one endless word", "x" * 110),
    kept("19 an emoji with a variation", "\u2764\ufe0f knee \u2764\ufe0f"), kept("19 an escape code", "\x1b[31mknee\x1b[0m lamp"),
]  # fmt: skip


@pytest.mark.parametrize("columns", [20, 80])
@pytest.mark.parametrize("words", WIDE)
def test_no_line_is_wider_than_the_terminal(words: str, columns: int, painfinder, said_by_clinic) -> None:
    path = said_by_clinic(words)
    for arguments in (("show", "warm-lamp"), ("find", f"knee {words}", "--full")):
        run = painfinder(*arguments, "--kb", path, COLUMNS=str(columns))
        is_answer(run)
        for line in run.text.splitlines():
            assert cell_len(line) <= columns, line
            assert not line.startswith("│") or line.endswith("│"), line


@pytest.mark.parametrize(
    "arguments",
    [
        kept("21 a file that is not there", ("check", b"evil\x1b]0;x\x07\xe2\x80\xae[red]\xff.yaml")),
        kept("21 an overlay that is not there", ("find", "knee", "--kb", "e\x1b[2J\u202e\x9b.yaml")),
        kept("21 a long file name", ("check", "n" * 5000)),
        kept("21 a set that is not there", ("bench", "e\x1b[2J.tsv")),
        kept("21 an unknown option", ("find", "--e\x1b[2Jvil\u202e")),
        kept("21 an unknown command", ("e\x1b[2Jvil",)),
        kept("21 an unknown circumstance", ("find", "knee", "--with", "e\x1b[2Jvil")),
        kept("21 an unknown format", ("find", "knee", "--format", "e\x1b[2Jvil")),
        kept("21 an unknown list", ("list", "e\x1b[2J\u202e")),
        kept("21 an unknown entry", ("compare", "mild", "zz\x1b[2J\u202e")),
        kept("21 a file to write", ("handout", "migraine", "-o", "/nonexistent/\x1b[2J/x.md")),
    ],
)
def test_errors_show_names_cleaned_and_cut(arguments: tuple[Any, ...], painfinder) -> None:
    run = painfinder(*arguments)
    is_refusal(run)
    assert len(run.said) < 400 or "known: " in run.said  # what there is may be a long list


@promise("21 an overlay with an evil name")
def test_an_overlay_with_an_evil_name_is_used_and_shown_clean(painfinder, tmp_path: Path) -> None:
    path = tmp_path / "e\x1b]0;x\x07\u202e[red].yaml"
    path.write_text("clinic: {name: Ours}\n", "utf-8")
    for face in FACES.values():
        run = painfinder("show", "mild", "--kb", str(path), *face, NO_COLOR=None)
        is_answer(run)
        is_safe_to_show(SGR.sub("", run.text))
    tsv = tmp_path / "e\x9b\u202e.tsv"
    tsv.write_text("query\texpected\nsciatica\tradiculopathy\n", "utf-8")
    is_safe_to_show(painfinder("bench", str(tsv), "--json").text)


@promise("9+13 no bare text reaches rich")
def test_the_drawing_code_gives_rich_no_bare_text() -> None:
    show = Path(__file__).parents[2] / "painfinder" / "show"
    for path in show.glob("*.py"):
        code = path.read_text("utf-8")
        assert not re.search(
            r"Panel\(\s*f?[\"']|title=f?[\"']|\bprint\(f?[\"']|from_markup|from_ansi|markup=True", code
        ), path.name
