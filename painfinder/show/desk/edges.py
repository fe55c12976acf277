"""What stands around the page: the alert band, the lists on the left, the question below, the keys.

Parts that can be clicked carry `@click` with a fixed action and a number, never words that somebody typed.
"""

from __future__ import annotations

from rich.text import Text

from painfinder.show.desk.call import Call, Question, changed_by
from painfinder.show.desk.labels import DESK
from painfinder.show.desk.page import DOES
from painfinder.show.desk.paper import cut, plainly, said, wrap
from painfinder.show.face import Face
from painfinder.wording import LABEL, LEVEL, LEVEL_ACT

WIDE = 100  # columns from which the question says how many options it changes (narrow: the page does)
LEAST_NAME = 10  # characters of a name that still say which
DROPPED_FIRST = ("copy", "handout", "compare", "shift", "language", "next")  # keys, when there is no room for all
BAND_LINES = 4  # alerts said in full at most; the rest are named


def band(call: Call, face: Face, room: int) -> Text:
    """Draw the alerts in `face.width` columns: a bar, what was heard, the sentence to read aloud; the others named.

    room: lines that there are; all alerts are said in full while they fit.
    """
    if call.refusal:
        return Text("\n".join(wrap(plainly(call.refusal, face.unicode), face.width)), style="bold")
    if call.answer is None or not call.answer.alerts:
        return Text("")
    label = LABEL[call.language]
    text = Text()
    used = 0
    for i, alert in enumerate(call.answer.alerts):
        title, act = LEVEL[call.language][alert.level], LEVEL_ACT[call.language][alert.level]
        spoken = f"“{alert.say}”"
        lines = 2 + -(-len(spoken) // max(face.width - 8, 20))
        if i and (used + lines > room or i >= BAND_LINES):
            names = "; ".join(f"{a.name} ({LEVEL_ACT[call.language][a.level]})" for a in call.answer.alerts[i:])
            also = plainly(f"{DESK[call.language]['other_alerts']}: {names}", face.unicode)
            text.append("\n" + "\n".join(wrap(also, face.width)))
            break
        used += lines
        heard = ", ".join(f"“{words}”" for words in alert.heard)
        if i:
            text.append("\n")
        text.append_text(_bar(title, act, face))
        text.append("\n").append_text(_hanging(label["say"].upper(), spoken, face, "bold"))
        text.append("\n" + "\n".join(wrap(plainly(f"{label['heard']}: {heard}", face.unicode), face.width)))
    return text


def _bar(title: str, act: str, face: Face) -> Text:
    mark = "█" if face.unicode else "#"
    left, right = f"{mark * 2} {title} ", f" {act} {mark * 2}"
    fill = max(2, face.width - len(left) - len(right))
    if len(left) + len(right) + 2 > face.width:
        return said(f"{mark} {title}: {act}", "bold", unicode=face.unicode)
    return said(left + mark * fill + right, "bold", unicode=face.unicode)


def _hanging(label: str, words: str, face: Face, style: str) -> Text:
    """Wrap words under themselves, after a label."""
    indent = len(label) + 2
    lines = wrap(plainly(words, face.unicode), max(face.width - indent, 8))
    return Text().append(f"{label}  " + ("\n" + " " * indent).join(lines), style)


def matches(call: Call, face: Face) -> Text:
    """Draw the matches, the one on the page marked, each with how sure it is."""
    desk = DESK[call.language]
    text = Text(no_wrap=True)
    text.append(plainly(desk["matches"], face.unicode), "bold")
    found = call.answer.matches if call.answer and not call.withheld else ()
    if not found:
        text.append("\n ").append_text(said(desk["nothing_yet"], "dim", unicode=face.unicode))
    for number, match in enumerate(found, 1):
        here = call.chosen is not None and match.id == call.chosen.id
        sure = plainly(desk[match.confidence], face.unicode)
        room = max(face.width - len(sure) - 5, 6)
        name = cut(plainly(match.name, face.unicode), room, face.unicode)
        pointer = ("▸" if face.unicode else ">") if here else " "
        line = Text(f"{pointer}{number} {name:<{room}} {sure}", "bold" if here else "")
        line.apply_meta({"@click": f"app.pick({number - 1})"})
        text.append("\n").append_text(line)
    return text


def lists(call: Call, face: Face, room: int) -> Text:
    """Draw the left column in `room` lines: the matches, then the questions, scrolled to the one that is asked."""
    text = matches(call, face)
    room -= text.plain.count("\n") + 2
    if not call.questions or room < 2:
        return text
    text.append("\n\n").append(plainly(DESK[call.language]["ask_list"], face.unicode), "bold")
    lines = [line for q in call.questions for line in _toggle(q, call, face)]
    at = next((i for i, (id, _) in enumerate(lines) if call.asking and id == call.asking.id), 0)
    first = min(max(at - (room - 1) // 2, 0), max(len(lines) - (room - 1), 0))
    for _, line in lines[first : first + room - 1]:
        text.append("\n").append_text(line)
    return text


def _toggle(question: Question, call: Call, face: Face) -> list[tuple[str, Text]]:
    desk = DESK[call.language]
    here = call.asking is not None and question.id == call.asking.id
    mark = "[x]" if question.ticked else "[-]" if question.denied else "[ ]"
    pointer = ("▸" if face.unicode else ">") if here else " "
    room = max(face.width - 6, 6)
    name = cut(plainly(question.name, face.unicode), room, face.unicode)
    style = "bold" if here or question.ticked else "dim" if question.denied else ""
    line = Text(f"{pointer}{mark} {name}", style)
    line.apply_meta({"@click": f"app.tick({call.seen.questions.index(question.id)})"})
    lines = [(question.id, line)]
    if question.heard:
        how = desk["heard"] if question.ticked else desk["heard_denied"]
        quoted = cut(plainly(f"{how} “{question.heard}”", face.unicode), face.width - 5, face.unicode)
        lines.append((question.id, Text().append(f"     {quoted}", "italic")))
    return lines


def question(call: Call, face: Face) -> Text:
    """Draw the question to ask now in both languages, what a yes does, and the keys that answer it."""
    desk = DESK[call.language]
    asking = call.asking
    if asking is None:
        return Text("")
    if asking.ticked or asking.denied:
        left = sum(not q.ticked and not q.denied for q in call.questions)
        done = "" if left else f"{desk['all_asked']} "
    else:
        done = ""
    number = next(i for i, q in enumerate(call.questions, 1) if q.id == asking.id)
    label = f"{desk['ask'].upper()} {number}/{len(call.questions)}"
    text = Text().append_text(_hanging(label, f"{done}“{asking.ask}”", face, "bold"))
    if asking.other:
        text.append("\n").append_text(_hanging(" " * len(label), f"“{asking.other}”", face, ""))
    text.append("\n")
    fixed = len(label) + len(desk["applies"]) + len(desk["not"]) + len(desk["later"]) + 28  # keys and the gaps between
    skip = [("Tab", "later", desk["later"])]
    if face.width - fixed < LEAST_NAME:  # the help has it too
        skip, fixed = [], fixed - len(desk["later"]) - 8
    room = max(face.width - fixed, LEAST_NAME)
    name = cut(plainly(asking.name, face.unicode), room, face.unicode)
    text.append(" " * (len(label) + 2))
    for key, action, words in (
        ("F7", "applies", f"{desk['applies']}: {name}"), ("F8", "not", desk["not"]), *skip,
    ):  # fmt: skip
        text.append_text(_key(key, words, action, face)).append("" if key == "Tab" else "  ")
    if call.options and face.width >= WIDE:
        counts = changed_by(asking, call.options)
        does = ", ".join(f"{n} {desk[DOES[a]] if a else desk['no_rule']}" for a, n in counts.items())  # type: ignore[index]
        text.append("\n" + " " * (len(label) + 2))
        text.append_text(said(f"? {desk['if_so']}: {does}", "italic", unicode=face.unicode))
    return text


def keys(call: Call, face: Face) -> Text:
    """Draw the keys that work now; each can be clicked."""
    desk = DESK[call.language]
    if call.state.page == "call":
        pages = [] if call.withheld else [("F2", "compare"), ("F3", "handout")]
        wanted = [("F1", "help"), *pages, ("F4", "language"), ("F5", "next"), ("F6", "copy")]
    elif call.state.page == "compare":
        arrows = "← →" if face.unicode else "<- ->"
        wanted = [("Esc", "back"), (arrows, "shift"), ("F6", "copy"), ("F4", "language"), ("F5", "next")]
    elif call.state.page == "handout":
        wanted = [("Esc", "back"), ("F6", "copy"), ("F4", "language"), ("F5", "next")]
    else:
        wanted = [("Esc", "back"), ("F4", "language"), ("F5", "next"), ("Ctrl-Q", "quit")]
    spare = face.width + 2 + 2 - sum(len(key) + 5 + len(desk[f"k_{action}"]) for key, action in wanted)
    for action in DROPPED_FIRST:
        if spare < 0 and (dropped := next((w for w in wanted if w[1] == action), None)):
            wanted.remove(dropped)
            spare += len(dropped[0]) + 5 + len(desk[f"k_{action}"])
    text = Text(no_wrap=True)
    for key, action in wanted:
        click = {"shift": "right"}.get(action, action)
        text.append_text(_key(key, desk[f"k_{action}"], click, face)).append("  ")
    return text


def _key(key: str, words: str, action: str, face: Face) -> Text:
    text = Text.assemble((f" {key} ", "reverse"), " ", said(words, unicode=face.unicode))
    text.apply_meta({"@click": f"app.press('{action}')"})
    return text


def status(call: Call, face: Face) -> Text:
    """Draw the line above the keys: what was just done, or what must stand on every screen."""
    desk = DESK[call.language]
    if call.state.note:
        return said(desk.get(call.state.note, call.state.note), "bold", unicode=face.unicode)
    return said(desk["foot"], "dim", unicode=face.unicode)
