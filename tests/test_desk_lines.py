"""The desk line by line: words and commands in, plain answers out; and the command that opens either desk."""

from __future__ import annotations

import io
import os
import subprocess
import sys

from painfinder.show.desk import step
from painfinder.show.desk.lines import talk
from tests.desk_clinic import KB, TOOLS


def said(*lines: str, language=None) -> list[str]:
    """Return what the desk wrote, one string for each answer."""
    out: list[str] = []
    stream = io.BytesIO("\n".join(lines).encode())
    talk(KB, TOOLS, step.fresh(language), stream, out.append, lambda _: None, lambda: out.append("CLEARED"))
    return out


def test_answer_begins_with_the_alert_and_withholds_options():
    _, answer, *_ = said("spacer, and i cant feel myself wipe")
    assert answer.startswith("EMERGENCY: call 911.\nHeard: “wipe”\nSay: “Please call 911 now.")
    assert "Option" not in answer
    assert "Script line for emergency in en." in answer


def test_answer_has_match_heard_circumstance_question_and_options():
    _, answer, *_ = said("worse when i walk, on eliquis")
    for part in (
        "Match: Spinal stenosis. strong match.",
        "Takes a blood thinner: heard “eliquis”",
        "Ask first: Are you numb",
        "Ask 1 of 3: Could you be pregnant?",
        "¿Podría estar embarazada?",
        "Option 2 of 4: Epidural injection.",
    ):
        assert part in answer


def test_every_command_answers():
    answers = said(
        "leg hurts",
        "/2",
        "/1",
        "/yes",
        "/no",
        "/skip",
        "/with needs-driver",
        "/not pregnant",
        "/questions",
        "/details",
        "/compare",
        "/handout",
        "/lang es",
        "/again",
        "/help",
        "+ walk",
        "/quit",
    )
    assert len(answers) == 1 + 16 + 1
    assert all(answers)
    assert answers[-1] == "CLEARED"
    assert "Sheet of pinched in en as text" in answers[12]
    assert "Estenosis espinal" in answers[16]


def test_alert_forbids_comparison_and_handout():
    _, _, compare, handout, *_ = said("stenosis, cant feel myself wipe", "/compare", "/handout x.html")
    assert compare == handout == "Not shown until this has been checked.\n"


def test_next_caller_clears_words_and_ticks():
    answers = said("stenosis on eliquis", "/with pregnant", "/next", "/questions")
    assert answers[3] == "CLEARED"
    assert "[x]" not in answers[5]
    assert "eliquis" not in answers[5]


def test_unknown_commands_and_ids_say_so():
    _, command, circumstance, number, *_ = said("/dance", "/with nothing", "/9")
    assert "/help" in command
    assert "/questions" in circumstance
    assert "/help" in number


def test_too_long_a_line_is_refused_with_a_length_and_the_next_is_read():
    _, refused, answer, *_ = said("knee " * 40_000, "leg hurts")
    assert "characters" in refused
    assert "Which sounds most like it?" in answer


def test_strange_bytes_and_brackets_are_text():
    out: list[str] = []
    talk(KB, TOOLS, step.fresh(), io.BytesIO(b"leg \xff [/] \x1b[2J\n\n\n"), out.append, lambda _: None, lambda: None)
    assert "\x1b" not in "".join(out)


def test_no_stream_ends_at_once():
    out: list[str] = []
    talk(KB, TOOLS, step.fresh(), None, out.append, lambda _: None, lambda: None)
    assert len(out) == 1


def run(*arguments: str, words: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "painfinder", "desk", *arguments],
        input=words,
        text=True,
        encoding="utf-8",
        capture_output=True,
        env={**os.environ, **environment},
        timeout=60,
        check=False,
    )


def test_without_a_terminal_the_desk_goes_line_by_line_and_without_textual():
    done = run(words="sciatica on eliquis\n/quit\n", PYTHONVERBOSE="", TERM="dumb")
    assert done.returncode == 0
    assert done.stderr == ""
    assert "eliquis" in done.stdout


def test_plain_desk_does_not_import_textual():
    code = "import sys; from painfinder.cli import run; run(['desk', '--plain']); print('textual' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], input="/quit\n", text=True, capture_output=True, timeout=60, check=False
    )
    assert done.stdout.strip().endswith("False")


def test_unknown_circumstance_is_refused():
    done = run("--plain", "--with", "nothing")
    assert done.returncode == 2
    assert "known" in done.stderr
