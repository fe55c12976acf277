"""ICD-10-CM codes to conditions: with or without the dot, whole categories, and sub-codes that no list spells out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

# A letter, a digit, a digit or letter, and up to four more. "L4" and "C5" are levels of the spine, not codes.
_DIGITS = frozenset("0123456789")
_CODE = r"(?<![a-z0-9])([a-tv-z][0-9][0-9ab])(?: ?\. ?([0-9a-z]{1,4})|([0-9][0-9a-z]{0,3}))?(?![a-z0-9])"


def read_codes(table: str) -> dict[str, tuple[str, ...]]:
    """Read icd10cm.txt: a code without its dot, a tab, condition ids joined by '|' ("none" takes a branch out)."""
    rows = (line.split("\t") for line in table.splitlines() if line)
    return {code.lower(): () if ids == "none" else tuple(ids.split("|")) for code, ids in rows}


def find_codes(cleaned: str) -> Iterator[tuple[str, str]]:
    """Yield every code in a text: as typed, and as a key (small letters, no dot)."""
    if _DIGITS.isdisjoint(cleaned):
        return
    for m in re.finditer(_CODE, cleaned.lower()):  # compiled at the first use: most texts hold no digit
        yield cleaned[m.start() : m.end()], m[1] + (m[2] or m[3] or "")


def conditions_of(key: str, codes: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the conditions of a code: of the longest listed beginning of it, or of all listed codes below it."""
    for n in range(len(key), 2, -1):
        if key[:n] in codes:
            return codes[key[:n]]
    below = [ids for code, ids in codes.items() if code.startswith(key)]
    ranked: dict[str, float] = {}
    for ids in below:
        for rank, id in enumerate(ids):
            ranked[id] = ranked.get(id, 0.0) + 1 / (rank + 1)
    return tuple(sorted(ranked, key=lambda id: (-ranked[id], id)))
