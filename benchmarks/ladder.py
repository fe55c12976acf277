"""Simpler ways of matching beside ours, on one labelled set in one run.

    python benchmarks/ladder.py benchmarks/sets/sayings_dev.tsv [more.tsv ...]

Every way sees the same names and sayings of the knowledge base and must rank ids for each query. "FA at 90" is the
share of out-of-scope rows that score as high as the cut which keeps 90 % of the in-scope rows right in the top 3.
"""

from __future__ import annotations

import math
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable

from rapidfuzz import fuzz, process

from painfinder import find, load, measure
from painfinder.understand.text import normalise

Ranked = list[tuple[str, float]]


def phrases() -> list[tuple[str, str]]:
    """(folded phrase, id) of every name, alias and saying."""
    kb = load()
    out = []
    for kind, prefix in (("condition", ""), ("treatment", "t:"), ("approach", "t:")):
        for id, thing in kb.of_kind(kind).items():
            said = [thing.name, thing.name_es]
            for field in ("also_called", "also_called_es", "sayings", "sayings_es", "brands"):
                said += getattr(thing, field, ())
            out += [(normalise(s), prefix + id) for s in said if normalise(s)]
    return out


def fuzzy(scorer: Callable[..., float], known: list[tuple[str, str]]) -> Callable[[str], Ranked]:
    texts = [p for p, _ in known]

    def rank(query: str) -> Ranked:
        best: dict[str, float] = {}
        for _, score, place in process.extract(query, texts, scorer=scorer, limit=40):
            best.setdefault(known[place][1], score / 100)
        return sorted(best.items(), key=lambda x: -x[1])

    return rank


def bm25(known: list[tuple[str, str]], k1: float = 1.2, b: float = 0.75) -> Callable[[str], Ranked]:
    """Okapi BM25 over one document an id (Robertson and Zaragoza 2009)."""
    documents: dict[str, Counter[str]] = defaultdict(Counter)
    for phrase, id in known:
        documents[id].update(phrase.split())
    mean = sum(sum(d.values()) for d in documents.values()) / len(documents)
    seen_in = Counter(w for d in documents.values() for w in d)

    def rank(query: str) -> Ranked:
        scores = {}
        for id, d in documents.items():
            size = sum(d.values())
            scores[id] = sum(
                math.log(1 + (len(documents) - seen_in[w] + 0.5) / (seen_in[w] + 0.5))
                * d[w] * (k1 + 1) / (d[w] + k1 * (1 - b + b * size / mean))
                for w in query.split() if w in d
            )  # fmt: skip
        return sorted(((i, s) for i, s in scores.items() if s), key=lambda x: -x[1])

    return rank


def ours() -> Callable[[str], Ranked]:
    kb = load()

    def rank(query: str) -> Ranked:
        found = find(query, kb).matches
        return [(("t:" if m.kind in ("treatment", "approach") else "") + m.id, m.score) for m in found]

    return rank


def main() -> None:
    known = phrases()
    ways = {
        "WRatio": fuzzy(fuzz.WRatio, known),
        "token_set_ratio": fuzzy(fuzz.token_set_ratio, known),
        "BM25": bm25(known),
        "painfinder": ours(),
    }
    for path in sys.argv[1:]:
        rows = [r for r in measure.read(path) if normalise(r["query"])]
        print(f"\n{path.rsplit('/', 1)[-1]}: {len(rows)} rows, {len(known)} phrases")
        print(f"{'way':<18} {'top-1':>6} {'top-3':>6} {'FA at 90':>9} {'ms a query':>11}")
        for name, rank in ways.items():
            hits, outside, first, inside, start = [], [], 0, 0, time.perf_counter()
            for row in rows:
                ranked = rank(row["query"][:2000] if name == "painfinder" else normalise(row["query"]))
                wanted = row["expected"].replace("ambiguous:", "").split("|")
                if wanted == ["none"]:
                    outside.append(ranked[0][1] if ranked else -1.0)
                    continue
                inside += 1
                first += bool(ranked) and ranked[0][0] in wanted
                if any(i in wanted for i, _ in ranked[:3]):
                    hits.append(ranked[0][1])
            spent = 1000 * (time.perf_counter() - start) / len(rows)
            need = math.ceil(0.9 * inside)
            cut = sorted(hits, reverse=True)[need - 1] if len(hits) >= need else None
            alarms = "-" if cut is None or not outside else f"{100 * sum(s >= cut for s in outside) / len(outside):.1f}"
            print(
                f"{name:<18} {100 * first / inside:>6.1f} {100 * len(hits) / inside:>6.1f} {alarms:>9} {spent:>11.2f}"
            )


if __name__ == "__main__":
    main()
