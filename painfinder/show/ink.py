"""The one door to rich for panels: outside text is always `Text`, never markup; the console is made per call.

Rich reads brackets as markup, `:words:` as emoji and passes escape codes on; panel titles do so even on a console that
was told not to. So every string goes through `said`, titles too.
"""

from __future__ import annotations

import io
from collections.abc import Iterable

from rich import box
from rich.console import Console, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from painfinder.show.face import READABLE, Face
from painfinder.understand.text import printable

ASCII = str.maketrans(
    {"●": "#", "○": ".", "◐": "<", "◑": ">", "✕": "x", "█": "#", "·": "-", "…": "...", "–": "-", "—": "-", "▸": ">",
     "“": '"', "”": '"', "’": "'", "‘": "'", "≥": ">=", "≤": "<=", "⚠": "!", "¿": "", "¡": "", "ñ": "n", "Ñ": "N"}
)  # fmt: skip

STYLE = {"emergency": "bold white on red", "crisis": "bold white on red", "urgent": "bold black on yellow"}
EVIDENCE_STYLE = {
    "strong": "green",
    "moderate": "green",
    "limited": "yellow",
    "conflicting": "magenta",
    "insufficient": "yellow",
    "against": "red",
}


class Ink:
    """Draws one document for one face."""

    def __init__(self, face: Face) -> None:
        self.face = face
        self.width = min(face.width, READABLE)
        self.narrow = self.width < 60
        self.parts: list[RenderableType] = []

    def said(self, words: str, style: str = "") -> Text:
        """Make outside words a Text: cleaned, never read as markup."""
        words = printable(words)
        if not self.face.unicode:
            words = without_accents(words.translate(ASCII))
        return Text(words, style=style)

    def line(self, *pieces: tuple[str, str] | str, indent: int = 2) -> None:
        """Add one paragraph made of plain or (words, style) pieces, wrapped under its indent."""
        text = Text()
        for piece in pieces:
            if isinstance(piece, str) and piece.isspace():  # a gap of ours; cleaning would close it
                text.append(piece)
            else:
                text.append_text(self.said(piece) if isinstance(piece, str) else self.said(*piece))
        grid = Table.grid(padding=0)
        grid.add_column(width=indent)
        grid.add_column(overflow="fold")
        grid.add_row("", text)
        self.parts.append(grid)

    def blank(self) -> None:
        """Add an empty line."""
        self.parts.append(Text(""))

    def band(self, left: str, right: str, level: str) -> None:
        """Add a full-width band that does not need colour to be seen."""
        mark = "██" if self.face.unicode else "##"
        middle = f"{mark} {left} "
        end = f" {right} {mark}"
        fill = (mark[0]) * max(2, self.width - len(middle) - len(end))
        line = middle + fill + end
        if len(line) > self.width:
            line = f"{mark} {left}: {right} {mark}"
        self.parts.append(self.said(line, STYLE.get(level, "bold")))

    def panel(self, title: str, body: Iterable[RenderableType], *, right: str = "", dim: bool = False) -> None:
        """Add a box with a title; its right-hand note goes below the title when there is no room beside it."""
        rows = list(body)
        room = self.width - 8
        head = self.said(title, "bold")
        if len(title) > room:  # rich would cut it
            rows.insert(0, head)
            head = Text("")
        beside = bool(right) and len(title) + len(right) + 3 <= room
        if right and not beside:
            rows.insert(0, self.said(right, "italic"))
        inside = Table.grid(padding=0)
        inside.add_column(overflow="fold")
        for row in rows:
            inside.add_row(row)
        if beside:
            line = "─" if self.face.unicode else "-"
            head = Text.assemble(head, f" {line * (room - len(title) - len(right) - 2)} ", self.said(right, "italic"))
        self.parts.append(
            Panel(
                inside,
                title=head,
                title_align="left",
                box=box.ROUNDED if self.face.unicode else box.ASCII,
                width=self.width,
                padding=(0, 1),
                style="dim" if dim else "",
            )
        )

    def pairs(self, rows: Iterable[tuple[str, RenderableType]]) -> Table:
        """Make label-and-value rows: side by side when there is room, the label above the value when there is not."""
        if self.narrow:
            table = Table.grid(padding=0)
            table.add_column(overflow="fold")
            for label, value in rows:
                table.add_row(self.said(label, "bold"))
                table.add_row(_indented(value))
            return table
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(width=15, overflow="fold")
        table.add_column(overflow="fold")
        for label, value in rows:
            table.add_row(self.said(label, "bold"), value)
        return table

    def bullets(self, items: Iterable[str], style: str = "") -> Table:
        """Make a list with one mark an item and wrapped lines kept under their own words."""
        table = Table.grid(padding=0)
        table.add_column(width=2)
        table.add_column(overflow="fold")
        for item in items:
            table.add_row("· " if self.face.unicode else "- ", self.said(item, style))
        return table

    def drawn(self) -> str:
        """Return the whole document as text, with escape codes only when the face allows colour."""
        out = io.StringIO()
        console = Console(
            file=out,
            width=self.width,
            force_terminal=self.face.color,
            color_system="standard" if self.face.color else None,
            no_color=not self.face.color,
            markup=False,
            emoji=False,
            highlight=False,
            legacy_windows=False,
            _environ={},
        )
        for part in self.parts:
            console.print(part, soft_wrap=False)
        return "\n".join(line.rstrip() for line in out.getvalue().split("\n")).rstrip("\n") + "\n"


def _indented(value: RenderableType) -> Table:
    table = Table.grid(padding=0)
    table.add_column(width=2)
    table.add_column(overflow="fold")
    table.add_row("", value)
    return table


def without_accents(words: str) -> str:
    """Return the nearest plain letters, for a terminal that knows only ASCII."""
    import unicodedata

    return unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode("ascii")
