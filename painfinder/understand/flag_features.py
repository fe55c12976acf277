"""What the safety model looks at: training and run time both call `features`, so they can never differ.

Five blocks, each with its own length norm, since a long text has more pieces than a short one but not more rules:
letters (pieces of words, which survive misspelling), words (single and in pairs), ideas (with "!" where denied),
pairs of ideas (near each other, or anywhere), rules (those that fired).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from painfinder.understand.clauses import AROUND
from painfinder.understand.concepts import Hit
from painfinder.understand.flag_rules import Fired

NEAR = 10  # words between two ideas that are a pair


class Features(NamedTuple):
    """The features of one text, a block each; every feature once."""

    letters: Sequence[bytes]
    words: Sequence[bytes]
    ideas: Sequence[bytes]
    pairs: Sequence[bytes]
    rules: Sequence[bytes]


@lru_cache(maxsize=4096)
def pieces(word: str) -> tuple[bytes, ...]:
    """Return the runs of two to five letters of a word with its edges marked."""
    edged = f" {word} ".encode()
    return tuple({edged[i : i + n] for n in (2, 3, 4, 5) for i in range(len(edged) - n + 1)})


def features(words: Sequence[str], ideas: Sequence[Hit], no: Sequence[bool], fired: Sequence[Fired]) -> Features:
    """Return the features of a text from its folded words, the ideas found in them, what is denied, the rules fired."""
    letters: set[bytes] = set()
    for word in set(words):
        letters.update(pieces(word))
    singles = {f"w {w}".encode() for w in words}
    singles.update(f"w {a} {b}".encode() for a, b in zip(words, words[1:], strict=False))

    first: dict[str, list[int]] = {}
    for hit in ideas:
        tag = "!" + hit.idea if no[hit.start] and hit.idea not in AROUND else hit.idea
        first.setdefault(tag, []).append(hit.start)
    names = sorted(first)
    pairs = []
    for i, a in enumerate(names):
        places = first[a]
        for b in names[i + 1 :]:
            pair = f"{a}+{b}"
            pairs.append(f"g {pair}".encode())
            if any(abs(x - y) <= NEAR for x in places for y in first[b]):
                pairs.append(f"p {pair}".encode())
    rules = {f"r {f.flag} {f.rule}".encode() for f in fired} | {f"r {f.flag}".encode() for f in fired}
    if fired:
        rules.add(b"r any")
    if any(f.alone for f in fired):
        rules.add(b"r sure")
    return Features(
        tuple(letters), tuple(singles), tuple(f"i {n}".encode() for n in names), tuple(pairs), tuple(rules)
    )
