"""The JSON Schemas of what this part of the program writes: the whole base, the list of changes, a comparison.

Like those of `show/contract.py`, of which they reuse the pieces: draft 2020-12, closed objects.
"""

from __future__ import annotations

from painfinder.knowledge.fields import SECTION_OF
from painfinder.model import KINDS, REVIEWED_KINDS
from painfinder.show.comparison import ROWS
from painfinder.show.contract import COUNT, ID, OPTION, TEXT, Schema, _document, _head, _list, _object, _one_of

DATE: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


def knowledge_schema() -> Schema:
    """Return the schema of the whole base (`export json`); entries have the fields of `show ID --json`."""
    fields = _head("knowledge") | {
        "signed_off": _object({"entries": COUNT, "by_a_clinician": COUNT}),
        "clinic": {"type": "object"},
    }
    for kind in KINDS:
        entry = _object({"kind": {"const": kind}, "id": ID}, closed=False)
        if kind == "condition":
            entry["properties"] |= {"options": _list(OPTION), "learn_more": _object({"en": TEXT, "es": TEXT})}
            entry["required"] += ["options"]
        fields[SECTION_OF[kind]] = _list(entry)
    return _document("knowledge", "The whole knowledge base", _object(fields | {"disclaimer": TEXT}))


def changes_schema() -> Schema:
    """Return the schema of what changed (`changes --json`)."""
    change = _object({"date": DATE, "ids": _list(ID), "what": TEXT})
    entry = _object(
        {
            "kind": _one_of(*REVIEWED_KINDS),
            "id": ID,
            "name": TEXT,
            "reviewed": DATE,
            "review_due": TEXT,
            "reviewed_by": TEXT,
            "origin": TEXT,
        }
    )
    fields = _head("changes") | {
        "since": {"anyOf": [DATE, {"type": "null"}]},
        "changes": _list(change),
        "entries": _list(entry),
        "signed_off": _object({"entries": COUNT, "by_a_clinician": COUNT}),
    }
    return _document("changes", "What changed in the knowledge base", _object(fields))


def comparison_schema() -> Schema:
    """Return the schema of a comparison (`compare --json`); waiting is the column whose treatment is null."""
    named: Schema = {"anyOf": [ID, {"type": "null"}]}
    cells: Schema = {"type": "object", "properties": dict.fromkeys(ROWS, TEXT), "additionalProperties": False}
    fields = _head("comparison") | {
        "condition": named,
        "rows": _list(_one_of(*ROWS)),
        "columns": _list(_object({"treatment": named, "name": TEXT, "cells": cells})),
        "disclaimer": TEXT,
    }
    return _document("comparison", "Treatments side by side", _object(fields))


MORE_SCHEMAS = {"comparison": comparison_schema, "knowledge": knowledge_schema, "changes": changes_schema}
