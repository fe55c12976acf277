"""The live screen: keys to `step`, the State to a `Call`, the Call to widgets. No decision is made here.

Textual would print the local variables (a caller's words) after a fault, offer to save a screenshot, copy what is
marked with the mouse: all of that is off.
"""

from __future__ import annotations

import asyncio
import os
import signal
import threading

from rich.console import RenderableType
from rich.text import Text
from textual.app import App, ComposeResult
from textual.containers import Container, Horizontal
from textual.events import Resize
from textual.timer import Timer
from textual.widgets import Input

from painfinder.knowledge.load import KnowledgeBase
from painfinder.model import LEVELS
from painfinder.show import saved
from painfinder.show.desk import call as calls
from painfinder.show.desk import edges, full, page, paper, step
from painfinder.show.desk.call import Call, Tools
from painfinder.show.desk.labels import DESK
from painfinder.show.desk.saving import save_new
from painfinder.show.desk.step import State
from painfinder.show.desk.style import CSS, SMALLEST, WIDE, columns
from painfinder.show.desk.widgets import BINDINGS, Said, Scroll, Words
from painfinder.show.face import Face

FIXED = ("left", "status", "keys", "small")  # parts whose room does not depend on what is in them
SETTLED = 0.15  # seconds without a key before the details are drawn


class Desk(App[int]):
    """The front desk's screen; `run()` returns the exit code."""

    CSS = CSS
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    BINDINGS = BINDINGS

    def __init__(self, kb: KnowledgeBase, tools: Tools, state: State, *, unicode: bool = True) -> None:
        super().__init__(ansi_color=True)  # before NO_COLOR is looked at: else black on black
        self.kb = kb
        self.tools = tools
        self.state = state
        self.unicode = unicode
        self.call: Call = calls.of(state, kb, tools)
        self.animation_level = "none"
        self._later: Timer | None = None
        self._drawn: dict[str, RenderableType] = {}
        self.fault: Exception | None = None  # an unforeseen error

    def compose(self) -> ComposeResult:
        """Lay out the parts; `style` decides which of them show."""
        yield Said("band")
        with Horizontal(id="says"):
            yield Said("says_label")
            yield Words(id="words", select_on_focus=False)
        yield Said("small")
        with Horizontal(id="main"):
            yield Said("left")
            with Scroll(id="right"), Container(id="pair"):
                yield Said("page")
                yield Said("details")
        with Scroll(id="full"):
            yield Said("full_text")
        with Horizontal(id="save"):
            yield Said("save_label")
            yield Words(id="path", select_on_focus=False)
        yield Said("question")
        yield Said("status")
        yield Said("keys")

    def on_mount(self) -> None:
        """Use the terminal's own colours and start with the words in focus."""
        self.theme = next((t for t in ("ansi-dark", "textual-ansi") if t in self.available_themes), self.theme)
        self.screen.set_class(self.no_color, "mono")
        for words in self.query(Words):
            words.cursor_blink = False
        self.query_one("#words").focus()
        self.show()
        self.call_after_refresh(self._wake)
        if os.name != "nt" and threading.current_thread() is threading.main_thread():
            loop = asyncio.get_running_loop()  # ended from outside, the terminal is restored all the same
            loop.add_signal_handler(signal.SIGINT, self.exit, 130)
            loop.add_signal_handler(signal.SIGTERM, self.exit, 128 + signal.SIGTERM)

    def _wake(self) -> None:
        """Understand something once, so that the first key does not wait for what is made at the first look."""
        calls.of(self.state._replace(words="knee pain"), self.kb, self.tools)

    def on_resize(self, _: Resize) -> None:
        """Draw anew in the new size, once it is known to all."""
        self.call_after_refresh(self.show)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Follow the words with every key."""
        event.stop()
        if event.input.id == "words" and event.value != self.state.words:
            self.go(step.typed(self.state, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Save the take-home sheet under the name that was typed; Enter does nothing to the words."""
        event.stop()
        path = event.value.strip()
        if event.input.id != "path" or not path:
            return
        call, form = self.call, saved.format_of(path)
        sheet = self.tools.handout(call.condition, call.person, call.language, form) if form else ""
        self.go(self.state._replace(note=save_new(path, sheet) if form else "bad_ending"))

    def action_press(self, action: str) -> None:
        """Do what a key of `step.KEYS` means."""
        if action == "copy":
            text = full.copied(self.call, self.kb, self.tools, self.face(self.size.width - 4))
            if text:
                self.copy_to_clipboard(text)
                self._clipboard = ""  # the terminal has it; nothing stays here
            self.go(self.state._replace(note="copied" if text else "nothing_to_copy"))
        elif action == "quit":
            self.exit(0)
        elif action == "next":
            self.next_caller()
        else:
            self.go(step.pressed(self.state, action, self.call.seen))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the left and right keys to the words unless they move a comparison."""
        return action != "press" or parameters[0] not in ("left", "right") or self.state.page == "compare"

    def action_pick(self, number: int) -> None:
        """Go to a match that was clicked."""
        if number < len(self.call.seen.matches):
            self.go(step.picked(self.state, self.call.seen.matches[number]))

    def action_tick(self, number: int) -> None:
        """Tick or untick a circumstance that was clicked."""
        if number < len(self.call.seen.questions):
            self.go(step.toggled(self.state, self.call.seen.questions[number], self.call.seen))

    def action_scroll_page(self, by: int) -> None:
        """Move the page, or the full-width page that hides it."""
        view = self.query_one("#full" if self.state.page != "call" else "#right", Scroll)
        view.scroll_relative(y=by * max(view.size.height - 2, 1), animate=False)

    def action_leave(self, code: int) -> None:
        """End with an exit code."""
        self.exit(code)

    def next_caller(self) -> None:
        """Forget the call: words, ticks, pages, what was drawn, the name of a file."""
        self._drawn.clear()
        self.query_one("#path", Words).value = ""
        self.query_one("#words", Words).value = ""
        self.go(step.pressed(self.state, "next", self.call.seen)._replace(note="next_done"))
        self.query_one("#details", Said).update("")

    def go(self, state: State) -> None:
        """Show another state."""
        before = self.call
        self.state = state
        self.call = calls.of(state, self.kb, self.tools)
        if LEVELS.index(self.call.level) > LEVELS.index(before.level):
            self.bell()
        if (before.condition, before.state.page, bool(before.answer)) != (
            self.call.condition, state.page, bool(self.call.answer)
        ):  # fmt: skip
            self.query_one("#right", Scroll).scroll_home(animate=False)
            self.query_one("#full", Scroll).scroll_home(animate=False)
        self.show()

    def face(self, width: int) -> Face:
        """Return how to draw in so many columns."""
        return Face("panels", max(width, 20), not self.no_color, self.unicode)

    def show(self) -> None:
        """Draw the call; the details follow when no key came for a moment."""
        width, height = self.size
        call, desk = self.call, DESK[self.call.language]
        wide = width >= WIDE
        small = width < SMALLEST[0] or height < SMALLEST[1]
        is_full = call.state.page != "call"
        whole = self.face(width - 2)
        left_width, page_width, _ = columns(width)
        left = self.face(left_width - 1)
        for name, on in (
            ("small", small), ("wide", wide), ("full", is_full), ("handout", call.state.page == "handout"),
            ("idle", call.asking is None), ("stop", call.withheld),
        ):  # fmt: skip
            self.screen.set_class(on, name)
        band = self.query_one("#band", Said)
        for level in LEVELS[1:]:
            band.set_class(call.level == level or (level == "urgent" and bool(call.refusal)), level)
        alarm = edges.band(call, whole, height * 6 // 10)
        self.put("band", alarm)
        self.put("says_label", paper.said(desk["caller_says"] + (" ▸" if self.unicode else " >")))
        self.put("small", paper.said(desk["small"]))
        self.put("status", edges.status(call, whole))
        self.put("keys", edges.keys(call, whole))
        if small:
            pass
        elif is_full:
            self.put("full_text", self._full_page(self.face(width - 4)))
            self.put("save_label", paper.said(desk["path"]))
            self.query_one("#path", Words).placeholder = desk["path_hint"]
        else:
            asked = edges.question(call, whole)
            self.put("question", asked)
            used = sum(t.plain.count("\n") + 1 for t in (asked, alarm) if t.plain)
            self.put("left", edges.lists(call, left, height - 5 - used))
            self.put("page", page.page(call, self.kb, self.face(width - 4 if call.withheld else page_width)))
            self._draw_later()
        self.query_one("#path" if call.state.page == "handout" and not small else "#words").focus()

    def _full_page(self, face: Face) -> RenderableType:
        if self.state.page == "compare":
            return full.compare(self.call, self.kb, face)
        if self.state.page == "handout":
            return full.handout(self.call, self.tools, face)
        return full.help_page(self.call, face)

    def _draw_later(self) -> None:
        if self._later is not None:
            self._later.stop()
        self._later = self.set_timer(SETTLED, self._draw_details)

    def _draw_details(self) -> None:
        if not self.query("#details"):  # the app is closing
            return
        self.put("details", page.details(self.call, self.kb, self.face(columns(self.size.width)[2])))

    def put(self, id: str, content: RenderableType) -> None:
        """Update a part unless it shows just this already; lay the screen out anew only when it needs other room."""
        before = self._drawn.get(id)
        if isinstance(content, Text) and isinstance(before, Text):
            if before == content and before.spans == content.spans:
                return
            lines = before.plain.count("\n") == content.plain.count("\n") and bool(before) == bool(content)
            same_room = id in FIXED or (lines and not id.endswith("_label"))
        else:
            same_room = False
        self._drawn[id] = content
        self.query_one(f"#{id}", Said).update(content, layout=not same_room)

    def _fatal_error(self) -> None:
        """Close without Textual's report, which shows local variables."""
        self.fault = self._exception
        self._close_messages_no_wait()
