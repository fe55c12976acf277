"""Measure how well matching understands authors it was not trained on.

    python training/measure_match.py                 every author left out in turn (a quarter of an hour)
    python training/measure_match.py sayings_es_2    one of them
    python training/measure_match.py --file FILE     the shipped model on another labelled file

Prints, of what is ours: right first, right among three; of what is not: accepted at all, accepted as strong; and how
often "strong" and "exact" are right.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import train_match as train

from painfinder.knowledge.files import data_bytes
from painfinder.knowledge.load import load
from painfinder.understand import codes, text
from painfinder.understand.associations import Associations
from painfinder.understand.lexical import build_index
from painfinder.understand.match import Matcher


def measure(name: str, matcher: Matcher, rows: list[train.Row]) -> Counter[str]:
    """Print one line for a file and return its counts."""
    n: Counter[str] = Counter()
    for query, expected, kind, _ in rows:
        cleaned = text.clean(query, 100_000)
        folded = text.words(cleaned)
        found = matcher.match(cleaned, folded, text.language(folded, cleaned), 5)
        ids = [m.id if m.kind == "condition" else f"t:{m.id}" for m in found]
        sure = bool(found) and found[0].confidence != "possible"
        if expected == "none":
            n["other"] += 1
            n["accepted"] += bool(found)
            n["accepted strong"] += sure
            continue
        wanted = expected.replace("ambiguous:", "").split("|")
        n["ours"] += 1
        n["first"] += ids[:1] != [] and ids[0] in wanted
        n["three"] += any(i in wanted for i in ids[:3])
        n["sure"] += sure
        n["sure right"] += sure and ids[0] in wanted
        if kind == "multi":
            n["two"] += 1
            n["both"] += all(i in ids[:3] for i in wanted[:2])

    def share(a: str, b: str) -> str:
        return f"{100 * n[a] / n[b]:.1f}" if n[b] else "-"

    print(
        f"{name:24} ours {n['ours']:5} first {share('first', 'ours')} three {share('three', 'ours')} "
        f"both {share('both', 'two')} sure {share('sure', 'ours')} right {share('sure right', 'sure')} | "
        f"other {n['other']:4} accepted {share('accepted', 'other')} strong {share('accepted strong', 'other')}",
        flush=True,
    )
    return n


def main() -> None:
    """Measure what the command line names."""
    kb = load()
    index = build_index(kb.conditions, kb.treatments, kb.approaches)
    table = codes.read_codes(data_bytes("icd10cm.txt").decode())
    if "--file" in sys.argv:
        path = Path(sys.argv[-1])
        measure(path.stem, Matcher(index, Associations(data_bytes("sayings.bin")), table), train.read(path))
        return
    for stem in sys.argv[1:] or [p.stem for p in train.stamps.sayings() if p.stem.startswith("sayings_")]:
        rows, weights = train.training_rows(without=stem)
        model = train.trained(rows, weights)
        matcher = Matcher(index, Associations(model.bytes(train.meta_of(rows))), table)
        measure(stem, matcher, train.read(train.HERE / f"{stem}.tsv"))


if __name__ == "__main__":
    main()
