"""How a test says which promise it keeps, and what every test here asks of a run of the program."""

# ruff: noqa: E501 - a case stands on one line

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import unicodedata
from typing import Any

import pytest

from tests.conftest import PROGRAM, Run

SGR = re.compile(r"\x1b\[[0-9;]*m")  # the only escape code that the program itself writes


def kept(what: str, *values: Any, slow: bool = False) -> Any:
    """Make one case; `what` starts with the number of its promise: "9 a closing tag", "53+54 both at once"."""
    return pytest.param(*values, id=what.replace(" ", "-"), marks=[pytest.mark.slow] if slow else [])


def promise(what: str) -> Any:
    """Decorate a test that takes no values with the promise it keeps: by number, or numbers joined by +, and in words."""
    return pytest.mark.parametrize("promise", [kept(what, what)], indirect=True)


def clean_environment(**more: str | None) -> dict[str, str]:
    """Return an environment in which nothing of the machine's own settings is left."""
    base = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "LC_ALL": "C.UTF-8", "COLUMNS": "80", "NO_COLOR": "1"}
    return {k: v for k, v in (base | more).items() if v is not None}


def start(*arguments: str | bytes, env: dict[str, str] | None = None, **how: Any) -> subprocess.Popen[bytes]:
    """Start the program for tests that close, kill or limit it; streams are pipes unless `how` says otherwise."""
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen([str(PROGRAM), *arguments], env=env or clean_environment(), **(streams | how))


def ended(process: subprocess.Popen[bytes], stdin: bytes | None = None, timeout: float = 60) -> Run:
    """Wait for a started program."""
    try:
        out, err = process.communicate(stdin, timeout=timeout)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise
    return Run(process.returncode, out or b"", err or b"")


def is_answer(run: Run) -> None:
    """Assert that a run answered (or found nothing, or heard a red flag) without a word on stderr."""
    assert run.code in (0, 1, 3), run.said
    assert run.said == ""


def is_refusal(run: Run) -> None:
    """Assert that a run was refused as the contract says: exit 2, nothing on stdout, one line on stderr."""
    assert run.code == 2, (run.code, run.out[:200], run.said[:500])
    assert run.out == b""
    assert run.said.startswith("painfinder: error: "), run.said
    assert run.said.count("\n") == 1, run.said
    is_safe_to_show(run.said)


def is_safe_to_show(text: str) -> None:
    """Assert that no character of a text can move the cursor, reorder the line, hide, or ring a bell."""
    for c in text:
        bad = unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") and c != "\n"
        assert not bad, f"U+{ord(c):04X} in {text[:300]!r}"


def strict_json(data: bytes) -> Any:
    """Parse one JSON document as a strict reader does: UTF-8, unique keys, no NaN, nothing after it but a line feed."""

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len({k for k, _ in pairs}) == len(pairs), "a key stands there twice"
        return dict(pairs)

    def never(word: str) -> None:
        raise AssertionError(word)

    assert data.endswith(b"\n")
    assert b"\r" not in data
    text = data.decode("utf-8")
    is_safe_to_show(text)
    value = json.loads(text, object_pairs_hook=unique, parse_constant=never)
    for words in strings(value):
        is_safe_to_show(words.replace("\n", " "))
    return value


def strings(value: Any) -> list[str]:
    """Return every text of a JSON value, keys too."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [s for pair in value.items() for part in pair for s in strings(part)]
    return [s for item in value for s in strings(item)] if isinstance(value, list) else []


def obeying_permissions() -> None:
    """Take from a child of root (as `preexec_fn`) the right to read and write what its mode forbids. Linux only."""
    if os.getuid() == 0:
        import ctypes

        for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP


_WEIGH = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
sys.stderr.write(f"\\n{code} {used.ru_utime + used.ru_stime} {used.ru_maxrss / 1024}")
"""


def weighing(*arguments: str | bytes) -> list[str | bytes]:
    """Return the command that runs the program and then says on stderr: exit code, seconds of work, megabytes at most.

    A process of its own, since a child's peak includes that of the parent it was forked from.
    """
    return [sys.executable, "-S", "-c", _WEIGH, str(PROGRAM), *arguments]


BECOME_A_STRANGER = """
import ctypes, os
ctypes.CDLL(None).prctl(28, 4, 0, 0, 0)  # SECBIT_NO_SETUID_FIXUP: may still read the interpreter's own files
os.setgroups([]); os.setgid(54321); os.setuid(54321)
"""  # run by root before the program, in its process: a user whom the system does not know
