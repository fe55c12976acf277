"""The desk's Textual style sheet: the terminal's own 16 colours, shapes and words for those who see none."""

from __future__ import annotations

SMALLEST = (60, 16)  # columns, lines: below this only the words and the alert fit
WIDE = 140  # columns from which the details stand beside the page
LEFT = (28, 42)  # columns of the lists, narrow and wide; the same numbers stand in CSS


def columns(width: int) -> tuple[int, int, int]:
    """Return the columns of the lists, of the page and of the details in a window of `width` columns."""
    wide = width >= WIDE
    right = width - LEFT[wide] - 3  # a line, a space, the scroll bar
    return (LEFT[wide], (right + 1) // 2 - 3, right // 2) if wide else (LEFT[wide], right - 1, right)


CSS = """
Screen { layout: vertical; background: ansi_default; color: ansi_default; scrollbar-size-vertical: 1; }
Static { background: ansi_default; color: ansi_default; link-style: none; link-style-hover: underline;
    link-color: ansi_default; link-color-hover: ansi_default; link-background: transparent;
    link-background-hover: transparent; }

#band { display: none; height: auto; max-height: 60%; padding: 0 1; text-style: bold; link-style: none; }
#band.urgent { display: block; background: ansi_yellow; color: ansi_black; }
#band.crisis, #band.emergency { display: block; background: ansi_red; color: ansi_bright_white; }
.mono #band, .mono #band.urgent, .mono #band.crisis, .mono #band.emergency { text-style: bold reverse;
    background: ansi_default; color: ansi_default; }

#says { height: 1; }
#says_label { width: auto; padding: 0 1; text-style: bold; }
Input, Input:focus { width: 1fr; height: 1; border: none; padding: 0; background: ansi_default; color: ansi_default; }
Input > .input--cursor { text-style: reverse; background: ansi_default; color: ansi_default; }
Input > .input--placeholder { text-style: dim; color: ansi_default; }
Input > .input--selection { text-style: reverse; background: ansi_default; color: ansi_default; }

#small { display: none; height: 1fr; padding: 0 1; text-style: bold; }
#main { height: 1fr; border-top: solid ansi_default; border-bottom: solid ansi_default; }
#left { width: 28; height: 1fr; }
#right { width: 1fr; border-left: solid ansi_default; padding: 0 0 0 1; scrollbar-size-vertical: 1; }
#pair { height: auto; layout: vertical; }
#page { height: auto; width: 1fr; padding: 0 1 0 0; }
#details { height: auto; width: 1fr; margin-top: 1; }
.wide #left { width: 42; }
.wide #pair { layout: horizontal; }
.wide #page { padding: 0 3 0 0; }
.wide #details { margin-top: 0; }

#full { display: none; height: 1fr; border-top: solid ansi_default; border-bottom: solid ansi_default; padding: 0 1;
    scrollbar-size-vertical: 1; }
#full_text { height: auto; width: 1fr; }
#save { display: none; height: 1; }
#save_label { width: auto; padding: 0 1; text-style: bold; }
#question { height: auto; max-height: 8; padding: 0 1; }
#status { height: 1; padding: 0 1; }
#keys { height: 1; }

.full #main, .full #question, .small #main, .small #question, .idle #question { display: none; }
.full #full, .small #small { display: block; }
.handout #save { display: block; }
.small #full, .small #save, .stop #left { display: none; }
.stop #right { border-left: none; }
VerticalScroll { scrollbar-color: ansi_default; scrollbar-background: ansi_default; scrollbar-color-hover: ansi_default;
    scrollbar-background-hover: ansi_default; scrollbar-color-active: ansi_default;
    scrollbar-background-active: ansi_default; background: ansi_default; }
"""
