"""Write the whole knowledge base in a format that another system knows: json, jsonld (schema.org) or fhir (R4).

\b
  painfinder export json -o painfinder.json
  painfinder export jsonld > painfinder.jsonld
  painfinder export fhir --kb clinic.yaml | jq .
"""

from __future__ import annotations

from typing import Annotated

import typer

from painfinder.commands import options as given
from painfinder.errors import ExitCode, Refused
from painfinder.knowledge.load import KnowledgeBase

FORMATS = ("json", "jsonld", "fhir")

Format = Annotated[
    str,
    typer.Argument(
        metavar="FORMAT",
        help=", ".join(FORMATS),
        autocompletion=lambda incomplete: [f for f in FORMATS if f.startswith(incomplete)],
    ),
]
Output = Annotated[str | None, typer.Option("-o", "--output", metavar="FILE", help="Write here instead of to stdout.")]
Force = Annotated[bool, typer.Option("--force", help="Overwrite the file if it is there.")]


def run(
    format: Format = "json",  # noqa: A002 - the argument's name
    output: Output = None,
    force: Force = False,
    kb: given.Overlays = None,
) -> None:
    """Write one document, the clinic's overlay included."""
    if format not in FORMATS:
        raise Refused(f"FORMAT is one of: {', '.join(FORMATS)}")
    document = written(format, given.knowledge(kb))
    if output is None or output == "-":
        given.write(document)
    else:
        from painfinder.commands.handout import save

        save(document.decode("utf-8"), output, force=force)
    raise typer.Exit(ExitCode.ANSWERED)


def written(format: str, kb: KnowledgeBase) -> bytes:  # noqa: A002 - the argument's name
    """Return the base as one UTF-8 document on one line."""
    from painfinder.show import records

    if format == "json":
        from painfinder.exchange import whole_base

        return records.to_bytes(whole_base.record_of(kb))
    if format == "jsonld":
        from painfinder.exchange import jsonld

        return records.to_bytes(jsonld.document(kb))
    from painfinder.exchange import fhir

    return records.to_bytes(fhir.bundle(kb))
