"""The JSON Schemas of what comes out: written once, printed by `painfinder schema`, checked on every output.

Draft 2020-12. Objects are closed, so that a field nobody wrote down here fails a test; what may be added later and what
never changes is said in docs/json.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from painfinder.model import ACTIONS, EVIDENCES, KINDS, LEVELS, ROLES
from painfinder.show.records import SCHEMA_VERSION

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
ID: Schema = {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]*$"}
COUNT: Schema = {"type": "integer", "minimum": 0}
SHARE: Schema = {"type": ["integer", "null"], "minimum": 0, "maximum": 100}


def list_of(of: Schema) -> Schema:
    """Return the schema of a list."""
    return {"type": "array", "items": of}


def one_of(*values: str) -> Schema:
    """Return the schema of a value that is one of these."""
    return {"enum": list(values)}


def object_of(fields: Mapping[str, Schema], *, optional: tuple[str, ...] = (), closed: bool = True) -> Schema:
    """Return the schema of an object; closed: no other fields may stand in it."""
    return {
        "type": "object",
        "properties": dict(fields),
        "required": [f for f in fields if f not in optional],
        "additionalProperties": not closed,
    }


ALERT = object_of(
    {
        "id": ID,
        "level": one_of(*LEVELS[1:]),
        "name": TEXT,
        "heard": list_of(TEXT),
        "say": TEXT,
        "why": TEXT,
        "sure": {"type": "boolean"},
        "sources": list_of(ID),
    }
)
MATCH = object_of(
    {
        "id": ID,
        "kind": one_of(*KINDS),
        "name": TEXT,
        "confidence": one_of("exact", "strong", "possible"),
        "score": {"type": "number", "minimum": 0, "maximum": 1},
        "because": list_of(TEXT),
        "parts": {"type": "object", "additionalProperties": {"type": "number"}},
    },
    optional=("parts",),
)
CAUTION = object_of(
    {"circumstance": ID, "action": one_of(*ACTIONS), "note": TEXT, "basis": one_of("sourced", "default")}
)
OUTCOME = object_of(
    {
        "text": TEXT,
        "kind": one_of("helped", "harmed", "other"),
        "in_100": SHARE,
        "against_in_100": SHARE,
        "span": TEXT,
    }
)
OPTION = object_of(
    {
        "condition": ID,
        "treatment": ID,
        "name": TEXT,
        "role": one_of(*ROLES),
        "evidence": one_of(*EVIDENCES),
        "expect": TEXT,
        "outcomes": list_of(OUTCOME),
        "conflict": TEXT,
        "clinic_claim": {"type": "boolean"},
        "cautions": list_of(CAUTION),
        "offered": {"type": "boolean"},
        "offer": {"type": "object", "additionalProperties": TEXT},
        "origin": TEXT,
        "sources": list_of(ID) | {"minItems": 1},
    }
)
HIDDEN = object_of({"by": list_of(TEXT), "count": COUNT})
UNDERSTOOD: dict[str, Schema] = {
    "language": one_of("en", "es"),
    "level": one_of(*LEVELS),
    "withheld": {"type": "boolean"},
    "alerts": list_of(ALERT) | {"maxItems": 3},
    "matches": list_of(MATCH),
    "circumstances": list_of(object_of({"id": ID, "heard": TEXT})),
}
STAFF = object_of({"booking_questions": list_of(object_of({"circumstance": ID, "question": TEXT}))})
NO_OPTIONS_WHEN_WITHHELD: Schema = {
    "if": {"properties": {"withheld": {"const": True}}, "required": ["withheld"]},
    "then": {"properties": {"options": {"maxItems": 0}, "level": one_of("crisis", "emergency")}},
}


def head_of(kind: str) -> dict[str, Schema]:
    """Return the fields that every document begins with."""
    return {
        "schema": {"const": f"painfinder.{kind}"},
        "schema_version": {"const": SCHEMA_VERSION},
        "program": TEXT,
        "knowledge_base": object_of({"version": TEXT, "overlays": list_of(TEXT)}),
    }


def document(kind: str, title: str, body: Schema) -> Schema:
    """Return the schema of a whole document."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:painfinder:{kind}:{SCHEMA_VERSION}",
        "title": title,
    } | body


def answer_schema() -> Schema:
    """Return the schema of one answer (`find --json`)."""
    fields = head_of("answer") | {"query": TEXT} | UNDERSTOOD
    fields |= {"options": list_of(OPTION), "hidden": HIDDEN, "ask": list_of(TEXT), "disclaimer": TEXT, "staff": STAFF}
    return document(
        "answer",
        "What painfinder answers to one text",
        object_of(fields, optional=("staff",)) | NO_OPTIONS_WHEN_WITHHELD,
    )


def match_schema() -> Schema:
    """Return the schema of one line of `match`: an answered text, or an error for a line that cannot be one."""
    line: Schema = {"type": "integer", "minimum": 1}
    fields = {"line": line, "query": TEXT} | UNDERSTOOD
    fields |= {"options": list_of(OPTION), "hidden": HIDDEN, "ask": list_of(TEXT), "disclaimer": TEXT}
    answered = object_of(fields, optional=("options", "hidden")) | NO_OPTIONS_WHEN_WITHHELD
    refused = object_of({"line": line, "error": TEXT})
    return document("match", "One line of painfinder match", {"oneOf": [answered, refused]})


def entry_schema() -> Schema:
    """Return the schema of one entry (`show ID --json`); fields that nobody verified are absent."""
    fields = head_of("entry") | {"kind": one_of(*KINDS), "id": ID}
    fields |= {"options": list_of(OPTION), "hidden": HIDDEN, "disclaimer": TEXT}
    body = object_of(fields, optional=("options",), closed=False)
    body["if"] = {"properties": {"kind": {"const": "condition"}}}
    body["then"] = {"required": ["options"]}
    return document("entry", "One entry of the knowledge base", body)


def list_schema() -> Schema:
    """Return the schema of a list (`list WHAT --json`)."""
    entry = object_of(
        {"id": ID, "kind": one_of(*KINDS), "name": TEXT, "name_es": TEXT, "level": TEXT, "region": TEXT, "url": TEXT},
        optional=("name_es", "level", "region", "url"),
    )
    return document(
        "list", "What painfinder knows", object_of(head_of("list") | {"of": TEXT, "entries": list_of(entry)})
    )


SCHEMAS = {"answer": answer_schema, "match": match_schema, "entry": entry_schema, "list": list_schema}
