"""The trained part of the gate: how dangerous a run of words sounds, which red flag, and which words weighed most.

Two tables, both written by `training/train_safety.py`. One (see linear.py) has a class for every red flag, then
"none", then "danger"; its danger is the mean of two log-odds (any flag against none, danger against none). The other
(see associations.py) knows what words mean and says any flag against none. The danger of a text is the mean of both
less the bar, so 0 is where the false alarms on authors left out stayed within the bound, and nothing here needs tuning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import exp, log
from typing import TypeVar

from painfinder.record import NamedTuple
from painfinder.understand.associations import Associations
from painfinder.understand.concepts import Hit
from painfinder.understand.flag_features import Features, features, idea_key, pair_key, pieces, rule_key, word_key
from painfinder.understand.flag_rules import Fired
from painfinder.understand.flag_runs import DOUBT
from painfinder.understand.lanes import WHOLE
from painfinder.understand.linear import Table

KEPT = 20_000  # words, ideas and pairs of ideas whose sums are kept
HOPELESS = -3.0  # of the words' side: of 12,967 dangers of unread authors that speak, none has so little
Item = TypeVar("Item", str, tuple[str, str])
RULE_WEIGHT = 0.3  # how much a rule that fired counts beside the other blocks


class Judgement(NamedTuple):
    """How a run of words sounds: `danger` above 0 speaks; then `shares` are the flags' parts, adding up to 1.

    Where it is at most -DOUBT, so that not even a rule speaks, it may be more than the exact sum: a bound is cheaper.
    """

    danger: float
    shares: dict[str, float]


class FlagModel:
    """The trained table with the question it answers."""

    def __init__(self, table: Table, words: Associations) -> None:
        """Take the open tables: classes are the red flags, "none" and "danger"; the red flags and "none"."""
        self.table, self.words = table, words
        self.flags = table.classes[:-2]
        self._scales = [scale / WHOLE for scale in table.scales]
        self._stretch = float(str(table.meta["stretch"]))
        self._room = log(len(self.flags))  # the logarithm of a sum is at most so much above its largest part
        if words.classes[:-1] != list(self.flags) or self._stretch < 0:
            raise ValueError("the two tables of red flags do not belong together")
        # Sums met before, as `lanes` keeps them: most texts share most words and ideas.
        self._words: dict[str, tuple[int, int, int]] = {}
        self._ideas: dict[str, int] = {}
        self._pairs: dict[tuple[str, str], int] = {}

    def judge(self, words: Sequence[str], ideas: list[Hit], no: Sequence[bool], fired: Sequence[Fired]) -> Judgement:
        """Judge a run of words, with the ideas, denials and rules found in it (see `flag_runs.slice_of`)."""
        sums, each, _ = self.words.sums(words)
        *meant, none_of_words = sums
        # A sum of powers is at most `_room` above its largest part, and most texts need no exact one.
        of_words = self._stretch * ((max(meant) - none_of_words) / each + self._room)
        if of_words >= HOPELESS:
            of_words = self._stretch * log_sum([(value - none_of_words) / each for value in meant])
        if of_words < HOPELESS and not fired:  # no ideas could lift it over the bar
            return Judgement(of_words / 2, {})
        *scores, none_of_ideas, alarm = self._scores(features(words, ideas, no, fired))
        danger = ((max(scores) + self._room - none_of_ideas + alarm) / 2 + of_words) / 2
        if danger > -DOUBT:
            danger = ((log_sum(scores) - none_of_ideas + alarm) / 2 + of_words) / 2
        if danger <= 0:
            return Judgement(danger, {})
        both = zip(self.flags, shares(scores), shares([value / each for value in meant]), strict=True)
        return Judgement(danger, {flag: (a + b) / 2 for flag, a, b in both})

    def _scores(self, found: Features) -> list[float]:
        table, lanes, kept = self.table, self.table.lanes, self._words
        letters = singles = count = 0
        for word in found.words:
            of_pieces, more, of_word = kept.get(word) or self._of_word(word)
            letters += of_pieces
            count += more
            singles += of_word
        weight = round(WHOLE * count**-0.5) if count else 0
        spread, lifted = weight * letters, weight * count
        for added, parts in (
            (singles + self._rows(map(word_key, found.beside)), len(found.words) + len(found.beside)),
            (self._sum(found.ideas, self._ideas, idea_key), len(found.ideas)),
            (self._sum(found.pairs, self._pairs, pair_key), len(found.pairs)),
        ):
            if parts:
                weight = round(WHOLE * parts**-0.5)
                spread += weight * added
                lifted += weight * parts
        if found.rules:
            weight = round(WHOLE * RULE_WEIGHT)
            spread += weight * self._rows(map(rule_key, found.rules))
            lifted += weight * len(found.rules)
        lift = 128 * lifted  # bytes are stored plus 128
        return [bias + scale * (n - lift) for bias, scale, n in zip(table.biases, self._scales, lanes.unpack(spread))]  # noqa: B905 - as long

    def weights(self, words: Sequence[str]) -> list[float]:
        """Return what each word alone adds to the danger: for quoting the words that weighed most."""
        table, danger = self.table, len(self.table.classes) - 1
        out = []
        for word in words:
            of_pieces, count, of_word = self._words.get(word) or self._of_word(word)
            letters = (table.lanes.at(of_pieces, danger) - 128 * count) / count**0.5
            out.append(table.scales[danger] * (table.lanes.at(of_word, danger) - 128 + letters))
        return out

    def _of_word(self, word: str) -> tuple[int, int, int]:
        """Return the sum of a word's pieces, how many they are, and the word's own row."""
        if len(self._words) >= KEPT:
            self._words.clear()
        added, count = self.table.sum_of(word.encode())
        if not count:  # training never saw it
            parts = pieces(word)
            added, count = self._rows(parts), len(parts)
        kept = self._words[word] = added, count, self.table.lanes.one(self.table.row(word_key(word)))
        return kept

    def _sum(self, items: Iterable[Item], kept: dict[Item, int], key: Callable[[Item], bytes]) -> int:
        """Return the sum of the rows of ideas or of pairs of them, and keep each row."""
        total = 0
        for item in items:
            row = kept.get(item)
            if row is None:
                if len(kept) >= KEPT:
                    kept.clear()
                row = kept[item] = self.table.lanes.one(self.table.row(key(item)))
            total += row
        return total

    def _rows(self, keys: Iterable[bytes]) -> int:
        return self.table.lanes.sum(self.table.rows(keys))


def log_sum(scores: Sequence[float]) -> float:
    """Return the logarithm of the sum of the scores' powers: what all of them together score."""
    top = max(scores)
    return top + log(sum([exp(s - top) for s in scores]))


def shares(scores: Sequence[float]) -> list[float]:
    """Return each score's part of all of them, adding up to 1 (softmax)."""
    whole = log_sum(scores)
    return [exp(s - whole) for s in scores]
