"""The trained part of the gate: how dangerous a run of words sounds, which red flag, and which words weighed most.

The table (see linear.py) has a class for every red flag, then "none", then "danger"; `training/train_safety.py` writes
it. The danger of a text is the mean of two log-odds (any flag against none by a softmax, danger by a logistic regression)
from which the bar has been taken off, so 0 is where the false alarms on authors left out stayed within the
bound, and nothing here needs tuning. The flags' scores only say which one it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log
from typing import NamedTuple

from painfinder.understand.flag_features import Features, pieces
from painfinder.understand.linear import Table

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

    def judge(self, found: Features) -> Judgement:
        """Judge the features of a run of words."""
        table = self.table
        scores = list(table.biases)
        for block, features in zip(Features._fields, found, strict=True):
            if features:
                factor = RULE_WEIGHT if block == "rules" else len(features) ** -0.5
                for i, (n, s) in enumerate(zip(table.add(table.rows(features)), table.scales, strict=True)):
                    scores[i] += factor * s * n
        none, danger = scores[-2:]
        top = max(scores[:-2])
        powers = [exp(s - top) for s in scores[:-2]]
        total = sum(powers)
        return Judgement(
            (top + log(total) - none + danger) / 2, {f: p / total for f, p in zip(self.flags, powers, strict=True)}
        )

    def weights(self, words: Sequence[str]) -> list[float]:
        """Return what each word alone adds to the danger: for quoting the words that weighed most."""
        table, out = self.table, []
        for word in words:
            parts = pieces(word)
            own = table.contribution([f"w {word}".encode()], "danger")[0]
            out.append(own + sum(table.contribution(parts, "danger")) / len(parts) ** 0.5)
        return out
