"""Writing the take-home sheet to the file that somebody names: the one thing that the desk ever writes."""

from __future__ import annotations

from pathlib import Path

FORMATS = {".html": "html", ".htm": "html", ".md": "markdown", ".txt": "text"}


def format_of(path: str) -> str:
    """Return the format that a file name asks for, or "" when its ending says none."""
    return FORMATS.get(Path(path).suffix.lower(), "")


def save(path: str, sheet: str) -> str:
    """Write a new file and return the key of the line that says how it went; an existing file is never replaced."""
    try:
        with Path(path).expanduser().open("x", encoding="utf-8", newline="\n") as file:
            file.write(sheet)
    except FileExistsError:
        return "exists"
    except (OSError, ValueError, RuntimeError):  # a NUL in the name, no home
        return "not_saved"
    return "saved"
