"""Rows of cells side by side, drawn by rich: what `rich.table` would draw, for columns whose widths are known.

A rich table measures every cell of every nested table before it draws one. That, and importing it, was a third of the
time of a whole `find` (60 of 190 ms); here each cell is wrapped once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console, ConsoleOptions, RenderableType
from rich.measure import Measurement
from rich.segment import Segment


class Columns:
    """A grid without lines: add rows, then print it."""

    def __init__(self, *widths: int, gap: int = 0) -> None:
        """widths: of each column; those that are 0 share what is left. gap: empty columns between two of them."""
        self.widths = widths
        self.gap = gap
        self.rows: list[Sequence[RenderableType]] = []

    def row(self, *cells: RenderableType) -> None:
        """Add a row; cells that are left out at its end are empty, and a row without cells is an empty line."""
        self.rows.append(cells)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """Take all the width there is."""
        return Measurement(options.max_width, options.max_width)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        """Draw row by row, every cell wrapped in its own column."""
        widths = self._settled(options.max_width)
        end = Segment.line()
        for row in self.rows:
            columns = [
                console.render_lines(cell, options.update(width=width, height=None), new_lines=False)
                for cell, width in zip(row, widths, strict=False)
            ]
            for i in range(max(map(len, columns), default=1)):
                space = 0
                for lines, width in zip(columns, widths, strict=False):
                    if i < len(lines):
                        if space:
                            yield Segment(" " * space)
                        yield from lines[i]
                        space = self.gap
                    else:
                        space += width + self.gap
                yield end

    def _settled(self, room: int) -> list[int]:
        left = room - sum(self.widths) - self.gap * (len(self.widths) - 1)
        sharing = self.widths.count(0)
        share, more = divmod(max(left, sharing), sharing) if sharing else (0, 0)
        out = []
        for width in self.widths:
            if not width:
                width, more = share + (more > 0), more - 1
            out.append(max(1, min(width, room)))
        return out
