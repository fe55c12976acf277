"""The trained part of the gate: how dangerous a run of words sounds, which red flag, and which words weighed most.

The table (see linear.py) has a class for every red flag, then "none", then "danger"; `training/train_safety.py` writes
it. The danger of a text is the mean of two log-odds (any flag against none by a softmax, danger by a logistic one)
from which the bar has been taken off, so 0 is where the false alarms on authors left out stayed within the
bound, and nothing here needs tuning. The flags' scores only say which one it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log
from typing import NamedTuple

from painfinder.understand.flag_features import Features, pieces
from painfinder.understand.linear import Table

KEPT = 20_000  # words whose sums are kept
RULE_WEIGHT = 0.3  # how much a rule that fired counts beside the other blocks


class Judgement(NamedTuple):
    """How a run of words sounds: `danger` above 0 speaks; `shares` are the flags' parts of it, adding up to 1."""

    danger: float
    shares: dict[str, float]


class FlagModel:
    """The trained table with the question it answers."""

    def __init__(self, table: Table) -> None:
        """Take an open table whose classes are the red flags, "none" and "danger"."""
        self.table = table
        self.flags = table.classes[:-2]
        self._letters: dict[str, tuple[list[int], int]] = {}  # sums of words met before: most texts share most words

    def judge(self, found: Features) -> Judgement:
        """Judge the features of a run of words."""
        table = self.table
        scores = list(table.biases)
        for block, features in zip(Features._fields[1:], found[1:], strict=True):
            if features:
                factor = RULE_WEIGHT if block == "rules" else len(features) ** -0.5
                sums = table.add(table.rows(features))
                scores = [z + factor * s * n for z, s, n in zip(scores, table.scales, sums, strict=True)]
        letters = [self._of_word(word) for word in found.letters]
        if letters:
            factor = sum([count for _, count in letters]) ** -0.5
            columns = zip(*[sums for sums, _ in letters], strict=True)
            scores = [z + factor * s * sum(c) for z, s, c in zip(scores, table.scales, columns, strict=True)]
        none, danger = scores[-2:]
        top = max(scores[:-2])
        powers = [exp(s - top) for s in scores[:-2]]
        total = sum(powers)
        return Judgement(
            (top + log(total) - none + danger) / 2, {f: p / total for f, p in zip(self.flags, powers, strict=True)}
        )

    def weights(self, words: Sequence[str]) -> list[float]:
        """Return what each word alone adds to the danger: for quoting the words that weighed most."""
        scale, out = self.table.scales[-1], []
        for word in words:
            sums, count = self._of_word(word)
            out.append(self.table.contribution([f"w {word}".encode()], "danger")[0] + scale * sums[-1] / count**0.5)
        return out

    def _of_word(self, word: str) -> tuple[list[int], int]:
        kept = self._letters.get(word)
        if kept is None:
            if len(self._letters) >= KEPT:
                self._letters.clear()
            parts = pieces(word)
            kept = self._letters[word] = (self.table.add(self.table.rows(parts)), len(parts))
        return kept
