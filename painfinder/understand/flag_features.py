"""What the safety model looks at: training and run time both call `features`, so they can never differ.

Five blocks, each with its own length norm, since a long text has more pieces than a short one but not more rules:
letters (the pieces of each word, which survive misspelling), words (single and in pairs), ideas (with "!" where
denied), pairs of ideas near each other, rules (those that fired).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from painfinder.record import NamedTuple
from painfinder.understand.clauses import AROUND
from painfinder.understand.concepts import Hit
from painfinder.understand.flag_rules import Fired

NEAR = 12  # words from one idea of a pair to the other


class Features(NamedTuple):
    """The features of one text, a block each; every one once, in no order. The `pieces` of `letters` are counted."""

    letters: Sequence[str]
    words: Sequence[bytes]
    ideas: Sequence[bytes]
    pairs: Sequence[bytes]
    rules: Sequence[bytes]


def pieces(word: str) -> list[bytes]:
    """Return the runs of two to five letters of a word with its edges marked, each once."""
    edged = f" {word} ".encode()
    return list({edged[i : i + n] for n in (2, 3, 4, 5) for i in range(len(edged) - n + 1)})


def features(words: Sequence[str], ideas: Sequence[Hit], no: Sequence[bool], fired: Sequence[Fired]) -> Features:
    """Return the features of a text from its folded words, the ideas found in them, what is denied, the rules fired."""
    singles = {f"w {w}".encode() for w in words}
    singles.update([f"w {a} {b}".encode() for a, b in pairwise(words)])

    tags = [(h.start, "!" + h.idea if no[h.start] and h.idea not in AROUND else h.idea) for h in ideas]
    pairs = set()
    for i, (at, a) in enumerate(tags):  # hits come in the order of their places
        for j in range(i + 1, len(tags)):
            place, b = tags[j]
            if place - at > NEAR:
                break
            if a != b:
                pairs.add((a, b) if a < b else (b, a))
    rules = {f"r {f.flag} {f.rule}".encode() for f in fired} | {f"r {f.flag}".encode() for f in fired}
    if fired:
        rules.add(b"r any")
    if any(f.alone for f in fired):
        rules.add(b"r sure")
    return Features(
        list(dict.fromkeys(words)),
        list(singles),
        [f"i {tag}".encode() for tag in dict.fromkeys([tag for _, tag in tags])],
        [f"p {a}+{b}".encode() for a, b in pairs],
        list(rules),
    )
