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
from painfinder.knowledge.load import KnowledgeBase, load

Files = Annotated[
    list[str] | None,
    typer.Argument(metavar="[FILE...]", help="Overlays alone; without any, the shipped base and the overlays in use."),
]
Content = Annotated[
    bool,
    typer.Option(
        "--content",
        help="Add the reading and honesty rules for the clinic's text; without FILE, the decision-aid score too.",
    ),
]


def run(files: Files = None, content: Content = False, as_json: given.AsJson = False) -> None:
    """Print every problem, one a line; exit 1 when there is an error.

    An error is what makes every command refuse a file; a warning is a fault that the clinic should mend.
    """
    from painfinder.knowledge import rules
    from painfinder.knowledge.files import readable

    paths = files or given.overlay_paths(None)
    for path in paths:
        readable(path)  # a file that cannot be read is wrong use (exit 2), not a problem of its content
    lines: list[str] = []
    found: list[Problem] = []
    if not files:
        shipped = load(compiled=False)  # so that every problem knows its line
        found += [p for rule in rules.RULES for p in rule(shipped)]
        lines = [f"{met}/{total}  {item}" for item, met, total in rules.content_score(shipped)] if content else []
    if paths:
        try:
            base = load(paths)
        except BrokenKnowledge as broken:
            found += broken.problems
        else:
            found += of_clinic(base, paths, content=content)
    _report(found, lines, as_json=as_json)
    raise typer.Exit(ExitCode.NO_MATCH if any(p.severity == "error" for p in found) else ExitCode.ANSWERED)


def of_clinic(kb: KnowledgeBase, paths: list[str], *, content: bool) -> list[Problem]:
    """Return, as warnings, the rules that overlays which can be used break, in the order of their lines.

    A rule that is broken at an entry of the shipped base, but only with the overlays, names the last of them.
    """
    from painfinder.knowledge import rules
    from painfinder.knowledge.files import shown_name

    named = {shown_name(path).replace("\\", "/").rpartition("/")[2]: shown_name(path) for path in paths}
    shipped = load()
    kept = [rule for rule in rules.STRUCTURE if rule is not rules.sources_are_used]  # hiding leaves sources over
    known = {p.what for rule in kept for p in rule(shipped)}
    found = [p for rule in kept for p in rule(kb) if p.what not in known]
    if content:
        found += rules.clinic_text(kb)
    placed = [
        p._replace(file=named[p.file], severity="warning")
        if p.file in named
        else p._replace(file=shown_name(paths[-1]), line=0, column=0, severity="warning")
        for p in found
    ]
    return sorted(placed, key=lambda p: (p.file, p.line, p.what))


def _report(found: list[Problem], lines: list[str], *, as_json: bool) -> None:
    if as_json:
        from painfinder.show import records

        given.write(records.to_bytes({"problems": [p._asdict() for p in found], "content": lines}))
        return
    out = [f"{p.severity}: {p}" for p in found]
    if not found:
        out.append("no problems found")
    given.write("\n".join([*out, *lines]))
