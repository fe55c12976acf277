"""Whether the red flags of a knowledge base can be heard and send to the right number: asked before any is used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from painfinder.model import LEVELS

NUMBERS = {"emergency": "911", "crisis": "988"}  # whom `say` must send to, by level
FARTHEST = 200  # words from the first to the last of a rule
_CHOICES = {"whole": ("yes", "no"), "alone": ("yes", "no", "always")}
_KEYS = ("id", "all", "unless", "within", "level", *_CHOICES)


def faults(
    level: str, says: Mapping[str, str], rules: Sequence[Any], concepts: Any, *, trained: bool
) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with a red flag: field, fault, how to mend it.

    says: the sentences by field (say, say_es). rules: as they stand in YAML. concepts: the words they are written over.
    trained: whether the trained model knows the flag; one that it does not know is heard by its rules alone.
    """
    levels = {level, *(str(rule["level"]) for rule in rules if isinstance(rule, dict) and "level" in rule)}
    for other in sorted(levels - set(LEVELS[1:])):
        yield "rules", f"'{other[:40]}' is not a level", f"use one of: {', '.join(LEVELS[1:])}"
    for number in sorted(NUMBERS[x] for x in levels if x in NUMBERS):
        for field, text in says.items():
            if number not in text:
                yield field, f"'{field}' does not name {number}", f"tell the caller to call {number}"
    fault = _unheard(level, rules, concepts, trained=trained)
    if fault:
        yield "rules", fault, "the format stands in the head of red_flags.yaml"


def _unheard(level: str, rules: Sequence[Any], concepts: Any, *, trained: bool) -> str:
    if not rules:
        return "no rule hears it"
    for rule in rules:
        fault = _malformed(rule, trained=trained)
        if fault:
            return fault
    from painfinder.understand.flag_rules import compile_rules

    try:
        compile_rules(concepts, [("", level, rules)])
    except ValueError as error:
        return str(error).removeprefix(": ")[:200]
    return ""


def _malformed(rule: Any, *, trained: bool) -> str:
    if not isinstance(rule, dict):
        return "a rule must be a mapping"
    for key, value in rule.items():
        if key not in _KEYS:
            return f"a rule has no '{str(key)[:40]}'; it may have: {', '.join(_KEYS)}"
        if key in ("all", "unless"):
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                return f"'{key}' of a rule must be a list of words"
        elif not isinstance(value, str):
            return f"'{key}' of a rule must be a text"
        elif key in _CHOICES and value not in _CHOICES[key]:
            return f"'{key}' of a rule is one of: {', '.join(_CHOICES[key])}"
        elif key == "within" and value not in map(str, range(1, FARTHEST + 1)):
            return f"'within' of a rule is a number of words from 1 to {FARTHEST}"
    if rule.get("alone") == "no" and not trained:
        return "a rule with alone: no never speaks by itself, and no model knows this flag"
    return ""
