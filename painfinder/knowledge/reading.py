"""How hard a text is to read: Flesch-Kincaid grade, with a syllable counter of our own.

Grade = 0.39 x words per sentence + 11.8 x syllables per word - 15.59 (Kincaid et al. 1975, for the US Navy).
It is a rough measure: it sees long words and long sentences, not hard ideas.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+|\n+")
_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’][A-Za-z]+)*|\d+(?:[.,]\d+)*")
_VOWELS = re.compile(r"[aeiouyà-öø-ÿ]+")
# Endings and pairs that the counting of vowel groups gets wrong, each with what it adds.
_ADDS = re.compile(
    r"ia(?!n?s?$|l|r|g|b)|iat|iab|[^aeiou]ial(?=i)|io(?!us|n)|iu|ium|eo(?!us)|ea(?=t[eio]|n[cd]e|c[ht]i)|ua(?!r|l|b|d)"
    r"|uo(?!y)|uity|[^q]uis[^eh]|ying|yi|dnt$|[aeiouy]ism|[st]hm$|ism$|ier$|iest$|creat|react|reali|[dl]ien[ct]|riet"
    r"|[^gq]uen[ct]|ncia|[lr]ia$|[^cst]ian$|noid$|coe|coo(?=rd)|reo|reu|pre[eo]"
)
_TAKES = re.compile(
    r"(?<![aeiouyltd])ed$|[^aeiouy][lt]ed$(?<!t?[dt]ed)|(?<=[^aeiouy])e$|[^aeiouycgsxz]es$|(?<=[^aeiouylc])ely$"
    r"|eful|eless|ement|eness|cial|tial|cian|tion(?=ar|al)?$(?!)"
)
_KNOWN = {
    "area": 3, "areas": 3, "being": 2, "doing": 2, "going": 2, "seeing": 2, "trial": 2, "trials": 2, "quiet": 2,
    "science": 2, "people": 2, "something": 2, "someone": 2, "sometimes": 2, "every": 2, "everyone": 3, "business": 2,
    "medicine": 3, "medicines": 3, "muscle": 2, "muscles": 2, "nurse": 1, "were": 1, "where": 1, "there": 1, "here": 1,
    "these": 1, "those": 1, "the": 1, "idea": 3, "ideas": 3, "diet": 2, "heard": 1, "clothes": 1, "lower": 2, "hours": 1,
    "hour": 1, "our": 1, "fire": 1, "tired": 1, "diabetes": 4, "yes": 1, "eye": 1, "eyes": 1, "maybe": 2, "used": 1,
    "vein": 1, "veins": 1, "client": 2, "fluid": 2, "fluids": 2, "ruin": 2, "suicide": 3, "bruise": 1, "bruises": 2,
}  # fmt: skip


def sentences(text: str) -> list[str]:
    """Split a text into sentences, at a stop with a space behind it or a line break; those without a word left out."""
    return [s for s in _SENTENCE_END.split(text) if _WORD.search(s)]


def words(text: str) -> list[str]:
    """Return the words of a text; a number is one word."""
    return _WORD.findall(text)


def syllables(word: str) -> int:
    """Count the syllables of an English word; a number counts as one, as people read it at a glance."""
    word = word.lower().replace("’", "'")
    if not word.isalpha():
        if word[0].isdigit():
            return 1
        stem, _, tail = word.partition("'")
        return syllables(stem) + (tail == "t" and stem.endswith(("dn", "sn")))
    if word in _KNOWN:
        return _KNOWN[word]
    return max(1, len(_VOWELS.findall(word)) + len(_ADDS.findall(word)) - len(_TAKES.findall(word)))


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade of a text: 6.0 is what a sixth-grader reads. A text without words is 0."""
    found = words(text)
    if not found:
        return 0.0
    return 0.39 * len(found) / len(sentences(text)) + 11.8 * sum(map(syllables, found)) / len(found) - 15.59


def without_names(text: str, names: Iterable[str]) -> str:
    """Put "it" in the place of names that a reader has to learn anyway, longest first, whatever their case."""
    ordered = sorted({n for n in names if n}, key=lambda n: (-len(n), n))
    if not ordered:
        return text
    return re.sub(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)", "it", text, flags=re.IGNORECASE)
