"""Options that mean the same wherever they appear, and what they come to: words, person, knowledge base, face."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from painfinder.errors import Refused
from painfinder.knowledge.load import KnowledgeBase, load
from painfinder.model import TRAITS, Person
from painfinder.understand import text

Words = Annotated[
    list[str] | None,
    typer.Argument(metavar="TEXT...", help="What hurts, in your own words; - reads stdin.", show_default=False),
]
WordsOrId = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="ID|TEXT...",
        help="An id, or what hurts in your own words; - reads stdin.",
        show_default=False,
        autocompletion=lambda incomplete: complete_any(incomplete),
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on stdout (same as --format json).")]
AsPlain = Annotated[bool, typer.Option("--plain", help="For screen readers: no boxes, label before value.")]
AsFormat = Annotated[str | None, typer.Option("--format", metavar="panels|plain|json", help="How to show it.")]
Overlays = Annotated[
    list[str] | None, typer.Option("--kb", metavar="FILE", help="A clinic's overlay; repeatable (also PAINFINDER_KB).")
]
Lang = Annotated[
    str | None, typer.Option("--lang", metavar="en|es", help="Language of the screen; unset follows the words.")
]
With = Annotated[
    list[str] | None,
    typer.Option(
        "--with",
        metavar="CIRCUMSTANCE",
        help="Something true of the person, such as blood-thinner; repeatable.",
        autocompletion=lambda incomplete: complete("circumstances", incomplete),
    ),
]
Without = Annotated[
    list[str] | None,
    typer.Option(
        "--without",
        metavar="TRAIT",
        help=f"What is not wanted: {', '.join(TRAITS)}; repeatable.",
        autocompletion=lambda incomplete: [t for t in TRAITS if t.startswith(incomplete)],
    ),
]
Limit = Annotated[int, typer.Option("--limit", min=1, max=20, help="At most so many matches.")]
Brief = Annotated[bool, typer.Option("--brief", help="The table of options only.")]
Full = Annotated[bool, typer.Option("--full", help="A panel for every option.")]
Explain = Annotated[bool, typer.Option("--explain", help="Show what each way of matching made of the words.")]
Staff = Annotated[
    bool, typer.Option("--staff", help="Add the phone script and booking questions; with --full the phone rules.")
]
Color = Annotated[str, typer.Option("--color", metavar="auto|always|never", help="Colour; NO_COLOR wins over auto.")]


def words_of(words: list[str] | None) -> str:
    """Return the words of the command line, or of stdin for a single `-`. Raises Refused when they are too long."""
    if not words:
        raise Refused('TEXT is missing: say what hurts, for example: painfinder find "bone on bone knee"')
    if words == ["-"]:
        stream = getattr(sys.stdin, "buffer", None)
        data = stream.read(text.LIMIT * 4 + 1) if stream is not None else b""
        if len(data) > text.LIMIT * 4:
            raise Refused(f"the text on standard input is too long; at most {text.LIMIT:,} characters can be read")
        return data.decode("utf-8", "replace").removeprefix("\ufeff").replace("\0", " ")
    return " ".join(text.decode(w) for w in words)


def knowledge(paths: list[str] | None) -> KnowledgeBase:
    """Load the knowledge base with the clinic's overlays: --kb, else PAINFINDER_KB, else the configuration folder."""
    return load(overlay_paths(paths))


def overlay_paths(paths: list[str] | None) -> list[str]:
    """Return the overlay files that apply, the most particular place that names any."""
    if paths:
        return paths
    named = [p for p in os.environ.get("PAINFINDER_KB", "").split(os.pathsep) if p]
    if named:
        return named
    folder = configuration_folder()
    own = os.path.join(folder, "clinic.yaml") if folder else ""
    return [own] if own and os.path.lexists(own) else []


def configuration_folder() -> str:
    """Return the user's configuration folder for painfinder, or "" when the system names none that is absolute."""
    if sys.platform.startswith("linux"):  # what platformdirs says there, without the 10 ms of its import (tested)
        base = os.environ.get("XDG_CONFIG_HOME", "").strip() or os.path.join(os.environ.get("HOME", ""), ".config")
        return os.path.join(base, "painfinder") if os.path.isabs(base) else ""
    import platformdirs

    folder = platformdirs.user_config_dir("painfinder", appauthor=False)
    return folder if os.path.isabs(folder) else ""


def person_of(with_: list[str] | None, without: list[str] | None, lang: str | None) -> Person:
    """Return the person whom the options describe. Raises Refused for an unknown language."""
    if lang not in (None, "en", "es"):
        raise Refused("--lang is en or es")
    return Person(tuple(dict.fromkeys(with_ or ())), tuple(dict.fromkeys(without or ())), lang)  # type: ignore[arg-type]


def complete(what: str, incomplete: str) -> list[str]:
    """Return the ids of one kind that begin so, for the shell's completion."""
    found = getattr(load(), what)
    return [i for i in found if i.startswith(incomplete)]


def complete_any(incomplete: str) -> list[str]:
    """Return the ids of every kind but sources that begin so, for the shell's completion."""
    kb = load()
    kinds = (kb.conditions, kb.treatments, kb.approaches, kb.red_flags, kb.circumstances)
    return [i for ids in kinds for i in ids if i.startswith(incomplete)]


def write(out: str | bytes) -> None:
    """Write the whole answer at once: text as the terminal's encoding allows, bytes as they are."""
    if sys.stdout is None:
        return
    if isinstance(out, bytes):
        buffer = getattr(sys.stdout, "buffer", None)
        if buffer is None:
            sys.stdout.write(out.decode("utf-8"))
        else:
            sys.stdout.flush()
            buffer.write(out)
            buffer.flush()
    else:
        sys.stdout.write(out if out.endswith("\n") or not out else out + "\n")
