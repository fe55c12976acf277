"""What the desk shows for a State: one value, made anew at every key, that every part of the screen is drawn from.

Nothing is decided here that the Answer has not decided: which alerts there are and whether treatments are
withheld comes from `find`. What is added is what the person at the desk did: the match they went to, the ticks they
set or took away.
"""

from __future__ import annotations

from collections.abc import Callable

from painfinder import options
from painfinder.errors import Refused
from painfinder.knowledge.load import KnowledgeBase
from painfinder.model import ACTIONS, Answer, Caution, Hidden, Level, Match, Option, Person, ShownOption
from painfinder.record import NamedTuple
from painfinder.show.desk.labels import DESK
from painfinder.show.desk.step import Seen, State
from painfinder.understand.text import LIMIT
from painfinder.wording import Language

FIRST_QUESTIONS = 12  # asked of everybody, before anything is matched: those with a place in the order


class Tools(NamedTuple):
    """What the desk calls on; passed in, so that the desk itself knows neither the finder nor the files."""

    find: Callable[[str, Person], Answer]
    script: Callable[[Level, Language], tuple[str, ...]]
    handout: Callable[[str, Person, Language, str], str]  # condition id, person, language, html | markdown | text


class Question(NamedTuple):
    """A circumstance as a toggle: its name, the question in the screen's language and in the other one."""

    id: str
    name: str
    ask: str
    other: str
    ticked: bool
    denied: bool
    heard: str  # the caller's words that named it
    staff_note: str
    cautions: dict[str, Caution]


class Call(NamedTuple):
    """Everything on the screen."""

    state: State
    language: Language
    answer: Answer | None  # None: nothing to look up yet, or refused
    refusal: str  # one line, when the words cannot be looked up
    chosen: Match | None
    person: Person  # with the circumstances that count
    options: tuple[ShownOption, ...]
    hidden: Hidden
    questions: tuple[Question, ...]
    asking: Question | None
    condition: str  # id of the condition whose options are shown; "" when there is none
    script: tuple[str, ...]
    seen: Seen

    @property
    def level(self) -> Level:
        """The highest level of the alerts."""
        return self.answer.level if self.answer else "none"

    @property
    def withheld(self) -> bool:
        """Whether treatments are not shown."""
        return bool(self.answer and self.answer.withheld)


def of(state: State, kb: KnowledgeBase, tools: Tools) -> Call:
    """Return what the desk shows in a state. Raises nothing for whatever was typed."""
    answer, refusal = _answer(state, tools)
    language: Language = state.language or (answer.language if answer else None) or state.desk_language or "en"
    if len(state.words) > LIMIT:
        refusal = DESK[language]["too_long"].format(length=len(state.words), limit=LIMIT)
    heard = {h.id: h.words for h in answer.circumstances} if answer else {}
    ticked = tuple(c for c in dict.fromkeys((*state.yes, *heard)) if c not in state.no)
    person = Person(ticked, (), language)

    withheld = answer is not None and answer.withheld
    matches = answer.matches if answer and not withheld else ()
    chosen = _chosen(state, answer) if answer and not withheld else None
    found = _options_of(chosen, matches, kb) if chosen else []
    shown, hidden = options.for_person(found, kb, person) if found else ((), Hidden())
    condition = _condition(chosen, shown)

    wanted = {s.option.treatment for s in shown if s.option.role != "not-recommended"}
    if chosen and chosen.kind == "approach":
        wanted = set(kb.approaches[chosen.id].treatments)
    questions = () if withheld else _questions(state, kb, language, wanted, ticked, heard)
    asking = _asking(state, questions)
    seen = Seen(
        language=language,
        matches=tuple(m.id for m in matches),
        chosen=chosen.id if chosen else "",
        questions=tuple(q.id for q in questions),
        asking=asking.id if asking else "",
        ticked=ticked,
        withheld=withheld,
        comparable=len(shown) if condition else 0,
        has_handout=bool(condition),
    )
    script = tools.script(answer.level if answer else "none", language)
    return Call(
        state, language, answer, refusal, chosen, person, shown, hidden, questions, asking, condition, script, seen
    )


def _answer(state: State, tools: Tools) -> tuple[Answer | None, str]:
    if not any(c.isalnum() for c in state.words):
        return None, ""
    try:
        return tools.find(state.words, Person(state.yes, (), state.language)), ""
    except Refused as refused:
        return None, str(refused)


def _chosen(state: State, answer: Answer) -> Match | None:
    """Return the match gone to by hand, else the one that stands out, else none (a tie is shown, not picked)."""
    by_id = {m.id: m for m in answer.matches}
    if state.chosen in by_id:
        return by_id[state.chosen]
    clear = options.standing_out(answer.matches)
    if clear:
        return by_id[clear[0]]
    first = answer.matches[0] if answer.matches else None
    if first and (first.kind != "condition" or len(answer.matches) == 1):
        return first
    return None


def _options_of(chosen: Match, matches: tuple[Match, ...], kb: KnowledgeBase) -> list[Option]:
    if chosen.kind == "condition":
        return options.in_order(kb.conditions[chosen.id].options, options.asked_for(matches))
    return options.of_treatment(chosen.id, kb) if chosen.kind == "treatment" else []


def _condition(chosen: Match | None, shown: tuple[ShownOption, ...]) -> str:
    if chosen and chosen.kind == "condition":
        return chosen.id
    return shown[0].option.condition if len({s.option.condition for s in shown}) == 1 else ""


def _questions(
    state: State,
    kb: KnowledgeBase,
    language: Language,
    wanted: set[str],
    ticked: tuple[str, ...],
    heard: dict[str, str],
) -> tuple[Question, ...]:
    """Return the circumstances that change something here, in the order to ask; what is known of the caller always."""
    known = {*state.yes, *state.no, *heard}
    chosen = [
        c
        for c in kb.circumstances.values()
        if c.id in known or (wanted.intersection(c.cautions) if wanted else 0 < c.order <= FIRST_QUESTIONS)
    ]
    chosen.sort(key=lambda c: (c.order or 1000, -len(wanted.intersection(c.cautions))))
    spanish = language == "es"
    return tuple(
        Question(
            id=c.id,
            name=(c.name_es or c.name) if spanish else c.name,
            ask=(c.question_es or c.question) if spanish else c.question,
            other=c.question if spanish else c.question_es,
            ticked=c.id in ticked,
            denied=c.id in state.no,
            heard=heard.get(c.id, ""),
            staff_note=c.staff_note,
            cautions=dict(c.cautions),
        )
        for c in chosen
    )


def _asking(state: State, questions: tuple[Question, ...]) -> Question | None:
    by_id = {q.id: q for q in questions}
    if state.asking in by_id:
        return by_id[state.asking]
    return next((q for q in questions if not q.ticked and not q.denied), None)


def effect(shown: ShownOption, asking: Question | None) -> tuple[str, bool]:
    """Return the strictest action on an option and whether it holds already (else: if the question's answer is yes).

    "" when neither the ticks nor the question that is asked change it. What the question would make stricter wins.
    """
    now = shown.cautions[0].action if shown.cautions else ""
    if asking and not asking.ticked and not asking.denied and shown.option.treatment in asking.cautions:
        then = asking.cautions[shown.option.treatment].action
        if not now or ACTIONS.index(then) > ACTIONS.index(now):
            return then, False
    return now, True


def changed_by(question: Question, shown: tuple[ShownOption, ...]) -> dict[str, int]:
    """Return how many of the options a circumstance changes, by action, the strictest first; "" counts the rest."""
    counts = dict.fromkeys((*reversed(ACTIONS), ""), 0)
    for option in shown:
        caution = question.cautions.get(option.option.treatment)
        counts[caution.action if caution else ""] += 1
    return {action: n for action, n in counts.items() if n}
