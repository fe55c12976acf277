"""A model of what words have to do with classes: trained here, shipped as `understand/associations.py` reads it.

A softmax regression over, for each word, itself, its pieces of 2 to 5 letters and a 96-number vector of what it means
(word_vectors.bin, see distill_words.py), over pairs of words, and over pairs of groups of words that are alike
(word_groups.txt). A Spanish word also gets what its English translation (es_en.txt) has. Words weigh by rarity, texts
have length one. Deterministic: sorted vocabularies, L-BFGS from zero, no random numbers. The last class is "none".
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from itertools import combinations, pairwise
from math import log, sqrt
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from painfinder.understand import text  # noqa: E402
from painfinder.understand.associations import pack  # noqa: E402
from painfinder.understand.features import grams  # noqa: E402

PIECES, WORD, PAIR, MEETING, MEANING, TRANSLATION = 1.0, 1.0, 0.7, 3.5, 0.5, 0.7  # what each kind of feature weighs
PENALTY = 0.05  # L2, per unit of total weight; 0.02 and 0.1 were a little worse
RARITY_POWER = 0.7
PASSES = 240  # after 60 it was not done: on real text top-3 96.6 with 2.9 % false accepts, after 240 97.0 with 1.6 %
SURE = 6  # a word of so many sayings is no misspelling
COMMON_WORDS = 16000  # of the vocabulary of word_vectors.bin that training never saw, the first by its order


def read_translations() -> dict[str, str]:
    """Read es_en.txt: Spanish word, or stem with a star, to English word."""
    pairs = (line.split() for line in (HERE / "es_en.txt").read_text("utf-8").splitlines() if line and line[0] != "#")
    return {text.normalise(a) + ("*" if a.endswith("*") else ""): b for a, b in pairs}


def read_groups() -> dict[str, str]:
    """Read word_groups.txt: word, or stem with a star, to the name of its group."""
    lines = (
        line.split() for line in (HERE / "word_groups.txt").read_text("utf-8").splitlines() if line and line[0] != "#"
    )
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


class Trainer:
    """One training run; keeps what is needed to score texts and to write the model."""

    def __init__(
        self,
        texts: Sequence[Sequence[str]],
        targets: np.ndarray,
        weights: Sequence[float],
        classes: Sequence[str],
        passes: int = PASSES,
    ) -> None:
        """Train on texts (lists of words), a row of shares over `classes` for each, and a weight for each."""
        self.classes = list(classes)
        self.passes = passes
        self.translations = read_translations()
        self.meaning_of, self.meanings = read_meanings()
        self.groups, self._group_of = read_groups(), {}
        count = len(texts)
        self.seen = Counter(w for t in texts for w in set(t))
        self.rare = {w: log(1 + count / (n + 1)) ** RARITY_POWER for w, n in self.seen.items()}
        self.rare_unknown = log(1 + count / 1.5) ** RARITY_POWER
        pieces = Counter(g for w in self.seen for g in grams(w))
        self.pieces = {g: i for i, g in enumerate(g for g, n in sorted(pieces.items()) if n >= 2)}
        self.own = {w: i for i, w in enumerate(w for w, n in sorted(self.seen.items()) if n >= 2)}
        pairs = Counter(b for t in texts for b in set(pairwise(t)))
        self.pairs = {b: i for i, b in enumerate(b for b, n in sorted(pairs.items()) if n >= 2)}
        meets = Counter(m for t in texts for m in combinations(self.groups_of(t), 2))
        self.meets = {m: i for i, m in enumerate(m for m, n in sorted(meets.items()) if n >= 3)}
        self._fit(texts, targets, np.asarray(weights, np.float32))

    def rarity(self, word: str) -> float:
        """Return how much a word weighs."""
        return self.rare.get(word, self.rare_unknown)

    def translate(self, word: str) -> str:
        """Return the English word behind a Spanish one, or ""."""
        if word in self.translations:
            return self.translations[word]
        return next(
            (self.translations[s] for n in range(len(word), 2, -1) if (s := word[:n] + "*") in self.translations), ""
        )

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
            for p in dict.fromkeys(pairwise(words)):
                if p in self.pairs:
                    for out, x in zip(b, (n, self.pairs[p], self.pair_weight(p) / length), strict=True):
                        out.append(x)
            for m in combinations(self.groups_of(words), 2):
                if m in self.meets:
                    for out, x in zip(b, (n, len(self.pairs) + self.meets[m], MEETING / length), strict=True):
                        out.append(x)
        return (
            sp.csr_matrix((np.array(a[2], np.float32), (a[0], a[1])), shape=(len(texts), len(place))),
            sp.csr_matrix(
                (np.array(b[2], np.float32), (b[0], b[1])), shape=(len(texts), len(self.pairs) + len(self.meets))
            ),
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

    def scores(self, texts: Sequence[Sequence[str]]) -> np.ndarray:
        """Return the score of every class for each text, as the program computes it."""
        vocabulary = sorted({w for t in texts for w in t})
        t, b = self.counts(texts, {w: i for i, w in enumerate(vocabulary)})
        found: np.ndarray = t @ (self.features_of(vocabulary) @ self.wg) + b @ self.wb + self.bias
        return found

    def _fit(self, texts: Sequence[Sequence[str]], y: np.ndarray, w: np.ndarray) -> None:
        vocabulary = sorted(self.seen)
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

        options = {"maxiter": self.passes, "maxcor": 5, "maxfun": self.passes + 20}
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
