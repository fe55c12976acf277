"""Train the model that knows which words go with which condition or treatment: painfinder/data/sayings.bin.

    python training/train_match.py            writes the file (about two minutes)
    python training/train_match.py --check    says whether the file belongs to the present inputs

Learns from sayings_*.tsv, knowledge_phrases.tsv (the knowledge base's own names and sayings), icd10cm.tsv, and
emergencies.tsv (sentences about strokes, heart attacks, allergic shock and overdoses out of redflags_*.tsv).
A softmax regression over, for each word, itself, its pieces of 2 to 5 letters and a 96-number vector of what it means
(word_vectors.bin, see distill_words.py), and over pairs of words. A Spanish word also gets what its English
translation (es_en.txt) has. Words weigh by rarity, texts have length one. Deterministic: sorted vocabularies, L-BFGS from
zero, no random numbers. The last class, "none", is learnt from what is not ours.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from math import log, sqrt
from pathlib import Path
from zlib import crc32

import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from painfinder.understand import text  # noqa: E402
from painfinder.understand.associations import Associations, pack  # noqa: E402
from painfinder.understand.features import grams, tokens  # noqa: E402
from painfinder.understand.spelling import sounds  # noqa: E402

TARGET = HERE.parent / "painfinder" / "data" / "sayings.bin"
PIECES, WORD, PAIR, MEETING, MEANING, TRANSLATION = 1.0, 1.0, 0.7, 3.5, 0.5, 0.7  # how strongly each kind of feature counts
PENALTY = 0.1  # L2, per unit of total weight; 0.03 and 0.3 were a little worse on authors left out
RARITY_POWER = 0.7
# Emergencies that no page of ours is about (emergencies.tsv) are "none", and light, since safety answers them.
ALARM_WEIGHT = 0.5
ICD_WEIGHT = 0.4  # official titles are many and alike
PASSES = 60
SURE = 6  # a word of so many sayings is no misspelling
COMMON_WORDS = 16000  # of the vocabulary of word_vectors.bin that training never saw, the first by its order

Row = tuple[str, str, str, str]  # text, expected, kind, language


def sources() -> list[Path]:
    """Return the files of labelled sayings, in a fixed order."""
    others = ("knowledge_phrases.tsv", "icd10cm.tsv", "emergencies.tsv")
    return [*sorted(HERE.glob("sayings_*.tsv")), *(HERE / name for name in others)]


def inputs() -> list[Path]:
    """Return every file that decides the outcome."""
    others = ("es_en.txt", "word_groups.txt", "word_vectors.bin", "real_words.txt")
    return [*sources(), *(HERE / name for name in others), Path(__file__)]


def stamp() -> str:
    """Return one checksum over the inputs and over how the program splits all sayings into words today."""
    total = 0
    for path in inputs():
        total = crc32(path.read_bytes().replace(b"\r\n", b"\n"), total)
    for path in sources():
        for row in read(path):
            total = crc32(" ".join(split(row[0])).encode(), total)
    return f"{total:08x}"


def read(path: Path) -> list[Row]:
    """Read a file of labelled sayings (TSV with a header)."""
    lines = path.read_text("utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    return [(p[0], p[1], p[2], p[3]) for p in rows if len(p) >= 4]


def split(saying: str) -> list[str]:
    """Return the words of a saying as the program reads them."""
    cleaned = text.clean(saying, 100_000)
    return tokens(cleaned, text.words(cleaned))


def read_translations() -> dict[str, str]:
    """Read es_en.txt: Spanish word, or stem with a star, to English word."""
    pairs = (l.split() for l in (HERE / "es_en.txt").read_text("utf-8").splitlines() if l and l[0] != "#")
    return {text.normalise(a) + ("*" if a.endswith("*") else ""): b for a, b in pairs}


def read_groups() -> dict[str, str]:
    """Read word_groups.txt: word, or stem with a star, to the name of its group."""
    lines = (l.split() for l in (HERE / "word_groups.txt").read_text("utf-8").splitlines() if l and l[0] != "#")
    found: dict[str, str] = {}
    for name, *words in lines:
        for word in words:
            found.setdefault(word, name)
    return found


def read_meanings() -> tuple[dict[str, int], np.ndarray]:
    """Read word_vectors.bin: the place of each word, and the vectors by place."""
    raw = (HERE / "word_vectors.bin").read_bytes()
    head, rest = raw.split(b"\n", 1)
    count, size, scale = int(head.split()[0]), int(head.split()[1]), float(head.split()[2])
    vectors = np.frombuffer(raw[-count * size :], np.int8).reshape(count, size).astype(np.float32) * scale
    names = rest[: -count * size].decode().split("\n")[:count]
    return {w: i for i, w in enumerate(names)}, vectors


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


class Trainer:
    """One training run; keeps what is needed to score texts and to write the model."""

    def __init__(self, rows: Sequence[Row], weights: Sequence[float], classes: Sequence[str]) -> None:
        self.classes = list(classes)
        self.translations = read_translations()
        self.meaning_of, self.meanings = read_meanings()
        self.groups, self._group_of = read_groups(), {}
        texts = [split(r[0]) for r in rows]
        count = len(rows)
        self.seen = Counter(w for t in texts for w in set(t))
        self.rare = {w: log(1 + count / (n + 1)) ** RARITY_POWER for w, n in self.seen.items()}
        self.rare_unknown = log(1 + count / 1.5) ** RARITY_POWER
        pieces = Counter(g for w in self.seen for g in grams(w))
        self.pieces = {g: i for i, g in enumerate(g for g, n in sorted(pieces.items()) if n >= 2)}
        self.own = {w: i for i, w in enumerate(w for w, n in sorted(self.seen.items()) if n >= 2)}
        pairs = Counter(b for t in texts for b in set(zip(t, t[1:], strict=False)))
        self.pairs = {b: i for i, b in enumerate(b for b, n in sorted(pairs.items()) if n >= 2)}
        meets = Counter(m for t in texts for m in combinations(self.groups_of(t), 2))
        self.meets = {m: i for i, m in enumerate(m for m, n in sorted(meets.items()) if n >= 3)}
        self._fit(texts, rows, np.asarray(weights, np.float32))

    def rarity(self, word: str) -> float:
        """Return how much a word weighs."""
        return self.rare.get(word, self.rare_unknown)

    def translate(self, word: str) -> str:
        """Return the English word behind a Spanish one, or ""."""
        if word in self.translations:
            return self.translations[word]
        return next((self.translations[s] for n in range(len(word), 2, -1) if (s := word[:n] + "*") in self.translations), "")

    def features_of(self, vocabulary: Sequence[str]) -> sp.csr_matrix:
        """Return the features of each word, one row a word."""
        r: list[int] = []
        c: list[int] = []
        v: list[float] = []
        dense = np.zeros((len(vocabulary), self.meanings.shape[1]), np.float32)
        for i, word in enumerate(vocabulary):
            english = self.translate(word)
            for form, share in ((word, 1.0), *([(english, TRANSLATION)] if english and english != word else [])):
                found = [self.pieces[g] for g in grams(form) if g in self.pieces]
                r += [i] * len(found)
                c += sorted(found)
                v += [share * PIECES / sqrt(len(found))] * len(found) if found else []
                if form in self.own:
                    r.append(i)
                    c.append(len(self.pieces) + self.own[form])
                    v.append(share * WORD)
                if form in self.meaning_of and not (english and form == word):
                    dense[i] += share * MEANING * self.meanings[self.meaning_of[form]]
        width = len(self.pieces) + len(self.own)
        sparse = sp.csr_matrix((np.array(v, np.float32), (r, c)), shape=(len(vocabulary), width))
        return sp.hstack([sparse, sp.csr_matrix(dense)]).tocsr().astype(np.float32)

    def counts(self, texts: Sequence[Sequence[str]], place: dict[str, int]) -> tuple[sp.csr_matrix, sp.csr_matrix]:
        """Return texts by words and texts by pairs, each text of length one."""
        a: tuple[list[int], list[int], list[float]] = ([], [], [])
        b: tuple[list[int], list[int], list[float]] = ([], [], [])
        for n, words in enumerate(texts):
            length = sqrt(sum(self.rarity(w) ** 2 for w in set(words))) or 1.0
            for w in dict.fromkeys(words):
                for out, x in zip(a, (n, place[w], self.rarity(w) / length), strict=True):
                    out.append(x)
            for p in dict.fromkeys(zip(words, words[1:], strict=False)):
                if p in self.pairs:
                    for out, x in zip(b, (n, self.pairs[p], self.pair_weight(p) / length), strict=True):
                        out.append(x)
            for m in combinations(self.groups_of(words), 2):
                if m in self.meets:
                    for out, x in zip(b, (n, len(self.pairs) + self.meets[m], MEETING / length), strict=True):
                        out.append(x)
        return (
            sp.csr_matrix((np.array(a[2], np.float32), (a[0], a[1])), shape=(len(texts), len(place))),
            sp.csr_matrix((np.array(b[2], np.float32), (b[0], b[1])), shape=(len(texts), len(self.pairs) + len(self.meets))),
        )

    def groups_of(self, words: Sequence[str]) -> list[str]:
        """Return the groups of a text's words (word_groups.txt), each once, sorted."""
        return sorted({g for w in words if (g := self.group(w))})

    def group(self, word: str) -> str:
        """Return the group of a word, or of its English translation, or ""."""
        if word not in self._group_of:
            found = ""
            for form in (word, self.translate(word)):
                ends = [form, *(form[:n] + "*" for n in range(len(form), 1, -1))] if form else []
                found = found or next((self.groups[f] for f in ends if f in self.groups), "")
            self._group_of[word] = found
        return self._group_of[word]

    def pair_weight(self, pair: tuple[str, str]) -> float:
        """Return how much a pair of words weighs."""
        return PAIR * sqrt(self.rarity(pair[0]) * self.rarity(pair[1]))

    def _fit(self, texts: Sequence[Sequence[str]], rows: Sequence[Row], w: np.ndarray) -> None:
        vocabulary = sorted(self.seen)
        place = {c: i for i, c in enumerate(self.classes)}
        y = np.array([target(r, place) for r in rows])
        g = self.features_of(vocabulary)
        t, b = self.counts(texts, {x: i for i, x in enumerate(vocabulary)})
        gt, tt, bt = g.T.tocsr(), t.T.tocsr(), b.T.tocsr()
        k, ng, nb, total = len(self.classes), g.shape[1], b.shape[1], float(w.sum())
        w = w[:, None] / total
        penalty = PENALTY / total

        def loss(p: np.ndarray) -> tuple[float, np.ndarray]:
            p = p.astype(np.float32)
            wg, wb, bias = p[: ng * k].reshape(ng, k), p[ng * k : (ng + nb) * k].reshape(nb, k), p[(ng + nb) * k :]
            z = t @ (g @ wg) + b @ wb + bias
            z -= z.max(1, keepdims=True)
            e = np.exp(z)
            s = e.sum(1, keepdims=True)
            d = (e / s - y) * w
            squares = (wg * wg).sum(dtype=np.float64) + (wb * wb).sum(dtype=np.float64)
            value = -float((w * y * (z - np.log(s))).sum(dtype=np.float64)) + 0.5 * penalty * float(squares)
            gradient = [(gt @ (tt @ d) + penalty * wg).ravel(), (bt @ d + penalty * wb).ravel(), d.sum(0)]
            return value, np.concatenate(gradient).astype(np.float64)

        options = {"maxiter": PASSES, "maxcor": 5, "maxfun": PASSES + 20}
        found = minimize(loss, np.zeros((ng + nb) * k + k), jac=True, method="L-BFGS-B", options=options)
        p = found.x.astype(np.float32)
        self.wg, self.wb = p[: ng * k].reshape(ng, k), p[ng * k : (ng + nb) * k].reshape(nb, k)
        self.bias = p[(ng + nb) * k :]

    def bytes(self, meta: dict[str, object]) -> bytes:
        """Return the model as it ships."""
        unseen = [w for w in real_words()[:COMMON_WORDS] if w in self.meaning_of and w not in self.seen]
        kept = sorted(w for w, n in self.seen.items() if n >= 2 or w in self.meaning_of)
        vocabulary = [*kept, *unseen]
        weights = self.features_of(vocabulary) @ self.wg
        number = {g: i for i, g in enumerate(sorted(set(self.groups.values())), 1)}
        table: dict[str, tuple[Sequence[float], int, float]] = {}
        for word, row in zip(vocabulary, weights, strict=True):
            rare = self.rarity(word)
            table[f"w {word}"] = (centred(rare * row), number.get(self.group(word), 0), rare**2)
        for pair, i in self.pairs.items():
            table[f"b {pair[0]} {pair[1]}"] = (centred(self.pair_weight(pair) * self.wb[i]), 0, 0.0)
        for (one, other), i in self.meets.items():
            table[f"m {number[one]} {number[other]}"] = (centred(MEETING * self.wb[len(self.pairs) + i]), 0, 0.0)
        for gram, i in self.pieces.items():
            table[f"g {gram}"] = (centred(self.wg[i]), 0, 0.0)
        real = {*real_words(), *(w for w, n in self.seen.items() if n >= SURE), *self.translations} - {""}
        return pack(self.classes, self.bias.tolist(), table, real, self.rare_unknown, meta)


def centred(row: np.ndarray) -> list[float]:
    """Return weights less their mean, which no softmax sees."""
    found: list[float] = (row - row.mean()).tolist()
    return found


def real_words() -> list[str]:
    """Return words of the language that are never taken for misspellings, the commonest first."""
    return (HERE / "real_words.txt").read_text("utf-8").split()


def training_rows(without: str = "") -> tuple[list[Row], list[float]]:
    """Return all rows and their weights, one file left out by its stem."""
    rows: list[Row] = []
    weights: list[float] = []
    for path in sources():
        if path.stem != without:
            found = read(path)
            rows += found
            weight = ICD_WEIGHT if path.stem == "icd10cm" else ALARM_WEIGHT if path.stem == "emergencies" else 1.0
            weights += [weight] * len(found)
    return rows, weights


def spelling_words(rows: Sequence[Row]) -> str:
    """Return the words that a misspelling may be read as: those that several sayings of ours share."""
    seen = Counter(w for r in rows if r[1] != "none" for w in set(split(r[0])) if len(w) >= 5 and w.isalpha())
    return " ".join(w for w, n in sorted(seen.items()) if n >= 4)


def meta_of(rows: Sequence[Row]) -> dict[str, object]:
    """Return what ships beside the weights: the stamp, and the words that spelling may mend to, also by sound."""
    words = spelling_words(rows)
    heard = " ".join(f"{key} {word}" for key, word in sorted(sounds(words.split()).items()))
    return {"stamp": stamp(), "rows": len(rows), "spelling": words, "sounds": heard}


def main() -> None:
    """Train and write, or check."""
    if "--check" in sys.argv:
        fresh = TARGET.exists() and Associations(TARGET.read_bytes()).meta["stamp"] == stamp()
        print("fresh" if fresh else "stale: run python training/train_match.py")
        raise SystemExit(not fresh)
    rows, weights = training_rows()
    model = Trainer(rows, weights, all_classes(rows))
    TARGET.write_bytes(model.bytes(meta_of(rows)))
    print(len(rows), "rows,", TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
