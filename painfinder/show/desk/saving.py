"""Writing the take-home sheet to the file that somebody names: the one thing that the desk ever writes."""

from __future__ import annotations

import os

from painfinder.show.saved import write_new


def save_new(path: str, sheet: str) -> str:
    """Write a new file and return the key of the line that says how it went; an existing file is never replaced."""
    try:
        write_new(sheet.encode("utf-8"), os.path.expanduser(path))
    except FileExistsError:
        return "exists"
    except (OSError, ValueError):  # ValueError: a NUL in the name
        return "not_saved"
    return "saved"
