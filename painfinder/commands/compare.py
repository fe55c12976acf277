"""Put treatments side by side: the same rows for each, and what usually happens if you wait.

\b
  painfinder compare mild vertiflex physical-therapy
  painfinder compare --for migraine
  painfinder compare botox acupuncture --for migraine --json
"""

from __future__ import annotations

from typing import Annotated

import typer

from painfinder import options
from painfinder.commands import options as given
from painfinder.commands.find import drawn, exit_code
from painfinder.errors import ExitCode, Refused
from painfinder.finder import find
from painfinder.knowledge.load import KnowledgeBase
from painfinder.model import Person
from painfinder.show import comparison
from painfinder.show.face import face_of
from painfinder.understand import text

For = Annotated[
    str | None,
    typer.Option(
        "--for",
        metavar="CONDITION",
        help="The condition to compare them for.",
        autocompletion=lambda incomplete: given.complete("conditions", incomplete),
    ),
]
Treatments = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="TREATMENT...",
        help="Ids, names or brands; quote names of several words.",
        show_default=False,
        autocompletion=lambda incomplete: given.complete("treatments", incomplete),
    ),
]
FIRST = 4  # options of a condition that are compared when no treatment is named


def run(
    treatments: Treatments = None,
    for_: For = None,
    as_json: given.AsJson = False,
    plain: given.AsPlain = False,
    format: given.AsFormat = None,  # noqa: A002 - the option's name
    kb: given.Overlays = None,
    lang: given.Lang = None,
    with_: given.With = None,
    without: given.Without = None,
    color: given.Color = "auto",
) -> None:
    """Compare treatments by the same rows."""
    face = face_of(as_json=as_json, as_plain=plain, as_format=format, color=color)
    person = given.person_of(with_, without, lang)
    base = given.knowledge(kb)
    options.check(person, base)
    asked = [text.decode(t) for t in treatments or ()]
    for words in (*asked, *([for_] if for_ else ())):  # the gate stands before this way in too
        answer = find(words, base, person)
        if answer.alerts:
            given.write(drawn(answer, base, face))
            raise typer.Exit(exit_code(answer))
    condition = one("condition", for_, base) if for_ else ""
    if not asked and not condition:
        raise Refused("name two or more treatments, or a condition with --for; painfinder list treatments shows them")
    chosen = chosen_of(asked, condition, base)
    language = person.language or "en"
    if len(chosen) + bool(condition) < 2:
        raise Refused("one treatment cannot be compared with itself; name another, or a condition with --for")
    table = comparison.of_treatments(chosen, condition, base, person, language)
    if face.format == "json":
        from painfinder.show import records

        record = records.head("comparison", base.version, base.overlays) | comparison.as_record(table, language)
        given.write(records.to_bytes(record))
    else:
        blocks = comparison.as_blocks(table, language)
        if face.format == "plain":
            from painfinder.show import plain as plainly

            given.write(plainly.drawn(blocks, language))
        else:
            from painfinder.show import panels

            given.write(panels.drawn(blocks, face, language))
    raise typer.Exit(ExitCode.ANSWERED)


def chosen_of(named: list[str], condition: str, kb: KnowledgeBase) -> list[str]:
    """Return the treatments (ids) to compare: those that are named, else the first that are advised for a condition.

    Raises Refused when one is not known, or when there are too many.
    """
    chosen = list(dict.fromkeys(one("treatment", words, kb) for words in named))
    if len(chosen) > comparison.MOST:
        raise Refused(f"at most {comparison.MOST} treatments fit side by side")
    if not chosen and condition:
        ordered = options.in_order(kb.conditions[condition].options, [])
        chosen = [o.treatment for o in ordered if o.role != "not-recommended"][:FIRST]
    return chosen


def one(kind: str, words: str, kb: KnowledgeBase) -> str:
    """Return the id of the treatment or condition that is named. Raises Refused when there is none."""
    id = words.strip().lower().removeprefix("t:")
    if id in kb.of_kind(kind):
        return id
    found = [m.id for m in find(words, kb, Person()).matches if m.kind == kind]
    if not found:
        raise Refused(f"no {kind} is called that; painfinder list {kind}s shows all of them")
    return found[0]
