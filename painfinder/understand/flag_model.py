"""The trained part of the gate: how dangerous a run of words sounds, which red flag, and which words weighed most.

Two tables, both written by `training/train_safety.py`. One (see linear.py) has a class for every red flag, then
"none", then "danger"; its danger is the mean of two log-odds (any flag against none, danger against none). The other
(see associations.py) knows what words mean and says any flag against none. The danger of a text is the mean of both
less the bar, so 0 is where the false alarms on authors left out stayed within the bound, and nothing here needs tuning.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log

from painfinder.record import NamedTuple
from painfinder.understand.associations import Associations
from painfinder.understand.flag_features import Features, pieces
from painfinder.understand.lanes import WHOLE
from painfinder.understand.linear import Table

KEPT = 20_000  # words whose sums are kept
HOPELESS = -5.0  # of the ideas' side: of 1,300 sentences of unread authors, none below -4 came near the bar
RULE_WEIGHT = 0.3  # how much a rule that fired counts beside the other blocks


class Judgement(NamedTuple):
    """How a run of words sounds: `danger` above 0 speaks; then `shares` are the flags' parts, adding up to 1."""

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
        self._letters: dict[str, tuple[int, int]] = {}  # sums of words met before: most texts share most words

    def judge(self, found: Features, words: Sequence[str]) -> Judgement:
        """Judge a run of words by its features and by the words themselves."""
        *scores, none, danger = self._scores(found)
        of_ideas, shares = against(scores, none)
        of_ideas = (of_ideas + danger) / 2
        if of_ideas < HOPELESS:  # nothing that words mean could lift it over the bar
            return Judgement(of_ideas / 2, {})
        *scores, none = self.words.scores(words)
        of_words, other = against(scores, none)
        danger = (of_ideas + self._stretch * of_words) / 2
        if danger <= 0:
            return Judgement(danger, {})
        return Judgement(danger, {f: (a + b) / 2 for f, a, b in zip(self.flags, shares, other, strict=True)})

    def _scores(self, found: Features) -> list[float]:
        table = self.table
        lanes, rows_of = table.lanes, table.rows
        spread = lifted = 0
        for block, features in zip(Features._fields[1:], found[1:], strict=True):
            if features:
                weight = round(WHOLE * (RULE_WEIGHT if block == "rules" else len(features) ** -0.5))
                spread += weight * lanes.sum(rows_of(features))
                lifted += weight * len(features)
        if found.letters:
            words = [self._of_word(word) for word in found.letters]
            count = sum([n for _, n in words])
            weight = round(WHOLE * count**-0.5)
            spread += weight * sum([sums for sums, _ in words])
            lifted += weight * count
        lift = 128 * lifted  # bytes are stored plus 128
        unpacked = zip(table.biases, table.scales, lanes.unpack(spread), strict=False)
        return [bias + scale * (n - lift) / WHOLE for bias, scale, n in unpacked]

    def weights(self, words: Sequence[str]) -> list[float]:
        """Return what each word alone adds to the danger: for quoting the words that weighed most."""
        table, danger = self.table, len(self.table.classes) - 1
        out = []
        for word in words:
            sums, count = self._of_word(word)
            letters = table.scales[danger] * (table.lanes.unpack(sums)[danger] - 128 * count) / count**0.5
            out.append(table.weight(f"w {word}".encode(), danger) + letters)
        return out

    def _of_word(self, word: str) -> tuple[int, int]:
        """Return the sum of a word's pieces, as `lanes` keeps it, and how many they are."""
        kept = self._letters.get(word)
        if kept is None:
            if len(self._letters) >= KEPT:
                self._letters.clear()
            parts = pieces(word)
            kept = self._letters[word] = (self.table.lanes.sum(self.table.rows(parts)), len(parts))
        return kept


def against(scores: Sequence[float], none: float) -> tuple[float, list[float]]:
    """Return the log-odds of any of the scores against none, and each score's share of it."""
    top = max(scores)
    powers = [exp(s - top) for s in scores]
    share = 1 / sum(powers)
    return top - log(share) - none, [p * share for p in powers]
