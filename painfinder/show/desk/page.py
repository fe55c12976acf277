"""The right-hand page of a call: what to ask first, what to say, what not to say, what to book, then the options.

Rich only; every word goes in as Text through `said`, never as markup. `page` is what must be on the screen at once,
`details` what may follow a moment later (it takes longer to draw).
"""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from painfinder.knowledge.load import KnowledgeBase
from painfinder.model import ACTIONS, Action, ShownOption
from painfinder.show import answer_page, panels
from painfinder.show.blocks import Block, Card, Listing
from painfinder.show.desk.call import Call, effect
from painfinder.show.desk.labels import DESK, SHORT_ROLE
from painfinder.show.face import Face
from painfinder.show.ink import ASCII, EVIDENCE_STYLE, without_accents
from painfinder.understand.text import printable
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
NARROW = 64  # columns of the page below which labels stand in the line and roles are short
CARDS = 4  # options laid out in detail under the page


def said(words: str, style: str = "", *, unicode: bool = True) -> Text:
    """Make outside words a Text: cleaned, never read as markup."""
    words = printable(words)
    return Text(words if unicode else without_accents(words.translate(ASCII)), style=style)


def page(call: Call, kb: KnowledgeBase, face: Face) -> RenderableType:
    """Draw what is on the page at once."""
    desk = DESK[call.language]
    if call.refusal and call.answer is None:
        return said(call.refusal, "bold", unicode=face.unicode)
    if call.answer is None:
        return _lines([(desk["start"], ""), ("", ""), (desk["start_more"], "bold"), ("", ""), *_script(call)], face)
    if call.withheld:
        return _withheld(call, face)
    if call.chosen is None:
        return _which(call, face)
    chosen = call.chosen
    parts: list[RenderableType] = [
        Text.assemble(
            said(chosen.name, "bold", unicode=face.unicode),
            "  ",
            said(CONFIDENCE[call.language][chosen.confidence], "italic", unicode=face.unicode),
        )
    ]
    for reason in chosen.because[: 1 if face.width < NARROW else 3]:
        line = said(reason, unicode=face.unicode)
        line.truncate(face.width, overflow="ellipsis")
        parts.append(line)
    spoken = _spoken(call, kb)
    if face.width >= NARROW:  # on a narrow screen the notes follow the options, at the head of the details
        spoken[-1:-1] = [("", note, "italic") for note in notes(call)[:2]]
    parts.append(_rows(spoken, face))
    if call.options:
        parts += [*([] if face.width < NARROW else [Text("")]), _options(call, kb, face)]
    if call.language == "es":
        parts.append(said(ENGLISH_TEXTS["es"], "italic", unicode=face.unicode))
    return Group(*parts)


def _spoken(call: Call, kb: KnowledgeBase) -> list[tuple[str, str, str]]:
    """Return the phone script for what is chosen as (label, words, style)."""
    desk = DESK[call.language]
    rows = []
    first = kb.conditions[call.condition].ask_first if call.condition else ""
    if first:
        rows.append((desk["ask_first"], f"{first} {desk['if_yes_type']}", "bold"))
    rows.append((desk["say"], desk["say_words"], ""))
    rows.append((desk["not_say"], desk["not_words"], ""))
    rows.append((desk["book"], booking(call), "bold"))
    return rows


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


def _options(call: Call, kb: KnowledgeBase, face: Face) -> Table:
    """Draw the options in order; beside each what the ticks (!) or the question below (?) do to it."""
    desk, label = DESK[call.language], LABEL[call.language]
    mark = EVIDENCE_MARK if face.unicode else EVIDENCE_MARK_ASCII
    narrow = face.width < NARROW
    roles = SHORT_ROLE[call.language] if narrow else ROLE[call.language]
    table = Table.grid(padding=(0, 1, 0, 0), expand=True)
    table.add_column(width=6 if narrow else 18, no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    table.add_column(width=10 if narrow else 17, no_wrap=True)
    table.add_column(width=12 if narrow else 15, no_wrap=True)
    head = (label["try"], label["your_options"], label["proof"].split()[-1], desk["effect"])
    table.add_row(*(said(h, "italic", unicode=face.unicode) for h in head))
    several = not call.condition
    for shown in call.options:
        action, holds = effect(shown, call.asking)
        does = f"{'!' if holds else '?'}{'' if narrow else ' '}{desk[DOES[action]]}" if action else ""  # type: ignore[index]
        table.add_row(
            said(roles[shown.option.role], unicode=face.unicode),
            said(_named(shown, kb, call, several), "bold" if not shown.avoid else "dim", unicode=face.unicode),
            Text.assemble(
                ("" if narrow else mark[shown.option.evidence] + " ", EVIDENCE_STYLE[shown.option.evidence]),
                said(EVIDENCE[call.language][shown.option.evidence], unicode=face.unicode),
            ),
            said(does, "bold" if holds else "italic", unicode=face.unicode),
        )
    return table


def _named(shown: ShownOption, kb: KnowledgeBase, call: Call, several: bool) -> str:
    name = shown.name
    if several:
        name = f"{answer_page.condition_name(kb, shown.option.condition, call.language)}: {name}"
    marks = answer_page.marks(shown, call.language, kb)[int(_strict(shown)) :]  # the table has the strictest action
    return " · ".join((name, *marks))


def _strict(shown: ShownOption) -> bool:
    return bool(shown.cautions) and shown.cautions[0].action != "prepare"


def _which(call: Call, face: Face) -> RenderableType:
    """Draw the page when nothing stands out: how to tell the matches apart, or that nothing fits."""
    assert call.answer is not None
    desk, label = DESK[call.language], LABEL[call.language]
    if not call.answer.matches:
        lines = [(f"{label['no_match']} {label['covers']}", "bold"), ("", "")]
    else:
        lines = [(label["which"], "bold"), *((f"{i}  {ask}", "") for i, ask in enumerate(call.answer.ask, 1)), ("", "")]
        if not call.answer.ask:
            lines[1:1] = [(f"{i}  {m.name}", "") for i, m in enumerate(call.answer.matches, 1)]
    rows = [(desk["say"], desk["say_words"], ""), (desk["book"], booking(call), "bold")]
    return Group(_lines(lines, face), _rows(rows, face))


def _withheld(call: Call, face: Face) -> RenderableType:
    """Draw the page of an emergency or a crisis: every alert, the script, nothing to book."""
    desk, label = DESK[call.language], LABEL[call.language]
    rows = [(desk["book"], f"{desk['book_stop']} {label['withheld']}", "bold")]
    rows += [(label["why"] if i == 0 else "", why, "") for i, why in enumerate(_whys(call))]
    rows += [(label["phone_script"] if i == 0 else "", line, "") for i, line in enumerate(call.script)]
    return _rows(rows, face)


def _whys(call: Call) -> list[str]:
    assert call.answer is not None
    return [f"{a.name}: {a.why}" for a in call.answer.alerts if a.sure and a.why]


def _script(call: Call) -> list[tuple[str, str]]:
    return [(line, "") for line in call.script]


def details(call: Call, kb: KnowledgeBase, face: Face) -> Text:
    """Draw what stands under (on a wide screen, beside) the page: what the answers change, what it is, the options."""
    if call.answer is None or call.withheld or call.chosen is None:
        return Text("")
    desk, label = DESK[call.language], LABEL[call.language]
    blocks: list[Block] = []
    if call.level == "urgent" and call.script:
        blocks.append(Listing(label["phone_script"], call.script))
    told = tuple(
        f"{s.name} — {q.name}: {s_caution.note}"
        for q in call.questions
        if q.ticked
        for s in call.options
        for s_caution in s.cautions
        if s_caution.circumstance == q.id
    )
    blocks += [Listing(desk["told"], tuple(dict.fromkeys((*notes(call), *told))))]
    if call.condition:
        condition = kb.conditions[call.condition]
        worry = tuple(
            f"{f.name_es if call.language == 'es' else f.name}: "
            f"{LEVEL[call.language][f.level]}, {LEVEL_ACT[call.language][f.level]}"
            for f in (kb.red_flags[i] for i in condition.when_to_worry)
        )
        blocks.append(Card(answer_page.condition_name(kb, call.condition, call.language), (
            (label["what_it_is"], condition.summary.text),
            (label["if_you_wait"], condition.if_you_wait.text),
            (label["when_to_worry"], worry),
        )))  # fmt: skip
    elif call.chosen.kind in ("treatment", "approach"):
        meant = answer_page.meant(call.answer._replace(matches=(call.chosen,)), kb)
        blocks += [b for b in meant if isinstance(b, Card)]
    blocks += [answer_page.option_card(s, kb, call.language) for s in call.options[:CARDS]]
    if call.level != "urgent" and call.script:
        blocks.append(Listing(label["phone_script"], call.script))
    return boxed(blocks, face, call)


def boxed(blocks: list[Block], face: Face, call: Call) -> Text:
    """Draw blocks as the other commands do. What comes out was cleaned on its way in, so its colours can be read."""
    return Text.from_ansi(panels.drawn(blocks, face, call.language), no_wrap=True, end="")


def _rows(rows: list[tuple[str, str, str]], face: Face) -> RenderableType:
    """Draw labelled lines: label in its own column when there is room, else at the head of the line."""
    if face.width < NARROW:
        lines = []
        for label, words, style in rows:
            head = said(label.upper(), "bold", unicode=face.unicode)
            line = Text.assemble(head, " " if label else "  ", said(words, style, unicode=face.unicode))
            lines.append(line)
        return Group(*lines)
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=12, overflow="fold")
    table.add_column(overflow="fold")
    for label, words, style in rows:
        table.add_row(said(label, "bold", unicode=face.unicode), said(words, style, unicode=face.unicode))
    return table


def _lines(lines: list[tuple[str, str]], face: Face) -> Group:
    return Group(*(said(words, style, unicode=face.unicode) for words, style in lines))
