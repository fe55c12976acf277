"""The one door to rich for panels: outside text is always `Text`, never markup; the console is made per call.

Rich reads brackets as markup, `:words:` as emoji and passes escape codes on; panel titles do so even on a console that
was told not to. So every string goes through `said`, titles too.
"""

from __future__ import annotations

import io
from collections.abc import Iterable

from rich import box
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.text import Text

from painfinder.show.columns import Columns
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
        self.parts.append(under(text, indent))

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
        if beside:
            line = "─" if self.face.unicode else "-"
            head = Text.assemble(head, f" {line * (room - len(title) - len(right) - 2)} ", self.said(right, "italic"))
        self.parts.append(
            Panel(
                Group(*rows),
                title=head,
                title_align="left",
                box=box.ROUNDED if self.face.unicode else box.ASCII,
                width=self.width,
                padding=(0, 1),
                style="dim" if dim else "",
            )
        )

    def pairs(self, rows: Iterable[tuple[str, RenderableType]]) -> Columns:
        """Make label-and-value rows: side by side when there is room, the label above the value when there is not."""
        if self.narrow:
            columns = Columns(0)
            for label, value in rows:
                columns.row(self.said(label, "bold"))
                columns.row(under(value, 2))
            return columns
        columns = Columns(15, 0, gap=2)
        for label, value in rows:
            columns.row(self.said(label, "bold"), value)
        return columns

    def bullets(self, items: Iterable[str], style: str = "") -> Columns:
        """Make a list with one mark an item and wrapped lines kept under their own words."""
        columns = Columns(2, 0)
        for item in items:
            columns.row(Text("· " if self.face.unicode else "- "), self.said(item, style))
        return columns

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


def under(inner: RenderableType, indent: int) -> Columns:
    """Indent something, so that its wrapped lines keep under each other."""
    columns = Columns(indent, 0) if indent else Columns(0)
    columns.row(*([Text("")] if indent else []), inner)
    return columns


def without_accents(words: str) -> str:
    """Return the nearest plain letters, for a terminal that knows only ASCII."""
    import unicodedata

    return unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode("ascii")
