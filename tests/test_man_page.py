"""The man page is made from the program's help and says the same."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from docs import make_man  # type: ignore[import-not-found]
from painfinder.cli import COMMANDS
from painfinder.errors import ExitCode

PAGE = Path(__file__).parent.parent / "docs" / "painfinder.1"


def test_the_page_is_fresh() -> None:
    assert PAGE.read_text("utf-8") == make_man.page(), "run: python docs/make_man.py"


def test_every_command_has_a_section() -> None:
    text = PAGE.read_text("utf-8")
    assert [name for name in COMMANDS if f".SS painfinder {name} " not in text] == []


def test_every_exit_code_is_on_it() -> None:
    assert [int(code) for code, _ in make_man.EXITS] == [c.value for c in ExitCode]


def test_text_is_never_a_request() -> None:
    assert make_man.roff(".hidden -x \\n") == "\\&.hidden \\-x \\en"


@pytest.mark.skipif(not shutil.which("mandoc"), reason="mandoc is not installed")
def test_mandoc_finds_no_error() -> None:
    lint = ["mandoc", "-T", "lint", "-W", "error", str(PAGE)]
    done = subprocess.run(lint, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
