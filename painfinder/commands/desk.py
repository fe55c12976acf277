"""The live screen for the front desk: results change with every key.

\b
  painfinder desk
  painfinder desk --lang es
  painfinder desk --kb clinic.yaml
  painfinder desk --plain            line by line, for screen readers and simple terminals

\b
Nothing that is typed is kept. F1 shows the keys; F5 clears everything for the next caller.
"""

from __future__ import annotations

import os
import signal
import sys

import typer

from painfinder import options, phone
from painfinder.commands import options as given
from painfinder.commands.show import shown_options
from painfinder.errors import ExitCode
from painfinder.finder import find
from painfinder.knowledge.load import KnowledgeBase
from painfinder.model import Person
from painfinder.show.desk.call import Tools
from painfinder.show.desk.step import fresh
from painfinder.show.face import is_terminal, speaks_unicode
from painfinder.wording import Language

MOST_LINES = 500  # of a window; LINES may claim any number
KEPT_SETTINGS = ("TEXTUAL_COLOR_SYSTEM", "TEXTUAL_DISABLE_KITTY_KEY")


def run(
    plain: given.AsPlain = False,
    kb: given.Overlays = None,
    lang: given.Lang = None,
    with_: given.With = None,
) -> None:
    """Open the desk; `--with` ticks circumstances for the first caller."""
    person = given.person_of(with_, None, lang)
    base = given.knowledge(kb)
    options.check(person, base)
    state = fresh(person.language, person.circumstances)
    tools = tools_of(base)
    if plain or not _can_draw():
        from painfinder.show.desk.lines import talk

        talk(base, tools, state, sys.stdin.buffer if sys.stdin else None, given.write, _ask, _clear)
        raise typer.Exit(ExitCode.ANSWERED)
    _settle()
    from painfinder.show.desk.screen import Desk  # Textual: 230 ms

    desk = Desk(base, tools, state, unicode=speaks_unicode())
    code = desk.run()
    if desk.fault is not None:
        raise desk.fault
    if code == 128 + signal.SIGTERM:  # the terminal is restored: now end as the signal asks
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.raise_signal(signal.SIGTERM)
    raise typer.Exit(code or ExitCode.ANSWERED)


def tools_of(kb: KnowledgeBase) -> Tools:
    """Return what the desk calls on."""

    def handout(condition: str, person: Person, language: Language, form: str) -> str:
        from painfinder.show import handout as sheets
        from painfinder.show import sheet

        person = person._replace(language=language)
        shown, _ = shown_options("condition", condition, kb, person)
        return sheet.written(sheets.of_condition(kb.conditions[condition], shown, kb, person), form)

    return Tools(lambda words, person: find(words, kb, person), phone.script, handout)


def _can_draw() -> bool:
    """Whether all ends are a terminal that can place its cursor.

    stderr too: Textual draws there, and a screen sent to a file would be a caller's words on disk.
    """
    terminal = all(s is not None and s.isatty() for s in (sys.stdin, sys.stderr)) and is_terminal()
    return terminal and (os.name == "nt" or os.environ.get("TERM", "dumb") not in ("dumb", "unknown", ""))


def _settle() -> None:
    """Take away what would make Textual write a log or a picture of the screen to disk, or send them somewhere."""
    for name in [n for n in os.environ if n.startswith("TEXTUAL") and n not in KEPT_SETTINGS]:
        del os.environ[name]
    lines = os.environ.get("LINES", "")
    if lines and not (lines.isascii() and lines.isdigit() and len(lines) < 6 and 0 < int(lines) <= MOST_LINES):
        del os.environ["LINES"]
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _ask(prompt: str) -> None:
    """Put a prompt on stderr, when somebody is there to read it."""
    if sys.stderr is not None and sys.stdin is not None and sys.stdin.isatty():
        sys.stderr.write(prompt)
        sys.stderr.flush()


def _clear() -> None:
    """Wipe the window and what it can scroll back to, where that is possible: typed words stand there."""
    if is_terminal() and os.environ.get("TERM", "dumb") not in ("dumb", "unknown", ""):
        sys.stdout.write("\x1b[H\x1b[2J\x1b[3J")
        sys.stdout.flush()
