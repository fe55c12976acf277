"""Blocks as rich panels: within 80 columns and at 40; words carry what colour only supports."""

from __future__ import annotations

from functools import singledispatch

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from painfinder.show.blocks import Alarm, Block, Card, Grid, Head, Listing, Note, OptionTable, Value
from painfinder.show.face import Face
from painfinder.show.ink import EVIDENCE_STYLE, Ink
from painfinder.wording import EVIDENCE, EVIDENCE_MARK, EVIDENCE_MARK_ASCII, ROLE, Language


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
    ink.parts.append(_under(ink.pairs(_rows(block.pairs, ink))))
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
    table = Table.grid(padding=(0, 2, 0, 0))
    if ink.narrow:
        ink.line((block.title, "bold"))
        table.add_column(overflow="fold")
        for row in block.rows:
            style = "dim" if row.dim else ""
            table.add_row(ink.said("; ".join((row.name, *row.marks)), f"bold {style}".strip()))
            under = f"  {row.under}\n" if row.under else ""
            proof = f"{mark[row.evidence].strip()} {EVIDENCE[language][row.evidence]}"
            table.add_row(ink.said(f"{under}  {ROLE[language][row.role]} · {proof}", style))
    else:
        table.add_column(overflow="fold", ratio=1)
        table.add_column(width=14, overflow="fold")
        table.add_column(width=4)
        table.add_column(width=12, overflow="fold")
        table.add_row(
            ink.said(block.title, "bold"),
            ink.said(block.role_label, "italic"),
            "",
            ink.said(_short(block.evidence_label), "italic"),
        )
        for row in block.rows:
            style = "dim" if row.dim else ""
            name = Text.assemble(
                ink.said(row.name, style), *(Text.assemble("  ", ink.said(m, "bold")) for m in row.marks)
            )
            if row.under:
                name = Text.assemble(name, "\n  ", ink.said(row.under, "italic"))
            table.add_row(
                name,
                ink.said(ROLE[language][row.role], style),
                ink.said(mark[row.evidence], style or EVIDENCE_STYLE[row.evidence]),
                ink.said(EVIDENCE[language][row.evidence], style),
            )
    ink.parts.append(_under(table))
    ink.blank()


@_draw.register
def _(block: Listing, ink: Ink, language: Language) -> None:
    if not block.items:
        return
    ink.line((block.title, "bold"))
    if block.numbered:
        table = Table.grid(padding=(0, 1, 0, 0))
        table.add_column(justify="right", width=2)
        table.add_column(overflow="fold")
        for number, item in enumerate(block.items, 1):
            table.add_row(str(number), ink.said(item))
        ink.parts.append(_under(table))
    else:
        ink.parts.append(_under(ink.bullets(block.items)))
    ink.blank()


@_draw.register
def _(block: Note, ink: Ink, language: Language) -> None:
    ink.line((block.text, "italic"))
    ink.blank()


@_draw.register
def _(block: Grid, ink: Ink, language: Language) -> None:
    gap, least = 1, 12  # columns between cells; what a cell needs to be readable
    columns = len(block.columns)
    if ink.width < (least + gap) * columns:
        for i, column in enumerate(block.columns):
            ink.panel(column, [ink.pairs([(label, ink.said(cells[i])) for label, cells in block.rows if cells[i]])])
        return
    ink.line((block.title, "bold"), indent=0)
    beside = ink.width >= 14 + (20 + gap) * columns  # else the label stands above its row
    table = Table(box=None, padding=(0, gap, 0, 0), pad_edge=False, width=ink.width, show_header=False)
    if beside:
        table.add_column(width=13, overflow="fold")
    for _ in block.columns:
        table.add_column(ratio=1, overflow="fold")
    lead = [""] if beside else []
    table.add_row(*lead, *(ink.said(c, "bold underline") for c in block.columns))
    for label, cells in block.rows:
        table.add_row()
        if beside:
            table.add_row(ink.said(label, "bold"), *(ink.said(c) for c in cells))
        else:
            ink.parts.append(table)
            ink.parts.append(ink.said(f"{label}", "bold"))
            table = Table(box=None, padding=(0, gap, 0, 0), pad_edge=False, width=ink.width, show_header=False)
            for _ in block.columns:
                table.add_column(ratio=1, overflow="fold")
            table.add_row(*(ink.said(c) for c in cells))
    ink.parts.append(table)
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


def _under(inner: RenderableType, indent: int = 2) -> Table:
    table = Table.grid(padding=0)
    table.add_column(width=indent)
    table.add_column(overflow="fold", ratio=1)
    table.add_row("", inner)
    return table


def _short(label: str) -> str:
    return label.split()[-1]
