"""Serve find, show and compare as tools over the Model Context Protocol, with the same safety gate before each.

\b
  pip install "painfinder[mcp]"
  painfinder mcp
  painfinder mcp --kb clinic.yaml

Speaks over standard input and output; a client starts it by this command. Nothing that is asked is logged or kept.
"""

from __future__ import annotations

import sys
from typing import Any

import typer

from painfinder import options
from painfinder.commands import options as given
from painfinder.commands.compare import chosen_of, one
from painfinder.commands.find import drawn
from painfinder.commands.show import by_id, page
from painfinder.errors import ExitCode, Refused
from painfinder.finder import find
from painfinder.knowledge.load import KnowledgeBase
from painfinder.model import Answer, Person
from painfinder.show.face import Face

NEEDS = 'painfinder mcp needs the official SDK, version 2: pip install "painfinder[mcp]"'
JSON = Face("json")


def run(kb: given.Overlays = None) -> None:
    """Serve until the client closes the connection."""
    base = given.knowledge(kb)
    try:
        import mcp.server.mcpserver  # noqa: F401 - version 1 has no such module
    except ModuleNotFoundError as missing:
        if (missing.name or "").split(".")[0] != "mcp":
            raise
        raise Refused(NEEDS) from None
    from painfinder.exchange.mcp_server import serve

    if sys.stdin is not None and sys.stdin.isatty():
        sys.stderr.write("painfinder: waiting for an MCP client on standard input; Ctrl-C ends it\n")
    serve(TOOLS, base)
    raise typer.Exit(ExitCode.ANSWERED)


def finds(asked: dict[str, Any], kb: KnowledgeBase) -> bytes:
    """Answer a text, as `find --json` does."""
    return _document(find(asked["text"], kb, _person(asked), asked.get("limit", 5)), kb)


def shows(asked: dict[str, Any], kb: KnowledgeBase) -> bytes:
    """Return one entry, as `show --json` does: by id, or the one that words name once they have passed the gate."""
    person = _person(asked)
    found = by_id(asked["text"], kb)
    if found is None:
        answer = find(asked["text"], kb, person)
        if answer.alerts or not answer.matches:
            return _document(answer, kb)
        found = answer.matches[0].kind, answer.matches[0].id
        person = person._replace(language=person.language or answer.language)
    return _bytes(page(*found, kb, person, JSON))


def compares(asked: dict[str, Any], kb: KnowledgeBase) -> bytes:
    """Put treatments side by side, as `compare --json` does."""
    from painfinder.show import comparison, records

    person = _person(asked)
    options.check(person, kb)
    named, for_ = asked.get("treatments", []), asked.get("for", "")
    for words in (*named, *([for_] if for_ else ())):
        answer = find(words, kb, person)
        if answer.alerts:
            return _document(answer, kb)
    condition = one("condition", for_, kb) if for_ else ""
    chosen = chosen_of(named, condition, kb)
    if len(chosen) + bool(condition) < 2:
        raise Refused("name two or more treatments, or a condition in `for`")
    language = person.language or "en"
    table = comparison.of_treatments(chosen, condition, kb, person, language)
    record = records.head("comparison", kb.version, kb.overlays) | comparison.as_record(table, language)
    return records.to_bytes(record)


TOOLS = {"find": finds, "show": shows, "compare": compares}


def _person(asked: dict[str, Any]) -> Person:
    told, unwanted = asked.get("with", []), asked.get("without", [])
    return Person(tuple(dict.fromkeys(told)), tuple(dict.fromkeys(unwanted)), asked.get("language"))


def _document(answer: Answer, kb: KnowledgeBase) -> bytes:
    return _bytes(drawn(answer, kb, JSON))


def _bytes(document: str | bytes) -> bytes:
    return document if isinstance(document, bytes) else document.encode("utf-8")
