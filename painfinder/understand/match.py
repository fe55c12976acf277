"""From words to what is meant: conditions, treatments and approaches, each with how sure and why.

The strategies, surest first:
1. a code (codes.py), or the whole text is a name;
2. names inside the text, misspelt and misheard words mended (spelling.py);
3. a body region with a pain word and nothing more (regions.py): all that is usual there, as `possible`;
4. described symptoms: what training learnt of every word (associations.py), and how near the text is to what a clinic
   added (nearness.py).
The trained "none of ours" class competes with all of them: a text that it wins is answered with nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from painfinder.model import Match
from painfinder.understand import codes as icd
from painfinder.understand import reasons, regions
from painfinder.understand.acceptance import needed
from painfinder.understand.associations import Associations
from painfinder.understand.features import one_by_one
from painfinder.understand.lexical import Lexicon
from painfinder.understand.reading import Reader, Reading
from painfinder.understand.scoring import Scorer
from painfinder.understand.text import Word

if TYPE_CHECKING:
    from painfinder.knowledge.load import KnowledgeBase

# Set on authors left out (training/measure_match.py).
STRONG = 0.98  # probability from which one entry is called strong: right in 99.6 % on three authors left out
POSSIBLE = 0.01  # less likely entries are not shown

# What may be left when all that was named is denied: "it's not carpal tunnel, they said" means none of ours.
_DENYING = one_by_one("no not dont doesnt didnt isnt arent wasnt without never ni sin nunca they said says he she")
_JOINTS = one_by_one("and plus also with for then now y e con para ademas tambien aparte")
_BREAKS = frozenset(",;.:+&/-")
LONG = 25  # words from which a text is not taken apart: it would cost too much and describes one thing
MOST_PARTS = 4  # longer texts describe one thing in many clauses
SECOND = 2  # parts of a text that come right after what the whole of it means
CLEAR_PART = 0.7  # probability from which a part of a text counts as a problem of its own


class Matcher:
    """Finds what is meant. Made once per knowledge base; only fills caches afterwards."""

    def __init__(self, index: Mapping[str, Any], table: Associations, codes: Mapping[str, tuple[str, ...]]) -> None:
        """index: from `lexical.build_index`. table: the trained model. codes: from `codes.read_codes`."""
        self.lexicon = Lexicon(index, table.is_real)
        self.table = table
        self.codes = codes
        self._place = {self.key_of(i): i for i in range(len(self.lexicon.entries))}
        self.scorer = Scorer(self.lexicon, table, self._place)
        self.reader = Reader(self.lexicon, table)

    @classmethod
    def of(cls, kb: KnowledgeBase) -> Matcher:
        """Make the matcher of a knowledge base (loaded, overlays included)."""
        from painfinder.knowledge.files import data_bytes, data_map

        table = Associations(data_map("sayings.bin"))
        return cls(kb.index, table, icd.read_codes(data_bytes("icd10cm.txt").decode()))

    def key_of(self, place: int) -> str:
        """Return the class of an entry: its id, "t:" before treatments and approaches."""
        id, kind = self.lexicon.entries[place][:2]
        return id if kind == "condition" else f"t:{id}"

    def match(self, cleaned: str, folded: Sequence[Word], language: str, limit: int = 5) -> tuple[Match, ...]:
        """Return what is meant, likeliest first, at most `limit`; nothing when it is none of ours.

        cleaned: from `text.clean`; folded: `text.words(cleaned)`; language: "en" or "es", of the reasons given.
        """
        coded = self._coded(cleaned, language)
        if coded:
            return coded[:limit]
        reading = self.reader.read(cleaned, folded)
        whole = reading.whole
        if not whole and not _says_something(reading):
            return ()
        region = regions.pure_region(reading.kept)
        if region:
            return self._usual(region, whole, language)[:limit]
        if len(whole) == 1 and not reading.mended:  # the very name of one entry: nothing else is meant
            because = reasons.reasons(self, whole[0], cleaned, reading, self.lexicon.named(reading.words), language)
            return (self._found(whole[0], "exact", 1.0, because, {"name": 1.0}, language),)
        said = reading.words
        if reading.denied:
            said = ["" if i in reading.denied else word for i, word in enumerate(said)]
        scored = self.scorer.score(reading.kept, said)
        if not whole and scored.odds < needed(reading.words):
            return ()
        beside = {} if whole else self._beside(cleaned, reading)
        chances = dict.fromkeys([*whole, *beside], 0.0) | scored.chance
        likely = [p for p, chance in chances.items() if chance >= POSSIBLE or p in whole or p in beside]
        likely.sort(key=lambda p: (p not in whole, -chances[p], p))
        second = [p for p in likely[1:] if p in beside][:SECOND]
        order = [*likely[:1], *second, *(p for p in likely[1:] if p not in second)]
        out: list[Match] = []
        for place in order[:limit]:
            chance = max(chances[place], beside.get(place, 0.0))
            if chance < POSSIBLE and place not in whole:
                break
            exact = place in whole and not reading.mended
            sure = "exact" if exact else "strong" if chance >= STRONG or place in whole else "possible"
            because = reasons.reasons(self, place, cleaned, reading, scored.named, language)
            score = max(chance, 0.99) if exact else chance
            out.append(self._found(place, sure, score, because, self.scorer.parts(place, scored), language))
        return tuple(out)

    def _beside(self, cleaned: str, reading: Reading) -> dict[int, float]:
        """Return what the parts of a text surely mean by themselves ("X and Y", "Y for X"), with the probability."""
        broken = not _BREAKS.isdisjoint(cleaned)
        if len(reading.words) > LONG or (not broken and _JOINTS.isdisjoint(reading.words)):
            return {}
        kept = set(reading.kept)
        parts: list[list[str]] = [[]]
        before = 0
        for word, start, end in reading.places:
            if word in _JOINTS or (broken and not _BREAKS.isdisjoint(cleaned[before:start])):
                parts.append([])
            before = end
            if word in kept and word not in _JOINTS:
                parts[-1].append(word)
        parts = [p for p in parts if any(len(w) > 2 for w in p)]
        if not 2 <= len(parts) <= MOST_PARTS:
            return {}
        found: dict[int, float] = {}
        for part in parts:
            clear = self.scorer.clear(part, CLEAR_PART)
            if clear:
                found.setdefault(*clear)
        return found

    def _found(
        self, place: int, sure: Any, score: float, because: tuple[str, ...], parts: dict[str, float], language: str
    ) -> Match:
        id, kind, name, name_es = self.lexicon.entries[place]
        shown = name_es if language == "es" else name
        return Match(id, kind, shown, sure, round(min(score, 1.0), 4), because, parts)  # type: ignore[arg-type]

    def _coded(self, cleaned: str, language: str) -> tuple[Match, ...]:
        found: list[Match] = []
        for typed, key in icd.find_codes(cleaned):
            for rank, id in enumerate(icd.conditions_of(key, self.codes)):
                place = self._place.get(id)
                if place is not None and all(m.id != id for m in found):
                    sure = "exact" if rank == 0 else "possible"
                    score = 1.0 if rank == 0 else 0.5 / rank
                    found.append(
                        self._found(place, sure, score, (reasons.code(typed, language),), {"code": 1.0}, language)
                    )
        return tuple(sorted(found, key=lambda m: -m.score)) if found else ()

    def _usual(self, region: str, whole: Sequence[int], language: str) -> tuple[Match, ...]:
        """Return what is usual in a region, after whatever has the very words as a name ("neck pain")."""
        usual = [self._place[id] for id in regions.USUAL[region] if id in self._place]
        found = []
        for rank, place in enumerate(dict.fromkeys([*whole, *usual])):
            why = (reasons.region(language),)
            found.append(self._found(place, "possible", 0.6 * 0.9**rank, why, {"region": 1.0}, language))
        return tuple(found)


def _says_something(reading: Reading) -> bool:
    """Whether a text has more than numbers, small words and denials."""
    return any(
        word.isalpha() and word not in regions.EMPTY and word not in _DENYING and i not in reading.denied
        for i, word in enumerate(reading.words)
    )
