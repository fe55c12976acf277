"""One text in, one Answer out: the whole way through the program, a page long.

`find` is pure and is the public API (`from painfinder import find, load`). Everything that any face shows is decided
here: what was heard, what is meant, which options there are, which are withheld.
"""

from __future__ import annotations

from painfinder import options
from painfinder.errors import Refused
from painfinder.knowledge.load import KnowledgeBase
from painfinder.model import LEVELS, Alert, Answer, Hidden, Level, Match, Person
from painfinder.understand import regions, text
from painfinder.understand.ears import ears_of
from painfinder.wording import DISCLAIMER

NOBODY = Person()
NOTHING_HIDDEN = Hidden()


def find(words: str, kb: KnowledgeBase, person: Person = NOBODY, limit: int = 5) -> Answer:
    """Answer what somebody says: alerts first, then what is meant and why, then every option for it.

    words: what was said, at most 2,000 characters. kb: from `painfinder.load()`. person: circumstances, wishes and
    language known beside the words. limit: at most so many matches (1 to 20).
    Raises Refused when the text is too long or holds no letter or digit, or when a circumstance or trait is unknown.
    The same words, knowledge and person always give the same Answer.
    """
    answer = understand(words, kb, person, limit)
    if answer.withheld:
        return answer
    told = tuple(dict.fromkeys((*person.circumstances, *(h.id for h in answer.circumstances))))
    shown, hidden = options.for_matches(
        answer.matches,
        kb,
        person._replace(circumstances=told, language=answer.language),
        regions.usual_in([w.text for w in text.words(answer.query)]),
    )
    return answer._replace(options=shown, hidden=hidden)


def understand(words: str, kb: KnowledgeBase, person: Person = NOBODY, limit: int = 5) -> Answer:
    """Return what was heard and what is meant: an Answer without its options. Arguments and errors: see `find`."""
    cleaned = text.clean(words)
    folded = text.words(cleaned)
    if not folded:
        raise Refused("there are no letters or digits to look up: say what hurts, in your own words")
    options.check(person, kb)
    language = person.language or text.language(folded, cleaned)
    ears = ears_of(kb)
    alerts = ears.gate.listen(cleaned, folded, language)
    level = level_of(alerts)
    withheld = level in ("emergency", "crisis")
    told = ears.circumstances.hear(cleaned, folded)
    matches = ears.matcher.match(cleaned, told.rest, language, limit)
    return Answer(
        query=cleaned,
        language=language,
        level=level,
        withheld=withheld,
        alerts=alerts,
        matches=matches,
        options=(),
        circumstances=told.heard,
        hidden=NOTHING_HIDDEN,
        ask=() if withheld else questions(matches, kb, language),
        disclaimer=DISCLAIMER[language],
    )


def level_of(alerts: tuple[Alert, ...]) -> Level:
    """Return the highest level among the alerts."""
    return max([a.level for a in alerts], key=LEVELS.index) if alerts else "none"


def questions(matches: tuple[Match, ...], kb: KnowledgeBase, language: str) -> tuple[str, ...]:
    """Return what to ask next: what tells the matches apart when none stands out, else what must be ruled out."""
    found = [kb.conditions[m.id] for m in matches if m.kind == "condition"]
    if not found:
        return ()
    if options.stands_out(matches):
        return tuple(filter(None, (c.first_question(language) for c in found[:1])))
    lines = []
    for condition in found:
        name, line = (
            (condition.name_es, condition.tell_apart_es) if language == "es" else (condition.name, condition.tell_apart)
        )
        if line:
            lines.append(f"{name}: {line}")
    return tuple(lines)
