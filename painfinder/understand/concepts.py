"""Ideas found in words: "can't pee" and "no puedo orinar" are both CANT and URINE.

`data/concepts.yaml` describes the format of the lexicon. A `Lexicon` is compiled from it once (plain JSON values, so
that the compiled form can be kept) and then finds ideas in a text with one dictionary look-up a word.

Misspellings by ear ("wieght", "calentua", "sholder") are read by their skeleton: the consonants in order, with the
letters that sound alike made the same. Only words of five letters and more that the lexicon does not know are tried,
and only skeletons of at least three consonants, within one edit of the right spelling (two from eight letters on).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple  # not record.py's: hits are many, and this one makes them faster

from painfinder.understand.spelling import typos
from painfinder.understand.text import fold
from painfinder.understand.texttable import TextTable

KEPT = 20_000  # words whose entries are kept
TABLES = ("whole", "prefix", "sound")  # what `compile_lexicon` makes
GAP = 3  # words that may stand at a "~"
_SOUND = str.maketrans("vzcqyj", "bskkig")
_CONSONANTS = str.maketrans("vzcqj", "bskkg", "aeiouhwy")  # the same for all letters but the first
_PART = re.compile(r"[a-z0-9]+(\.[0-9]+)?\*?|[a-z0-9]+\.\*")  # a word, or what it begins with ("101.*")


Entries = list[tuple[str, list[str]]]  # an idea, and the later words of its phrase
# What a word may start: ideas that need no other word, phrases to be read on, and by the next word those that need it
# (with no words where it ends them).
Starts = tuple[list[str], Entries, dict[str, Entries]]


class Hit(NamedTuple):
    """An idea in a text: the words from `start` up to `end`."""

    start: int
    end: int
    idea: str


class Lexicon:
    """The compiled lexicon; only fills caches once made."""

    def __init__(self, compiled: Mapping[str, Mapping[str, str]]) -> None:
        """Take what `compile_lexicon` made."""
        self._whole, self._prefix, self._sound = (
            table if isinstance(table, TextTable) else TextTable(TextTable.text_of(table))
            for table in map(compiled.__getitem__, TABLES)
        )
        self._kept: dict[str, Starts] = {}  # of words met before: most texts share most words
        self._looked: dict[str, tuple[str, bool]] = {}  # beginnings of words

    def entries(self, word: str) -> Entries:
        """Return what may start with a folded word: pairs of idea and the rest of the phrase (empty for one word)."""
        found = self._whole.get(word, "")
        for n in range(2, len(word) + 1):
            start = word[:n]
            more, goes_on = self._looked.get(start) or self._look(start)
            if more:
                found += ";" + more
            if not goes_on:
                break
        entries = _read(found)
        if not entries and len(word) >= 5:
            for right in self._sound.get(skeleton(word), "").split():
                if near(word, right.rstrip("*")):
                    table = self._prefix if right[-1] == "*" else self._whole
                    entries += [e for e in _read(table[right.rstrip("*")]) if not e[1]]
        return entries

    def _look(self, start: str) -> tuple[str, bool]:
        if len(self._looked) >= KEPT:
            self._looked.clear()
        looked = self._looked[start] = self._prefix.look(start)
        return looked

    def find(self, words: list[str]) -> list[Hit]:
        """Find every idea in a list of folded words, in order of place; of one place, those of one word first."""
        hits: list[Hit] = []
        known, new = self._kept, tuple.__new__
        for after, word in enumerate(words, 1):
            alone, longer, followed = known.get(word) or self._met(word)
            for idea in alone:
                hits.append(new(Hit, (after - 1, after, idea)))  # what the class itself calls: half the time
            if followed and after < len(words) and words[after] in followed:
                longer = longer + followed[words[after]]
            for idea, rest in longer:
                end = _ends(words, after, rest) if rest else after + 1
                if end:
                    hits.append(new(Hit, (after - 1, end, idea)))
        return hits

    def _met(self, word: str) -> Starts:
        """Sort out and keep what a word may start."""
        if len(self._kept) >= KEPT:
            self._kept.clear()
        alone: list[str] = []
        longer: Entries = []
        followed: dict[str, Entries] = {}
        for idea, rest in self.entries(word):
            if not rest:
                alone.append(idea)
            elif rest[0][-1] in "~*":
                longer.append((idea, rest))
            else:
                followed.setdefault(rest[0], []).append((idea, rest if rest[1:] else []))
        kept = self._kept[word] = alone, longer, followed
        return kept


def _read(text: str) -> Entries:
    """Read entries as `compile_lexicon` writes them."""
    return [(parts[0], parts[1:]) for entry in text.split(";") if (parts := entry.split(" "))[0]]


def _ends(words: list[str], at: int, rest: list[str]) -> int:
    """Return where a phrase ends whose later words are `rest`, or 0 when the text goes on differently."""
    gap = 0
    for part in rest:
        if part == "~":
            gap = GAP
            continue
        near = words[at : at + gap + 1]
        if part[-1] != "*":
            if part not in near:
                return 0
            at += near.index(part) + 1
        else:
            for step, word in enumerate(near, 1):
                if word.startswith(part[:-1]):
                    at += step
                    break
            else:
                return 0
        gap = 0
    return at


def skeleton(word: str) -> str:
    """Return the consonants of a word as they sound: "wieght", "weight" and "wait" have "gt", "gt" and "t"."""
    out = last = word[0].translate(_SOUND)
    for c in word[1:].replace("ph", "f").translate(_CONSONANTS):
        if c != last:
            out += c
            last = c
    return out


def near(word: str, right: str) -> bool:
    """Tell whether a word is a likely misspelling: one edit (a swap counts as one), two from eight letters on."""
    allowed = 1 if len(right) < 8 else 2
    return typos(word, right, allowed) <= allowed


def compile_lexicon(ideas: Mapping[str, str | Iterable[str]]) -> dict[str, dict[str, str]]:
    """Make the look-up tables of a lexicon from `idea: "phrase, phrase"` (or lists of phrases): plain JSON values.

    whole and prefix: first word (without its star) to entries with ";" between, each an idea and the rest of a phrase:
    one string a word, since thousands of small lists would take JSON five times as long. sound: skeleton to the words
    that have it. Raises ValueError for a phrase that could never be found ("~" at an end, "w/o", "a*").
    """
    whole: dict[str, list[str]] = {}
    prefix: dict[str, list[str]] = {}
    for idea, phrases in ideas.items():
        for phrase in dict.fromkeys(phrases.split(",") if isinstance(phrases, str) else phrases):
            first, *rest = parts = fold(phrase).split() or [""]
            if not _can_be_heard(parts):
                where = "" if idea.startswith("#") else f"{idea}: "  # a rule's own words have a number for a name
                raise ValueError(f"{where}{phrase.strip()!r} can never be heard")
            table = prefix if first.endswith("*") else whole
            entries = table.setdefault(first.rstrip("*"), [])
            entry = " ".join([idea, *rest])
            if entry not in entries:
                entries.append(entry)
    sound: dict[str, list[str]] = {}
    for word, star, entries in [*((w, "", e) for w, e in whole.items()), *((w, "*", e) for w, e in prefix.items())]:
        if len(word) >= 5 and word.isalpha() and len(skeleton(word)) >= 3 and any(" " not in e for e in entries):
            sound.setdefault(skeleton(word), []).append(word + star)
    return {
        "whole": {w: ";".join(e) for w, e in whole.items()},
        "prefix": {w: ";".join(e) for w, e in prefix.items()},
        "sound": {k: " ".join(w) for k, w in sound.items()},
    }


def _can_be_heard(parts: list[str]) -> bool:
    """Whether a phrase is made as `text.words` makes words of a text, and of gaps between them."""
    words = [part for part in parts if part != "~"]
    gaps = "~" in (parts[0], parts[-1]) or ("~", "~") in pairwise(parts)
    start = parts[0].rstrip("*")  # of one letter nobody looks for more
    return not gaps and all(map(_PART.fullmatch, words)) and (parts[0] == start or len(start) >= 2)
