"""Why something was matched, in the person's own words and language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from painfinder.understand.lexical import Named
    from painfinder.understand.match import Matcher
    from painfinder.understand.reading import Reading

_SAID = {
    "code": ("'{0}' is a code for it", "«{0}» es un código suyo"),
    "region": (
        "you named a part of the body; these are usual there",
        "nombró una parte del cuerpo; esto es lo usual ahí",
    ),
    "name": ("'{0}' is a name for it", "«{0}» es un nombre suyo"),
    "mended": ("'{0}' read as '{1}'", "«{0}» leído como «{1}»"),
    "sounds": ("'{0}' sounds like what people say about it", "«{0}» suena a lo que la gente dice de esto"),
}


def _say(what: str, language: str, *quoted: str) -> str:
    return _SAID[what][language == "es"].format(*quoted)


def code(typed: str, language: str) -> str:
    """Return the reason for a code."""
    return _say("code", language, typed)


def region(language: str) -> str:
    """Return the reason for a body region."""
    return _say("region", language)


def reasons(
    matcher: Matcher, place: int, cleaned: str, reading: Reading, named: Sequence[Named], language: str
) -> tuple[str, ...]:
    """Return one to three reasons for an entry: a name, the words that weighed most, words that were mended.

    named: all names inside the text, of this entry and of others.
    """
    out = []
    used: set[str] = set()
    for name in [n for n in named if place in n.entries][:1]:
        start, end = reading.places[name.start].start, reading.places[name.end - 1].end
        out.append(_say("name", language, cleaned[start:end]))
        used.update(reading.words[name.start : name.end])
    if not out:
        quote, used = weighty(matcher, place, cleaned, reading)
        if quote:
            out.append(_say("sounds", language, quote))
    out += [_say("mended", language, typed, right) for typed, right in reading.mended if right in used][:2]
    return tuple(out) or (_say("sounds", language, cleaned[:60]),)


def weighty(matcher: Matcher, place: int, cleaned: str, reading: Reading) -> tuple[str, set[str]]:
    """Return the stretch of a text that speaks most for an entry (at most six words), and its words."""
    key = matcher.key_of(place)
    if key not in matcher.table.place:
        shares = {w: float(w in matcher.lexicon.words) for w in reading.kept}
    else:
        shares = matcher.table.shares(dict.fromkeys(reading.kept), key)
    weights = [shares.get(w, 0.0) for w in reading.words]
    best, best_start, best_end = 1e-9, 0, 0
    for start, weight in enumerate(weights):
        if weight > 0:  # the heaviest stretch neither begins nor ends with a word that speaks against it
            total = 0.0
            for end, more in enumerate(weights[start : start + 6], start + 1):
                total += more
                if total > best + 1e-9:
                    best, best_start, best_end = total, start, end
    if not best_end:
        return "", set()
    quote = cleaned[reading.places[best_start].start : reading.places[best_end - 1].end]
    return quote, set(reading.words[best_start:best_end])
