"""Which modules a command brings in: what it does not need, it must not pay for. Times are measured in benchmarks/."""

from __future__ import annotations

import subprocess
import sys

import pytest

WATCH = """
import sys, os
sys.argv = ["painfinder", *{arguments!r}]
real_exit = os._exit
def report(code):
    sys.stderr.write("MODULES " + " ".join(sorted(sys.modules)) + "\\n")
    sys.stderr.flush()
    real_exit(0)
os._exit = report
from painfinder.__main__ import main
main()
"""

HEAVY = {"yaml", "rich", "textual", "msgspec", "numpy", "sklearn", "pydantic", "asyncio", "dataclasses_json", "mcp"}


def modules(*arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", WATCH.format(arguments=list(arguments))],
        capture_output=True, text=True, check=False, env={"PATH": "", "COLUMNS": "80"},
    )  # fmt: skip
    line = next(x for x in done.stderr.splitlines() if x.startswith("MODULES "))
    return {m.split(".")[0] for m in line.split()[1:]}


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        (("find", "bone on bone knee", "--json"), HEAVY | {"rapidfuzz", "platformdirs", "socket"}),
        (("find", "stenosys of the spine", "--json"), HEAVY | {"platformdirs", "socket"}),
        (("find", "i cant feel myself wipe", "--json"), HEAVY | {"platformdirs", "socket"}),
        (("find", "bone on bone knee", "--plain"), HEAVY | {"rapidfuzz", "platformdirs", "socket"}),
        (("find", "bone on bone knee"), HEAVY - {"rich"} | {"platformdirs"}),
        (("show", "mild", "--json"), HEAVY | {"platformdirs"}),
        (("list",), HEAVY | {"rapidfuzz", "platformdirs"}),
        (("--version",), HEAVY | {"rapidfuzz", "platformdirs"}),
        (("--help",), HEAVY | {"rapidfuzz"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_command_imports_only_what_it_needs(arguments: tuple[str, ...], absent: set[str]) -> None:
    assert modules(*arguments) & absent == set()
