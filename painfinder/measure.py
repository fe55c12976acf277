"""How well painfinder understands a labelled set: shares with Wilson intervals, by kind, level, flag and language."""

from __future__ import annotations

import os
from collections import defaultdict

from painfinder.errors import Refused
from painfinder.finder import find
from painfinder.knowledge.load import KnowledgeBase
from painfinder.model import LEVELS
from painfinder.record import NamedTuple
from painfinder.understand.text import LIMIT

Row = dict[str, str]
Tally = dict[tuple[str, str], list[bool]]


class Rate(NamedTuple):
    """A share of cases: of what, in which group, with its 95 % Wilson interval (in percent)."""

    measure: str
    group: str
    hits: int
    cases: int
    percent: float
    low: float
    high: float


def read(path: str) -> list[Row]:
    """Read a labelled set (tab-separated, a header, no quoting). Raises Refused when it is not one."""
    if not os.path.isfile(path):  # a pipe or a device would be read for ever
        raise Refused("the set to measure is not there or is not a file")
    try:
        with open(path, encoding="utf-8-sig") as f:
            lines = [line.rstrip("\r\n").split("\t") for line in f if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"the labelled set cannot be read: {getattr(error, 'strerror', 'it is not UTF-8')}") from None
    header = lines[0] if lines else []
    if "expected" not in header or not {"query", "text"}.intersection(header) or len(lines) < 2:
        raise Refused("a labelled set has a header with query (or text) and expected, and at least one row")
    return [dict(zip(header, line, strict=False)) for line in lines[1:]]


def wilson(hits: int, cases: int, z: float = 1.96) -> tuple[float, float]:
    """Return Wilson's score interval for a share (Wilson 1927), as two shares."""
    if not cases:
        return 0.0, 1.0
    p, square = hits / cases, z * z / cases
    middle = (p + square / 2) / (1 + square)
    half = z * (p * (1 - p) / cases + square / (4 * cases)) ** 0.5 / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)


def sayings(rows: list[Row], kb: KnowledgeBase) -> list[Rate]:
    """Return top-1, top-3, false accepts and the calibration of "strong" for a set of sayings."""
    tally: Tally = defaultdict(list)
    for row in rows:
        matches = find(row["query"][:LIMIT] or "?", kb).matches if any(c.isalnum() for c in row["query"]) else ()
        found = [("t:" if m.kind in ("treatment", "approach") else "") + m.id for m in matches]
        wanted = row["expected"].replace("ambiguous:", "").split("|")
        groups: tuple[str, ...] = ("all", f"kind {row.get('kind', '?')}", f"language {row.get('lang', '?')}")
        sure = bool(matches) and matches[0].confidence != "possible"
        if wanted == ["none"]:
            _note(tally, groups, {"accepted as exact or strong": sure, "accepted at all": bool(matches)})
            continue
        _note(
            tally,
            groups,
            {"top-1": found[:1] != [] and found[0] in wanted, "top-3": any(f in wanted for f in found[:3])},
        )
        if row.get("kind") == "multi":
            _note(tally, ("all",), {"both in the top 3": all(w in found[:3] for w in wanted[:2])})
        if sure:
            _note(tally, ("all",), {"right when exact or strong": found[0] in wanted})
    return _rates(tally)


def dangers(rows: list[Row], kb: KnowledgeBase) -> list[Rate]:
    """Return sensitivity by level, flag and language, and false alarms by kind, for a set of danger sentences."""
    tally: Tally = defaultdict(list)
    for row in rows:
        answer = find(row["text"][:LIMIT], kb)
        found = {a.id for a in answer.alerts}
        groups: tuple[str, ...]
        if row["expected"] == "none":
            groups = ("all", f"kind {row.get('kind', '?')}", f"language {row.get('lang', '?')}")
            _note(tally, groups, {"false alarm": bool(found)})
            continue
        wanted = row["expected"].split("|")
        level = row.get("level", "urgent")
        groups = ("all", f"level {level}", f"language {row.get('lang', '?')}", *(f"flag {w}" for w in wanted[:1]))
        high_enough = LEVELS.index(answer.level) >= min(LEVELS.index(level), 2)
        _note(
            tally,
            groups,
            {"heard": bool(found), "right flag": bool(found & set(wanted)), "level high enough": high_enough},
        )
    return _rates(tally)


def _note(tally: Tally, groups: tuple[str, ...], facts: dict[str, bool]) -> None:
    for measure, fact in facts.items():
        for group in groups:
            tally[measure, group].append(fact)


def _rates(tally: Tally) -> list[Rate]:
    rates = []
    for (measure, group), facts in sorted(tally.items()):
        hits, cases = sum(facts), len(facts)
        low, high = wilson(hits, cases)
        rates.append(Rate(measure, group, hits, cases, *(round(100 * x, 1) for x in (hits / cases, low, high))))
    return rates


def as_table(rates: list[Rate]) -> str:
    """Write rates as aligned text."""
    lines = [f"{'measure':<28} {'group':<52} {'hits':>6} {'cases':>6} {'%':>6}  95 % interval"]
    lines += [
        f"{r.measure:<28} {r.group:<52} {r.hits:>6} {r.cases:>6} {r.percent:>6.1f}  {r.low:.1f} to {r.high:.1f}"
        for r in rates
    ]
    return "\n".join(lines)
