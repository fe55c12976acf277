"""The pages that take the whole width: comparison, take-home sheet, help; and what goes to the clipboard."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from painfinder.knowledge.load import KnowledgeBase
from painfinder.show import comparison, panels, plain
from painfinder.show.desk.call import Call, Tools
from painfinder.show.desk.labels import HELP, RULES
from painfinder.show.desk.paper import said
from painfinder.show.face import Face
from painfinder.wording import DISCLAIMER

CELL = 16  # columns that a thing in the comparison needs


def side_by_side(call: Call, face: Face) -> list[str]:
    """Return the treatments (ids) that the comparison shows now: as many as fit beside "if you wait", at least two."""
    many = max(2, min((face.width - CELL) // CELL - 1, 4))
    ids = list(dict.fromkeys(s.option.treatment for s in call.options))
    first = min(call.state.shift, max(len(ids) - many, 0))
    return ids[first : first + many]


def compare(call: Call, kb: KnowledgeBase, face: Face) -> RenderableType:
    """Draw options side by side."""
    table = comparison.of_treatments(side_by_side(call, face), call.condition, kb, call.person, call.language)
    drawn = panels.drawn(comparison.as_blocks(table, call.language), face, call.language)
    return Text.from_ansi(drawn, no_wrap=True, end="")  # what is in it was cleaned, so its styles can be read


def handout(call: Call, tools: Tools, face: Face) -> RenderableType:
    """Draw the take-home sheet as text."""
    lines = tools.handout(call.condition, call.person, call.language, "text").split("\n")
    return Group(*(said_line(line, face) for line in lines))


def said_line(line: str, face: Face) -> Text:
    """Keep a line's indent, which cleaning would take away."""
    indent = len(line) - len(line.lstrip(" "))
    return Text.assemble(" " * indent, said(line, unicode=face.unicode))


def help_page(call: Call, face: Face) -> RenderableType:
    """Draw the keys and the order of every call."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for key, does in HELP[call.language]:
        shown = said(key, "bold", unicode=face.unicode) if face.unicode else Text(_arrows(key), "bold")
        table.add_row(shown, said(does if face.unicode else _arrows(does), unicode=face.unicode))
    rules = Table.grid(padding=(0, 1, 0, 0))
    rules.add_column(width=2, justify="right")
    rules.add_column(overflow="fold")
    for number, rule in enumerate(RULES[call.language], 1):
        rules.add_row(str(number), said(rule, unicode=face.unicode))
    return Group(table, Text(""), rules, Text(""), said(DISCLAIMER[call.language], unicode=face.unicode))  # fmt: skip


def _arrows(words: str) -> str:
    return words.replace("↑ ↓", "Up Down").replace("← →", "Left Right")


def copied(call: Call, kb: KnowledgeBase, tools: Tools, face: Face) -> str:
    """Return what "copy" puts on the clipboard: ids, questions and our own texts, never the caller's words."""
    if call.withheld or call.level == "urgent":
        assert call.answer is not None
        return "\n".join(f"{a.id} ({a.level}): {a.say}" for a in call.answer.alerts)
    if call.state.page == "handout" and call.condition:
        return tools.handout(call.condition, call.person, call.language, "text")
    if call.state.page == "compare" and call.condition:
        table = comparison.of_treatments(side_by_side(call, face), call.condition, kb, call.person, call.language)
        return plain.drawn(comparison.as_blocks(table, call.language), call.language)
    if call.chosen is None:
        return ""
    lines = [f"{call.chosen.name} ({call.chosen.id})"]
    lines += [f"[{'x' if q.ticked else '-' if q.denied else ' '}] {q.ask} ({q.id})" for q in call.questions]
    return "\n".join(lines)
