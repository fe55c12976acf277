"""Writing to the file that somebody names: whole, or not at all. Sheets, and whatever else a command writes with -o."""

from __future__ import annotations

import os

ENDINGS = {".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".txt": "text"}


def format_of(path: str) -> str:
    """Return the format of a sheet that a file name asks for, or "" when its ending says none."""
    return ENDINGS.get(os.path.splitext(path)[1].lower(), "")


def write_new(data: bytes, path: str) -> None:
    """Write a file that is not there yet; nothing is left of it when the disk is full. Raises OSError."""
    with open(path, "xb") as f:
        try:
            f.write(data)
            f.flush()
        except OSError:
            os.unlink(path)
            raise


def write_over(data: bytes, path: str) -> None:
    """Write over a file by way of a new one beside it; a device or pipe is written to as it is. Raises OSError."""
    path = os.path.realpath(path)
    if not os.path.isfile(path):
        with open(path, "wb") as f:
            f.write(data)
        return
    beside = f"{path}.{os.getpid()}.part"
    try:
        write_new(data, beside)
        os.chmod(beside, os.stat(path).st_mode & 0o777)
        os.replace(beside, path)
    except OSError:
        if os.path.exists(beside):
            os.unlink(beside)
        raise
