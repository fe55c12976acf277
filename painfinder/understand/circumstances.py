"""Circumstances that a person's own words name: "on eliquis", "estoy embarazada", "tengo marcapasos".

They are offered as heard, never decided: a screen shows the words and lets somebody take the tick away. A denied one
("no blood thinners") is not heard.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from painfinder.model import Circumstance, Heard
from painfinder.record import NamedTuple
from painfinder.understand.text import Word, words
from painfinder.understand.texttable import TextTable

_DENIALS = frozenset("no not never without dont doesnt isnt arent sin ni nunca tampoco".split())
# Circumstances that are never what hurts; the words of others ("diabetic", "cancer") are a good part of a condition.
OF_THE_PERSON = frozenset((
    "blood-thinner", "pacemaker-or-icd", "pregnant", "under-18", "contrast-allergy", "local-anaesthetic-allergy",
    "steroid-reaction", "metal-or-adhesive-allergy", "avian-protein-allergy",
))  # fmt: skip
_PAIN_DEVICES = frozenset("pain spine spinal back nerve".split())  # "pain pacemaker" is what people call a stimulator
_STEM = 3  # letters under which a word with any ending is kept
KEPT = 20_000  # words of texts that are kept
_DENIAL_REACH = 4  # words between a denial and what it denies
_TURNS = frozenset("but pero although aunque".split())  # a denial ends here
_ASKING = frozenset("can should could may shall would must puedo debo podria deberia".split())  # "can i take aspirin"


Phrases = Mapping[str, str]  # by a phrase's first two words: phrases and their circumstances, "i take eliquis=...;..."


def phrases(circumstances: Iterable[Circumstance]) -> dict[str, str]:
    """Index what each circumstance is heard as, by its first two words ("take eliquis"), or the one it has ("eliquis").

    A phrase ending in `*` matches any ending of its last word; it is found under the words before that, or, when it is
    but one word, under its first three letters and a star. The longest phrase of a place comes first.
    """
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for circumstance in circumstances:
        for phrase in circumstance.heard_as:
            key = tuple(w.text for w in words(phrase.rstrip("*")))
            if not key:
                continue
            if phrase.endswith("*"):
                place = " ".join(key[:2]) if len(key) > 2 else key[0] if len(key) == 2 else key[0][:_STEM] + "*"
                key = (*key[:-1], key[-1] + "*")
            else:
                place = " ".join(key[:2])
            index.setdefault(place, []).append((key, circumstance.id))
    return {
        place: ";".join(f"{' '.join(key)}={id}" for key, id in sorted(group, key=lambda entry: -len(entry[0])))
        for place, group in index.items()
    }


class Told(NamedTuple):
    """What the words of a text tell of the person: the circumstances, and the words that are about something else."""

    heard: tuple[Heard, ...]  # each circumstance once, with the words that named it, in the order of the text
    rest: list[Word]  # the words less those that only tell something of the person ("on eliquis")


class Ear:
    """Hears the circumstances of one knowledge base; only fills caches."""

    def __init__(self, index: Phrases) -> None:
        """Take what `phrases` made, or a table of it."""
        self._index = index
        # A word's own phrases, and by the word that follows it those of both.
        self._known: dict[str, tuple[str, dict[str, str]]] = {}

    def hear(self, cleaned: str, folded: list[Word]) -> Told:
        """Return what a text tells of the person; `folded` is `text.words(cleaned)`."""
        places = self._places([w.text for w in folded])
        if not places:
            return Told((), folded)
        heard = [Heard(id, cleaned[folded[start].start : folded[end - 1].end]) for id, (start, end) in places.items()]
        gone = {i for id, place in places.items() if id in OF_THE_PERSON for i in range(*place)}
        return Told(tuple(heard), [w for i, w in enumerate(folded) if i not in gone] or folded)

    def _places(self, texts: list[str]) -> dict[str, tuple[int, int]]:
        found: dict[str, tuple[int, int]] = {}
        known, last = self._known, len(texts) - 1
        for i, text in enumerate(texts):
            own, longer = known.get(text) or self._look_up(text)
            both = longer.get(texts[i + 1], "") if longer and i < last else ""
            if not own and not both:
                continue
            for entry in filter(None, f"{both};{own}".split(";")):
                phrase, circumstance = entry.split("=")
                key = phrase.split(" ")
                end = i + len(key)
                if circumstance in found or end > len(texts) or not all(map(_same, key, texts[i:end])):
                    continue
                if not _denied(texts, i):
                    found[circumstance] = (i, end)
        return found

    def _look_up(self, text: str) -> tuple[str, dict[str, str]]:
        if len(self._known) >= KEPT:
            self._known.clear()
        index, two = self._index, text + " "
        own = ";".join(filter(None, (index.get(text, ""), index.get(text[:_STEM] + "*", ""))))
        keys = index.after(two) if isinstance(index, TextTable) else [key for key in index if key.startswith(two)]
        kept = self._known[text] = own, {key[len(two) :]: index[key] for key in keys}
        return kept


def _same(pattern: str, text: str) -> bool:
    return text.startswith(pattern[:-1]) if pattern.endswith("*") else text == pattern


def _denied(texts: list[str], at: int) -> bool:
    before = texts[max(0, at - _DENIAL_REACH) : at]
    if before[-1:] and (before[-1] in _ASKING or (texts[at] == "pacemaker" and before[-1] in _PAIN_DEVICES)):
        return True
    for word in reversed(before):
        if word in _TURNS:
            return False
        if word in _DENIALS:
            return True
    return False
