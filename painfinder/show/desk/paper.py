"""One Text, wrapped by hand to a width. Rich's tables cost ten times as much, and this is drawn at every key.

Every word goes in through `said`: cleaned, never read as markup.
"""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text

from painfinder.show.blocks import Block, Card, Listing, Note
from painfinder.show.face import Face
from painfinder.show.ink import ASCII, without_accents
from painfinder.understand.text import printable

LABEL_COLUMN = 15


def said(words: str, style: str = "", *, unicode: bool = True) -> Text:
    """Make outside words a Text: cleaned, never read as markup."""
    return Text(plainly(words, unicode), style=style)


def plainly(words: str, unicode: bool = True) -> str:
    """Return words that are safe to show: cleaned, and in ASCII where the terminal knows no more."""
    words = printable(words)
    return words if unicode else without_accents(words.translate(ASCII))


def wrap(words: str, width: int, first: int | None = None) -> list[str]:
    """Break words into lines of at most `width` columns (`first` for the first line); too long a word is cut in two."""
    lines: list[str] = []
    line, used, room = "", 0, width if first is None else first
    for word in words.split(" "):
        size = len(word) if word.isascii() else cell_len(word)
        if line and used + 1 + size <= room:
            line, used = f"{line} {word}", used + 1 + size
            continue
        if line:
            lines.append(line)
            room = width
        while len(word) > room > 0 and size > room:
            lines.append(word[:room])
            word, room = word[room:], width
            size = cell_len(word)
        line, used = word, size
    return [*lines, line]


def cut(words: str, width: int, unicode: bool = True) -> str:
    """Cut words to a width, with a mark where something is missing."""
    if cell_len(words) <= width:
        return words
    while words and cell_len(words) > width - 1:
        words = words[:-1]
    return words.rstrip() + ("…" if unicode else "~")


class Paper:
    """Lines written one under the other."""

    def __init__(self, face: Face) -> None:
        self.width = face.width
        self.unicode = face.unicode
        self.text = Text(no_wrap=True, end="")

    def line(self, *pieces: tuple[str, str]) -> None:
        """Write one line of (words, style) pieces as it is."""
        if self.text:
            self.text.append("\n")
        for words, style in pieces:
            self.text.append(words, style or None)

    def blank(self) -> None:
        """Leave a line empty (also at the top, where it would be lost)."""
        self.line((" ", ""))

    def say(self, words: str, style: str = "", indent: int = 0, mark: str = "") -> None:
        """Write a paragraph, its lines under each other after `indent` columns; `mark` stands in the first indent."""
        for i, line in enumerate(wrap(plainly(words, self.unicode), max(self.width - indent, 8))):
            lead = mark if i == 0 else ""
            self.line((f"{lead:<{indent}}", "bold"), (line, style)) if indent else self.line((line, style))

    def run(self, label: str, words: str, style: str = "") -> None:
        """Write a label and its words, the words under each other; without room, the words run on after the label."""
        label, words = plainly(label, self.unicode), plainly(words, self.unicode)
        if self.width >= NARROW:
            if len(label) >= LABEL_COLUMN:  # no room beside it
                self.line((label, "bold"))
                label = ""
            for i, line in enumerate(wrap(words, self.width - LABEL_COLUMN)):
                self.line((f"{'' if i else label:<{LABEL_COLUMN}}", "bold"), (line, style))
            return
        label = label.upper()
        lines = wrap(words, self.width, self.width - len(label) - 1) if label else wrap(words, self.width)
        self.line((label + " " if label else "", "bold"), (lines[0], style))
        for line in lines[1:]:
            self.line((line, style))

    def blocks(self, blocks: list[Block]) -> None:
        """Write blocks: titles bold, labels bold, lists with marks. (Tables and grids have their own pages.)"""
        dot = "·" if self.unicode else "-"
        for block in blocks:
            if isinstance(block, Note):
                self.say(block.text, "italic")
            elif isinstance(block, Listing) and block.items:
                self._title(block.title)
                for i, item in enumerate(block.items, 1):
                    self.say(item, "", 3 if block.numbered else 2, str(i) if block.numbered else dot)
            elif isinstance(block, Card):
                self._title(block.title, block.note)
                for label, value in block.pairs:
                    values = (value,) if isinstance(value, str) else value
                    for i, item in enumerate(v for v in values if v):
                        self.run(label if i == 0 else "", item if len(values) == 1 else f"{dot} {item}")

    def _title(self, title: str, note: str = "") -> None:
        if self.text:
            self.blank()
        rule = "──" if self.unicode else "--"
        if title:
            self.say(f"{rule} {title}" + (f" {dash(self.unicode)} {note}" if note else ""), "bold")


def dash(unicode: bool) -> str:
    """Return the mark between a title and its note."""
    return "·" if unicode else "-"


NARROW = 64  # columns below which labels stand in the line
