"""Shells complete commands, ids, circumstances and traits: asked as each shell asks, and in the shells themselves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from painfinder.cli import COMMANDS
from painfinder.knowledge.load import KnowledgeBase
from painfinder.model import TRAITS

PROGRAM = Path(sys.executable).with_name("painfinder")
SHELLS = ("bash", "zsh", "fish", "powershell")

LINES = (  # what is typed so far, and what must be offered
    ("painfinder ha", "handout"),
    ("painfinder compare --for plantar", "plantar-fasciitis"),
    ("painfinder compare vis", "viscosupplementation"),
    ("painfinder show plantar", "plantar-fasciitis"),
    ("painfinder show cauda", "cauda-equina"),
    ("painfinder show blood-th", "blood-thinner"),
    ("painfinder handout plantar", "plantar-fasciitis"),
    ("painfinder find sciatica --with blood-th", "blood-thinner"),
    ("painfinder find sciatica --without ste", "steroid"),
    ("painfinder list red", "red-flags"),
    ("painfinder export jsonl", "jsonld"),
    ("painfinder schema over", "overlay"),
)


def run(command: list[str], **variables: str) -> str:
    environment = os.environ | {"PATH": f"{PROGRAM.parent}{os.pathsep}{os.environ['PATH']}"} | variables
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False, timeout=60
    )
    assert done.stderr == ""
    return done.stdout


def asked(shell: str, line: str) -> str:
    """Ask as the shell's script asks, and return what it would be told."""
    variables = {"_PAINFINDER_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_ARGS": line}
    variables |= {"COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}
    variables |= {"_TYPER_COMPLETE_FISH_ACTION": "get-args", "_TYPER_COMPLETE_WORD_TO_COMPLETE": line.split(" ")[-1]}
    return run([str(PROGRAM)], **variables)


def script(shell: str) -> str:
    return run([str(PROGRAM)], _PAINFINDER_COMPLETE=f"source_{shell}")


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(("line", "wanted"), LINES)
def test_each_shell_is_offered_what_fits(shell: str, line: str, wanted: str) -> None:
    assert wanted in asked(shell, line)


def test_every_command_is_offered() -> None:
    assert asked("bash", "painfinder ").split() == list(COMMANDS)


def test_every_circumstance_and_trait_is_offered(kb: KnowledgeBase) -> None:
    assert asked("bash", "painfinder find sciatica --with ").split() == list(kb.circumstances)
    assert asked("bash", "painfinder find sciatica --without ").split() == list(TRAITS)


def test_nothing_is_offered_that_does_not_fit() -> None:
    assert asked("bash", "painfinder show zzz").split() == []


def test_help_tells_how_to_install_completion() -> None:
    assert "--install-completion" in run([str(PROGRAM), "--help"])


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_has_a_script_that_calls_the_program(shell: str) -> None:
    assert f"complete_{shell}" in script(shell)


def in_bash(line: str) -> str:
    words = " ".join(f"'{w}'" for w in line.split(" "))
    call = f"COMP_WORDS=({words}); COMP_CWORD={line.count(' ')}; _painfinder_completion painfinder"
    return run(["bash", "--norc", "-c", f"{script('bash')}\n{call}; printf '%s\\n' \"${{COMPREPLY[@]}}\""])


def in_zsh(line: str) -> str:
    words = " ".join(f"'{w}'" for w in line.split(" "))
    stand_ins = 'compdef() { :; }\n_arguments() { print -r -- "$@"; }'  # what a prompt would provide
    call = f"words=({words}); CURRENT={line.count(' ') + 1}; _painfinder_completion"
    return run(["zsh", "-f", "-c", f"{stand_ins}\n{script('zsh')}\n{call}"])


def in_fish(line: str) -> str:
    return run(["fish", "--no-config", "-c", f"{script('fish')}\ncomplete -C '{line}'"])


@pytest.mark.parametrize(("shell", "ask"), [("bash", in_bash), ("zsh", in_zsh), ("fish", in_fish)])
@pytest.mark.parametrize(("line", "wanted"), LINES[:3])
def test_the_shell_itself_completes(shell: str, ask, line: str, wanted: str) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    assert wanted in ask(line)
