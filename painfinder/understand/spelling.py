"""Misspelt and misheard words: the only door to rapidfuzz.

Typos are allowed by length: none up to 4 letters, one up to 8, two from 9; two letters swapped count as one, and a wrong
first letter counts double. What spelling cannot explain may still sound right ("sigh attica"): a key of consonant
sounds decides, for words of ours of six letters and more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_SOUNDS = (
    (re.compile(r"^(kn|gn|pn|wr|ps)"), lambda m: m[1][1]),
    (re.compile(r"ph"), "f"), (re.compile(r"gh|^h|(?<=[aeiou])h"), ""), (re.compile(r"sch|sh|ch|sc(?=[iey])"), "s"),
    (re.compile(r"c(?=[iey])|z|x"), "s"), (re.compile(r"ck|c|q"), "k"), (re.compile(r"dg|j|g(?=[iey])"), "j"),
    (re.compile(r"[vb]"), "b"), (re.compile(r"th|d"), "t"), (re.compile(r"m(?=[bpn])|n"), "n"),
    (re.compile(r"[aeiouyhw]"), ""), (re.compile(r"(.)\1+"), r"\1"),
)  # fmt: skip


def sound(word: str) -> str:
    """Return the key of how a word sounds: consonants only, alike ones merged ("sciatica" and "sighattica": stk)."""
    for pattern, by in _SOUNDS:
        word = pattern.sub(by, word)
    return word


def allowed(length: int) -> int:
    """Return how many typos a word of that many letters may have."""
    return 0 if length <= 4 else 1 if length <= 8 else 2


class Speller:
    """Knows the words worth finding, by first letter; made once per index."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        """Take the words that a misspelling may be read as."""
        self._by_letter: dict[str, list[str]] = {}
        self._by_sound: dict[str, str] = {}
        for word in vocabulary:
            if len(word) >= 4 and word.isalpha():
                self._by_letter.setdefault(word[0], []).append(word)
        self._words = [w for ws in self._by_letter.values() for w in ws]
        self._ready = False

    def correct(self, word: str) -> str:
        """Return the word that is meant by a word nobody knows, or "" when none is near enough."""
        most = allowed(len(word))
        if most == 0 or not word.isalpha() or len(word) > 40:
            return ""
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extractOne

        near = [w for w in self._by_letter.get(word[0], ()) if -most <= len(w) - len(word) <= most]
        found = extractOne(word, near, scorer=OSA.distance, score_cutoff=most) if near else None
        if found:
            return str(found[0])
        if most == 2:  # a wrong first letter counts double
            far = [w for w in self._words if w[0] != word[0] and abs(len(w) - len(word)) <= 1 and w[1:3] == word[1:3]]
            found = extractOne(word, far, scorer=OSA.distance, score_cutoff=1) if far else None
            if found:
                return str(found[0])
        return self.heard(word) if len(word) >= 6 else ""

    def heard(self, sounds: str) -> str:
        """Return the one word of ours (six letters or more) that sounds like this, or ""."""
        if not self._ready:
            for w in self._words:
                if len(w) >= 6 and len(key := sound(w)) >= 3:
                    self._by_sound[key] = "" if key in self._by_sound and self._by_sound[key][:4] != w[:4] else w
            self._ready = True
        found = self._by_sound.get(sound(sounds), "")
        return found if found and abs(len(found) - len(sounds)) <= 3 and found[0] in _alike(sounds[0]) else ""

    def joined(self, words: Sequence[str]) -> str:
        """Return the word that several words were meant to be ("sigh attica"), or ""."""
        whole = "".join(words)
        if not 8 <= len(whole) <= 24 or not whole.isalpha():
            return ""
        if whole in self._by_letter.get(whole[0], ()):
            return whole
        return self.heard(whole) if len(sound(whole)) >= 4 or len(whole) >= 9 else ""


def _alike(letter: str) -> str:
    for group in ("sczpx", "kcq", "fp", "vb", "gj", "iyeh", "aeh", "mn", "td"):
        if letter in group:
            return group + letter
    return letter
