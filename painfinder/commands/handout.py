"""Write a take-home sheet: what it is, the options with honest expectations and harms, questions for the visit.

\b
  painfinder handout knee-osteoarthritis -o knee.html
  painfinder handout "bone on bone knee" --format markdown
  painfinder handout migraine --lang es --format text
"""

from __future__ import annotations

import os
from typing import Annotated

import typer

from painfinder.commands import options as given
from painfinder.commands.find import drawn, exit_code
from painfinder.commands.show import by_id, shown_options
from painfinder.errors import ExitCode, Refused
from painfinder.finder import find
from painfinder.options import standing_out
from painfinder.show import saved
from painfinder.show.face import face_of

Output = Annotated[
    str | None,
    typer.Option(
        "-o", "--output", metavar="FILE", help="Write here; the ending (.md, .html, .txt) chooses the format."
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Overwrite the file if it is there.")]
SheetFormat = Annotated[str | None, typer.Option("--format", metavar="markdown|html|text", help="How to write it.")]


def run(
    words: given.WordsOrId = None,
    output: Output = None,
    force: Force = False,
    format: SheetFormat = None,  # noqa: A002 - the option's name
    kb: given.Overlays = None,
    lang: given.Lang = None,
    with_: given.With = None,
    without: given.Without = None,
) -> None:
    """Write the sheet of the condition that is named; words pass the safety gate first."""
    from painfinder.show import handout, sheet

    if format is not None and format not in sheet.FORMATS:
        raise Refused(f"--format is one of: {', '.join(sheet.FORMATS)}")
    form = format or saved.format_of(output or "")
    if not form and os.path.splitext(output or "")[1]:
        raise Refused("a file's ending is .md, .html or .txt (a browser prints the .html as PDF), or --format says it")
    said = given.words_of(words)
    person = given.person_of(with_, without, lang)
    base = given.knowledge(kb)
    named = by_id(said, base)
    if named is not None and named[0] == "condition":
        condition = named[1]
    else:
        answer = find(said, base, person)
        person = person._replace(language=answer.language)
        conditions = [m.id for m in answer.matches if m.kind == "condition"]
        if answer.alerts or not answer.matches:
            given.write(drawn(answer, base, face_of()))
            raise typer.Exit(exit_code(answer))
        if not conditions:
            raise Refused("a sheet is made for a condition; these words name a treatment: add what it is for")
        if len(conditions) > 1 and not standing_out(answer.matches):
            raise Refused(f"these words fit several conditions; name one: {', '.join(conditions)}")
        condition = conditions[0]
    shown, _ = shown_options("condition", condition, base, person)
    written = sheet.written(handout.of_condition(base.conditions[condition], shown, base, person), form or "markdown")
    if output is None or output == "-":
        given.write(written.encode("utf-8"))
    else:
        save(written, output, force=force)
    raise typer.Exit(ExitCode.ANSWERED)


def save(sheet: str, path: str, *, force: bool) -> None:
    """Write a sheet to a new file, or over an old one when forced: whole, or not at all.

    Raises Refused when it cannot be written; what stood there before is then still there.
    """
    try:
        if force and os.path.lexists(path):  # a link to nowhere is there too
            saved.write_over(sheet.encode("utf-8"), path)
        else:
            saved.write_new(sheet.encode("utf-8"), path)
    except FileExistsError:
        raise Refused("the file is already there; --force overwrites it") from None
    except OSError as error:
        raise Refused(f"the file cannot be written: {error.strerror}") from None
