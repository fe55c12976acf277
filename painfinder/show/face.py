"""How an answer is to be drawn: format, width, colour, which characters; settled once per command."""

from __future__ import annotations

import os
import sys
from typing import Literal

from painfinder.errors import Refused
from painfinder.record import NamedTuple

Format = Literal["panels", "plain", "json", "markdown", "html", "text"]
NARROWEST, WIDEST, USUAL = 20, 400, 80  # columns
READABLE = 100  # prose is not drawn wider than this, however wide the terminal


class Face(NamedTuple):
    """What a drawing function needs to know beside the answer."""

    format: Format
    width: int = USUAL
    color: bool = False  # escape sequences are allowed
    unicode: bool = True  # the stream can show more than ASCII
    brief: bool = False
    full: bool = False
    explain: bool = False
    staff: bool = False


def face_of(
    *,
    as_json: bool = False,
    as_plain: bool = False,
    as_format: str | None = None,
    color: str = "auto",
    brief: bool = False,
    full: bool = False,
    explain: bool = False,
    staff: bool = False,
    formats: tuple[Format, ...] = ("panels", "plain", "json"),
) -> Face:
    """Return the face that a command's options ask for. Raises Refused when they contradict each other."""
    if as_format is not None and as_format not in formats:
        raise Refused(f"--format is one of: {', '.join(formats)}")
    if color not in ("auto", "always", "never"):
        raise Refused("--color is auto, always or never")
    if brief and full:
        raise Refused("--brief and --full cannot go together")
    wanted = {f for f, on in (("json", as_json), ("plain", as_plain), (as_format, as_format is not None)) if on}
    if len(wanted) > 1:
        raise Refused("more than one format is asked for: choose one")
    form: Format = wanted.pop() if wanted else formats[0]  # type: ignore[assignment]
    terminal = is_terminal()
    colored = color == "always" or (
        color == "auto" and terminal and os.environ.get("TERM") != "dumb" and not os.environ.get("NO_COLOR")
    )
    return Face(form, width_of(terminal), colored, speaks_unicode(), brief, full, explain, staff)


def is_terminal() -> bool:
    """Whether stdout is a terminal (a closed stdout is not)."""
    try:
        return sys.stdout is not None and sys.stdout.isatty()
    except ValueError:
        return False


def speaks_unicode() -> bool:
    """Whether stdout's encoding can show accents, marks and box lines."""
    encoding = (getattr(sys.stdout, "encoding", None) or "ascii").lower().replace("-", "").replace("_", "")
    return encoding.startswith("utf")


def width_of(terminal: bool) -> int:
    """Return the columns to draw in: COLUMNS, else the terminal's, else 80; clamped (rich fails on 0 and on huge)."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit():
        wanted = int(columns[:9])
    elif terminal:
        try:
            wanted = os.get_terminal_size(sys.stdout.fileno()).columns
        except (OSError, ValueError):
            wanted = USUAL
    else:
        wanted = USUAL
    return min(max(wanted or USUAL, NARROWEST), WIDEST)
