"""Columns side by side: every cell wrapped in its own, nothing cut, no line too wide."""

from __future__ import annotations

import io

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from painfinder.show.columns import Columns

LONG = "a spinal cord stimulator and then some"


def drawn(columns: Columns, width: int) -> list[str]:
    out = io.StringIO()
    Console(file=out, width=width, _environ={}).print(columns)
    return [line.rstrip() for line in out.getvalue().split("\n")][:-1]


def test_cells_stand_under_their_own_words() -> None:
    columns = Columns(6, 0, gap=2)
    columns.row(Text("what"), Text(LONG))
    columns.row()
    columns.row(Text("a longer label"), Text("x"))
    assert drawn(columns, 24) == [
        "what    a spinal cord",
        "        stimulator and",
        "        then some",
        "",
        "a       x",
        "longer",
        "label",
    ]


def test_columns_without_a_width_share_what_is_left() -> None:
    columns = Columns(4, 0, 0, gap=1)
    columns.row(Text("a"), Text("b" * 8), Text("c" * 7))
    assert drawn(columns, 21) == ["a    bbbbbbbb ccccccc"]


@pytest.mark.parametrize("width", [1, 3, 5, 20, 40])
@pytest.mark.parametrize("text", [LONG, "痛み止めの注射を打つ", "x" * 50, "e\u0301" * 30])
def test_no_line_is_too_wide_and_nothing_is_lost(width: int, text: str) -> None:
    columns = Columns(3, 0, gap=1)
    columns.row(Text("ab"), Text(text))
    lines = drawn(columns, width)
    if width >= 6:
        assert max(map(cell_len, lines)) <= width
        assert "".join(lines).replace(" ", "").removeprefix("ab") == text.replace(" ", "")
