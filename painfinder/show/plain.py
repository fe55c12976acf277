"""Blocks for a screen reader or a pipe: no boxes, label before value, one fact a line, nothing by place or colour."""

from __future__ import annotations

from functools import singledispatch

from painfinder.show.blocks import Alarm, Block, Card, Grid, Head, Listing, Note, OptionTable, Value
from painfinder.understand.text import printable
from painfinder.wording import EVIDENCE, LABEL, ROLE, Language


def drawn(blocks: list[Block], language: Language = "en") -> str:
    """Draw blocks as lines of text."""
    lines = [line for block in blocks for line in _lines(block, language)]
    return "\n".join(printable(line) for line in lines) + "\n"


@singledispatch
def _lines(block: object, language: Language) -> list[str]:
    raise TypeError(type(block).__name__)


@_lines.register
def _(block: Alarm, language: Language) -> list[str]:
    return [f"{block.title}: {block.act}.", *_pairs(block.pairs)]


@_lines.register
def _(block: Head, language: Language) -> list[str]:
    label = LABEL[language]
    first = [f"{label['match']}: {block.name}. {label['confidence']}: {block.note}."] if block.name else []
    return [*first, *(f"{label['because'].capitalize()}: {reason}" for reason in block.reasons)]


@_lines.register
def _(block: Card, language: Language) -> list[str]:
    return [block.title + (f" ({block.note})" if block.note else "") + ".", *_pairs(block.pairs)]


@_lines.register
def _(block: OptionTable, language: Language) -> list[str]:
    label = LABEL[language]
    lines = []
    for number, row in enumerate(block.rows, 1):
        under = f" {row.under}." if row.under else ""
        marks = "".join(f" {m}." for m in row.marks)
        lines.append(
            f"{label['option']} {number} {label['of']} {len(block.rows)}: {row.name}.{under} "
            f"{block.role_label.capitalize()}: {ROLE[language][row.role]}. "
            f"{block.evidence_label.capitalize()}: {EVIDENCE[language][row.evidence]}.{marks}"
        )
    return lines


@_lines.register
def _(block: Listing, language: Language) -> list[str]:
    if not block.items:
        return []
    return [f"{block.title}:", *(f"{i}. {item}" if block.numbered else item for i, item in enumerate(block.items, 1))]


@_lines.register
def _(block: Note, language: Language) -> list[str]:
    return [block.text]


@_lines.register
def _(block: Grid, language: Language) -> list[str]:
    lines = [block.title + "."]
    for i, column in enumerate(block.columns):
        lines.append(f"{column}.")
        lines += [f"{label}: {cells[i]}" for label, cells in block.rows if cells[i]]
    return lines


def _pairs(pairs: tuple[tuple[str, Value], ...]) -> list[str]:
    lines = []
    for label, value in pairs:
        for item in (value,) if isinstance(value, str) else value:
            if item:
                lines.append(f"{label}: {item}")
    return lines
