"""The right-hand page of a call: what to ask first, what to say, what not to say, what to book, then the options.

`page` is what must be on the screen at once, `details` what may follow a moment later.
"""

from __future__ import annotations

from rich.text import Text

from painfinder.knowledge.load import KnowledgeBase
from painfinder.model import ACTIONS, Action, ShownOption
from painfinder.show import answer_page, option_page
from painfinder.show.blocks import Block, Card, Listing
from painfinder.show.desk.call import Call, effect
from painfinder.show.desk.labels import DESK, SHORT_ROLE
from painfinder.show.desk.paper import NARROW, Paper, cut, plainly, wrap
from painfinder.show.face import Face
from painfinder.show.ink import EVIDENCE_STYLE
from painfinder.wording import (
    CONFIDENCE,
    ENGLISH_TEXTS,
    EVIDENCE,
    EVIDENCE_MARK,
    EVIDENCE_MARK_ASCII,
    LABEL,
    LEVEL,
    LEVEL_ACT,
    ROLE,
)

DOES: dict[Action, str] = {"avoid": "does_avoid", "ask-clinician-first": "does_ask", "prepare": "does_prepare"}
CARDS = 4  # options laid out in detail under the page


def page(call: Call, kb: KnowledgeBase, face: Face) -> Text:
    """Draw what is on the page at once."""
    desk, paper = DESK[call.language], Paper(face)
    if call.answer is None:
        if call.refusal:  # the band says so
            return paper.text
        paper.say(desk["start"])
        paper.blank()
        paper.say(desk["start_more"], "bold")
        paper.blocks([Listing(LABEL[call.language]["phone_script"], call.script)])
    elif call.withheld:
        _withheld(call, paper)
    elif call.chosen is None:
        _which(call, paper)
    else:
        sure = plainly(CONFIDENCE[call.language][call.chosen.confidence], face.unicode)
        paper.line(
            (cut(plainly(call.chosen.name, face.unicode), face.width - len(sure) - 2, face.unicode), "bold"),
            (f"  {sure}", "italic"),
        )
        for reason in call.chosen.because[: 1 if face.width < NARROW else 3]:
            paper.line((cut(plainly(reason, face.unicode), face.width, face.unicode), ""))
        _spoken(call, kb, paper)
        if call.options:
            _options(call, kb, paper)
        if call.language == "es":
            paper.say(ENGLISH_TEXTS["es"], "italic")
    return paper.text


def _spoken(call: Call, kb: KnowledgeBase, paper: Paper) -> None:
    """Write the phone script for what is chosen: ask, say, do not say, book."""
    desk = DESK[call.language]
    if call.level == "urgent":  # the hand-over comes before everything else
        for i, line in enumerate(call.script):
            paper.run(LABEL[call.language]["phone_script"] if i == 0 else "", line)
    first = kb.conditions[call.condition].first_question(call.language) if call.condition else ""
    if first:
        paper.run(desk["ask_first"], f"{first} {desk['if_yes_type']}", "bold")
    if call.level != "urgent":
        paper.run(desk["say"], desk["say_words"])
        paper.run(desk["not_say"], desk["not_words"])
    if paper.width >= NARROW:  # on a narrow screen the notes follow the options, at the head of the details
        for note in notes(call)[:2]:
            paper.run("", note, "italic")
    paper.run(desk["book"], booking(call), "bold")


def notes(call: Call) -> list[str]:
    """Return what the desk must know about the question that is asked, then about the ticks, the latest first."""
    asking = [call.asking] if call.asking else []
    ticked = [q for id in reversed(call.person.circumstances) for q in call.questions if q.id == id]
    return list(dict.fromkeys(q.staff_note for q in (*asking, *ticked) if q.staff_note))


def booking(call: Call) -> str:
    """Say in a line or two what may be booked as far as the answers go."""
    desk = DESK[call.language]
    if call.withheld:
        return desk["book_stop"]
    if call.level == "urgent":
        return desk["book_urgent"]
    if call.chosen is None:
        return desk["book_none"]
    parts = [desk["book_visit"]]
    held = [s.cautions[0].action for s in call.options if s.cautions]
    counts = [f"{held.count(a)} {desk[DOES[a]]}" for a in reversed(ACTIONS) if a in held and a != "prepare"]
    if counts:
        parts.append(f"{desk['marked']}: {', '.join(counts)}.")
    still = sum(not q.ticked and not q.denied for q in call.questions)
    if still:
        parts.append(f"{still} {desk['open']}.")
    return " ".join(parts)


def _options(call: Call, kb: KnowledgeBase, paper: Paper) -> None:
    """Write the options in order; beside each what the ticks (!) or the question below (?) do to it."""
    desk, label, unicode = DESK[call.language], LABEL[call.language], paper.unicode
    mark = EVIDENCE_MARK if unicode else EVIDENCE_MARK_ASCII
    narrow = paper.width < NARROW
    roles = SHORT_ROLE[call.language] if narrow else ROLE[call.language]
    role_width, proof_width, does_width = (7, 11, 12) if narrow else (19, 18, 15)
    room = max(paper.width - role_width - proof_width - does_width - 1, 8)
    if not narrow:
        paper.blank()
    head = [cut(plainly(h, unicode), w, unicode) for h, w in (
        (label["try"], role_width - 1), (label["your_options"], room), (label["proof"].split()[-1], proof_width - 1),
        (desk["effect"], does_width),
    )]  # fmt: skip
    paper.line((f"{head[0]:<{role_width}}{head[1]:<{room + 1}}{head[2]:<{proof_width}}{head[3]}", "italic"))
    for shown in call.options:
        action, holds = effect(shown, call.asking)
        does = f"{'!' if holds else '?'}{'' if narrow else ' '}{desk[DOES[action]]}" if action else ""  # type: ignore[index]
        evidence = plainly(EVIDENCE[call.language][shown.option.evidence], unicode)
        dots = "" if narrow else f"{mark[shown.option.evidence]:<4} "
        first, *others = wrap(plainly(_named(shown, kb, call), unicode), room)
        style = "dim" if shown.avoid or not shown.offered else "bold"
        paper.line(
            (f"{plainly(roles[shown.option.role], unicode):<{role_width}}", ""),
            (f"{first:<{room + 1}}", style),
            (dots, EVIDENCE_STYLE[shown.option.evidence]),
            (f"{cut(evidence, proof_width - len(dots) - 1, unicode):<{proof_width - len(dots)}}", ""),
            (cut(plainly(does, unicode), does_width, unicode), "bold" if holds else "italic"),
        )
        for line in others:
            paper.line((" " * role_width, ""), (line, style))


def _named(shown: ShownOption, kb: KnowledgeBase, call: Call) -> str:
    name = shown.name
    if not call.condition:
        name = f"{option_page.condition_name(kb, shown.option.condition, call.language)}: {name}"
    strict = bool(shown.cautions) and shown.cautions[0].action != "prepare"
    marks = option_page.marks(shown, call.language, kb)[int(strict) :]  # the table has the strictest action already
    return " · ".join((name, *marks))


def _which(call: Call, paper: Paper) -> None:
    """Write the page when nothing stands out: how to tell the matches apart, or that nothing fits."""
    assert call.answer is not None
    desk, label = DESK[call.language], LABEL[call.language]
    if not call.answer.matches:
        paper.say(f"{label['no_match']} {label['covers']}", "bold")
    else:
        paper.say(label["which"], "bold")
        for number, line in enumerate(call.answer.ask or tuple(m.name for m in call.answer.matches), 1):
            paper.say(line, "", 3, str(number))
    paper.blank()
    paper.run(desk["say"], desk["say_words"])
    paper.run(desk["not_say"], desk["not_words"])
    paper.run(desk["book"], booking(call), "bold")


def _withheld(call: Call, paper: Paper) -> None:
    """Write the page of an emergency or a crisis: nothing to book, why, the script."""
    assert call.answer is not None
    desk, label = DESK[call.language], LABEL[call.language]
    paper.run(desk["book"], f"{desk['book_stop']} {label['withheld']}", "bold")
    whys = [f"{a.name}: {a.why}" for a in call.answer.alerts if a.sure and a.why]
    for title, lines in ((label["phone_script"], call.script), (label["why"], whys)):
        for i, line in enumerate(lines):
            paper.run(title if i == 0 else "", line)


def details(call: Call, kb: KnowledgeBase, face: Face) -> Text:
    """Draw what stands under (on a wide screen, beside) the page: what the answers change, what it is, the options."""
    if call.answer is None or call.withheld or call.chosen is None:
        return Text("")
    desk, label = DESK[call.language], LABEL[call.language]
    blocks: list[Block] = []
    told = (f"{s.name}: {names[c.circumstance]}. {c.note}" for names in [{q.id: q.name for q in call.questions}]
            for s in call.options for c in s.cautions if c.circumstance in names)  # fmt: skip
    blocks.append(Listing(desk["told"], tuple(dict.fromkeys((*notes(call), *told)))))
    if call.condition:
        condition = kb.conditions[call.condition]
        worry = tuple(
            f"{f.name_es if call.language == 'es' else f.name}: "
            f"{LEVEL[call.language][f.level]}, {LEVEL_ACT[call.language][f.level]}"
            for f in (kb.red_flags[i] for i in condition.when_to_worry)
        )
        blocks.append(Card(option_page.condition_name(kb, call.condition, call.language), (
            (label["what_it_is"], condition.summary.text),
            (label["if_you_wait"], condition.if_you_wait.text),
            (label["when_to_worry"], worry),
        )))  # fmt: skip
    elif call.chosen.kind in ("treatment", "approach"):
        meant = answer_page.meant(call.answer._replace(matches=(call.chosen,)), kb)
        blocks += [b for b in meant if isinstance(b, Card)]
    blocks += [option_page.option_card(s, kb, call.language) for s in call.options[:CARDS]]
    if call.level != "urgent":
        blocks.append(Listing(label["phone_script"], call.script))
    paper = Paper(face)
    paper.blocks(blocks)
    return paper.text
