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


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _one_of(*values: str) -> Schema:
    return {"enum": list(values)}


def _object(fields: Mapping[str, Schema], *, optional: tuple[str, ...] = (), closed: bool = True) -> Schema:
    return {
        "type": "object",
        "properties": dict(fields),
        "required": [f for f in fields if f not in optional],
        "additionalProperties": not closed,
    }


ALERT = _object(
    {
        "id": ID,
        "level": _one_of(*LEVELS[1:]),
        "name": TEXT,
        "heard": _list(TEXT),
        "say": TEXT,
        "why": TEXT,
        "sure": {"type": "boolean"},
        "sources": _list(ID),
    }
)
MATCH = _object(
    {
        "id": ID,
        "kind": _one_of(*KINDS),
        "name": TEXT,
        "confidence": _one_of("exact", "strong", "possible"),
        "score": {"type": "number", "minimum": 0, "maximum": 1},
        "because": _list(TEXT),
        "parts": {"type": "object", "additionalProperties": {"type": "number"}},
    },
    optional=("parts",),
)
CAUTION = _object(
    {"circumstance": ID, "action": _one_of(*ACTIONS), "note": TEXT, "basis": _one_of("sourced", "default")}
)
OUTCOME = _object(
    {
        "text": TEXT,
        "kind": _one_of("helped", "harmed", "other"),
        "in_100": SHARE,
        "against_in_100": SHARE,
        "span": TEXT,
    }
)
OPTION = _object(
    {
        "condition": ID,
        "treatment": ID,
        "name": TEXT,
        "role": _one_of(*ROLES),
        "evidence": _one_of(*EVIDENCES),
        "expect": TEXT,
        "outcomes": _list(OUTCOME),
        "conflict": TEXT,
        "clinic_claim": {"type": "boolean"},
        "cautions": _list(CAUTION),
        "offered": {"type": "boolean"},
        "offer": {"type": "object", "additionalProperties": TEXT},
        "origin": TEXT,
        "sources": _list(ID) | {"minItems": 1},
    }
)
HIDDEN = _object({"by": _list(TEXT), "count": COUNT})
UNDERSTOOD: dict[str, Schema] = {
    "language": _one_of("en", "es"),
    "level": _one_of(*LEVELS),
    "withheld": {"type": "boolean"},
    "alerts": _list(ALERT) | {"maxItems": 3},
    "matches": _list(MATCH),
    "circumstances": _list(_object({"id": ID, "heard": TEXT})),
}
STAFF = _object({"booking_questions": _list(_object({"circumstance": ID, "question": TEXT}))})
NO_OPTIONS_WHEN_WITHHELD: Schema = {
    "if": {"properties": {"withheld": {"const": True}}, "required": ["withheld"]},
    "then": {"properties": {"options": {"maxItems": 0}, "level": _one_of("crisis", "emergency")}},
}


def _head(kind: str) -> dict[str, Schema]:
    return {
        "schema": {"const": f"painfinder.{kind}"},
        "schema_version": {"const": SCHEMA_VERSION},
        "program": TEXT,
        "knowledge_base": _object({"version": TEXT, "overlays": _list(TEXT)}),
    }


def _document(kind: str, title: str, body: Schema) -> Schema:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:painfinder:{kind}:{SCHEMA_VERSION}",
        "title": title,
    } | body


def answer_schema() -> Schema:
    """Return the schema of one answer (`find --json`)."""
    fields = _head("answer") | {"query": TEXT} | UNDERSTOOD
    fields |= {"options": _list(OPTION), "hidden": HIDDEN, "ask": _list(TEXT), "disclaimer": TEXT, "staff": STAFF}
    return _document(
        "answer", "What painfinder answers to one text", _object(fields, optional=("staff",)) | NO_OPTIONS_WHEN_WITHHELD
    )


def match_schema() -> Schema:
    """Return the schema of one line of `match`: an answered text, or an error for a line that cannot be one."""
    line: Schema = {"type": "integer", "minimum": 1}
    fields = {"line": line, "query": TEXT} | UNDERSTOOD
    fields |= {"options": _list(OPTION), "hidden": HIDDEN, "ask": _list(TEXT), "disclaimer": TEXT}
    answered = _object(fields, optional=("options", "hidden")) | NO_OPTIONS_WHEN_WITHHELD
    refused = _object({"line": line, "error": TEXT})
    return _document("match", "One line of painfinder match", {"oneOf": [answered, refused]})


def entry_schema() -> Schema:
    """Return the schema of one entry (`show ID --json`); fields that nobody verified are absent."""
    fields = _head("entry") | {"kind": _one_of(*KINDS), "id": ID}
    fields |= {"options": _list(OPTION), "hidden": HIDDEN, "disclaimer": TEXT}
    body = _object(fields, optional=("options",), closed=False)
    body["if"] = {"properties": {"kind": {"const": "condition"}}}
    body["then"] = {"required": ["options"]}
    return _document("entry", "One entry of the knowledge base", body)


def list_schema() -> Schema:
    """Return the schema of a list (`list WHAT --json`)."""
    entry = _object(
        {"id": ID, "kind": _one_of(*KINDS), "name": TEXT, "name_es": TEXT, "level": TEXT, "region": TEXT, "url": TEXT},
        optional=("name_es", "level", "region", "url"),
    )
    return _document("list", "What painfinder knows", _object(_head("list") | {"of": TEXT, "entries": _list(entry)}))


SCHEMAS = {"answer": answer_schema, "match": match_schema, "entry": entry_schema, "list": list_schema}
