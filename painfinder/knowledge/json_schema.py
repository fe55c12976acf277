"""The JSON Schema of an overlay, from the same table of fields as the parser: editors complete and check with it.

JSON Schema cannot look ids up; `painfinder check` does.
"""

from __future__ import annotations

from typing import Any

from painfinder.knowledge.fields import (
    CAUTION,
    CLINIC,
    FIELDS,
    ID_LIMIT,
    NAME_LIMIT,
    OFFER,
    SECTION_OF,
    TEXT_LIMIT,
    Field,
)
from painfinder.knowledge.overlay import ADDED, REPLACED

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ID = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": ID_LIMIT}
_TEXT = {"type": "string", "minLength": 1, "maxLength": TEXT_LIMIT}
_NAME = {"type": "string", "minLength": 1, "maxLength": NAME_LIMIT}


def overlay_schema() -> dict[str, Any]:
    """Return the schema (draft 2020-12).

    Editors take a bare `2024` for a number and `yes` for a truth value; painfinder reads both as the text that was
    written, so the schema allows them where they make sense.
    """
    added = {SECTION_OF[kind]: _by_id(_entry(fields)) for kind, fields in FIELDS.items()}
    added["cautions"] = _by_id(_by_id(_entry(CAUTION)))
    replaced = {SECTION_OF[kind]: _by_id(_entry(fields, partial=True)) for kind, fields in FIELDS.items()}
    offer = {"anyOf": [_entry(OFFER), {"type": "null"}]}
    aliases = {
        "type": "object",
        "propertyNames": {"pattern": "^(t:)?[a-z0-9]+(-[a-z0-9]+)*$"},
        "additionalProperties": _list(_NAME),
    }
    sections = {
        "clinic": ("the clinic's own details", _entry(CLINIC)),
        "offers": ("what the clinic offers, by treatment id; the rest shows as not offered here", _by_id(offer)),
        "also_called": ("more names for a condition, or with t: in front for a treatment", aliases),
        "add": ("new entries by id", _object({s: added[s] for s in ADDED})),
        "replace": ("fields put over those of known entries", _object({s: replaced[s] for s in REPLACED})),
        "hide": ("ids that are not shown; never a red flag", _list({"type": "string", "pattern": "^(t:)?[a-z0-9-]+$"})),
    }
    return {
        "$schema": DIALECT,
        "title": "painfinder overlay",
        "description": "A clinic's own YAML over painfinder's knowledge base (painfinder --kb FILE).",
        **_object({name: {"description": about, **schema} for name, (about, schema) in sections.items()}),
    }


def _object(properties: dict[str, Any], required: list[str] | None = None) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**schema, "required": required} if required else schema


def _by_id(entry: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "propertyNames": _ID, "additionalProperties": entry}


def _list(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item, "uniqueItems": True}


def _entry(fields: tuple[Field, ...], *, partial: bool = False) -> dict[str, Any]:
    needed = [f.name for f in fields if f.needed == "always" and not partial]
    return _object({f.name: {"description": f.about, **_field(f, partial=partial)} for f in fields}, needed)


def _field(field: Field, *, partial: bool) -> dict[str, Any]:
    sources = _list(_ID)
    match field.form:
        case "name":
            return {"anyOf": [_NAME, {"type": "number"}]}
        case "texts":
            return _list(_TEXT)
        case "names":
            return _list(_NAME)
        case "ids":
            return _list(_ID)
        case "code":
            return _list({"type": "string", "pattern": r"^[A-TV-Z]\d[0-9AB](\.[0-9A-Z]{1,4})?$"})
        case "choice":
            return {"enum": [*field.among, *([True, False] if "yes" in field.among else [])]}
        case "choices":
            return _list({"enum": list(field.among)})
        case "number":
            return {"type": "integer", "minimum": field.least, "maximum": field.most}
        case "date":
            return {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}
        case "yes-no":
            return {"enum": ["yes", "no", True, False]}
        case "url":
            return {"type": "string", "pattern": "^https?://"}
        case "fact":
            return {"anyOf": [_TEXT, _object({"text": _TEXT, "sources": sources}, ["text"])]}
        case "facts":
            return {"anyOf": [_list(_TEXT), _object({"items": _list(_TEXT), "sources": sources}, ["items"])]}
        case "rows":
            return {"type": "array", "items": _entry(field.fields)}
        case "by-id":
            return _by_id(_entry(field.fields, partial=partial))
        case "tree":
            return {"type": "array"}
        case _:
            return _TEXT
