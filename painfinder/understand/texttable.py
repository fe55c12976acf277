"""A read-only table of texts that is kept as one text: sorted lines, key and value with a tab between.

A query looks up a few of thousands of keys. Decoding such tables as JSON objects took 5 ms each at every start; opening
one of these costs one split, and a look-up one bisection.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping

MANY = 1000  # look-ups from which a dictionary pays: in a bulk run, never at a start


class TextTable(Mapping[str, str]):
    """Looks keys up in the text that `text_of` made."""

    def __init__(self, text: str) -> None:
        """Open a table."""
        self._lines = text.split("\n") if text else []
        self._looks = 0
        self._values: dict[str, str] = {}

    @staticmethod
    def text_of(values: Mapping[str, str]) -> str:
        """Return a table as text. Raises ValueError for a key or a value with a tab or a line break."""
        if any("\t" in key or "\n" in key or "\n" in value for key, value in values.items()):
            raise ValueError("a tab or a line break in a table of texts")
        return "\n".join(sorted(f"{key}\t{value}" for key, value in values.items()))

    def get(self, key: str, default: str = "") -> str:  # type: ignore[override]  # no None: every value is a text
        """Return the value of a key, or the default."""
        if self._values:
            return self._values.get(key, default)
        self._looks += 1
        if self._looks == MANY:
            self._values = {key: value for key, _, value in [line.partition("\t") for line in self._lines]}
        probe = key + "\t"  # sorts before every longer key
        i = bisect_left(self._lines, probe)
        if i < len(self._lines) and self._lines[i].startswith(probe):
            return self._lines[i][len(probe) :]
        return default

    def under(self, word: str) -> list[tuple[str, str]]:
        """Return the keys that are a word or begin with it and a space, with their values, in order."""
        probe, space = word + "\t", word + " "  # a tab sorts before a space, and nothing lies between that keys have
        i, found = bisect_left(self._lines, probe), []
        while i < len(self._lines) and self._lines[i].startswith((probe, space)):
            key, _, value = self._lines[i].partition("\t")
            found.append((key, value))
            i += 1
        return found

    def look(self, key: str) -> tuple[str, bool]:
        """Return the value of a key ("" for none), and whether some key begins with it."""
        i = bisect_left(self._lines, key)
        line = self._lines[i] if i < len(self._lines) else ""
        if not line.startswith(key):
            return "", False
        return line[len(key) + 1 :] if line.startswith("\t", len(key)) else "", True

    def __getitem__(self, key: str) -> str:
        value = self.get(key, "\n")
        if value == "\n":
            raise KeyError(key)
        return value

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.get(key, "\n") != "\n"

    def __iter__(self) -> Iterator[str]:
        return (line[: line.index("\t")] for line in self._lines)

    def __len__(self) -> int:
        return len(self._lines)
