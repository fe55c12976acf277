"""What the words around a sign say of it: denied, long past, asked about, over.

Words decide, since people dictate and type without punctuation. The end of a sentence, where one is marked, only ever
lets more through: a denial or a "years ago" does not reach across it.
A denial reaches forward to the words it can govern and ends at a word that begins something new ("but", "and now",
"my"); "or", "nor", "ni" carry it on through a list. A word of denial inside a sign ("no feeling", "can't pee",
"no puedo orinar") is no denial: the longer phrase wins.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from painfinder.understand.concepts import Hit
from painfinder.understand.text import Word

_STOPS = frozenset(".!?;¡¿")
REACH = 4  # words that one "no" governs
# Ideas that speak about a sign rather than being one; they are never denied themselves.
AROUND = frozenset((
    "NO", "CHRONIC", "PASTCUE", "RESOLVED", "KNOWS", "QUESTION", "ADMIN", "IDIOM", "WORKOUT", "ARTHRITIS", "OTHER",
    "CHILD", "RECENT", "SUDDEN", "AGE50", "LONGAGO", "ALWAYS", "OVER", "ASKED",
))  # fmt: skip
_CARRY = frozenset(("or", "nor", "ni", "no", "not", "o", "without", "sin"))
_NEW = frozenset((
    "but", "pero", "aunque", "although", "however", "now", "ahora", "except", "plus", "also", "oh", "then", "still",
    "yet", "just", "only", "solo", "nomas", "i", "im", "ive", "my", "me", "mi", "mis", "yo", "he", "she", "his", "her",
    "the", "el", "la", "and", "y", "because", "porque", "since", "desde", "when", "cuando", "until", "hasta",
))  # fmt: skip
# Words after which a sign is still there although "no" stood before it.
_NOT_DENIED = frozenset(["just", "only", "solo", "solamente", "nomas", "joke", "more"])


def starts(cleaned: str, folded: Sequence[Word]) -> frozenset[int]:
    """Return which words begin a sentence (the first one aside), by what stands between the words."""
    if _STOPS.isdisjoint(cleaned):
        return frozenset()
    return frozenset(
        i for i in range(1, len(folded)) if not _STOPS.isdisjoint(cleaned[folded[i - 1].end : folded[i].start])
    )


def denied(words: Sequence[str], hits: Sequence[Hit], begins: Container[int] = ()) -> list[bool]:
    """Tell for every word whether a denial governs it. begins: the words that begin a sentence."""
    out = [False] * len(words)
    denials = [(start, end) for start, end, idea in hits if idea == "NO"]
    if not denials:
        return out
    inside: set[int] = set()
    for start, end, idea in hits:
        if end - start > 1 and idea not in ("NO", "RESOLVED", "OVER"):
            inside.update(range(start, end))
    for start, end in denials:
        if start in inside:
            continue
        left, at = REACH, end
        if at < len(words) and words[at] in _NOT_DENIED:
            continue
        while at < len(words) and left > 0:
            word = words[at]
            if at in begins:
                break
            if word in _CARRY:
                left = REACH
            elif word in _NEW and at > end:
                break
            else:
                left -= 1
            out[at] = True
            at += 1
    return out


def has_near(places: Sequence[Hit], start: int, end: int, before: int, after: int) -> bool:
    """Tell whether one of the hits stands at most so many words before or after the words from start to end."""
    return any(h.end > start - before and h.start < end + after for h in places)
