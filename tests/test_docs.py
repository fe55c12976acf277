"""The documents say what the program does: their sessions are run, their commands exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs import refresh  # type: ignore[import-not-found]
from painfinder.cli import COMMANDS

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("name", [n for n in refresh.FILES if (ROOT / n).exists()])
def test_sessions_print_what_the_document_shows(name: str) -> None:
    shown, today = refresh.changed(ROOT / name)
    assert shown == today, "run: python docs/refresh.py"


def test_the_picture_is_what_the_program_draws() -> None:
    assert (ROOT / refresh.PICTURE).read_text("utf-8") == refresh.picture(), "run: python docs/refresh.py"


def test_the_picture_loads_nothing_from_elsewhere() -> None:
    addresses = set(re.findall(r"https?://[^\s\"')]+", (ROOT / refresh.PICTURE).read_text("utf-8")))
    assert addresses <= {"http://www.w3.org/2000/svg", "https://www.textualize.io"}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme_or_its_documents(command: str) -> None:
    documents = "".join(p.read_text("utf-8") for p in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))])
    assert re.search(rf"painfinder {command}\b|`{command}`", documents)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_begins_with_examples(command: str, painfinder) -> None:
    run = painfinder(command, "--help")
    assert run.code == 0
    assert f"painfinder {command}" in run.text.split("Options:")[0].split("Arguments:")[0]
    assert run.said == ""


def test_ci_runs_the_readmes_test_command() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    ci = (ROOT / ".ci" / "run").read_text("utf-8")
    for part in ("pip install -e '.[test,mcp]'", "-m pytest -n 2"):
        assert part in readme.replace(" --quiet", "")
        assert part in ci.replace(" --quiet", "")
