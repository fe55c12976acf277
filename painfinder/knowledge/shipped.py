"""The shipped knowledge base read from its YAML: to build it, after an edit, or when the compiled copy is broken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from painfinder.errors import BrokenKnowledge, Problem
from painfinder.knowledge import schema
from painfinder.knowledge.build import Record
from painfinder.knowledge.fields import SECTION_OF, SECTIONS
from painfinder.knowledge.files import SHIPPED_LIMIT, YAML_FILES, data_bytes
from painfinder.knowledge.parse import Parser
from painfinder.record import NamedTuple

SECTIONS_OF_FILE: dict[str, tuple[str, ...]] = {
    "treatments.yaml": ("conditions", "treatments", "approaches"),
    "red_flags.yaml": ("red_flags",),
    "circumstances.yaml": ("circumstances",),
    "sources.yaml": ("sources",),
}
EXTRAS_OF_FILE: dict[str, tuple[str, ...]] = {
    "treatments.yaml": ("shared_names",),  # aliases that may belong to more than one entry
    "red_flags.yaml": ("general",),  # the sentences for each level when it is not sure which red flag it is
}
WHOLE_FILES = {
    "concepts.yaml": "concepts",  # what the safety rules understand words as; understand/concepts.py knows its format
}
PROBLEMS_SHOWN = 50


class Base(NamedTuple):
    """A whole knowledge base as plain values."""

    version: str
    records: Mapping[str, Mapping[str, Record]]  # kind -> id -> record, in the order of the file
    extras: Mapping[str, Any]  # what stands beside the sections
    places: Mapping[str, Mapping[str, tuple[str, int]]]  # kind -> id -> file and line


def read(files: Mapping[str, bytes] | None = None) -> Base:
    """Read and check the YAML files. files: their bytes by name instead of the package's own.

    Raises BrokenKnowledge with every problem of every file (at most 50).
    """
    version = ""
    records: dict[str, dict[str, Record]] = {kind: {} for kind in SECTIONS.values()}
    places: dict[str, dict[str, tuple[str, int]]] = {kind: {} for kind in SECTIONS.values()}
    extras: dict[str, Any] = {"shared_names": [], "general": {}}
    parsers: list[Parser] = []
    broken: list[Problem] = []
    for name in YAML_FILES:
        try:
            data = files[name] if files is not None else data_bytes(name)
        except (KeyError, FileNotFoundError):
            broken.append(Problem(name, 0, 0, "the file is missing", "reinstall painfinder"))
            continue
        if len(data) > SHIPPED_LIMIT:
            broken.append(Problem(name, 0, 0, "is larger than 3 MB", "split the file"))
            continue
        try:
            tree = schema.read(data, name, schema.SHIPPED_EVENTS)
        except BrokenKnowledge as error:
            broken.extend(error.problems)
            continue
        if name in WHOLE_FILES:
            extras[WHOLE_FILES[name]] = schema.plain(tree)
            continue
        parser = Parser(name, shipped=True)
        parsers.append(parser)
        sections, more = SECTIONS_OF_FILE.get(name, ()), EXTRAS_OF_FILE.get(name, ())
        parser.keys(tree, ("version", *sections, *more), "the file")
        for section in sections:
            if section not in tree.entries:
                parser.note(tree, f"the section '{section}' is missing", f"add '{section}:'")
                continue
            node, kind = tree.entries[section], SECTIONS[section]
            records[kind].update(parser.entries(kind, node))
            if isinstance(node, schema.Table):
                places[kind].update({id: (name, place[0]) for id, place in node.places.items()})
        for extra in more:
            if extra in tree.entries:
                extras[extra] = schema.plain(tree.entries[extra])
        if name == "treatments.yaml":
            node = tree.entries.get("version", schema.Text("", 1, 1))
            version = node.value if isinstance(node, schema.Text) else ""
            if not version:
                parser.note(tree, "'version' is missing", "add it: version: 2026.11")
    if not broken:
        for parser in parsers:
            parser.resolve(records)
    broken.extend(sorted_problems(parsers))
    if broken:
        raise BrokenKnowledge(tuple(broken[:PROBLEMS_SHOWN]))
    return Base(version, records, extras, places)


def sorted_problems(parsers: list[Parser]) -> list[Problem]:
    """Return the problems of several files, file by file, each in the order of its lines."""
    return [p for parser in parsers for p in sorted(parser.problems, key=lambda p: (p.line, p.column))]


def file_of(kind: str) -> str:
    """Return the file that holds the entries of a kind."""
    return next(file for file, sections in SECTIONS_OF_FILE.items() if SECTION_OF[kind] in sections)
