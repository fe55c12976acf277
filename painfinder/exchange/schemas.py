"""The JSON Schemas of what this part of the program writes: the whole base, the list of changes, a comparison.

Like those of `show/contract.py`, of which they reuse the pieces: draft 2020-12, closed objects.
"""

from __future__ import annotations

from painfinder.knowledge.fields import SECTION_OF
from painfinder.model import KINDS, REVIEWED_KINDS
from painfinder.show.comparison import ROWS
from painfinder.show.contract import COUNT, ID, OPTION, TEXT, Schema, document, head_of, list_of, object_of, one_of

DATE: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


def knowledge_schema() -> Schema:
    """Return the schema of the whole base (`export json`); entries have the fields of `show ID --json`."""
    fields = head_of("knowledge") | {
        "signed_off": object_of({"entries": COUNT, "by_a_clinician": COUNT}),
        "clinic": {"type": "object"},
    }
    for kind in KINDS:
        entry = object_of({"kind": {"const": kind}, "id": ID}, closed=False)
        if kind == "condition":
            entry["properties"] |= {"options": list_of(OPTION), "learn_more": object_of({"en": TEXT, "es": TEXT})}
            entry["required"] += ["options"]
        fields[SECTION_OF[kind]] = list_of(entry)
    return document("knowledge", "The whole knowledge base", object_of(fields | {"disclaimer": TEXT}))


def changes_schema() -> Schema:
    """Return the schema of what changed (`changes --json`)."""
    change = object_of({"date": DATE, "ids": list_of(ID), "what": TEXT})
    entry = object_of(
        {
            "kind": one_of(*REVIEWED_KINDS),
            "id": ID,
            "name": TEXT,
            "reviewed": DATE,
            "review_due": TEXT,
            "reviewed_by": TEXT,
            "origin": TEXT,
        }
    )
    fields = head_of("changes") | {
        "since": {"anyOf": [DATE, {"type": "null"}]},
        "changes": list_of(change),
        "entries": list_of(entry),
        "signed_off": object_of({"entries": COUNT, "by_a_clinician": COUNT}),
    }
    return document("changes", "What changed in the knowledge base", object_of(fields))


def comparison_schema() -> Schema:
    """Return the schema of a comparison (`compare --json`); waiting is the column whose treatment is null."""
    named: Schema = {"anyOf": [ID, {"type": "null"}]}
    cells: Schema = {"type": "object", "properties": dict.fromkeys(ROWS, TEXT), "additionalProperties": False}
    fields = head_of("comparison") | {
        "left_out": COUNT,
        "condition": named,
        "rows": list_of(one_of(*ROWS)),
        "columns": list_of(object_of({"treatment": named, "name": TEXT, "cells": cells})),
        "disclaimer": TEXT,
    }
    return document("comparison", "Treatments side by side", object_of(fields))


MORE_SCHEMAS = {"comparison": comparison_schema, "knowledge": knowledge_schema, "changes": changes_schema}
