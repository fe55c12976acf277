"""Check the knowledge base and a clinic's overlay: every problem at once, where it stands and how to mend it.

\b
  painfinder check
  painfinder check clinic.yaml
  painfinder check --content clinic.yaml
"""

from __future__ import annotations

from typing import Annotated

import typer

from painfinder.commands import options as given
from painfinder.errors import BrokenKnowledge, ExitCode, Problem
from painfinder.knowledge.load import load

Files = Annotated[list[str] | None, typer.Argument(metavar="[FILE...]", help="Overlays; those in use when left out.")]
Content = Annotated[bool, typer.Option("--content", help="Add the reading and honesty rules for the clinic's text, and the decision-aid score.")]  # fmt: skip


def run(files: Files = None, content: Content = False, as_json: given.AsJson = False) -> None:
    """Print every problem, one a line; exit 1 when there is an error."""
    from painfinder.knowledge import rules
    from painfinder.knowledge.files import readable

    paths = files or given.overlay_paths(None)
    for path in paths:
        readable(path)  # a file that cannot be read is wrong use (exit 2), not a problem of its content
    lines: list[str] = []
    try:
        base = load(paths, compiled=False)  # so that every problem knows its line
    except BrokenKnowledge as broken:
        found = list(broken.problems)
    else:
        found = [p for rule in rules.RULES for p in rule(base)]
        if content:
            found += rules.clinic_text(base)
            lines = [f"{met}/{total}  {item}" for item, met, total in rules.content_score(base)]
    _report(found, lines, as_json=as_json)
    raise typer.Exit(ExitCode.NO_MATCH if any(p.severity == "error" for p in found) else ExitCode.ANSWERED)


def _report(found: list[Problem], lines: list[str], *, as_json: bool) -> None:
    if as_json:
        from painfinder.show import records

        given.write(records.to_bytes({"problems": [p._asdict() for p in found], "content": lines}))
        return
    out = [f"{p.severity}: {p}" for p in found]
    if not found:
        out.append("no problems found")
    given.write("\n".join([*out, *lines]))
