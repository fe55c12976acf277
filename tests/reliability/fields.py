"""Which fields the JSON of each command has: `python -m tests.reliability.fields` adds new ones to fields.json.

A field that is gone breaks the scripts of others, so nothing here removes one: that takes a new schema version and an
edit of the file by hand.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from painfinder.knowledge.load import KnowledgeBase, load
from tests.conftest import PROGRAM

EMERGENCY = "i cant feel myself wipe since last night"
FIELDS = Path(__file__).with_name("fields.json")
DOCUMENTS: dict[str, tuple[str, ...]] = {
    "find": ("find", "sciatica, on eliquis", "--json"),
    "find-explain": ("find", "knee", "--json", "--explain", "--staff", "--without", "needle"),
    "find-alert": ("find", EMERGENCY, "--json"),
    "find-nothing": ("find", "toothache", "--json"),
    "show-condition": ("show", "migraine", "--json"),
    "show-treatment": ("show", "mild", "--json"),
    "show-red-flag": ("show", "cauda-equina", "--json"),
    "compare": ("compare", "--for", "migraine", "--json"),
    "list": ("list", "treatments", "--json"),
    "check": ("check", "--json"),
    "changes": ("changes", "--json"),
    "schema": ("schema", "answer"),
    "export": ("export", "json"),
}


def ids_of(kb: KnowledgeBase) -> set[str]:
    """Return every id of the knowledge base: keys that come and go with the data."""
    kinds = (kb.conditions, kb.treatments, kb.approaches, kb.red_flags, kb.circumstances, kb.sources)
    return {id for kind in kinds for id in kind}


def fields_of(value: Any, ids: set[str], at: str = "") -> set[str]:
    """Return the paths of all fields: `.matches[].id`; a key that is an id of the knowledge base is written as *.

    What is empty is noted too (`.matches=empty`): whether its fields are still there cannot be told.
    """
    if value in ({}, []):
        return {f"{at}=empty"}
    if isinstance(value, dict):
        found = set()
        for key, within in value.items():
            path = f"{at}.{'*' if key in ids else key}"
            found |= {path} | fields_of(within, ids, path)
        return found
    return set().union(*(fields_of(v, ids, at + "[]") for v in value)) if isinstance(value, list) else set()


def gone(recorded: list[str], today: set[str]) -> list[str]:
    """Return the recorded fields that a document of today should have and has not."""
    empty = tuple(f.removesuffix("=empty") for f in today if f.endswith("=empty"))
    return [f for f in recorded if f not in today and not f.startswith(tuple(e + c for e in empty for c in ".["))]


def main() -> None:
    """Add the fields of today to those recorded."""
    ids = ids_of(load())
    recorded = json.loads(FIELDS.read_text("utf-8")) if FIELDS.exists() else {}
    for name, arguments in DOCUMENTS.items():
        out = subprocess.run([str(PROGRAM), *arguments], capture_output=True, check=False).stdout
        recorded[name] = sorted(
            {*recorded.get(name, ()), *(f for f in fields_of(json.loads(out), ids) if not f.endswith("=empty"))}
        )
    FIELDS.write_text(json.dumps(recorded, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
