"""The knowledge base's own words, upside down: from a word to the names and sayings it stands in.

`build_index` makes plain JSON values (kept with the compiled knowledge base), `Lexicon` looks texts up in them: whole
names inside a text, and how near a text is to each name and saying, rare words counting more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from math import log
from operator import itemgetter
from typing import Any

from painfinder.model import Approach, Condition, Treatment
from painfinder.record import NamedTuple
from painfinder.understand.regions import EMPTY
from painfinder.understand.spelling import sounds
from painfinder.understand.text import normalise
from painfinder.understand.texttable import TextTable

LONGEST_NAME = 8  # words
KEPT = 20_000  # words of texts that are kept
# A word in more phrases than this says little, and looking at all of them would make a large base slow.
TOO_COMMON = 100

_SMALL = 1e6  # what puts the small words after all others
_by_rank, _by_weight = itemgetter(0), itemgetter(1)
_NAMES = ("name", "name_es", "also_called", "also_called_es", "brands")
_SAYINGS = ("sayings", "sayings_es")


# A word's rank (rarest lowest; small words, which bring no text near to a phrase by themselves, above 0), its weight,
# the phrases that it stands in.
Known = tuple[float, float, frozenset[int]]


class Named(NamedTuple):
    """A whole name found inside a text: words `start` to `end` are one of the names of `entries`."""

    start: int
    end: int
    entries: list[int]


def build_index(
    conditions: Mapping[str, Condition], treatments: Mapping[str, Treatment], approaches: Mapping[str, Approach]
) -> dict[str, Any]:
    """Turn names and sayings into an index of plain JSON values.

    entries: [id, kind, name, Spanish name]; phrases: how many there are (names and sayings). As texts of numbers, which
    are read faster than JSON's: owners, the entry of each phrase; inverse_norms, one over each phrase's length (root of
    its words' summed weights). As texts of tables: names (folded name: places in entries), words (word: numbers of the
    phrases it stands in), sounds (from `spelling.sounds`).
    """
    entries: list[list[str]] = []
    names: dict[str, list[int]] = {}
    phrases: list[str] = []
    owners: list[int] = []
    words: dict[str, list[int]] = {}
    groups: tuple[tuple[str, Mapping[str, Any]], ...] = (
        ("condition", conditions), ("treatment", treatments), ("approach", approaches),
    )  # fmt: skip
    for kind, group in groups:
        for id, entry in group.items():
            place = len(entries)
            entries.append([id, kind, entry.name, entry.name_es or entry.name])
            seen: set[str] = set()
            for field in (*_NAMES, *_SAYINGS):
                for phrase in _texts(getattr(entry, field, ())):
                    folded = normalise(phrase)
                    if not folded or folded in seen:
                        continue
                    seen.add(folded)
                    if field in _NAMES:
                        names.setdefault(folded, []).append(place)
                    for word in dict.fromkeys(folded.split()):
                        words.setdefault(word, []).append(len(phrases))
                    phrases.append(folded)
                    owners.append(place)
    weights = {word: _weight(len(places), len(phrases)) for word, places in words.items()}
    return {
        "entries": entries,
        "names": TextTable.text_of({name: " ".join(map(str, places)) for name, places in names.items()}),
        "phrases": len(phrases),
        "owners": " ".join(map(str, owners)),
        "inverse_norms": " ".join(
            [f"{sum([weights[w] for w in dict.fromkeys(p.split())]) ** -0.5:.6f}" for p in phrases]
        ),
        "sounds": TextTable.text_of(sounds(words)),
        "words": TextTable.text_of({word: " ".join(map(str, places)) for word, places in words.items()}),
    }


def _weight(places: int, phrases: int) -> float:
    """Return the weight of a word that stands in so many of all phrases: squared logarithm of how few they are."""
    return float(log(1 + phrases / (1 + places)) ** 2)


def _texts(value: object) -> Iterable[str]:
    return [value] if isinstance(value, str) else [str(v) for v in value] if isinstance(value, tuple | list) else []


class Lexicon:
    """Looks texts up in an index; decodes only the parts that a text needs."""

    def __init__(self, index: Mapping[str, Any]) -> None:
        """Wrap the result of `build_index`."""
        self.entries: list[list[str]] = index["entries"]
        self.names = TextTable(index["names"])
        self._ids = {entry[0].replace("-", " "): place for place, entry in enumerate(self.entries)}
        self.words = TextTable(index["words"])
        self.sounds = TextTable(index["sounds"])
        self._owners_text, self._norms_text = index["owners"], index["inverse_norms"]
        self._phrases: int = index["phrases"]
        self._rarest = _weight(1, self._phrases)
        self._words: dict[str, Known] = {}
        self._looked: dict[str, tuple[list[int], bool]] = {}

    @cached_property
    def _owners(self) -> list[int]:
        return list(map(int, self._owners_text.split()))

    @cached_property
    def _inverse_norms(self) -> list[float]:
        return list(map(float, self._norms_text.split()))

    def with_id(self, text: str) -> list[int]:
        """Return the entry whose id a whole text is ("mild", which as a word inside a text says something else)."""
        return [self._ids[text]] if text in self._ids else []

    def owners_of(self, name: str) -> list[int]:
        """Return the entries (places) that have a folded text as a name."""
        return [int(place) for place in self.names.get(name).split()]

    def named(self, words: Sequence[str]) -> list[Named]:
        """Return the whole names inside a text, longest first, none inside another."""
        candidates: list[Named] = []
        looked = self._looked
        for start, word in enumerate(words):
            text, end = word, start + 1
            while text:
                owners, goes_on = looked.get(text) or self._look(text)
                if owners:
                    candidates.append(Named(start, end, owners))
                if not goes_on or end == len(words) or end == start + LONGEST_NAME:
                    break
                text = f"{text} {words[end]}"
                end += 1
        if len(candidates) < 2:
            return candidates
        found: list[Named] = []
        for name in sorted(candidates, key=lambda n: (n.start - n.end, n.start)):
            if not any(n.start <= name.start and name.end <= n.end for n in found):
                found.append(name)
        return found

    def _look(self, text: str) -> tuple[list[int], bool]:
        """Return the entries that have a text as a name, and whether a name begins with it; kept, as for most words."""
        if len(self._looked) >= KEPT:
            self._looked.clear()
        owners, goes_on = self.names.look(text)
        looked = self._looked[text] = list(map(int, owners.split())), goes_on
        return looked

    def near(self, words: Sequence[str]) -> dict[int, float]:
        """Return how near the nearest name or saying of an entry is to a text, for every entry that is at all near.

        Nearness is the cosine of words by their weights, from 0 to 1, words that are TOO_COMMON left out. A phrase must
        share more than small words.
        """
        shared: dict[int, float] = {}
        kept = self._words
        weights = [kept.get(w) or self._known(w) for w in dict.fromkeys(words)]
        weights.sort(key=_by_rank)
        length = left = sum(map(_by_weight, weights))
        least = (0.04 * length * self._rarest) ** 0.5  # a phrase that shares less cannot be near
        for rank, weight, places in weights:
            if rank > 0 or left < least:  # too little is left for a phrase that shares none of the rarer words
                for phrase in places.intersection(shared):
                    shared[phrase] += weight
            elif shared:
                for phrase in places:
                    shared[phrase] = shared[phrase] + weight if phrase in shared else weight
            else:
                shared = dict.fromkeys(places, weight)
            left -= weight
        best: dict[int, float] = {}
        inverse_norms, owners = self._inverse_norms, self._owners
        for phrase, weight in shared.items():
            if weight < least:
                continue
            nearness = weight * inverse_norms[phrase]
            owner = owners[phrase]
            if nearness > best.get(owner, 0.0):
                best[owner] = nearness
        whole = length**-0.5 if length else 0.0
        return {owner: nearness * whole for owner, nearness in best.items()}

    def _known(self, word: str) -> Known:
        """Return what `near` needs of a word; kept, as texts share words."""
        if len(self._words) >= KEPT:
            self._words.clear()
        places = frozenset(map(int, self.words.get(word, "").split()))
        weight = _weight(len(places), self._phrases) if places else self._rarest
        if len(places) > TOO_COMMON:
            places = frozenset()
        known = self._words[word] = _SMALL * (word in EMPTY) - weight, weight, places
        return known
