"""The blocks of an Answer: first what must not wait, then what is meant and why, then the options, then what next."""

from __future__ import annotations

from painfinder import phone
from painfinder.knowledge.load import KnowledgeBase
from painfinder.model import Answer
from painfinder.options import booking_questions
from painfinder.show import clinic
from painfinder.show.blocks import Alarm, Block, Card, Head, Listing, Note
from painfinder.show.face import Face
from painfinder.show.option_page import circumstance_name, is_of_one_treatment, option_card, table_of, told_of
from painfinder.wording import (
    CONFIDENCE,
    ENGLISH_TEXTS,
    LABEL,
    LEVEL,
    LEVEL_ACT,
)

CARDS = 3  # options laid out in detail unless --brief or --full


def of_answer(answer: Answer, kb: KnowledgeBase, face: Face) -> list[Block]:
    """Return the blocks of an answer."""
    label = LABEL[answer.language]
    blocks: list[Block] = list(alarms(answer, kb))
    if answer.withheld:
        return [*blocks, Note(label["withheld"]), *staff(answer, kb, face), Note(answer.disclaimer)]
    if not answer.matches:
        if not answer.alerts:
            blocks.append(Note(f"{label['no_match']} {label['covers']}"))
        return [*blocks, *staff(answer, kb, face), *clinic.details(kb, answer.language), Note(answer.disclaimer)]
    blocks += meant(answer, kb)
    if face.explain:
        blocks.append(explained(answer))
    if answer.circumstances:
        said = tuple(f"“{h.words}”: {circumstance_name(kb, h.id, answer.language)}" for h in answer.circumstances)
        blocks.append(Listing(label["circumstances"], said))
    blocks += laid_out(answer, kb, face)
    if not answer.options and not answer.hidden.count and len(answer.matches) > 1 and answer.ask:
        blocks += [Listing(label["which"], answer.ask, numbered=True), Note(label["say_more"])]
    elif answer.ask:
        blocks.append(Listing(label["ask_first"], answer.ask))
    blocks += staff(answer, kb, face)
    if answer.language == "es":
        blocks.append(Note(ENGLISH_TEXTS["es"]))
    blocks += [*next_steps(answer), *clinic.details(kb, answer.language)]
    return [*blocks, Note(answer.disclaimer)]


def alarms(answer: Answer, kb: KnowledgeBase | None = None) -> list[Block]:
    """Return one alarm for each alert, highest first; with a knowledge base, the clinic's badge and nurse line too."""
    language = answer.language
    label = LABEL[language]
    own = {a.id: clinic.badge(kb, "red-flag", a.id) if kb and a.id in kb.red_flags else "" for a in answer.alerts}
    return [
        Alarm(
            level=alert.level,
            title=LEVEL[language][alert.level],
            act=LEVEL_ACT[language][alert.level],
            pairs=(
                (label["heard"], tuple(f"“{words}”" for words in alert.heard)),
                (label["say"], f"“{alert.say}” {own[alert.id] if alert.sure else ''}".strip()),
                (label["why"], f"{alert.why} {own[alert.id]}".strip() if alert.sure else ""),
                *((clinic.whom_to_call(alert.level, kb, language),) if kb else ()),
            ),
        )
        for alert in answer.alerts
    ]


def meant(answer: Answer, kb: KnowledgeBase) -> list[Block]:
    """Return what is meant, why, and what else it could be."""
    language = answer.language
    label = LABEL[language]
    first, *others = answer.matches
    tied = not answer.options and not answer.hidden.count and len(answer.matches) > 1 and first.kind == "condition"
    if tied:
        return [Head(label["because"], "", "", first.because)] if first.because else []
    blocks: list[Block] = [
        Head(label["you_may_mean"], first.name, CONFIDENCE[language][first.confidence], first.because)
    ]
    if others:
        names = tuple(f"{m.name} ({CONFIDENCE[language][m.confidence]})" for m in others[:3])
        blocks.append(Listing(label["could_also_be"], names))
    if first.kind == "condition":
        condition = kb.conditions[first.id]
        said = {f: clinic.badged(t, kb, "condition", first.id, f) for f, t in (
            ("summary", condition.summary.text), ("if_you_wait", condition.if_you_wait.text),
        )}  # fmt: skip
        pairs = ((label["what_it_is"], said["summary"]), (label["if_you_wait"], said["if_you_wait"]))
        blocks.append(Card(first.name, pairs))
    elif first.kind == "treatment":
        treatment = kb.treatments[first.id]
        summary = clinic.badged(treatment.summary.text, kb, "treatment", first.id, "summary")
        told = told_of(treatment, kb, language) if is_of_one_treatment(answer.options) else ()
        blocks.append(Card(first.name, ((label["what_it_is"], summary), *told)))
    elif first.kind == "approach":
        approach = kb.approaches[first.id]
        named = tuple(kb.treatments[t].name for t in approach.treatments)
        blocks.append(
            Card(
                first.name,
                (
                    (label["what_it_is"], clinic.badged(approach.summary.text, kb, "approach", first.id, "summary")),
                    (label["caution"], clinic.badged(approach.caution.text, kb, "approach", first.id, "caution")),
                    (label["treatments"], named),
                ),
            )
        )
    return blocks


def explained(answer: Answer) -> Listing:
    """Return what each way of matching made of the words, for staff and for the curious."""
    lines = tuple(
        f"{m.id} ({m.confidence}): " + ", ".join(f"{name} {part:.2f}" for name, part in m.parts.items())
        for m in answer.matches
    )
    return Listing("explain", lines)


def laid_out(answer: Answer, kb: KnowledgeBase, face: Face) -> list[Block]:
    """Return the table of options, then a card for the first few of them."""
    label = LABEL[answer.language]
    blocks: list[Block] = []
    if answer.options:
        blocks.append(table_of(answer.options, kb, answer.language))
    if answer.hidden.count:
        blocks.append(Note(f"{answer.hidden.count} {label['hidden']}: {', '.join(answer.hidden.by)}"))
    if not face.brief:
        shown = answer.options if face.full else answer.options[:CARDS]
        alone = is_of_one_treatment(answer.options)
        blocks += [option_card(s, kb, answer.language, told=alone) for s in shown]
    return blocks


def staff(answer: Answer, kb: KnowledgeBase, face: Face) -> list[Block]:
    """Return the phone script and the booking questions, when staff asked for them; in full, the phone rules too."""
    if not face.staff:
        return []
    label = LABEL[answer.language]
    blocks: list[Block] = [Listing(label["phone_script"], phone.script(answer.level, answer.language))]
    asked = tuple(question for _, question in booking_questions(answer.options, kb, answer.language))
    if asked:
        blocks.append(Listing(label["booking_questions"], asked, numbered=True))
    if face.full and not answer.withheld:  # an emergency is no time to read
        for about, lines in phone.RULES.items():
            blocks.append(Listing(label[about], lines[answer.language]))
    return blocks


def next_steps(answer: Answer) -> list[Block]:
    """Return the commands that fit as the next step."""
    label = LABEL[answer.language]
    first = answer.matches[0]
    steps = []
    if answer.options and first.kind in ("condition", "treatment"):
        condition = answer.options[0].option.condition
        sheet = f"painfinder handout {condition} -o {condition}.html"
        steps = [f"painfinder compare --for {condition}", f"{sheet}  ({label['questions']})"]
    if first.kind != "condition" or not answer.options:
        steps.insert(0, f"painfinder show {first.id}")
    return [Listing(label["next"], tuple(steps))]
