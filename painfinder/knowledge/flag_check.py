"""Whether the red flags of a knowledge base can be heard and send to the right number: asked before any is used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from painfinder.model import LEVELS

NUMBERS = {"emergency": "911", "crisis": "988"}  # whom `say` must send to, by level


def faults(level: str, says: Mapping[str, str], rules: Sequence[Any], concepts: Any) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with a red flag: field, fault, how to mend it.

    says: the sentences by field (say, say_es). rules: as they stand in YAML. concepts: the words they are written over.
    """
    levels = {level, *(str(rule["level"]) for rule in rules if isinstance(rule, dict) and "level" in rule)}
    for other in sorted(levels - set(LEVELS[1:])):
        yield "rules", f"'{other[:40]}' is not a level", f"use one of: {', '.join(LEVELS[1:])}"
    for number in sorted(NUMBERS[x] for x in levels if x in NUMBERS):
        for field, text in says.items():
            if number not in text:
                yield field, f"'{field}' does not name {number}", f"tell the caller to call {number}"
    fault = _unheard(level, rules, concepts)
    if fault:
        yield "rules", fault, "the format stands in the head of red_flags.yaml"


def _unheard(level: str, rules: Sequence[Any], concepts: Any) -> str:
    if not rules:
        return "no rule hears it"
    if not all(isinstance(rule, dict) for rule in rules):
        return "a rule must be a mapping"
    from painfinder.understand.flag_rules import compile_rules

    try:
        compile_rules(concepts, [("", level, rules)])
    except ValueError as error:
        return str(error).removeprefix(": ")[:200]
    except (TypeError, AttributeError, KeyError, IndexError):  # lists where text belongs and the like
        return "a rule cannot be read"
    return ""
