"""How near a text is to the names and sayings that a clinic added: training never read those.

What training read needs no nearness: on authors left out the trained table alone did better than both together (half as
many texts that are not ours were called sure, at as many accepted).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from math import log
from operator import itemgetter
from typing import Any

from painfinder.understand.regions import EMPTY
from painfinder.understand.texttable import TextTable

KEPT = 20_000  # words of texts that are kept
# A word in more phrases than this says little, and looking at all of them would make a large base slow.
TOO_COMMON = 100
BELOW = 0.999  # what stays below "all of it is said"
_SMALL = 1e6  # what puts the small words after all others
_by_rank, _by_weight = itemgetter(0), itemgetter(1)

# A word's rank (rarest lowest; small words, which bring no text near to a phrase by themselves, above 0), its weight,
# the added phrases that it stands in.
Known = tuple[float, float, frozenset[int]]


def weight(places: int, phrases: int) -> float:
    """Return the weight of a word that stands in so many of all phrases: squared logarithm of how few they are."""
    return float(log(1 + phrases / (1 + places)) ** 2)


class Nearness:
    """Knows the phrases that were added; only fills caches."""

    def __init__(self, index: Mapping[str, Any], words: TextTable, everyday: Callable[[str], bool]) -> None:
        """Take what `lexical.build_index` made, its words as an open table, and what tells words of the language."""
        self._everyday = everyday
        self._words, self._added = words, TextTable(index["near"])
        self._owners_text: str = index["owners"]
        self._norms_text: str = index["inverse_norms"]
        self._telling_text: str = index["telling"]
        self._phrases: int = index["phrases"]
        self._rarest = weight(1, self._phrases)
        self._known: dict[str, Known] = {}

    @cached_property
    def _owners(self) -> list[int]:
        return list(map(int, self._owners_text.split()))

    @cached_property
    def _inverse_norms(self) -> list[float]:
        return list(map(float, self._norms_text.split()))

    @cached_property
    def _telling(self) -> list[frozenset[str]]:
        return [frozenset(line.split()) for line in self._telling_text.split("\n")]

    def near(self, words: Sequence[str]) -> dict[int, float]:
        """Return how near the nearest added phrase of an entry is to a text, for every entry that is at all near.

        Nearness is the cosine of words by their weights, from 0 to below 1, words that are TOO_COMMON left out; 1 when
        all of a phrase is said, its small words aside, unless that is one everyday word (a treatment called "Arc"). A
        phrase must share more than small words.
        """
        if not self._owners_text:  # nothing was added to what is shipped
            return {}
        shared: dict[int, float] = {}
        kept = self._known
        weights = [kept.get(w) or self._look_up(w) for w in dict.fromkeys(words)]
        weights.sort(key=_by_rank)
        length = left = sum(map(_by_weight, weights))
        least = (0.04 * length * self._rarest) ** 0.5  # a phrase that shares less cannot be near
        for rank, more, places in weights:
            if rank > 0 or left < least:  # too little is left for a phrase that shares none of the rarer words
                for phrase in places.intersection(shared):
                    shared[phrase] += more
            elif shared:
                for phrase in places:
                    shared[phrase] = shared[phrase] + more if phrase in shared else more
            else:
                shared = dict.fromkeys(places, more)
            left -= more
        best: dict[int, float] = {}
        inverse_norms, owners, telling = self._inverse_norms, self._owners, self._telling
        everyday = self._everyday
        whole = length**-0.5 if length else 0.0
        for phrase, common in shared.items():
            if common < least:
                continue
            nearness = min(BELOW, common * inverse_norms[phrase] * whole)
            if telling[phrase].issubset(words) and (
                len(telling[phrase]) > 1 or not any(map(everyday, telling[phrase]))
            ):
                nearness = 1.0
            owner = owners[phrase]
            if nearness > best.get(owner, 0.0):
                best[owner] = nearness
        return best

    def _look_up(self, word: str) -> Known:
        """Return what `near` needs of a word; kept, as texts share words."""
        if len(self._known) >= KEPT:
            self._known.clear()
        count = int(self._words.get(word, "0"))
        heavy = weight(count, self._phrases) if count else self._rarest
        places = frozenset(map(int, self._added.get(word).split())) if count <= TOO_COMMON else frozenset()
        known = self._known[word] = _SMALL * (word in EMPTY) - heavy, heavy, places
        return known
