"""Print the JSON Schema of what comes out, or of what may go in.

\b
  painfinder schema answer
  painfinder schema match
  painfinder schema overlay > clinic.schema.json
"""

from __future__ import annotations

from typing import Annotated

import typer

from painfinder.commands import options as given
from painfinder.errors import ExitCode, Refused
from painfinder.exchange.schemas import MORE_SCHEMAS
from painfinder.show.contract import SCHEMAS as ANSWERS

SCHEMAS = ANSWERS | MORE_SCHEMAS
NAMES = (*SCHEMAS, "overlay")
Name = Annotated[str, typer.Argument(metavar="NAME", help=", ".join(NAMES), autocompletion=lambda: list(NAMES))]


def run(name: Name = "answer") -> None:
    """Print one schema, indented."""
    import json

    if name in SCHEMAS:
        schema = SCHEMAS[name]()
    elif name == "overlay":
        from painfinder.knowledge.json_schema import overlay_schema

        schema = overlay_schema()
    else:
        raise Refused(f"NAME is one of: {', '.join(NAMES)}")
    given.write(json.dumps(schema, ensure_ascii=False, indent=2).encode("utf-8") + b"\n")
    raise typer.Exit(ExitCode.ANSWERED)
