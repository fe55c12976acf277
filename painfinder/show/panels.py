"""Blocks as rich panels: within 80 columns and at 40; words carry what colour only supports."""

from __future__ import annotations

from functools import singledispatch

from rich.console import RenderableType
from rich.text import Text

from painfinder.show.blocks import Alarm, Block, Card, Grid, Head, Listing, Note, OptionRow, OptionTable, Value
from painfinder.show.columns import Columns
from painfinder.show.face import Face
from painfinder.show.ink import EVIDENCE_STYLE, Ink, under
from painfinder.wording import EVIDENCE, EVIDENCE_MARK, EVIDENCE_MARK_ASCII, ROLE, Language

BESIDE = (14, 4, 12)  # columns of a table of options beside the names: when to try it, the mark, the proof


def drawn(blocks: list[Block], face: Face, language: Language = "en") -> str:
    """Draw blocks one under the other."""
    ink = Ink(face)
    for block in blocks:
        _draw(block, ink, language)
    return ink.drawn()


@singledispatch
def _draw(block: object, ink: Ink, language: Language) -> None:
    raise TypeError(type(block).__name__)


@_draw.register
def _(block: Alarm, ink: Ink, language: Language) -> None:
    ink.band(block.title, block.act, block.level)
    ink.parts.append(under(ink.pairs(_rows(block.pairs, ink)), 2))
    ink.blank()


@_draw.register
def _(block: Head, ink: Ink, language: Language) -> None:
    if block.name:
        if ink.narrow:
            ink.line((block.label, ""), " ", (block.name, "bold"))
            ink.line((block.note, "italic"))
        else:
            ink.line((block.label, ""), "  ", (block.name, "bold"), "   ", (block.note, "italic"))
    for reason in block.reasons:
        ink.line(reason, indent=4)
    ink.blank()


@_draw.register
def _(block: Card, ink: Ink, language: Language) -> None:
    ink.panel(block.title, [ink.pairs(_rows(block.pairs, ink))], right=block.note, dim=block.dim)


@_draw.register
def _(block: OptionTable, ink: Ink, language: Language) -> None:
    mark = EVIDENCE_MARK if ink.face.unicode else EVIDENCE_MARK_ASCII
    if ink.narrow:
        columns = Columns(0)
        columns.row(ink.said(block.title, "bold"))
        for row in block.rows:
            style = "dim" if row.dim else ""
            columns.row(ink.said("; ".join((row.name, *row.marks)), f"bold {style}".strip()))
            proof = f"{mark[row.evidence].strip()} {EVIDENCE[language][row.evidence]}"
            below = [row.under] if row.under else []
            for line in (*below, f"{ROLE[language][row.role]} · {proof}"):
                columns.row(under(ink.said(line, style), 2))
    else:
        names = [_named(row, ink) for row in block.rows]
        longest = max(name.cell_len if "\n" not in name.plain else ink.width for name in names)
        columns = Columns(min(longest, ink.width - 2 - sum(BESIDE) - 2 * len(BESIDE)), *BESIDE, gap=2)
        columns.row(
            ink.said(block.title, "bold"), ink.said(block.role_label, "italic"), Text(""),
            ink.said(_short(block.evidence_label), "italic"),
        )  # fmt: skip
        for name, row in zip(names, block.rows, strict=True):
            style = "dim" if row.dim else ""
            columns.row(
                name,
                ink.said(ROLE[language][row.role], style),
                ink.said(mark[row.evidence], style or EVIDENCE_STYLE[row.evidence]),
                ink.said(EVIDENCE[language][row.evidence], style),
            )
    ink.parts.append(under(columns, 2))
    ink.blank()


def _named(row: OptionRow, ink: Ink) -> Text:
    style = "dim" if row.dim else ""
    name = Text.assemble(ink.said(row.name, style), *(Text.assemble("  ", ink.said(m, "bold")) for m in row.marks))
    return Text.assemble(name, "\n  ", ink.said(row.under, "italic")) if row.under else name


@_draw.register
def _(block: Listing, ink: Ink, language: Language) -> None:
    if not block.items:
        return
    ink.line((block.title, "bold"))
    if block.numbered:
        columns = Columns(2, 0, gap=1)
        for number, item in enumerate(block.items, 1):
            columns.row(Text(f"{number:>2}"), ink.said(item))
        ink.parts.append(under(columns, 2))
    else:
        ink.parts.append(under(ink.bullets(block.items), 2))
    ink.blank()


@_draw.register
def _(block: Note, ink: Ink, language: Language) -> None:
    ink.line((block.text, "italic"))
    ink.blank()


@_draw.register
def _(block: Grid, ink: Ink, language: Language) -> None:
    gap, least = 2, 12  # columns between cells; what a cell needs to be readable
    if ink.width < (least + gap) * len(block.columns):
        for i, column in enumerate(block.columns):
            ink.panel(column, [ink.pairs([(label, ink.said(cells[i])) for label, cells in block.rows if cells[i]])])
        return
    ink.line((block.title, "bold"), indent=0)
    beside = ink.width >= 14 + (20 + gap) * len(block.columns)  # else the label stands above its row
    lead, label_width = ([Text("")], (13,)) if beside else ([], ())
    widths = (*label_width, *(0 for _ in block.columns))
    columns = Columns(*widths, gap=gap)
    columns.row(*lead, *(ink.said(c, "bold underline") for c in block.columns))
    for label, cells in block.rows:
        columns.row()
        if beside:
            columns.row(ink.said(label, "bold"), *(ink.said(c) for c in cells))
        else:
            ink.parts += [columns, ink.said(label, "bold")]
            columns = Columns(*widths, gap=gap)
            columns.row(*(ink.said(c) for c in cells))
    ink.parts.append(columns)
    ink.blank()


def _rows(pairs: tuple[tuple[str, Value], ...], ink: Ink) -> list[tuple[str, RenderableType]]:
    rows: list[tuple[str, RenderableType]] = []
    for label, value in pairs:
        if not value:
            continue
        if isinstance(value, str) or len(value) == 1:
            rows.append((label, ink.said(value if isinstance(value, str) else value[0])))
        else:
            rows.append((label, ink.bullets(value)))
    return rows


def _short(label: str) -> str:
    return label.split()[-1]
