"""Show all that is known about one condition, treatment, approach, red flag, circumstance or source.

\b
  painfinder show mild
  painfinder show lumbar-spinal-stenosis --json
  painfinder show cauda-equina --lang es
  painfinder show M17.0
  painfinder show mild --origin
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
from painfinder.model import KINDS, Fact, Facts, Kind, Option, Person, ShownOption
from painfinder.show.face import Face, face_of
from painfinder.understand import text

Origin = Annotated[bool, typer.Option("--origin", help="Say where each value comes from.")]


def run(
    words: given.WordsOrId = None,
    as_json: given.AsJson = False,
    plain: given.AsPlain = False,
    format: given.AsFormat = None,  # noqa: A002 - the option's name
    kb: given.Overlays = None,
    lang: given.Lang = None,
    with_: given.With = None,
    without: given.Without = None,
    brief: given.Brief = False,
    full: given.Full = False,
    staff: given.Staff = False,
    origin: Origin = False,
    color: given.Color = "auto",
) -> None:
    """Show one entry by id, or the one that words name; words pass the safety gate first."""
    face = face_of(as_json=as_json, as_plain=plain, as_format=format, color=color, brief=brief, full=full, staff=staff)
    said = given.words_of(words)
    person = given.person_of(with_, without, lang)
    base = given.knowledge(kb)
    found = by_id(said, base)
    if found is None:
        answer = find(said, base, person)
        if answer.alerts or not answer.matches:
            given.write(drawn(answer, base, face))
            raise typer.Exit(exit_code(answer))
        found = answer.matches[0].kind, answer.matches[0].id
        person = person._replace(language=person.language or answer.language)
    if origin:
        given.write(origins(*found, base))
    else:
        given.write(page(*found, base, person, face))
    raise typer.Exit(ExitCode.ANSWERED)


def by_id(said: str, kb: KnowledgeBase) -> tuple[Kind, str] | None:
    """Return the kind and id of an entry that is named by its id (`t:` before a treatment is allowed)."""
    id = text.clean(said).strip().lower().removeprefix("t:")
    return next(((kind, id) for kind in KINDS if id in kb.of_kind(kind)), None)


def shown_options(kind: Kind, id: str, kb: KnowledgeBase, person: Person) -> tuple[tuple[ShownOption, ...], int]:
    """Return the options that belong on an entry's page, and how many the person's wishes hid."""
    options.check(person, kb)
    if kind == "condition":
        chosen = options.in_order(kb.conditions[id].options, [])
    elif kind == "treatment":
        chosen = options.of_treatment(id, kb)
    else:
        return (), 0
    shown, hidden = options.for_person(chosen, kb, person)
    return shown, hidden.count


def page(kind: Kind, id: str, kb: KnowledgeBase, person: Person, face: Face) -> str | bytes:
    """Draw the page of one entry."""
    language = person.language or "en"
    shown, hidden = shown_options(kind, id, kb, person)
    thing = kb.of_kind(kind)[id]
    if face.format == "json":
        from painfinder.show import records
        from painfinder.wording import DISCLAIMER

        record = records.head("entry", kb.version, kb.overlays) | records.of_thing(kind, thing, list(shown))
        record |= origin_record(kind, id, kb)
        record["hidden"] = {"by": list(person.without) if hidden else [], "count": hidden}
        return records.to_bytes(record | {"disclaimer": DISCLAIMER[language]})
    from painfinder.show import pages

    blocks = pages.of_thing(kind, thing, shown, kb, face, language)
    if face.format == "plain":
        from painfinder.show import plain

        return plain.drawn(blocks, language)
    from painfinder.show import panels

    return panels.drawn(blocks, face, language)


def origin_record(kind: Kind, id: str, kb: KnowledgeBase) -> dict[str, object]:
    """Return whose an entry is (`origin`), and where a clinic wrote what it changed in it (`origins`, by field)."""
    from painfinder.show import clinic

    own = clinic.fields_of(kind, id, kb)
    entry = kb.origin(kind, id)
    whose = entry if entry == "painfinder" else clinic.called(kb, entry)
    return {"origin": whose} | ({"origins": own} if own else {})


def origins(kind: Kind, id: str, kb: KnowledgeBase) -> str:
    """Return one line a field: its name and the file and line that it comes from."""
    thing = kb.of_kind(kind)[id]
    lines = []
    for field in thing._fields:
        value = getattr(thing, field)
        if field == "id" or value in ("", (), None, {}, Fact(), Facts(), 0):
            continue
        lines.append((field, kb.origin(kind, id, field)))
        if field == "options":
            inside = [at for option in value for at in _inside(kind, id, option, kb)]
            lines += [(at, kb.origin(kind, id, at)) for at in inside]
        elif field == "cautions":
            lines += [(f"cautions.{t}", kb.origin(kind, id, f"cautions.{t}")) for t in value]
    if not lines:
        raise Refused("nothing is known about that entry")
    return "\n".join(f"{field}: {origin}" for field, origin in lines)


def _inside(kind: Kind, id: str, option: Option, kb: KnowledgeBase) -> list[str]:
    """Return what to ask the origin of in an option: the option, and the fields that come from elsewhere."""
    whole = f"options.{option.treatment}"
    filled = [f for f in option._fields[2:] if getattr(option, f) not in ("", (), False)]
    apart = [f"{whole}.{f}" for f in filled if kb.origin(kind, id, f"{whole}.{f}") != kb.origin(kind, id, whole)]
    return apart if len(apart) == len(filled) else [whole, *apart]
