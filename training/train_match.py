"""Train the model that knows which words go with which condition or treatment: painfinder/data/sayings.bin.

    python training/train_match.py            writes the file (about four minutes)
    python training/train_match.py --check    says whether the file belongs to the present inputs

Learns from sayings_*.tsv, knowledge_phrases.tsv (the knowledge base's own names and sayings), icd10cm.tsv, and
emergencies.tsv (sentences about strokes, heart attacks, allergic shock and overdoses out of redflags_*.tsv).
The model itself is word_model.py's. The last class, "none", is learnt from what is not ours.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import stamps
from word_model import Trainer

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from painfinder.understand import text  # noqa: E402
from painfinder.understand.associations import Associations  # noqa: E402
from painfinder.understand.features import denied, tokens  # noqa: E402
from painfinder.understand.spelling import sounds  # noqa: E402

TARGET = HERE.parent / "painfinder" / "data" / "sayings.bin"
# Emergencies that no page of ours is about (emergencies.tsv) are "none", and light, since safety answers them.
ALARM_WEIGHT = 0.5
ICD_WEIGHT = 0.4  # official titles are many and alike

Row = tuple[str, str, str, str]  # text, expected, kind, language


def read(path: Path) -> list[Row]:
    """Read a file of labelled sayings (TSV with a header)."""
    lines = path.read_text("utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    return [(p[0], p[1], p[2], p[3]) for p in rows if len(p) >= 4]


def split(saying: str) -> list[str]:
    """Return the words of a saying as the program reads them."""
    cleaned = text.clean(saying, 100_000)
    folded = text.words(cleaned)
    return tokens([w.text for w in folded], denied(cleaned, folded))


def all_classes(rows: Sequence[Row]) -> list[str]:
    """Return every id that the rows name, conditions first, "none" last."""
    ids = {i for r in rows for i in r[1].replace("ambiguous:", "").split("|")} - {"none"}
    return [*sorted(i for i in ids if i[:2] != "t:"), *sorted(i for i in ids if i[:2] == "t:"), "none"]


def target(row: Row, place: dict[str, int]) -> np.ndarray:
    """Return what a row teaches: a share for each acceptable id, falling with its rank."""
    y = np.zeros(len(place), np.float32)
    ids = row[1].replace("ambiguous:", "").split("|")
    softer = 1 + row[1].startswith("ambiguous:")
    for rank, id in enumerate(ids):
        y[place[id]] += 1.0 if row[2] == "multi" else 1 / (rank + softer)
    return y / y.sum()


def training_rows(without: str = "") -> tuple[list[Row], list[float]]:
    """Return all rows and their weights, one file left out by its stem."""
    rows: list[Row] = []
    weights: list[float] = []
    for path in stamps.sayings():
        if path.stem != without:
            found = read(path)
            rows += found
            weight = ICD_WEIGHT if path.stem == "icd10cm" else ALARM_WEIGHT if path.stem == "emergencies" else 1.0
            weights += [weight] * len(found)
    return rows, weights


def trained(rows: Sequence[Row], weights: Sequence[float]) -> Trainer:
    """Train on rows, with a weight for each."""
    classes = all_classes(rows)
    place = {c: i for i, c in enumerate(classes)}
    return Trainer([split(r[0]) for r in rows], np.array([target(r, place) for r in rows]), weights, classes)


def spelling_words(rows: Sequence[Row]) -> str:
    """Return the words that a misspelling may be read as: those that several sayings of ours share."""
    seen = Counter(w for r in rows if r[1] != "none" for w in set(split(r[0])) if len(w) >= 5 and w.isalpha())
    return " ".join(w for w, n in sorted(seen.items()) if n >= 4)


def meta_of(rows: Sequence[Row]) -> dict[str, object]:
    """Return what ships beside the weights: the stamp, and the words that spelling may mend to, also by sound."""
    words = spelling_words(rows)
    heard = " ".join(f"{key} {word}" for key, word in sorted(sounds(words.split()).items()))
    return {"stamp": stamps.of_matching(), "rows": len(rows), "spelling": words, "sounds": heard}


def main() -> None:
    """Train and write, or check."""
    if "--check" in sys.argv:
        fresh = TARGET.exists() and Associations(TARGET.read_bytes()).meta["stamp"] == stamps.of_matching()
        print("fresh" if fresh else "stale: run python training/train_match.py")
        raise SystemExit(not fresh)
    rows, weights = training_rows()
    model = trained(rows, weights)
    TARGET.write_bytes(model.bytes(meta_of(rows)))
    print(len(rows), "rows,", TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
