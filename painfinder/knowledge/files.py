"""Bytes of files: the package's own, wherever it is installed, and a stranger's, which may be anything at all."""

from __future__ import annotations

import os
import stat
from errno import EINVAL
from zlib import crc32

from painfinder.errors import BrokenKnowledge, Problem
from painfinder.understand.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mmap import mmap

PACKAGE = os.path.dirname(os.path.dirname(__file__))
DATA = os.path.join(PACKAGE, "data")
YAML_FILES = (
    "treatments.yaml", "red_flags.yaml", "circumstances.yaml", "sources.yaml", "concepts.yaml",
)  # fmt: skip
# Code that derives values which are compiled too; a change of it makes the compiled copy stale like an edit does.
DERIVING = (
    "understand/text.py", "understand/lexical.py", "understand/circumstances.py", "understand/concepts.py",
    "understand/flag_rules.py", "understand/spelling.py", "understand/texttable.py", "knowledge/derive.py",
)  # fmt: skip
OVERLAY_LIMIT = 1_000_000  # bytes
SHIPPED_LIMIT = 3_000_000


def data_path(name: str) -> str:
    """Return the path of a data file beside the code; in a zip archive there is no such file, use `data_bytes`."""
    return os.path.join(DATA, name)


def data_bytes(name: str) -> bytes:
    """Read a data file of the package, also out of a zip archive. Raises FileNotFoundError."""
    return _bytes(data_path(name), "data/" + name)


def _bytes(path: str, inside: str) -> bytes:
    try:
        with open(path, "rb", opener=_regular) as f:
            return f.read()
    except (FileNotFoundError, NotADirectoryError):
        if os.path.isdir(PACKAGE):
            raise
        from importlib.resources import files  # 8 ms, so only where there are no plain files

        return files("painfinder").joinpath(*inside.split("/")).read_bytes()


def data_map(name: str) -> bytes | mmap:
    """Map a data file of the package into memory, or read it where that cannot be done. Slices of both are bytes."""
    try:
        from mmap import ACCESS_READ, mmap

        with open(data_path(name), "rb", opener=_regular) as f:
            return mmap(f.fileno(), 0, access=ACCESS_READ)
    except (ImportError, OSError, ValueError):  # ValueError: an empty file
        return data_bytes(name)


def _regular(path: str, flags: int) -> int:
    """Open for `open`, never waiting for the other end of a pipe. Raises OSError for what is no regular file."""
    descriptor = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(EINVAL, "not a regular file")
    return descriptor


def stamp() -> str:
    """Return the stamp of the shipped YAML: checksum and length of every file, so that no edit goes unseen.

    The code in DERIVING counts as well. It costs about a millisecond.
    """
    parts = []
    for name in YAML_FILES:
        data = data_bytes(name)
        parts.append(f"{crc32(data):08x}-{len(data)}")
    code = 0
    for name in DERIVING:
        code = crc32(_bytes(os.path.join(PACKAGE, *name.split("/")), name), code)
    return ".".join((*parts, f"{code:08x}"))


def read_overlay(path: str | os.PathLike[str]) -> bytes:
    """Read a file that somebody else wrote: regular files only, at most 1 MB.

    Raises BrokenKnowledge with one problem. A pipe does not hang it, a device does not fill the memory.
    """
    name = shown_name(path)
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags)
    except IsADirectoryError:
        raise _broken(name, "is a folder, not a file", "name the YAML file in it") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "the name cannot be used"
        raise _broken(name, f"cannot be read: {reason}", "check the name and who may read it") from None
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise _broken(name, "is not a regular file", "give a YAML file")
        data = bytearray()
        while len(data) <= OVERLAY_LIMIT:
            piece = os.read(descriptor, OVERLAY_LIMIT + 1 - len(data))
            if not piece:
                return bytes(data)
            data += piece
        raise _broken(name, "is larger than 1 MB", "split it, or check that it is the right file")
    except OSError as error:
        raise _broken(name, f"cannot be read: {error.strerror}", "check the disk") from None
    finally:
        os.close(descriptor)


def readable(path: str | os.PathLike[str]) -> None:
    """Raise BrokenKnowledge when a file cannot be read at all; what is in it does not matter here."""
    read_overlay(path)


def shown_name(path: str | os.PathLike[str]) -> str:
    """Return a file's name as it may be shown: no control characters, at most 200 characters."""
    text = os.fspath(path)
    text = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace") if isinstance(text, str) else repr(text)
    return printable(text, 400)[-200:]


def _broken(name: str, what: str, fix: str) -> BrokenKnowledge:
    return BrokenKnowledge((Problem(name, 0, 0, what, fix),))
