"""What the tests share: the knowledge base, and the installed program as a black box."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from painfinder.knowledge.load import KnowledgeBase, load

PROGRAM = Path(sys.executable).with_name("painfinder")


class Run(NamedTuple):
    """How one run of the program ended."""

    code: int
    out: bytes
    err: bytes

    @property
    def text(self) -> str:
        return self.out.decode("utf-8")

    @property
    def said(self) -> str:
        return self.err.decode("utf-8", "replace")

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    return load()


@pytest.fixture(scope="session")
def painfinder(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Run the installed program: `painfinder("find", "knee", stdin=b"", env={...}, cwd=...)`."""
    home = tmp_path_factory.mktemp("home")

    def run(
        *arguments: str | bytes, stdin: bytes | None = None, timeout: float = 60, cwd: Any = None, **env: str
    ) -> Run:
        base = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "LC_ALL": "C.UTF-8",
            "COLUMNS": "80",
            "NO_COLOR": "1",
        }
        done = subprocess.run(
            [str(PROGRAM), *arguments],
            input=stdin,
            stdin=None if stdin is not None else subprocess.DEVNULL,
            capture_output=True,
            timeout=timeout,
            cwd=cwd or home,
            env=base | env,
            check=False,
        )
        return Run(done.returncode, done.stdout, done.stderr)

    return run
