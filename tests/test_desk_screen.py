"""The live screen, driven by keys, pastes and clicks; its pictures are text files in desk_screens, read by eye.

PAINFINDER_DESK_SCREENS=write pytest tests/test_desk_screen.py   writes the pictures anew; look at the difference.
"""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest
from textual.events import Paste
from textual.widgets import Input

from painfinder.errors import Refused
from painfinder.show.desk import step
from painfinder.show.desk.screen import SETTLED, Desk
from tests.desk_clinic import KB, TOOLS

SCREENS = Path(__file__).parent / "desk_screens"
CALL = "worse when i walk, on eliquis, leg too"
EMERGENCY = "gel shot, and since last night i cant feel myself wipe"


def desk(language=None, **kind) -> Desk:
    return Desk(KB, TOOLS, step.fresh(language), **kind)


async def say(pilot, words: str) -> None:
    pilot.app.query_one("#words", Input).value = words
    await pilot.pause()


def seen(app: Desk) -> str:
    """Return the screen as lines of text."""
    lines = ("".join(s.text for s in strip).rstrip() for strip in app.screen._compositor.render_strips())
    return "\n".join(lines).rstrip() + "\n"


async def picture(pilot, name: str) -> None:
    """Compare the screen with the picture of that name."""
    await pilot.pause(SETTLED * 2)
    await pilot.pause()
    file = SCREENS / f"{name}.txt"
    if os.environ.get("PAINFINDER_DESK_SCREENS") == "write":
        file.write_text(seen(pilot.app), encoding="utf-8")
    assert seen(pilot.app) == file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "size", "words", "keys"),
    [
        ("start_80", (80, 24), "", []),
        ("call_80", (80, 24), CALL, []),
        ("call_200", (200, 50), CALL, []),
        ("ticked_80", (80, 24), CALL, ["f7", "f8"]),
        ("tie_80", (80, 24), "leg hurts", []),
        ("nothing_80", (80, 24), "toothache", []),
        ("treatment_80", (80, 24), "spacer", []),
        ("approach_80", (80, 24), "regenerative", []),
        ("emergency_80", (80, 24), EMERGENCY, []),
        ("emergency_40", (40, 20), EMERGENCY, []),
        ("crisis_80", (80, 24), "i want to end it all", []),
        ("urgent_80", (80, 24), "stenosis with fever", []),
        ("two_alerts_200", (200, 50), EMERGENCY + " and fever", []),
        ("spanish_80", (80, 24), "me duele cuando camino", []),
        ("compare_80", (80, 24), CALL, ["f2"]),
        ("compare_200", (200, 50), CALL, ["f2"]),
        ("handout_80", (80, 24), CALL, ["f3"]),
        ("help_80", (80, 24), CALL, ["f1"]),
        ("too_long_80", (80, 24), "knee " * 500, []),
        ("small_50", (50, 12), CALL, []),
    ],
)
async def test_picture(name, size, words, keys):
    app = desk()
    async with app.run_test(size=size) as pilot:
        await say(pilot, words)
        await pilot.press(*keys)
        await picture(pilot, name)


async def test_ascii_terminal_sees_ascii_words():
    app = desk("es", unicode=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await say(pilot, CALL)
        text = seen(app).translate({ord(c): "" for c in "─│▁▂▃▄▅▆▇█"})
        assert [c for c in text if not c.isascii()] == []


async def test_result_changes_with_every_key():
    app = desk()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"leg")
        assert "Pinched nerve" in seen(app)
        await pilot.press("backspace")
        for _ in range(100):  # a busy machine paints the next answer a little later
            await pilot.pause(0.02)
            if "Pinched nerve" not in seen(app):
                break
        assert "Pinched nerve" not in seen(app)


async def test_words_keep_the_focus_whatever_is_pressed_or_clicked():
    app = desk()
    async with app.run_test(size=(80, 24)) as pilot:
        await say(pilot, CALL)
        for key in step.KEYS:
            await pilot.press(key)
            await pilot.press("escape")
            assert app.focused is not None
            assert app.focused.id == "words"
        await pilot.click("#page")
        await pilot.click("#left", offset=(1, 20))
        assert app.focused is not None
        assert app.focused.id == "words"


async def test_mouse_picks_matches_ticks_questions_and_presses_keys():
    app = desk()
    async with app.run_test(size=(80, 24)) as pilot:
        await say(pilot, CALL)
        await pilot.click("#left", offset=(4, 2))
        assert app.call.condition == "pinched"
        await pilot.click("#left", offset=(6, 5))
        assert "pregnant" in app.call.seen.ticked
        await pilot.click("#keys", offset=(6, 0))
        assert app.state.page == "help"


async def test_band_bells_once_and_returns_nothing_to_compare():
    app = desk()
    rung = []
    app.bell = lambda: rung.append(1)
    async with app.run_test(size=(80, 24)) as pilot:
        await say(pilot, EMERGENCY)
        await say(pilot, EMERGENCY + " x")
        await pilot.press("f2")
        assert len(rung) == 1
        assert app.state.page == "call"
        assert app.query_one("#band").display


async def test_paste_of_several_lines_keeps_the_danger_in_the_last():
    app = desk()
    async with app.run_test(size=(80, 24)) as pilot:
        app.query_one("#words").post_message(Paste("about my knee\n\ncant feel myself wipe\x1b[2J\n"))
        await pilot.pause()
        assert app.call.level == "emergency"
        assert "\x1b" not in app.state.words


async def test_copy_takes_ids_and_questions_and_never_the_callers_words():
    app = desk()
    copied = []
    app.copy_to_clipboard = copied.append
    async with app.run_test(size=(80, 24)) as pilot:
        for words, keys in ((CALL, ["f6"]), (CALL, ["f2", "f6"]), (CALL, ["f3", "f6"]), (EMERGENCY, ["f6"])):
            await say(pilot, "")
            await say(pilot, words)
            await pilot.press(*keys)
        await pilot.press("escape", "shift+home", "ctrl+x", "home", "shift+end", "super+c")
    assert len(copied) == 4
    assert "stenosis" in copied[0]
    assert "blood-thinner" in copied[0]
    assert not any(said in text for text in copied for said in ("when i walk", "eliquis", "last night", "wipe"))


async def test_handout_is_saved_only_under_a_name_and_never_over_a_file(tmp_path):
    app = desk()
    file = tmp_path / "sheet.md"
    async with app.run_test(size=(80, 24)) as pilot:
        await say(pilot, CALL)
        await pilot.press("f3")
        for path, note in (
            (tmp_path / "sheet", "bad_ending"),
            (file, "saved"),
            (file, "exists"),
            (tmp_path / "no" / "x.md", "not_saved"),
        ):
            app.query_one("#path", Input).value = str(path)
            await pilot.press("enter")
            assert app.state.note == note
    assert [f.name for f in tmp_path.iterdir()] == ["sheet.md"]
    assert "eliquis" not in file.read_text()


async def test_brackets_and_controls_are_shown_as_they_are():
    app = desk()
    async with app.run_test(size=(80, 24)) as pilot:
        await say(pilot, "[/] leg [red]hurts[/red] :bomb:")
        assert "[/] leg [red]hurts[/red] :bomb:" in seen(app)


@pytest.mark.parametrize("size", [(1, 1), (20, 5), (59, 16), (60, 15), (60, 16), (400, 120)])
async def test_no_size_is_too_small_or_too_large(size):
    app = desk()
    async with app.run_test(size=size) as pilot:
        for words in (CALL, EMERGENCY, "leg hurts"):
            await say(pilot, words)
            await pilot.press("f1", "escape", "f2", "escape", "f3", "escape", "f7")


async def test_resize_redraws():
    app = desk()
    async with app.run_test(size=(40, 12)) as pilot:
        await say(pilot, CALL)
        assert "larger" in seen(app)
        await pilot.resize_terminal(80, 24)
        await pilot.pause(SETTLED)
        assert "Spinal stenosis" in seen(app)


async def test_comparison_moves_with_the_arrows_and_words_keep_them_otherwise():
    app = desk()
    async with app.run_test(size=(80, 24)) as pilot:
        await say(pilot, CALL)
        await pilot.press("left")
        assert app.query_one("#words", Input).cursor_position < len(CALL)
        await pilot.press("f2")
        assert "Exercise" in seen(app)
        await pilot.press("right", "right")
        await pilot.pause()
        assert "Spacer" in seen(app)
        assert app.state.shift == 2


async def test_next_caller_leaves_nothing_behind():
    canary = "zebra" + "fish"  # in two, so that this file's own text is not found
    app = desk()
    async with app.run_test(size=(80, 24)) as pilot:
        await say(pilot, f"stenosis {canary}, on eliquis")
        await pilot.press("x", "f7", "f2", "f3", "f1", "f5")
        await picture(pilot, "next_80")
        assert app.state == step.fresh()._replace(note="next_done")
        assert canary not in seen(app)
        assert held(canary) == []


def held(canary: str) -> list[str]:
    """Return the kinds of things in memory that still hold a text with the canary (the test's own frame aside)."""
    gc.collect()
    found = []
    for thing in gc.get_objects():
        for part in gc.get_referents(thing):
            if isinstance(part, str) and canary in part and part != canary:
                found.append(f"{type(thing).__name__} {str(thing)[:160]}")
    return found


async def test_fault_shows_no_local_variables(capsys):
    def broken(*_):
        raise ZeroDivisionError("secret words")

    app = Desk(KB, TOOLS._replace(find=broken), step.fresh())
    with pytest.raises(ZeroDivisionError):
        async with app.run_test(size=(80, 24)) as pilot:
            await say(pilot, "secret words")
    assert isinstance(app.fault, ZeroDivisionError)
    assert app._exit_renderables == []


async def test_refusal_of_the_finder_is_one_line():
    def refused(*_):
        raise Refused("not today")

    app = Desk(KB, TOOLS._replace(find=refused), step.fresh())
    async with app.run_test(size=(80, 24)) as pilot:
        await say(pilot, "knee")
        assert "not today" in seen(app)


async def test_control_c_ends_with_130_and_control_q_with_0():
    for key, code in (("ctrl+c", 130), ("ctrl+q", 0)):
        app = desk()
        async with app.run_test() as pilot:
            await pilot.press(key)
        assert app.return_value == code


async def test_twenty_calls_in_a_row():
    app = desk()
    async with app.run_test(size=(80, 24)) as pilot:
        for number in range(20):
            await pilot.press(*"leg walk"[: 3 + number % 5].replace(" ", "_"))
            await pilot.press("down", "f7", "tab", "f8", "f2", "escape", "f5")
            assert app.state.words == ""
            assert app.state.yes == ()
