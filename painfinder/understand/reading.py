"""Read a text before it is matched: mend what is misspelt or misheard, leave out what is denied."""

from __future__ import annotations

from collections.abc import Sequence

from painfinder.record import NamedTuple
from painfinder.understand.associations import Associations
from painfinder.understand.features import denied, one_by_one, tokens
from painfinder.understand.lexical import Lexicon
from painfinder.understand.spelling import LONGEST_JOINED, SHORTEST_JOINED, Speller, typos
from painfinder.understand.text import Word

KEPT = 20_000  # words of texts that are kept
SPOKEN_NAME = 12  # texts of at most so many words are searched for names that came apart ("sigh attica")

_POLITE = one_by_one(
    "i ive im have got has with my a an the what is are whats about tell me please help for need want some information "
    "on tengo tiene mi un una el la los las que es de sobre quiero busco necesito favor por hola hi hello dx diagnosis"
)


class Reading(NamedTuple):
    """A text as understood so far: what the strategies see."""

    words: list[str]  # folded words, misspellings mended
    mended: list[tuple[str, str]]  # (as typed, read as)
    places: Sequence[Word]  # the same words, with where each stands in the cleaned text
    kept: list[str]  # words without numbers and denials
    whole: list[int]  # the entries (places) that the whole text names, polite words around the name aside
    denied: frozenset[int] = frozenset()  # places of the words that the person says they do not have


class Reader:
    """Reads texts with the words of one knowledge base; only fills caches."""

    def __init__(self, lexicon: Lexicon, table: Associations) -> None:
        """lexicon: the knowledge base's words; table: the trained model, which knows the words of the language."""
        self.lexicon = lexicon
        self.table = table
        self._speller: Speller | None = None
        self._mended: dict[str, str] = {}
        self._real: dict[str, bool] = {}

    def named_by(self, words: Sequence[str]) -> list[int]:
        """Return the entries that a whole text names, polite words around the name aside."""
        owners_of = self.lexicon.owners_of
        text = " ".join(words)
        core = _core(words)
        return owners_of(text) or self.lexicon.with_id(text) or (owners_of(" ".join(core)) if core != words else [])

    def read(self, cleaned: str, folded: Sequence[Word]) -> Reading:
        """Mend what is misspelt or misheard, and leave out what is denied."""
        as_typed = [w.text for w in folded]
        whole = self.named_by(as_typed)
        mended = [] if whole else self._mended_words(as_typed)
        if not mended:
            no = denied(cleaned, folded)
            return Reading(as_typed, [], folded, tokens(as_typed, no), whole, no)
        again: list[Word] = []
        at = 0
        for start, end, right in mended:
            again += [*folded[at:start], Word(right, folded[start].start, folded[end - 1].end)]
            at = end
        again += folded[at:]
        words = [w.text for w in again]
        changed = [(cleaned[folded[start].start : folded[end - 1].end], right) for start, end, right in mended]
        no = denied(cleaned, again)
        return Reading(words, changed, again, tokens(words, no), self.named_by(words), no)

    def _mended_words(self, words: Sequence[str]) -> list[tuple[int, int, str]]:
        """Return what is misspelt or came apart: from word, up to word, read as."""
        known = self._real
        real = [known[word] if word in known else self._is_real(word) for word in words]
        short = 2 <= len(words) <= SPOKEN_NAME
        if False not in real and (not short or self.table.knows_pairs(words)):
            return []  # real words, and none beside one that it does not go with: nothing came apart
        mended: list[tuple[int, int, str]] = []
        i = 0
        while i < len(words):
            joined, count = self._joined(words, real, i) if short else ("", 1)
            right = joined or ("" if real[i] else self._mend(words[i]))
            if right:
                mended.append((i, i + count, right))
            i += count
        return mended

    def _is_real(self, word: str) -> bool:
        if len(self._real) >= KEPT:  # a bulk run must not grow without end
            self._real.clear()
        real = self._real[word] = self.table.is_real(word)
        return real

    def _mend(self, word: str) -> str:
        """Return what is meant by a word that is not of the language, or "" where nothing is near enough."""
        if len(word) <= 4 or not word.isalpha():
            return ""
        right = self._mended.get(word)
        if right is None:
            if len(self._mended) >= KEPT:
                self._mended.clear()
            better = self._better(word)
            right = self._mended[word] = better if better != word else ""
        return right

    def _better(self, word: str) -> str:
        better = self.speller.correct(word)
        own = int(self.lexicon.words.get(word, "0"))  # in how many phrases of ours it stands
        if not better or not own:
            return better
        # a name of ours that no dictionary has ("iovera") stays, unless it is a listed misspelling of a commoner one
        commoner = int(self.lexicon.words.get(better, "1")) >= 3 * own
        return better if commoner and typos(word, better, 1) == 1 else ""

    def _joined(self, words: Sequence[str], real: Sequence[bool], i: int) -> tuple[str, int]:
        """Return the word that two or three words from place `i` were meant to be, and how many they are; or "", 1.

        Real words came apart from nothing where they go together, or have four letters and more. real: whether each
        word is a word of the language.
        """
        if i + 1 == len(words):
            return "", 1
        pair = self.table.knows_pair(words[i], words[i + 1])
        if pair and False not in real[i : i + 3]:
            return "", 1
        for size in (3, 2):
            part = words[i : i + size]
            whole = "".join(part)
            if len(part) < size or not SHORTEST_JOINED <= len(whole) <= LONGEST_JOINED or not whole.isalpha():
                continue
            if False not in real[i : i + size] and (pair or min(map(len, part)) >= 4):
                continue
            found = self.speller.joined(part)
            if found and " ".join(part) not in self.lexicon.names:
                return found, size
        return "", 1

    @property
    def speller(self) -> Speller:
        """The speller over the words of the index and of the training's sayings, made at the first unknown word."""
        if self._speller is None:
            more = str(self.table.meta.get("spelling", "")).split()
            heard = dict(zip(*[iter(str(self.table.meta.get("sounds", "")).split())] * 2, strict=True))
            self._speller = Speller([*self.lexicon.words, *more], {**heard, **self.lexicon.sounds})
        return self._speller


def _core(words: Sequence[str]) -> Sequence[str]:
    """Return a text without the polite words around a name: "I have ...", "what is ...?", "tengo ..."."""
    start, end = 0, len(words)
    while start < end - 1 and words[start] in _POLITE:
        start += 1
    while end > start + 1 and words[end - 1] in _POLITE:
        end -= 1
    return words[start:end]
