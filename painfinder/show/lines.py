"""The answer to one line of `match` as bytes, written straight.

They are those of `records.of_line` (a test holds the two together) in a third of the time, which was a thirtieth of a
bulk run. What a record ends with is the same for thousands of answers, and is kept as written.
"""

from __future__ import annotations

from functools import lru_cache

from painfinder.model import Answer, Match
from painfinder.show import records

_quoted = records.ENCODER.encode  # a text as JSON


def to_bytes(answer: Answer) -> bytes:
    """Return the record of an answer, its options left out."""
    if answer.alerts:  # seldom
        return records.to_bytes(records.of_line(answer, with_options=False))
    matches = ", ".join(map(_match, answer.matches))
    told = ", ".join([f'{{"id": {_quoted(h.id)}, "heard": {_quoted(h.words)}}}' for h in answer.circumstances])
    return (
        f'{{"query": {_quoted(answer.query)}, "language": "{answer.language}", "level": "none", "withheld": false, '
        f'"alerts": [], "matches": [{matches}], "circumstances": [{told}], {_end(answer.ask, answer.disclaimer)}'
    ).encode()


def _match(match: Match) -> str:
    id, kind, name, confidence, score, because, _ = match
    return (
        f'{{"id": {_quoted(id)}, "kind": "{kind}", "name": {_quoted(name)}, "confidence": "{confidence}", '
        f'"score": {round(score, 3)}, "because": [{", ".join(map(_quoted, because))}]}}'
    )


@lru_cache(1000)
def _end(ask: tuple[str, ...], disclaimer: str) -> str:
    return records.ENCODER.encode({"ask": ask, "disclaimer": disclaimer})[1:] + "\n"
