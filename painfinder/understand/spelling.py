"""Misspelt and misheard words.

Typos are allowed by length: none up to 4 letters, one up to 8, two from 9; two letters swapped count as one, and a
wrong first letter counts double. What spelling cannot explain may still sound right ("fibro my algia"): a key of
consonant sounds decides, for words of ours of six letters and more.

Candidates are few (same first letter, alike length, nearly the same letters), so the distance is counted here in plain
Python in tens of microseconds; importing rapidfuzz for it took 25 to 60 ms of a process of 100.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

# In this order; then vowels fall and doubled sounds become one. Plain replacements: patterns cost 4 ms a start. By the
# letter that all of a group have, since most words lack it.
_SPELT = (
    ("h", (("ph", "f"), ("gh", ""), ("sch", "s"), ("sh", "s"), ("ch", "s"))),
    ("c", (("ck", "k"), ("sci", "si"), ("sce", "se"), ("ci", "si"), ("ce", "se"), ("cy", "sy"))),
    ("g", (("dg", "j"), ("gi", "ji"), ("ge", "je"), ("gy", "jy"))),
    ("m", (("mb", "nb"), ("mp", "np"), ("mn", "nn"))),
)
_LETTERS = str.maketrans("zxcqvd", "sskkbt", "aeiouyhw")
_SILENT = ("kn", "gn", "pn", "wr", "ps")  # their first letter, at the start of a word
SHORTEST_JOINED, LONGEST_JOINED = 7, 24  # letters of a word that may have come apart
_ALIKE = ("sczp", "kcq", "fp", "vb", "gj", "iyeah", "mn", "td")  # first letters that one hears for another


def sound(word: str) -> str:
    """Return the key of how a word sounds: consonants only, alike ones merged ("sciatica" and "siattica": stk)."""
    if word[:2] in _SILENT:
        word = word[1:]
    for letter, group in _SPELT:
        if letter in word:
            for spelt, heard in group:
                word = word.replace(spelt, heard)
    key = last = ""
    for c in word.translate(_LETTERS):
        if c != last:
            key += c
            last = c
    return key


def sounds(words: Iterable[str]) -> dict[str, str]:
    """Return words of six letters and more by how they sound; of words that sound alike, the first."""
    found: dict[str, str] = {}
    for word in words:
        if len(word) >= 6 and word.isalpha() and len(key := sound(word)) >= 3:
            found.setdefault(key, word)
    return found


def allowed(length: int) -> int:
    """Return how many typos a word of that many letters may have."""
    return 0 if length <= 4 else 1 if length <= 8 else 2


def typos(a: str, b: str, most: int) -> int:
    """Count the typos between two words (missing, extra, wrong and swapped letters); most + 1 when there are more."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    start, shorter = 0, min(len(a), len(b))  # what both begin and end with costs nothing, and is most of it
    while start < shorter and a[start] == b[start]:
        start += 1
    end = 0
    while end < shorter - start and a[-1 - end] == b[-1 - end]:
        end += 1
    a, b = a[start : len(a) - end], b[start : len(b) - end]
    if not a or not b:
        return len(a) or len(b)
    if most == 1:
        return 1 if len(a) == len(b) == 1 or (len(a) == 2 and a == b[::-1]) else 2
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            if before and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return min(last[-1], most + 1)


class Speller:
    """Knows the words worth finding, by first letter and length, and by sound."""

    def __init__(self, vocabulary: Iterable[str], by_sound: Mapping[str, str]) -> None:
        """Take the words that a misspelling may be read as, the likelier first, and `sounds` of them."""
        self._vocabulary = dict.fromkeys(vocabulary)
        self._words: dict[tuple[str, int], list[str]] = {}
        self._after_first: dict[str, list[str]] = {}  # by the 2nd to 4th letter, for a wrong first one
        for word in self._vocabulary:
            if len(word) >= 4 and word.isalpha():
                self._words.setdefault((word[0], len(word)), []).append(word)
                self._after_first.setdefault(word[1:4], []).append(word)
        self._texts: dict[tuple[str, int], str] = {}
        self._by_sound = by_sound

    def correct(self, word: str) -> str:
        """Return the word that is meant by a word nobody knows, or "" when none is near enough."""
        most = allowed(len(word))
        if most == 0 or not word.isalpha() or len(word) > 40:
            return ""
        # With so few typos, the start, the end or the middle third of a word is intact.
        part = (len(word) - most) // (most + 1)
        intact = ["\n" + word[:part], word[-part:] + "\n", *([word[part + 1 : 2 * part + 1]] if most == 2 else [])]
        near = [w for n in range(-most, most + 1) for w in self._with(intact, word[0], len(word) + n)]
        found = self._nearest(word, near, most)
        if not found and most == 2:  # a wrong first letter counts double
            found = self._nearest(word, self._after_first.get(word[1:4], ()), 1)
        return found or (self.heard(word) if len(word) >= 6 else "")

    def heard(self, spoken: str) -> str:
        """Return the one word of ours (six letters or more) that sounds like this, or ""."""
        found = self._by_sound.get(sound(spoken), "")
        if not found or abs(len(found) - len(spoken)) > 3:
            return ""
        alike = found[0] == spoken[0] or any(found[0] in group and spoken[0] in group for group in _ALIKE)
        return found if alike else ""

    def joined(self, words: Sequence[str]) -> str:
        """Return the word that several words were meant to be ("fibro my algia"), or "".

        Only such words are worth asking for as are of letters, SHORTEST_JOINED to LONGEST_JOINED of them in all.
        """
        whole = "".join(words)
        if whole in self._vocabulary:
            return whole
        found = self.heard(whole)
        if not found or any(len(w) >= 5 and w in found for w in words):
            return ""
        most = max(3, len(found) * 9 // 20)
        return found if typos(whole, found, most) <= most else ""

    def _with(self, pieces: Sequence[str], first: str, length: int) -> list[str]:
        """Return the words of a first letter and a length that have one of the pieces; a line break is a word's edge.

        All of them are looked at as one text, which takes a tenth of the time of a loop.
        """
        words = self._words.get((first, length))
        if not words:
            return []
        text = self._texts.get((first, length))
        if text is None:
            text = self._texts[first, length] = "\n" + "\n".join(words) + "\n"
        found: set[int] = set()
        for piece in pieces:
            at = text.find(piece)
            while at >= 0:
                found.add(at // (length + 1))
                at = text.find(piece, at + 1)
        return [words[i] for i in sorted(found)]

    def _nearest(self, word: str, candidates: Iterable[str], most: int) -> str:
        """Return the candidate with the fewest typos, at most `most`, the earlier of equals; or ""."""
        letters = set(word)
        best, fewest = "", most + 1
        for other in candidates:
            # A typo changes at most two of the letters that a word is made of.
            if len(letters.symmetric_difference(other)) <= 2 * fewest - 2 and other != word:
                count = typos(word, other, fewest - 1)
                if count < fewest:
                    best, fewest = other, count
                    if fewest == 1:
                        break
        return best
