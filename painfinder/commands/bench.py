"""Run a set of labelled sayings and print how well painfinder understands: with intervals, by kind and language.

\b
  painfinder bench sayings.tsv
  painfinder bench dangers.tsv --json

A tab-separated file with a header. Sayings: query, expected, kind, lang (ids joined with |, t: before treatments,
ambiguous: for any of them, none for what is not covered). Dangers: text, expected, level, lang, kind.
"""

from __future__ import annotations

from typing import Annotated

import typer

from painfinder.commands import options as given
from painfinder.errors import ExitCode
from painfinder.understand import text

File = Annotated[str, typer.Argument(metavar="FILE", help="The labelled set.")]


def run(file: File, kb: given.Overlays = None, as_json: given.AsJson = False) -> None:
    """Measure one labelled file."""
    from painfinder import measure

    rows = measure.read(file)
    report = (
        measure.dangers(rows, given.knowledge(kb)) if "text" in rows[0] else measure.sayings(rows, given.knowledge(kb))
    )
    if as_json:
        from painfinder.show import records

        given.write(
            records.to_bytes({"file": text.printable(text.decode(file)), "rates": [r._asdict() for r in report]})
        )
    else:
        given.write(measure.as_table(report))
    raise typer.Exit(ExitCode.ANSWERED)
