"""How likely each entry is for a text: the trained table, whole names, nearness to what a clinic added, all added up.

    log-odds(entry) = SHARPNESS * trained score + NAME_INSIDE for a whole name inside the text + NEARNESS * nearness

and a softmax over all entries and the trained "none of ours". Scores stay the table's whole numbers until they are
compared: this runs for every text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import exp, log
from operator import itemgetter

from painfinder.record import NamedTuple
from painfinder.understand.associations import Associations, Sums
from painfinder.understand.lexical import Lexicon, Named

# Set on authors left out (training/measure_match.py).
SHARPNESS = 1.4  # multiplies what the trained model says
NEARNESS = 4.0  # what nearness to an added name or saying adds
NAME_INSIDE = 2.0  # what a whole name inside the text adds
OWN_WORDS = 1.0  # what an entry whose added name or saying is all said has above all others
HOPELESS = 12.0  # log-odds against the likeliest entry from which one is left out: six in a million
UNTRAINED = -1.0  # score of an entry that training never saw (an overlay's), before names and nearness


class Scored(NamedTuple):
    """Scores by entry (places in the index), and what gave them; entries that nothing speaks for are not in them."""

    chance: dict[int, float]  # probability by entry, of those that are not hopeless
    odds: float  # log-odds that it is ours at all
    near: dict[int, float]  # how near the nearest added name or saying is, by entry
    named: list[Named]
    sums: Sums  # what the trained model adds up for each class


class Scorer:
    """Gives the entries of one knowledge base their probabilities."""

    def __init__(self, lexicon: Lexicon, table: Associations, places: Mapping[str, int]) -> None:
        """lexicon: the knowledge base's words. table: the trained model. places: of entries, by their class in it."""
        self.lexicon = lexicon
        self.table = table
        trained = [key for key in places if key in table.place]
        self._class = {places[key]: table.place[key] for key in trained}
        self._trained = list(self._class)  # the places of the entries that training saw
        self._column = {place: i for i, place in enumerate(self._trained)}
        columns = list(self._class.values())
        # Their scores out of all classes'. itemgetter wants two of them; a base of new entries alone has none.
        self._of_entries: Callable[[Sequence[int]], Sequence[int]] = (
            itemgetter(*columns) if len(columns) > 1 else lambda values: [values[c] for c in columns]
        )

    def score(self, kept: Sequence[str], said: Sequence[str]) -> Scored:
        """Give every entry a probability from all that is known of the words.

        kept: the words that count (`Reading.kept`). said: all words in their order, "" for denied ones.
        """
        sums = self.table.sums(kept)
        near = self.lexicon.nearness.near(kept)
        named = self.lexicon.named(said)
        places, scores, each = self._added(sums, near, named)
        none = sums[0][-1]
        best = max(scores, default=none - int(HOPELESS * each))
        top = max(best, none)
        floor = best - int(HOPELESS * each)
        powers = {place: exp((s - top) / each) for place, s in zip(places, scores) if s > floor}  # noqa: B905 - as long
        ours = sum(powers.values())
        share = 1 / (ours + exp((none - top) / each))
        chance = {place: power * share for place, power in powers.items()}
        odds = log(ours) + (top - none) / each if ours else (best - none) / each
        return Scored(chance, odds, near, named, sums)

    def clear(self, kept: Sequence[str], least: float) -> tuple[int, float] | None:
        """Return the entry that words clearly mean by themselves, and its probability.

        kept: a few words that count. least: probability from which it is clear; None where no entry is.
        """
        sums = self.table.sums(kept)
        places, scores, each = self._added(sums, self.lexicon.nearness.near(kept), self.lexicon.named(kept))
        none, best = sums[0][-1], max(scores, default=0)
        if best - none <= log(least / (1 - least)) * each:  # "none of ours" alone keeps it from being clear
            return None
        chance = 1 / (sum([exp((s - best) / each) for s in scores]) + exp((none - best) / each))
        return (places[scores.index(best)], chance) if chance >= least else None

    def parts(self, place: int, scored: Scored) -> dict[str, float]:
        """Return what each strategy made of an entry, from 0 to 1: for `--explain`."""
        values, each, _ = scored.sums
        odds = (values[self._class[place]] - values[-1]) / each if place in self._class else UNTRAINED
        return {
            "sayings": 1 / (1 + exp(min(-odds, 500.0))),  # by the trained model alone, against "none of ours"
            "nearest": scored.near.get(place, 0.0),
            "name": float(any(place in n.entries for n in scored.named)),
        }

    def _added(
        self, sums: Sums, near: Mapping[int, float], named: Sequence[Named]
    ) -> tuple[list[int], list[int], float]:
        """Return the entries that anything speaks for, what it adds up to for each, and how much of that is 1."""
        values, each, zero = sums
        each /= SHARPNESS
        scores = list(self._of_entries(values))
        places, column = self._trained, self._column
        untrained: dict[int, float] = {}
        much = NEARNESS * each
        for place, nearness in near.items():
            if place in column:
                scores[column[place]] += int(nearness * much)
            else:
                untrained[place] = UNTRAINED + NEARNESS * nearness
        for name in named:
            for place in name.entries:
                if place in column:
                    scores[column[place]] += int(NAME_INSIDE / len(name.entries) * each)
                else:
                    untrained[place] = untrained.get(place, UNTRAINED) + NAME_INSIDE / len(name.entries)
        if untrained:
            places = [*places, *untrained]
            scores += [int(zero + score * each) for score in untrained.values()]
        if near:  # a clinic's own words, all of them said
            least = max([values[-1], *scores]) + int(OWN_WORDS * each)
            scores = [least if near.get(p, 0.0) == 1 else score for p, score in zip(places, scores, strict=True)]
        return places, scores, each
