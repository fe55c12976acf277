"""What the safety model looks at: training and run time both call `features`, so they can never differ.

Five blocks, each with its own length norm, since a long text has more pieces than a short one but not more rules:
letters (the pieces of each word, which survive misspelling), words (single and in pairs), ideas (with "!" where
denied), pairs of ideas near each other, rules (those that fired). Training takes them from `blocks`; the model at run
time adds up the same keys and keeps the sums of what it met before (flag_model.py).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import combinations, pairwise

from painfinder.record import NamedTuple
from painfinder.understand.clauses import AROUND
from painfinder.understand.concepts import Hit
from painfinder.understand.flag_rules import Fired

NEAR = 12  # words from one idea of a pair to the other


class Features(NamedTuple):
    """What one text holds; everything once."""

    words: Collection[str]
    beside: Collection[str]  # two words side by side, a space between
    ideas: Sequence[str]
    pairs: Sequence[tuple[str, str]]  # of ideas
    rules: Sequence[str]


def pieces(word: str) -> list[bytes]:
    """Return the runs of two to five letters of a word with its edges marked, each once."""
    edged = f" {word} ".encode()
    return list({edged[i : i + n] for n in (2, 3, 4, 5) for i in range(len(edged) - n + 1)})


def features(words: Sequence[str], ideas: Sequence[Hit], no: Sequence[bool], fired: Sequence[Fired]) -> Features:
    """Return the features of a text from its folded words, the ideas found in them, what is denied, the rules fired."""
    tags = [(start, "!" + idea if no[start] and idea not in AROUND else idea) for start, _, idea in ideas]
    single = list(dict.fromkeys([tag for _, tag in tags]))
    # In a short text everything is near.
    pairs = list(combinations(sorted(single), 2)) if len(words) <= NEAR else list(_near(tags))
    rules: list[str] = []
    if fired:
        rules = [*{f"{f.flag} {f.rule}" for f in fired}, *{f.flag for f in fired}, "any"]
        if any(f.alone for f in fired):
            rules.append("sure")
    return Features(dict.fromkeys(words), set(map(" ".join, pairwise(words))), single, pairs, rules)


def _near(tags: Sequence[tuple[int, str]]) -> set[tuple[str, str]]:
    pairs = set()
    for i, (at, a) in enumerate(tags, 1):  # hits come in the order of their places
        for place, b in tags[i:]:
            if place - at > NEAR:
                break
            if a != b:
                pairs.add((a, b) if a < b else (b, a))
    return pairs


def blocks(found: Features) -> dict[str, list[bytes]]:
    """Return the keys of the features by block; a piece comes as often as words have it."""
    return {
        "letters": [piece for word in found.words for piece in pieces(word)],
        "words": [word_key(word) for word in (*found.words, *found.beside)],
        "ideas": [idea_key(idea) for idea in found.ideas],
        "pairs": [pair_key(pair) for pair in found.pairs],
        "rules": [rule_key(rule) for rule in found.rules],
    }


def word_key(words: str) -> bytes:
    """Return the key of a word or of two side by side."""
    return f"w {words}".encode()


def idea_key(idea: str) -> bytes:
    """Return the key of an idea."""
    return f"i {idea}".encode()


def pair_key(pair: tuple[str, str]) -> bytes:
    """Return the key of a pair of ideas."""
    return f"p {pair[0]}+{pair[1]}".encode()


def rule_key(rule: str) -> bytes:
    """Return the key of a rule that fired."""
    return f"r {rule}".encode()
