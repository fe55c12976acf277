"""The rules of red flags: which ideas, close together and not denied, are a sign of danger.

The head of `data/red_flags.yaml` describes the format. Rules are compiled once for a knowledge base: every group of a
rule becomes a number, every idea or phrase knows the groups it belongs to, so that hearing a text costs one look at
each idea found and not one at each rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from painfinder.record import NamedTuple
from painfinder.understand.clauses import AROUND, denied, has_near
from painfinder.understand.concepts import Hit, Lexicon, compile_lexicon

Flags = Iterable[tuple[str, str, Iterable[Mapping[str, Any]]]]
WITHIN = 30  # words between the first and the last idea of a rule, where it does not say
# How far the words that put a sign in its place may stand from it: words before it, words after it.
_REACH = {"ASKED": (9, 0), "OVER": (0, 8), "LONGAGO": (6, 10), "ALWAYS": (4, 8)}
_FAR = (8, 12)
# Words that may stand around a rule that must be all there is ("I think he is having a stroke").
_FILLING = frozenset((
    "a an the i im am we he hes she shes is it its my his her has have having had think believe maybe possible "
    "possibly probably suspected help please now right un una el la los las mi su es esta estoy tengo tiene teniendo "
    "dando le me creo que quizas tal vez posible posiblemente sospecha de ayuda por favor ahora"
).split())  # fmt: skip
_LATELY = ("RECENT", "NEW", "WORSE", "SUDDEN")


class Fired(NamedTuple):
    """A rule that was heard: its flag, the words from `start` up to `end`."""

    flag: str
    rule: str
    level: str
    start: int
    end: int
    alone: bool  # certain enough to speak when the model only doubts
    always: bool = False  # certain enough to speak against the model


class Rule(NamedTuple):
    """A compiled rule. groups and unless are group numbers."""

    flag: str
    id: str
    level: str
    groups: tuple[int, ...]
    unless: tuple[int, ...]
    within: int
    alone: bool
    always: bool
    whole: bool


class Rules:
    """The rules of one knowledge base, ready to hear with."""

    def __init__(self, compiled: Mapping[str, Any]) -> None:
        """Take what `compile_rules` made."""
        self.lexicon = Lexicon(compiled["lexicon"])
        self.groups_of: Mapping[str, list[int]] = compiled["groups"]
        self.rules = [Rule(*r) for r in compiled["rules"]]
        self._beginning: dict[int, list[int]] = {}  # places of the rules by their first group: few texts have many
        for place, rule in enumerate(self.rules):
            self._beginning.setdefault(rule.groups[0], []).append(place)

    def hear(
        self, words: Sequence[str], begins: frozenset[int] = frozenset()
    ) -> tuple[list[Hit], list[bool], list[Fired]]:
        """Return the ideas of a text (rules' own phrases left out), what is denied, and the rules that fired.

        begins: the words that begin a sentence (see `clauses.starts`).
        """
        hits = self.lexicon.find(list(words))
        names = {hit[2] for hit in hits}
        ideas = [hit for hit in hits if hit[2][0] != "#"]
        groups_of = self.groups_of
        said = set().union(*[groups_of[name] for name in names if name in groups_of])
        no = denied(words, hits, begins) if "NO" in names else [False] * len(words)
        begun = [place for group in said & self._beginning.keys() for place in self._beginning[group]]
        places = sorted([place for place in begun if said.issuperset(self.rules[place].groups)])
        return ideas, no, self._fired(places, words, begins, hits, no) if places else []

    def _fired(
        self, places: Iterable[int], words: Sequence[str], begins: frozenset[int], hits: list[Hit], no: list[bool]
    ) -> list[Fired]:
        """Return which of the rules at these places fire: their ideas are not denied and stand close together."""
        present: dict[int, list[Hit]] = {}
        for hit in hits:
            refused = no[hit.start] and hit.idea not in AROUND
            for group in self.groups_of.get(hit.idea, ()):
                if not refused or group < 0:
                    present.setdefault(group, []).append(hit)
        fired = []
        for place in places:
            rule = self.rules[place]
            groups = [present[g] for g in rule.groups if g in present]
            if len(groups) == len(rule.groups):
                spans = _spans(groups, rule.within)
                if rule.whole:
                    spans = [s for s in spans if _FILLING.issuperset((*words[: s[0]], *words[s[1] :]))]
                span = next((s for s in spans if not self._silenced(rule, s, present, hits, begins)), None)
                if span:
                    fired.append(Fired(rule.flag, rule.id, rule.level, *span, rule.alone, rule.always))
        return fired

    def _silenced(
        self,
        rule: Rule,
        span: tuple[int, int],
        present: Mapping[int, list[Hit]],
        hits: list[Hit],
        begins: frozenset[int],
    ) -> bool:
        start, end = span
        lately: bool | None = None
        for group in rule.unless:
            for hit in present.get(group, ()):
                if hit.idea == "ASKED" and hit.start >= start:
                    continue  # "... my leg went numb, do you have a slot?" asks about the slot
                if begins and any(hit.end <= b <= start or end <= b <= hit.start for b in begins):
                    continue  # of another sentence
                if has_near([hit], start, end, *_REACH.get(hit.idea, _FAR)):
                    if hit.idea in ("LONGAGO", "ALWAYS", "KNOWS"):
                        if lately is None:
                            lately = has_near([h for h in hits if h.idea in _LATELY], start, end, 4, 4)
                        if lately:
                            continue
                    return True
        return False


def _spans(groups: list[list[Hit]], within: int) -> list[tuple[int, int]]:
    """Return the runs of words that hold a hit of every group, one for each hit of the first, the shortest run first.

    No word is used twice. All of them count: a sign that is silenced ("years ago ...") must not hide a later one.
    """
    found: set[tuple[int, int]] = set()
    for first in groups[0]:
        start, end = first.start, first.end
        taken = [(first.start, first.end)]
        for group in groups[1:]:
            choice, cost = None, (10_000, 0)
            for hit in group:
                if any(hit.start < e and s < hit.end for s, e in taken):
                    continue
                grown = max(end, hit.end) - min(start, hit.start), hit.end - hit.start  # of equals, fewer words
                if grown < cost:
                    choice, cost = hit, grown
            if choice is None or cost[0] > within:
                break
            taken.append((choice.start, choice.end))
            start, end = min(start, choice.start), max(end, choice.end)
        else:
            found.add((start, end))
    return sorted(found, key=lambda span: (span[1] - span[0], span))


def compile_rules(ideas: Mapping[str, str], flags: Flags) -> dict[str, Any]:
    """Compile the lexicon (`idea: "phrase, phrase"`) and the rules of red flags to plain JSON values for `Rules`.

    flags: id, level and rules of each. Raises ValueError when a rule names an idea that the lexicon does not have, or
    has no id or no group.
    """
    phrases = dict(ideas)
    groups: dict[str, list[int]] = {}
    numbers: dict[str, int] = {}
    rules: list[list[object]] = []

    def number(text: str, flag: str, *, around: bool) -> int:
        key = ("-" if around else "+") + text
        if key in numbers:
            return numbers[key]
        n = len(numbers) + 1
        numbers[key] = n = -n if around else n
        own = []
        for alternative in text.split("|"):
            name = alternative.strip()
            if name.replace("50", "").isupper() and " " not in name and name.replace("50", "").isalpha():
                if name not in ideas:
                    raise ValueError(f"{flag}: there is no idea {name}")
                groups.setdefault(name, []).append(n)
            elif not name or "," in name:
                raise ValueError(f"{flag}: {text[:60]!r} has an empty place or a comma; write | between phrases")
            else:
                own.append(name)
        if own:
            phrases[f"#{n}"] = ", ".join(own)
            groups.setdefault(f"#{n}", []).append(n)
        return n

    for flag, level, entries in flags:
        for entry in entries:
            every, unless = entry.get("all"), entry.get("unless", ())
            if not entry.get("id") or not isinstance(every, (list, tuple)) or not every:
                raise ValueError(f"{flag}: a rule needs an id and `all`")
            rules.append([
                flag, entry["id"], str(entry.get("level", level)),
                [number(str(g), flag, around=False) for g in every],
                [number(str(g), flag, around=True) for g in unless],
                int(str(entry.get("within", WITHIN))), entry.get("alone", "yes") != "no",
                entry.get("alone") == "always", entry.get("whole") == "yes",
            ])  # fmt: skip
    return {"lexicon": compile_lexicon(phrases), "groups": groups, "rules": rules}
