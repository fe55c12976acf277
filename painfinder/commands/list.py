"""List what painfinder knows: a table on a terminal, one id a line in a pipe.

\b
  painfinder list
  painfinder list treatments
  painfinder list red-flags --lang es
  painfinder list conditions --json
"""

from __future__ import annotations

from typing import Annotated

import typer

from painfinder.commands import options as given
from painfinder.errors import ExitCode, Refused
from painfinder.knowledge.load import KnowledgeBase
from painfinder.model import Kind
from painfinder.show.face import face_of, is_terminal

WHAT: dict[str, Kind] = {
    "conditions": "condition",
    "treatments": "treatment",
    "approaches": "approach",
    "red-flags": "red-flag",
    "circumstances": "circumstance",
    "sources": "source",
}

What = Annotated[str, typer.Argument(metavar="WHAT", help=", ".join(WHAT), autocompletion=lambda: list(WHAT))]


def run(
    what: What = "conditions",
    as_json: given.AsJson = False,
    plain: given.AsPlain = False,
    format: given.AsFormat = None,  # noqa: A002 - the option's name
    kb: given.Overlays = None,
    lang: given.Lang = None,
    color: given.Color = "auto",
) -> None:
    """List every entry of one kind."""
    asked = as_json or plain or format is not None
    face = face_of(as_json=as_json, as_plain=plain, as_format=format, color=color)
    if what not in WHAT:
        raise Refused(f"WHAT is one of: {', '.join(WHAT)}")
    language = given.person_of(None, None, lang).language or "en"
    base = given.knowledge(kb)
    if not asked and not is_terminal():
        given.write("\n".join(base.of_kind(WHAT[what])))
    elif face.format == "json":
        given.write(as_record(what, base))
    else:
        from painfinder.show import lists

        blocks = lists.of_kind(WHAT[what], base, language)
        if face.format == "plain":
            from painfinder.show import plain as plainly

            given.write(plainly.drawn(blocks, language))
        else:
            from painfinder.show import panels

            given.write(panels.drawn(blocks, face, language))
    raise typer.Exit(ExitCode.ANSWERED)


def as_record(what: str, kb: KnowledgeBase) -> bytes:
    """Return all entries of one kind as one JSON document."""
    from painfinder.show import records

    kind = WHAT[what]
    record = records.head("list", kb.version, kb.overlays) | {"of": what}
    entries = []
    for id, thing in kb.of_kind(kind).items():
        entry = {"id": id, "kind": kind, "name": getattr(thing, "name", "") or getattr(thing, "title", "")}
        for field in ("name_es", "level", "region", "url"):
            if getattr(thing, field, ""):
                entry[field] = getattr(thing, field)
        entries.append(entry)
    return records.to_bytes(record | {"entries": entries})
