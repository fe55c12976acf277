"""Say what hurts; read what it may be and what can be done about it.

\b
  painfinder find "bone on bone knee"
  painfinder find "me duele la rodilla" --lang es
  painfinder find "sciatica, on eliquis" --staff
  painfinder find "spinal stenosis" --without needle --with blood-thinner
  pbpaste | painfinder find - --json
"""

from __future__ import annotations

import typer

from painfinder.commands import options as given
from painfinder.errors import ExitCode
from painfinder.finder import find
from painfinder.knowledge.load import KnowledgeBase
from painfinder.model import Answer
from painfinder.show.face import Face, face_of


def run(
    words: given.Words = None,
    as_json: given.AsJson = False,
    plain: given.AsPlain = False,
    format: given.AsFormat = None,  # noqa: A002 - the option's name
    kb: given.Overlays = None,
    lang: given.Lang = None,
    with_: given.With = None,
    without: given.Without = None,
    limit: given.Limit = 5,
    brief: given.Brief = False,
    full: given.Full = False,
    explain: given.Explain = False,
    staff: given.Staff = False,
    color: given.Color = "auto",
) -> None:
    """Answer one text: alerts, matches, options."""
    face = face_of(
        as_json=as_json, as_plain=plain, as_format=format, color=color, brief=brief, full=full, explain=explain,
        staff=staff,
    )  # fmt: skip
    said = given.words_of(words)
    person = given.person_of(with_, without, lang)
    base = given.knowledge(kb)
    answer = find(said, base, person, limit)
    given.write(drawn(answer, base, face))
    raise typer.Exit(exit_code(answer))


def exit_code(answer: Answer) -> ExitCode:
    """Return how the process ends after this answer."""
    if answer.alerts:
        return ExitCode.RED_FLAG
    return ExitCode.ANSWERED if answer.matches else ExitCode.NO_MATCH


def drawn(answer: Answer, kb: KnowledgeBase, face: Face) -> str | bytes:
    """Draw an answer in the face that was asked for."""
    if face.format == "json":
        from painfinder.show import records

        record = records.of_answer(answer, kb.version, kb.overlays, explain=face.explain)
        if face.staff:
            from painfinder.options import booking_questions

            record["staff"] = {
                "booking_questions": [
                    {"circumstance": c, "question": q}
                    for c, q in booking_questions(answer.options, kb, answer.language)
                ]
            }
        return records.to_bytes(record)
    from painfinder.show import answer_page

    blocks = answer_page.of_answer(answer, kb, face)
    if face.format == "plain":
        from painfinder.show import plain

        return plain.drawn(blocks, answer.language)
    from painfinder.show import panels

    return panels.drawn(blocks, face, answer.language)
