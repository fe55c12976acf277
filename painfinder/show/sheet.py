"""A take-home sheet as Markdown, HTML or text.

The HTML is one self-contained accessible file for printing: no script, no font or image from elsewhere, headings in
order, language marked, dark on white, two pages for a condition.
"""

from __future__ import annotations

from html import escape

from painfinder.show.handout import Row, Sheet
from painfinder.understand.text import printable
from painfinder.wording import (
    LABEL,
)

FORMATS = ("markdown", "html", "text")


def written(sheet: Sheet, form: str) -> str:
    """Write a sheet as "markdown", "html" or "text"."""
    return {"markdown": as_markdown, "html": as_html, "text": as_text}[form](sheet)


def _sections(sheet: Sheet) -> list[tuple[str, tuple[str, ...], str]]:
    """Return (heading, lines, kind) of everything but the options; kind: text, list, check."""
    label = LABEL[sheet.language]
    return [
        (label["self_care"], sheet.self_care, "list"),
        (label["when_to_worry"], sheet.call, "list"),
        (label["questions"], sheet.questions, "check"),
        (label["matters"], sheet.matters, "check"),
        (label["sources"], sheet.sources, "list"),
    ]


def as_markdown(sheet: Sheet) -> str:
    """Write the sheet as Markdown; characters that Markdown reads as marks are escaped."""
    label = LABEL[sheet.language]
    out = [f"# {_md(sheet.title)}", ""]
    if sheet.clinic:
        out += [_md(" · ".join(sheet.clinic)), ""]
    out += [f"## {label['what_it_is']}", "", _md(sheet.what), "", f"## {label['your_options']}", ""]
    for row in sheet.options:
        out += [f"### {_md(row.name)} ({row.place})", "", f"- **{label['expect']}:** {_md(row.expect)}"]
        out.append(f"- **{label['common_harms']}:** {_md(row.common)}")
        out.append(f"- **{label['serious_harms']}:** {_md(row.serious)}")
        if row.remark:
            out.append(f"- **{label['cautions']}:** {_md(row.remark)}")
        if row.offer:
            out.append(f"- **{label['offered']}:** {_md(row.offer)}")
        out.append("")
    out += [f"## {label['if_you_wait']}", "", _md(sheet.wait), ""]
    for heading, lines, kind in _sections(sheet):
        mark = "- [ ] " if kind == "check" else "- "
        out += [f"## {heading}", "", *(mark + _md(line) for line in lines), ""]
    out += [_md(sheet.dates), ""]
    if sheet.more:
        out += [f"{label['learn_more']}: <{sheet.more}>", ""]
    return "\n".join([*out, *(f"*{_md(n)}*\n" for n in sheet.notes)])


def _md(words: str) -> str:
    words = printable(words)
    for mark in "\\`*_[]<>#|":
        words = words.replace(mark, "\\" + mark)
    return words


def as_text(sheet: Sheet) -> str:
    """Write the sheet as text, wrapped at 72 columns."""
    import textwrap

    label = LABEL[sheet.language]
    out: list[str] = []

    def put(words: str, indent: str = "", first: str | None = None) -> None:
        out.extend(textwrap.wrap(printable(words), 72, initial_indent=first if first is not None else indent,
                                 subsequent_indent=indent, break_long_words=False))  # fmt: skip

    put(sheet.title.upper())
    for line in sheet.clinic:
        put(line)
    out.append("")
    put(f"{label['what_it_is']}: {sheet.what}")
    out += ["", label["your_options"].upper()]
    for row in sheet.options:
        put(f"{row.name} ({row.place})", "  ", "- ")
        put(f"{label['expect']}: {row.expect}", "    ")
        put(f"{label['common_harms']}: {row.common}", "    ")
        put(f"{label['serious_harms']}: {row.serious}", "    ")
        if row.remark:
            put(f"{label['cautions']}: {row.remark}", "    ")
        if row.offer:
            put(f"{label['offered']}: {row.offer}", "    ")
    out.append("")
    put(f"{label['if_you_wait']}: {sheet.wait}")
    for heading, lines, kind in _sections(sheet):
        out += ["", heading.upper()]
        for line in lines:
            put(line, "    " if kind == "check" else "  ", "[ ] " if kind == "check" else "- ")
    out.append("")
    put(sheet.dates)
    if sheet.more:
        out.append(f"{label['learn_more']}: {sheet.more}")
    for note in sheet.notes:
        put(note)
    return "\n".join(out) + "\n"


STYLE = """
:root { color-scheme: light; }
body { font: 11pt/1.35 Georgia, "Times New Roman", serif; color: #111; background: #fff; max-width: 46rem; margin: 1rem auto; padding: 0 1rem; }
h1 { font-size: 1.6em; margin: 0 0 .2em; } h2 { font-size: 1.1em; margin: .8em 0 .2em; border-bottom: 1px solid #555; }
table { border-collapse: collapse; width: 100%; font-size: .88em; } caption { text-align: left; font-weight: bold; font-size: 1.1em; padding: .3em 0; }
th, td { text-align: left; vertical-align: top; padding: .25em .4em; border: 1px solid #777; } thead th { background: #eee; }
ul { margin: .2em 0; padding-left: 1.2em; } ul.check { list-style: none; padding-left: 0; } ul.check li::before { content: "\\2610\\00a0"; }
.call { border: 2px solid #900; padding: .2em .6em; } .small, .sources { font-size: .76em; margin: .3em 0; } .sources { overflow-wrap: anywhere; }
a { color: #003a8c; } tr, li { break-inside: avoid; } .two { columns: 2; } ul.dots { list-style: disc; padding-left: 1.2em; }
@page { size: letter; margin: 1cm; }
@media print { body { max-width: none; margin: 0; padding: 0; font-size: 8.1pt; line-height: 1.13; } }
@media (max-width: 36rem) { thead { position: absolute; clip-path: inset(50%); } tr, td, tbody th { display: block; border-width: 0; } tbody tr { border: 1px solid #777; margin: .4em 0; } td::before { content: attr(data-label) ": "; font-weight: bold; } .two { columns: 1; } }
""".strip()  # noqa: E501


def as_html(sheet: Sheet) -> str:
    """Write the sheet as one self-contained HTML file."""
    label = LABEL[sheet.language]

    def said(words: str) -> str:
        return escape(printable(words))

    def listing(lines: tuple[str, ...], kind: str = "") -> str:
        inside = "".join(f"<li>{said(line)}</li>" for line in lines)
        return f'<ul class="{kind}">{inside}</ul>' if kind else f"<ul>{inside}</ul>"

    both = f"{label['common_harms']} / {label['serious_harms'].lower()}"
    heads = (label["treatment"], f"{label['try']} · {label['proof']}", label["expect"], both)

    def harms(row: Row) -> str:
        return (
            f"<strong>{said(label['common_harms'])}:</strong> {said(row.common)} "
            f"<strong>{said(label['serious_harms'])}:</strong> {said(row.serious)}"
        )

    def cell(head: str, words: str) -> str:
        return f'<td data-label="{said(head)}">{words}</td>'

    def remarks(row: Row) -> list[str]:
        told = ((label["cautions"], row.remark), (label["offered"], row.offer))
        return [f"<strong>{said(head)}:</strong> {said(words)}" for head, words in told if words]

    rows = "".join(
        f'<tr><th scope="row">{said(r.name)}</th>{cell(heads[1], said(r.place))}'
        + cell(heads[2], "<br>".join((said(r.expect), *remarks(r))))
        + f"{cell(heads[3], harms(r))}</tr>"
        for r in sheet.options
    )
    details = f"<p>{said(' · '.join(sheet.clinic))}</p>" if sheet.clinic else ""
    more = f'<p class="small"><a href="{escape(sheet.more)}">{said(label["learn_more"])}</a></p>' if sheet.more else ""
    return f"""<!DOCTYPE html>
<html lang="{sheet.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{said(sheet.title)}</title>
<style>
{STYLE}
</style>
</head>
<body>
<main>
<h1>{said(sheet.title)}</h1>
{details}
<h2>{said(label["what_it_is"])}</h2>
<p>{said(sheet.what)}</p>
<h2>{said(label["if_you_wait"])}</h2>
<p>{said(sheet.wait)}</p>
<section class="call"><h2>{said(label["when_to_worry"])}</h2>{listing(sheet.call)}</section>
<table>
<caption>{said(label["your_options"])}</caption>
<thead><tr>{"".join(f'<th scope="col">{said(h)}</th>' for h in heads)}</tr></thead>
<tbody>{rows}</tbody>
</table>
<h2>{said(label["self_care"])}</h2>{listing(sheet.self_care, "two dots")}
<h2>{said(label["questions"])}</h2>{listing(sheet.questions, "check")}
<h2>{said(label["matters"])}</h2>{listing(sheet.matters, "check two")}
<h2>{said(label["sources"])}</h2>{listing(sheet.sources, "sources two")}
<p class="small">{said(sheet.dates)}</p>
{more}
{"".join(f'<p class="small">{said(n)}</p>' for n in sheet.notes)}
</main>
</body>
</html>
"""
