"""Run every session in the project's Markdown files and write what it prints today; draw the README's picture.

    python docs/refresh.py            rewrite
    python docs/refresh.py --check    say which sessions have changed, exit 1 if any

A session is a ```console block: lines that begin with `$ ` are run by bash, 80 columns wide, without colour; what
follows is what they printed. A test runs the check.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
FILES = ("README.md", "docs/json.md", "docs/clinic.md")
BLOCK = re.compile(r"```console\n(.*?)```", re.S)
PICTURE = "docs/panels.svg"


def printed(command: str, folder: Path = ROOT) -> str:
    """Run one command line as a reader would and return what it printed (stdout, then stderr)."""
    environment = {k: v for k, v in os.environ.items() if k not in ("FORCE_COLOR", "PAINFINDER_KB", "GITHUB_ACTIONS")}
    environment |= {
        "COLUMNS": "80",
        "NO_COLOR": "1",
        "LC_ALL": "C.UTF-8",
        "PYTHONUTF8": "1",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}",
        "XDG_CONFIG_HOME": "/nonexistent",
    }
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, env=environment, cwd=folder, check=False
    )
    return done.stdout + done.stderr


def renewed(block: str, folder: Path = ROOT) -> str:
    """Return a session with what its commands print today."""
    out = []
    for line in block.splitlines():
        if line.startswith("$ "):
            out += [line, printed(line[2:], folder).rstrip("\n")]
    return "\n".join(part for part in out if part) + "\n"


def changed(path: Path) -> tuple[str, str]:
    """Return a file's text and what it would be after running its sessions."""
    text = path.read_text("utf-8")
    return text, BLOCK.sub(lambda m: f"```console\n{renewed(m.group(1))}```", text)


def picture() -> str:
    """Return the panels of the README's first example as an SVG that loads nothing from elsewhere."""
    from rich.console import Console
    from rich.text import Text

    from painfinder import find, load
    from painfinder.commands.find import drawn
    from painfinder.show.face import Face

    kb = load()
    panels = drawn(find("bone on bone knee", kb), kb, Face("panels", 80, color=True))
    console = Console(record=True, width=80, file=open(os.devnull, "w"), force_terminal=True)  # noqa: SIM115
    console.print(Text.from_ansi("\n".join(str(panels).split("\n")[:62])))
    svg = console.export_svg(title='painfinder find "bone on bone knee"', unique_id="painfinder")
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.S)


def main() -> int:
    """Refresh or check all files."""
    check = "--check" in sys.argv
    stale = []
    for name in FILES:
        path = ROOT / name
        if path.exists():
            old, new = changed(path)
            if old != new:
                stale.append(name)
                if not check:
                    path.write_text(new, "utf-8")
    if not check:
        (ROOT / PICTURE).write_text(picture(), "utf-8")
    print(*(f"{'stale' if check else 'refreshed'}: {name}" for name in stale), sep="\n")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
