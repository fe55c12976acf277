"""The table of docs/reliability.md: `python -m tests.reliability.table` writes its last column anew."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "reliability.md"
PROMISES = range(1, 76)
_NODE = re.compile(r"tests/reliability/(test_\w+\.py)::(test_\w+)\[(?:\w+-)??([\d+]+)-.*\]$")
_ROW = re.compile(r"^\| (\d+) \| (.+?) \| (.*) \|$", re.MULTILINE)


def collected() -> tuple[dict[int, set[str]], list[str]]:
    """Return promise -> tests (`test_bulk.py::test_x`) as pytest finds them, and the tests that name no promise."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-o",
        "addopts=",
        "--collect-only",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/reliability",
    ]
    out = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False).stdout
    found: dict[int, set[str]] = defaultdict(set)
    nameless = []
    for line in out.splitlines():
        node = line.encode("latin-1", "replace").decode("unicode_escape") if "\\" in line else line
        if not node.startswith("tests/reliability/test_") or "/test_table.py" in node:
            continue
        match = _NODE.match(node)
        if match is None:
            nameless.append(node)
            continue
        for number in match[3].split("+"):
            found[int(number)].add(f"{match[1]}::{match[2]}")
    return found, nameless


def rows(document: str) -> dict[int, tuple[str, set[str]]]:
    """Return promise -> its words and the tests that the document names."""
    return {
        int(n): (what, set(re.findall(r"`(test_\w+\.py::test_\w+)`", tests)))
        for n, what, tests in _ROW.findall(document)
    }


def main() -> None:
    """Write the last column of the table."""
    found, _ = collected()

    def row(match: re.Match[str]) -> str:
        tests = " ".join(f"`{t}`" for t in sorted(found[int(match[1])]))
        return f"| {match[1]} | {match[2]} | {tests} |"

    DOCUMENT.write_text(_ROW.sub(row, DOCUMENT.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
