"""Plain records (as they stand in YAML or JSON) made into the nouns of the model, field by field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from painfinder.knowledge.fields import FIELDS, Field
from painfinder.model import (
    Approach,
    Caution,
    Circumstance,
    Condition,
    Fact,
    Facts,
    Option,
    Outcome,
    RedFlag,
    Source,
    Treatment,
)

Record = dict[str, Any]
"""An entry as plain values: text, whole numbers, yes/no, lists and dicts of them; only fields that were given."""

NOUNS: dict[str, Any] = {
    "condition": Condition,
    "treatment": Treatment,
    "approach": Approach,
    "red-flag": RedFlag,
    "circumstance": Circumstance,
    "source": Source,
}


def build(kind: str, id: str, record: Record) -> Any:
    """Make the noun of `kind` from a record that `parse` accepted; a name without a translation stands for both."""
    noun = NOUNS[kind]
    values: dict[str, Any] = {"id": id}
    for field in FIELDS[kind]:
        if field.name in record:
            values[field.name] = _value(field, record[field.name], id)
        elif field.name not in noun._field_defaults:
            values[field.name] = _MISSING.get(field.form, "")
    if not values.get("name_es", "x"):
        values["name_es"] = values["name"]
    return noun(**values)


def fact(value: Mapping[str, Any]) -> Fact:
    """Make a Fact of its text and sources."""
    return Fact(value["text"], tuple(value.get("sources", ())))


def facts(value: Mapping[str, Any]) -> Facts:
    """Make Facts of their items and sources."""
    return Facts(tuple(value["items"]), tuple(value.get("sources", ())))


def _value(field: Field, value: Any, id: str) -> Any:
    make = _MAKE.get(field.form)
    if make is not None:
        return make(value)
    if field.name == "options":
        return tuple(_option(id, treatment, o) for treatment, o in value.items())
    if field.name == "cautions":
        return {treatment: Caution(circumstance=id, **c) for treatment, c in value.items()}
    return value


def _option(condition: str, treatment: str, o: Mapping[str, Any]) -> Option:
    return Option(
        condition,
        treatment,
        o["role"],
        o["evidence"],
        o["expect"],
        tuple(o["sources"]),
        tuple(Outcome(**row) for row in o.get("outcomes", ())),
        o.get("conflict", ""),
        o.get("clinic_claim", False),
    )


_MAKE: dict[str, Callable[[Any], Any]] = {
    "fact": fact,
    "facts": facts,
    "texts": tuple,
    "names": tuple,
    "ids": tuple,
    "choices": tuple,
    "code": tuple,
    "tree": tuple,
}
_MISSING: dict[str, Any] = {"fact": Fact(), "facts": Facts(), "tree": ()}
