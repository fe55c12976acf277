"""What the reliability tests share: overlays on disk, hooks inside the running program, terminals, a nightly profile."""

# ruff: noqa: E501 - a case stands on one line

from __future__ import annotations

import os
import pty
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.conftest import PROGRAM, Run
from tests.reliability.promises import clean_environment, ended, start

COMMON = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture]}  # it only holds a name
settings.register_profile("usual", max_examples=40, derandomize=True, **COMMON)
settings.register_profile("nightly", max_examples=2000, **COMMON)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))


@pytest.fixture(autouse=True)
def promise(request: pytest.FixtureRequest) -> str:
    """The promise a test keeps, when it has no other values."""
    return getattr(request, "param", "")


@pytest.fixture(scope="session")
def painfinder(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Run the installed program; a setting that is None is left out of its environment."""
    home = tmp_path_factory.mktemp("home")

    def run(
        *arguments: str | bytes, stdin: bytes | None = None, timeout: float = 60, cwd: Any = None, **env: str | None
    ) -> Run:
        how = {"stdin": subprocess.PIPE} if stdin is not None else {}
        environment = clean_environment(**{"HOME": str(home), **env})
        return ended(start(*arguments, env=environment, cwd=cwd or home, **how), stdin, timeout)

    return run


@pytest.fixture(scope="session")
def usual(painfinder) -> Any:
    """Return what the program says on a usual machine; each command is run once."""
    return cache(lambda *arguments: painfinder(*arguments))


@pytest.fixture
def overlay(tmp_path: Path) -> Any:
    """Write an overlay and return its path."""

    def write(content: str | bytes, name: str = "clinic.yaml") -> str:
        path = tmp_path / name
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return str(path)

    return write


@pytest.fixture
def inside(tmp_path: Path) -> Any:
    """Return the setting that runs a piece of Python in the program's process before the program."""

    def hook(code: str) -> dict[str, str]:
        folder = tmp_path / "hook"
        folder.mkdir(exist_ok=True)
        (folder / "sitecustomize.py").write_text(code, "utf-8")
        return {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}

    return hook


@pytest.fixture
def on_a_terminal() -> Any:
    """Run the program with its stdin and stdout on a terminal; stdout is what the terminal got."""

    def run(*arguments: str, keys: bytes = b"", **env: str | None) -> Run:
        master, slave = pty.openpty()
        process = subprocess.Popen(
            [str(PROGRAM), *arguments], stdin=slave, stdout=slave, stderr=subprocess.PIPE,
            env=clean_environment(**{"TERM": "xterm-256color", "NO_COLOR": None, **env}),
        )  # fmt: skip
        os.close(slave)
        if keys:
            os.write(master, keys)
        got = b""
        while True:
            try:
                piece = os.read(master, 65536)
            except OSError:  # what Linux says when the other end is closed
                break
            if not piece:
                break
            got += piece
        assert process.stderr is not None
        said = process.stderr.read()
        code = process.wait(30)
        os.close(master)
        return Run(code, got.replace(b"\r\n", b"\n"), said)

    return run
