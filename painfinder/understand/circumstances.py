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
_DEVICE = "pacemaker-or-icd"  # "pain pacemaker", "marcapasos para el dolor": what people also call a stimulator
_OF_PAIN = frozenset("pain spine spinal back nerve dolor columna espalda nervio nervios".split())
_FOR = frozenset("for para de del".split())
_MY = frozenset("my your the el la mi su los".split())
STEM = 3  # letters under which a word with any ending is kept
KEPT = 20_000  # words of texts that are kept
_DENIAL_REACH = 4  # words between a denial and what it denies
_TURNS = frozenset("but pero although aunque".split())  # a denial ends here
_ASKING = frozenset("can should could may shall would must puedo debo podria deberia".split())  # "can i take aspirin"


Entry = tuple[list[str], str]  # a phrase's words, and the circumstance
# A word's own phrases, and by the word that follows those of both; or nothing.
Known = tuple[list[Entry], dict[str, list[Entry]]] | tuple[()]
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
                place = " ".join(key[:2]) if len(key) > 2 else key[0] if len(key) == 2 else key[0][:STEM] + "*"
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
        self._index = index if isinstance(index, TextTable) else TextTable(TextTable.text_of(index))
        self._known: dict[str, Known] = {}
        self._nothing: set[str] = set()  # the words of `_known` with which no phrase begins
        self._stems: dict[str, list[Entry]] = {}

    def hear(self, cleaned: str, folded: list[Word]) -> Told:
        """Return what a text tells of the person; `folded` is `text.words(cleaned)`."""
        texts = [w.text for w in folded]
        places = self._places(texts)
        if not places:
            return Told((), folded)
        heard = [Heard(id, cleaned[folded[start].start : folded[end - 1].end]) for id, (start, end) in places.items()]
        gone = {
            i
            for id, (start, end) in places.items()
            if id in OF_THE_PERSON and not (id == _DEVICE and _for_pain(cleaned, folded, start, end))
            for i in range(start, end)
        }
        return Told(tuple(heard), [w for i, w in enumerate(folded) if i not in gone] or folded)

    def _places(self, texts: list[str]) -> dict[str, tuple[int, int]]:
        found: dict[str, tuple[int, int]] = {}
        if self._nothing.issuperset(texts):  # most texts, in a bulk run
            return found
        known, last = self._known, len(texts) - 1
        for i, text in enumerate(texts):
            met = known[text] if text in known else self._look_up(text)
            if not met:
                continue
            own, longer = met
            both = longer.get(texts[i + 1], ()) if i < last else ()
            for key, circumstance in (*both, *own):
                end = i + len(key)
                if circumstance in found or end > len(texts) or not all(map(_same, key, texts[i:end])):
                    continue
                if not _denied(texts, i):
                    found[circumstance] = (i, end)
        return found

    def _look_up(self, text: str) -> Known:
        if len(self._known) >= KEPT:
            self._known.clear()
            self._nothing.clear()
            self._stems.clear()
        own, longer = [], {}
        for key, line in self._index.under(text):
            if key == text:
                own = _entries(line)
            else:
                longer[key[len(text) + 1 :]] = _entries(line)
        stem = text[:STEM]
        stems = self._stems.get(stem)
        if stems is None:
            stems = self._stems[stem] = _entries(self._index.get(stem + "*"))
        own = [*own, *[entry for entry in stems if _same(entry[0][0], text)]]
        kept = self._known[text] = (own, longer) if own or longer else ()
        if not kept:
            self._nothing.add(text)
        return kept


def _entries(line: str) -> list[Entry]:
    """Read a line of the index."""
    return [(key.split(" "), id) for key, id in [entry.split("=") for entry in line.split(";") if entry]]


def _same(pattern: str, text: str) -> bool:
    return text.startswith(pattern[:-1]) if pattern.endswith("*") else text == pattern


def _denied(texts: list[str], at: int) -> bool:
    before = texts[max(0, at - _DENIAL_REACH) : at]
    if before and before[-1] in _ASKING:
        return True
    for word in reversed(before):
        if word in _TURNS:
            return False
        if word in _DENIALS:
            return True
    return False


def _for_pain(cleaned: str, folded: list[Word], start: int, end: int) -> bool:
    """Whether a device (words from start to end) may be one for pain: "pain pacemaker", "marcapasos para el dolor".

    Then the words are about a treatment too and stay in what is looked up. The caution is heard all the same.
    """
    at = end
    if at < len(folded) and folded[at].text in _FOR:
        at += 1
        while at < len(folded) - 1 and folded[at].text in _MY:
            at += 1
        if at < len(folded) and folded[at].text in _OF_PAIN:
            return cleaned[folded[end - 1].end : folded[at].start].replace(" ", "").isalpha()
    return (
        start > 0 and folded[start - 1].text in _OF_PAIN and cleaned[folded[start - 1].end : folded[start].start] == " "
    )
