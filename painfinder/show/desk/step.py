"""What a key does to the desk: a State and an action give the next State. No input, no output, no screen.

The screen shows a `Call` (call.py) made from a State; the few facts of it that keys act on come back here as `Seen`.
"Next caller" is a fresh State: everything that the desk knows of a caller stands in State, so nothing can stay behind.
"""

from __future__ import annotations

from typing import Literal

from painfinder.record import NamedTuple
from painfinder.wording import Language

Page = Literal["call", "compare", "handout", "help"]

KEYS = {  # key -> action; the second key serves keyboards and terminals that keep the first for themselves
    "f1": "help", "ctrl+g": "help",
    "f2": "compare", "ctrl+t": "compare",
    "f3": "handout", "ctrl+o": "handout",
    "f4": "language", "ctrl+l": "language",
    "f5": "next", "ctrl+r": "next",
    "f6": "copy", "ctrl+b": "copy",
    "f7": "applies", "ctrl+y": "applies",
    "f8": "not", "ctrl+n": "not",
    "tab": "later", "shift+tab": "earlier",
    "down": "match_down", "up": "match_up",
    "escape": "back",
}  # fmt: skip


class State(NamedTuple):
    """All that is known of this call, and where the desk looks."""

    words: str = ""  # what the caller says, as typed
    language: Language | None = None  # None: follow the words
    desk_language: Language | None = None  # what a new call begins with
    yes: tuple[str, ...] = ()  # circumstance ids that apply
    no: tuple[str, ...] = ()  # ... that do not, even if the words seemed to name them
    asking: str = ""  # the question that was gone to by hand; "" = the first open one
    chosen: str = ""  # the match that was gone to by hand; "" = the best one
    page: Page = "call"
    shift: int = 0  # how far the comparison is moved along the options
    note: str = ""  # key of one line about what was just done: copied, saved, withheld ...


class Seen(NamedTuple):
    """What is on the screen, as far as keys act on it."""

    language: Language = "en"
    matches: tuple[str, ...] = ()
    chosen: str = ""
    questions: tuple[str, ...] = ()  # circumstance ids in the order to ask
    asking: str = ""
    ticked: tuple[str, ...] = ()  # yes by hand, or heard and not denied
    withheld: bool = False
    comparable: int = 0  # options that can stand side by side
    has_handout: bool = False


def fresh(language: Language | None = None, yes: tuple[str, ...] = ()) -> State:
    """Return the state in which the desk opens."""
    return State(language=language, desk_language=language, yes=yes)


def typed(state: State, words: str) -> State:
    """Take the caller's words as they now stand; typing brings the call's page back."""
    if words == state.words:
        return state
    chosen = state.chosen if words.strip() else ""
    return state._replace(words=words, page="call", note="", shift=0, chosen=chosen)


def pressed(state: State, action: str, seen: Seen) -> State:
    """Return what follows from an action of KEYS (or "left" and "right" in a comparison)."""
    state = state._replace(note="")
    if action == "next":
        return fresh(state.desk_language)
    if action == "language":
        return state._replace(language="en" if seen.language == "es" else "es")
    if action in ("help", "compare", "handout"):
        return _to_page(state, action, seen)  # type: ignore[arg-type]
    if action == "back":
        return state._replace(page="call", shift=0)
    if action in ("left", "right"):
        most = max(seen.comparable - 2, 0)
        return state._replace(shift=min(max(state.shift + (1 if action == "right" else -1), 0), most))
    if action in ("match_down", "match_up"):
        return picked(state, _neighbour(seen.matches, seen.chosen, 1 if action == "match_down" else -1))
    if action in ("later", "earlier"):
        return state._replace(asking=_neighbour(seen.questions, seen.asking, 1 if action == "later" else -1))
    if action in ("applies", "not") and seen.asking:
        return answered(state, seen.asking, applies=action == "applies", seen=seen)
    return state


def _to_page(state: State, page: Page, seen: Seen) -> State:
    if state.page == page:
        return state._replace(page="call", shift=0)
    if seen.withheld and page != "help":
        return state._replace(page="call", note="withheld_note")
    if (page == "compare" and seen.comparable < 2) or (page == "handout" and not seen.has_handout):
        return state._replace(page="call", note="choose_first")
    return state._replace(page=page, shift=0)


def picked(state: State, match: str) -> State:
    """Go to a match by hand."""
    return state._replace(chosen=match, page="call", shift=0, note="")


def answered(state: State, circumstance: str, *, applies: bool, seen: Seen) -> State:
    """Note that a circumstance applies or does not, and go on to the next open question after it."""
    yes = tuple(c for c in state.yes if c != circumstance)
    no = tuple(c for c in state.no if c != circumstance)
    if applies:
        yes = (*yes, circumstance)
    else:
        no = (*no, circumstance)
    done = {*yes, *no, *seen.ticked}
    at = seen.questions.index(circumstance) if circumstance in seen.questions else -1
    following = (*seen.questions[at + 1 :], *seen.questions[: max(at, 0)])
    return state._replace(yes=yes, no=no, note="", asking=next((q for q in following if q not in done), circumstance))


def toggled(state: State, circumstance: str, seen: Seen) -> State:
    """Tick a circumstance, or take its tick away (a click on it); the question that is asked becomes this one."""
    after = answered(state, circumstance, applies=circumstance not in seen.ticked, seen=seen)
    return after._replace(asking=circumstance)


def _neighbour(ids: tuple[str, ...], current: str, by: int) -> str:
    if not ids:
        return ""
    if current not in ids:
        return ids[0 if by > 0 else -1]
    return ids[(ids.index(current) + by) % len(ids)]
