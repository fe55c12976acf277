"""The knowledge base's own words: which names and sayings there are, and the whole names inside a text.

`build_index` makes plain JSON values (kept with the compiled knowledge base), `Lexicon` looks texts up in them. How
near a text is to what a clinic added: nearness.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from painfinder.model import Approach, Condition, Treatment
from painfinder.record import NamedTuple
from painfinder.understand.nearness import Nearness, weight
from painfinder.understand.regions import EMPTY
from painfinder.understand.spelling import sounds
from painfinder.understand.text import normalise
from painfinder.understand.texttable import TextTable

LONGEST_NAME = 8  # words
KEPT = 20_000  # words of texts that are kept
_NAMES = ("name", "name_es", "also_called", "also_called_es", "brands")
_SAYINGS = ("sayings", "sayings_es")


# What a word begins: the entries that have it as a name, the second words of longer names.
Begun = tuple[list[int], frozenset[str]]


class Named(NamedTuple):
    """A whole name found inside a text: words `start` to `end` are one of the names of `entries`."""

    start: int
    end: int
    entries: list[int]


def build_index(
    conditions: Mapping[str, Condition],
    treatments: Mapping[str, Treatment],
    approaches: Mapping[str, Approach],
    taught: Mapping[tuple[str, str], Any] | None = None,
) -> dict[str, Any]:
    """Turn names and sayings into an index of plain JSON values.

    taught: by kind and id, the entries as training read them; None: all are. Phrases of theirs need no nearness.

    entries: [id, kind, name, Spanish name]; phrases: how many names and sayings there are. As texts of tables: names
    (folded name: places in entries), words (word: in how many phrases it stands), sounds (from `spelling.sounds`), and
    of the phrases that training never read: near (word: numbers of those that it stands in). As texts, which are read
    faster than JSON's lists: owners, the entry of each of those phrases; inverse_norms, one over each one's length
    (root of its words' summed weights); telling, a line each with its words but the small ones.
    """
    entries: list[list[str]] = []
    names: dict[str, list[int]] = {}
    counts: Counter[str] = Counter()
    phrases = 0
    new: list[tuple[int, tuple[str, ...]]] = []  # the entry and the words of each
    groups: tuple[tuple[str, Mapping[str, Any]], ...] = (
        ("condition", conditions), ("treatment", treatments), ("approach", approaches),
    )  # fmt: skip
    for kind, group in groups:
        for id, entry in group.items():
            place = len(entries)
            entries.append([id, kind, entry.name, entry.name_es or entry.name])
            known = set(_phrases(taught.get((kind, id)))) if taught is not None else None
            for folded, is_name in _phrases(entry).items():
                if is_name:
                    names.setdefault(folded, []).append(place)
                words = tuple(dict.fromkeys(folded.split()))
                counts.update(words)
                phrases += 1
                if known is not None and folded not in known:
                    new.append((place, words))
    near: dict[str, list[int]] = {}
    for number, (_, words) in enumerate(new):
        for word in words:
            near.setdefault(word, []).append(number)
    weights = {word: weight(counts[word], phrases) for word in near}
    return {
        "entries": entries,
        "names": TextTable.text_of({name: " ".join(map(str, places)) for name, places in names.items()}),
        "phrases": phrases,
        "words": TextTable.text_of({word: str(count) for word, count in counts.items()}),
        "sounds": TextTable.text_of(sounds(counts)),
        "near": TextTable.text_of({word: " ".join(map(str, numbers)) for word, numbers in near.items()}),
        "owners": " ".join([str(place) for place, _ in new]),
        "inverse_norms": " ".join([f"{sum([weights[word] for word in words]) ** -0.5:.6f}" for _, words in new]),
        "telling": "\n".join([" ".join([word for word in words if word not in EMPTY]) for _, words in new]),
    }


def _phrases(entry: Any) -> dict[str, bool]:
    """Return the folded names and sayings of an entry, and whether each is a name."""
    found: dict[str, bool] = {}
    for field in (*_NAMES, *_SAYINGS):
        for phrase in _texts(getattr(entry, field, ())):
            folded = normalise(phrase)
            if folded:
                found.setdefault(folded, field in _NAMES)
    return found


def _texts(value: object) -> Iterable[str]:
    return [value] if isinstance(value, str) else [str(v) for v in value] if isinstance(value, tuple | list) else []


class Lexicon:
    """Looks texts up in an index; decodes only the parts that a text needs."""

    def __init__(self, index: Mapping[str, Any], everyday: Callable[[str], bool] = lambda _: False) -> None:
        """Wrap the result of `build_index`. everyday: whether a word is one of the language."""
        self.entries: list[list[str]] = index["entries"]
        self.names = TextTable(index["names"])
        self._ids = {entry[0].replace("-", " "): place for place, entry in enumerate(self.entries)}
        self.words = TextTable(index["words"])
        self.sounds = TextTable(index["sounds"])
        self.nearness = Nearness(index, self.words, everyday)
        self._known: dict[str, Begun] = {}

    def with_id(self, text: str) -> list[int]:
        """Return the entry whose id a whole text is ("mild", which as a word inside a text says something else)."""
        return [self._ids[text]] if text in self._ids else []

    def owners_of(self, name: str) -> list[int]:
        """Return the entries (places) that have a folded text as a name."""
        return [int(place) for place in self.names.get(name).split()]

    def named(self, words: Sequence[str]) -> list[Named]:
        """Return the whole names inside a text, longest first, none inside another."""
        candidates: list[Named] = []
        known = self._known
        for end, word in enumerate(words, 1):
            owners, seconds = known.get(word) or self._look_up(word)
            if owners:
                candidates.append(Named(end - 1, end, owners))
            if seconds and end < len(words) and words[end] in seconds:
                candidates += self._longer(words, end - 1)
        if len(candidates) < 2:
            return candidates
        found: list[Named] = []
        for name in sorted(candidates, key=lambda n: (n.start - n.end, n.start)):
            if not any(n.start <= name.start and name.end <= n.end for n in found):
                found.append(name)
        return found

    def _longer(self, words: Sequence[str], start: int) -> list[Named]:
        """Return the names of two words and more that begin at a word."""
        found, text = [], words[start]
        for end in range(start + 1, min(start + LONGEST_NAME, len(words))):
            text = f"{text} {words[end]}"
            owners, goes_on = self.names.look(text)
            if owners:
                found.append(Named(start, end + 1, list(map(int, owners.split()))))
            if not goes_on:
                break
        return found

    def _look_up(self, word: str) -> Begun:
        """Return and keep what a word begins; most texts share most words."""
        if len(self._known) >= KEPT:
            self._known.clear()
        keys = self.names.under(word)
        owners = [int(place) for key, places in keys if key == word for place in places.split()]
        begun = self._known[word] = owners, frozenset([key.split(" ")[1] for key, _ in keys if key != word])
        return begun
