"""The parts of the screen that differ from Textual's own."""

from __future__ import annotations

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from painfinder.show.desk import step
from painfinder.understand.text import printable

BINDINGS: list[BindingType] = [
    *(Binding(key, f"press('{action}')", show=False, priority=True) for key, action in step.KEYS.items()),
    *(Binding(key, f"press('{key}')", show=False, priority=True) for key in ("left", "right")),
    Binding("pageup", "scroll_page(-1)", show=False, priority=True),
    Binding("pagedown", "scroll_page(1)", show=False, priority=True),
    Binding("ctrl+q", "leave(0)", show=False, priority=True),
    Binding("ctrl+c", "leave(130)", show=False, priority=True),
]  # priority: before the line of words takes the key

LONGEST_PASTE = 100_000  # characters; more would make the screen slow and could not be read anyway


class Words(Input):
    """One line for what somebody says: a paste keeps all its lines, and nothing goes from here to the clipboard."""

    def _on_paste(self, event: events.Paste) -> None:
        """Take a pasted text whole, in one line: Textual's own keeps the first line and drops a danger after it."""
        event.prevent_default()
        event.stop()
        if len(event.text) > LONGEST_PASTE:
            self.app.bell()
            return
        start, end = sorted(self.selection)
        self.replace(printable(event.text), start, end)

    def action_copy(self) -> None:
        """Copy nothing: a caller's words stay here."""

    def action_cut(self) -> None:
        """Delete what is marked, without a copy."""
        self.delete_selection()


class Scroll(VerticalScroll, can_focus=False):
    """A part that scrolls and never takes the focus from the words."""


class Said(Static):
    """A text made by `page` or `edges`; never reads markup."""

    def __init__(self, id: str) -> None:
        super().__init__("", id=id, markup=False)
