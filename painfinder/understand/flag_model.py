"""The trained part of the gate: how dangerous a run of words sounds, which red flag, and which words weighed most.

Two tables, both written by `training/train_safety.py`. One (see linear.py) has a class for every red flag, then
"none", then "danger"; its danger is the mean of two log-odds (any flag against none, danger against none). The other
(see associations.py) knows what words mean and says any flag against none. The danger of a text is the mean of both
less the bar, so 0 is where the false alarms on authors left out stayed within the bound, and nothing here needs tuning.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log
from typing import NamedTuple

from painfinder.understand.associations import Associations
from painfinder.understand.flag_features import Features, pieces
from painfinder.understand.linear import Table

KEPT = 20_000  # words whose sums are kept
HOPELESS = -5.0  # of the ideas' side: of 1,300 sentences of unread authors, none below -4 came near the bar
RULE_WEIGHT = 0.3  # how much a rule that fired counts beside the other blocks


class Judgement(NamedTuple):
    """How a run of words sounds: `danger` above 0 speaks; `shares` are the flags' parts of it, adding up to 1."""

    danger: float
    shares: dict[str, float]


class FlagModel:
    """The trained table with the question it answers."""

    def __init__(self, table: Table, words: Associations) -> None:
        """Take the open tables: classes are the red flags, "none" and "danger"; the red flags and "none"."""
        self.table, self.words = table, words
        self.flags = table.classes[:-2]
        self._stretch = float(str(table.meta["stretch"]))
        if words.classes[:-1] != list(self.flags):
            raise ValueError("the two tables of red flags do not belong together")
        self._letters: dict[str, tuple[list[int], int]] = {}  # sums of words met before: most texts share most words

    def judge(self, found: Features, words: Sequence[str]) -> Judgement:
        """Judge a run of words by its features and by the words themselves."""
        *scores, none, danger = self._scores(found)
        of_ideas, shares = against(scores, none)
        of_ideas = (of_ideas + danger) / 2
        if of_ideas < HOPELESS:  # nothing that words mean could lift it over the bar
            return Judgement(of_ideas / 2, dict(zip(self.flags, shares, strict=True)))
        *scores, none = self.words.scores(words)
        of_words, other = against(scores, none)
        both = [(a + b) / 2 for a, b in zip(shares, other, strict=True)]
        return Judgement((of_ideas + self._stretch * of_words) / 2, dict(zip(self.flags, both, strict=True)))

    def _scores(self, found: Features) -> list[float]:
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
        return scores

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


def against(scores: Sequence[float], none: float) -> tuple[float, list[float]]:
    """Return the log-odds of any of the scores against none, and each score's share of it."""
    top = max(scores)
    powers = [exp(s - top) for s in scores]
    total = sum(powers)
    return top + log(total) - none, [p / total for p in powers]
