"""Write the man page from the program's own help, so that the two cannot differ.

    python docs/make_man.py            rewrite docs/painfinder.1
    python docs/make_man.py --check    exit 1 when it is stale

A test runs the check. No date of today is in it: the same program gives the same page.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import typer

sys.path.insert(0, str(Path(__file__).parent.parent))

from painfinder import __version__
from painfinder.cli import ABOUT, COMMANDS, build

PAGE = Path(__file__).parent / "painfinder.1"
SUMMARY = "find treatments for pain, and what each one honestly does"

FILES = """.TP
.I clinic.yaml
in painfinder's folder of the user's configuration: the clinic's own content, laid over what ships.
"""
ENVIRONMENT = """.TP
.B PAINFINDER_KB
Overlay files, separated as in PATH; used when no --kb is given.
.TP
.B NO_COLOR
Set to anything: no colour, unless --color always asks for it.
.TP
.B PAINFINDER_DEBUG
Set to 1: an unforeseen error is shown in full. It may contain what was typed.
"""
EXITS = (
    ("0", "answered"),
    ("1", "nothing matched; for check, problems were found"),
    ("2", "wrong use, or something was refused"),
    ("3", "a red flag was heard; the answer is complete all the same"),
    ("130", "interrupted"),
)


def page() -> str:
    """Return the whole page in the man macros."""
    os.environ["COLUMNS"] = "80"
    program: Any = typer.main.get_command(build(list(COMMANDS)))
    context = program.make_context("painfinder", [], resilient_parsing=True)
    out = [
        '.\\" Made by docs/make_man.py from the help of the program; edit that instead.',
        f'.TH PAINFINDER 1 "" "painfinder {__version__}" "User Commands"',
        ".SH NAME",
        f"painfinder \\- {SUMMARY}",
        ".SH SYNOPSIS",
        ".B painfinder",
        "[\\fIOPTIONS\\fR] \\fICOMMAND\\fR [\\fIARGUMENTS\\fR...]",
        ".SH DESCRIPTION",
        *prose(ABOUT),
        ".SH OPTIONS",
        *parameters(program, context),
        ".SH COMMANDS",
    ]
    for name, command in program.commands.items():
        inner = command.make_context(name, [], parent=context, resilient_parsing=True)
        usage = " ".join(command.collect_usage_pieces(inner))
        out += [f".SS painfinder {roff(name)} {roff(usage)}", *prose(command.help), *parameters(command, inner)]
    out += [".SH EXIT STATUS"]
    for code, meaning in EXITS:
        out += [".TP", f".B {code}", roff(meaning)]
    out += [".SH ENVIRONMENT", ENVIRONMENT.rstrip(), ".SH FILES", FILES.rstrip()]
    return "\n".join(out) + "\n"


def parameters(command: Any, context: Any) -> list[str]:
    """Return a command's arguments and options, each with its help."""
    out: list[str] = []
    for parameter in command.get_params(context):
        if "--help" in parameter.opts and context.parent is not None:
            continue  # once, above, is enough
        record = parameter.get_help_record(context)
        if record:
            out += [".TP", f".B {roff(record[0])}", roff(" ".join(record[1].split()) or "(no more to say)")]
    return out


def prose(text: str) -> list[str]:
    """Return help text as paragraphs; after a line with \\b alone a paragraph keeps its lines (the examples)."""
    out: list[str] = []
    for paragraph in (text or "").strip().split("\n\n"):
        lines = paragraph.split("\n")
        if lines[0].strip() == "\b":
            out += [".PP", ".nf", *(roff(line) for line in lines[1:]), ".fi"]
        else:
            out += [".PP", *(roff(line.strip()) for line in lines)]
    return out[1:] if out[:1] == [".PP"] else out


def roff(text: str) -> str:
    """Return text so that roff prints it as it is."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + text if text[:1] in (".", "'") else text


def main() -> int:
    """Write the page, or check it."""
    fresh = page()
    if "--check" in sys.argv:
        return int(not PAGE.exists() or PAGE.read_text("utf-8") != fresh)
    PAGE.write_text(fresh, "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
