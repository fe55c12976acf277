"""Say what changed in the knowledge base since a day, and which entries no clinician has signed off yet.

\b
  painfinder changes
  painfinder changes --since 2026-11-01
  painfinder changes --since 2026-11-01 --json
"""

from __future__ import annotations

from typing import Annotated

import typer

from painfinder.commands import options as given
from painfinder.errors import ExitCode
from painfinder.show.face import face_of

Since = Annotated[
    str | None,
    typer.Option("--since", metavar="DATE", help="On or after this day (2026-11-22); everything when left out."),
]


def run(
    since: Since = None,
    as_json: given.AsJson = False,
    plain: given.AsPlain = False,
    format: given.AsFormat = None,  # noqa: A002 - the option's name
    kb: given.Overlays = None,
    lang: given.Lang = None,
    color: given.Color = "auto",
) -> None:
    """List the changes, then the entries that were read again, by kind."""
    from painfinder.exchange import changed

    face = face_of(as_json=as_json, as_plain=plain, as_format=format, color=color)
    language = given.person_of(None, None, lang).language or "en"
    start = changed.day(since)
    base = given.knowledge(kb)
    found = changed.since(start, base)
    if face.format == "json":
        from painfinder.show import records

        given.write(records.to_bytes(changed.as_record(found, base)))
    elif face.format == "plain":
        from painfinder.show import plain as plainly

        given.write(plainly.drawn(changed.as_blocks(found, language), language))
    else:
        from painfinder.show import panels

        given.write(panels.drawn(changed.as_blocks(found, language), face, language))
    raise typer.Exit(ExitCode.ANSWERED)
