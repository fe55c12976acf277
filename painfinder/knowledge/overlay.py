"""A clinic's own YAML laid over the knowledge base: read whole, merged, then every id looked up once.

A broken overlay is refused whole with every problem in the order of its lines. What painfinder ships stays where it is;
an overlay becomes a set of changed records, and each changed value remembers file and line.
Red flags can be added. They are never hidden, replaced or softened, and the numbers 911 and 988 stay.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

from painfinder.errors import BrokenKnowledge, Problem
from painfinder.knowledge import schema
from painfinder.knowledge.build import Record
from painfinder.knowledge.changes import Changes
from painfinder.knowledge.compiled import Store
from painfinder.knowledge.fields import CAUTION, CLINIC, FIELDS, OFFER, OPTION, SECTION_OF, SECTIONS, Field
from painfinder.knowledge.files import read_overlay, shown_name
from painfinder.knowledge.flag_check import faults
from painfinder.knowledge.parse import Parser
from painfinder.knowledge.schema import Items, Node, Table, Text, shown
from painfinder.knowledge.shipped import PROBLEMS_SHOWN
from painfinder.model import ACTIONS, Clinic, Offer

TOP_KEYS = ("clinic", "offers", "also_called", "add", "replace", "hide")
ADDED = ("conditions", "treatments", "approaches", "red_flags", "circumstances", "cautions", "sources")
REPLACED = ("conditions", "treatments", "approaches")


def read_overlays(paths: Iterable[str | os.PathLike[str]], store: Store) -> Changes:
    """Read overlays in order, each over what came before. Raises BrokenKnowledge with all problems (at most 50)."""
    changes = Changes(store)
    problems: list[Problem] = []
    readers: list[_Overlay] = []
    for path in paths:
        try:
            tree = schema.read(read_overlay(path), shown_name(path))
        except BrokenKnowledge as error:
            problems.extend(error.problems)
            continue
        reader = _Overlay(shown_name(path), changes, store)
        reader.merge(tree)
        readers.append(reader)
    if not problems:  # a file that could not be read may hold the ids that the others name
        known = {kind: changes.all_ids(kind) for kind in FIELDS}
        for reader in readers:
            reader.parser.resolve(known)
    for reader in readers:
        problems.extend(sorted(reader.parser.problems, key=lambda p: (p.line, p.column)))
    if problems:
        raise BrokenKnowledge(tuple(problems[:PROBLEMS_SHOWN]))
    changes.overlays = tuple(reader.file for reader in readers)
    return changes


class _Overlay:
    """Merges one file into the changes."""

    def __init__(self, path: str, changes: Changes, store: Store) -> None:
        self.file = path.replace("\\", "/").rpartition("/")[2]
        self.parser = Parser(path, shipped=False)
        self.changes = changes
        self.store = store

    def merge(self, tree: Table) -> None:
        """Merge every section, in an order in which later ones may use what earlier ones add."""
        self.parser.keys(tree, TOP_KEYS, "the overlay")
        for section in ("add", "replace", "also_called", "offers", "clinic", "hide"):
            if section in tree.entries:
                getattr(self, section)(tree.entries[section])

    def clinic(self, node: Node) -> None:
        given = self.parser.record(CLINIC, node, "clinic")
        if "languages" in given:
            given["languages"] = tuple(given["languages"])
        self.changes.clinic = (self.changes.clinic or Clinic())._replace(**given)

    def offers(self, node: Node) -> None:
        table = self.parser.table(node, "offers")
        offers = dict(self.changes.offers or {})
        for id, entry in table.entries.items() if table else ():
            if self.find(id, table.places[id] if table else (0, 0), ("treatment",)):
                empty = isinstance(entry, Text) and not entry.value  # `mild:` alone offers it without a word more
                offers[id] = Offer() if empty else Offer(**self.parser.record(OFFER, entry, f"offers: {id}"))
        self.changes.offers = offers

    def also_called(self, node: Node) -> None:
        table = self.parser.table(node, "also_called")
        names = Field("also_called", "names", "")
        for key, entry in table.entries.items() if table else ():
            place = table.places[key] if table else (0, 0)
            kinds = ("treatment", "approach") if key.startswith("t:") else ("condition", "treatment", "approach")
            found = self.find(key.removeprefix("t:"), place, kinds)
            more = self.parser.list_of(names, entry, f"also_called: {key}")
            if found:
                kind, id = found
                before = self.changes.record(kind, id).get("also_called", [])
                self.changes.change(kind, id, {"also_called": list(dict.fromkeys((*before, *more)))})
                self.origin(kind, id, "also_called", place)

    def add(self, node: Node) -> None:
        table = self.parser.table(node, "add")
        if table is None:
            return
        self.parser.keys(table, ADDED, "add")
        for section in ADDED:
            if section not in table.entries:
                continue
            if section == "cautions":
                self.add_cautions(table.entries[section])
                continue
            kind, entries = SECTIONS[section], table.entries[section]
            for id, record in self.parser.entries(kind, entries).items():
                place = entries.places[id] if isinstance(entries, Table) else (0, 0)
                if self.changes.has(kind, id):
                    self.parser.note(place, f"there is a {kind} {shown(id)} already", _instead(kind))
                    continue
                if kind == "red-flag" and record.keys() >= {"level", "say", "say_es", "rules"}:
                    says = {field: record[field] for field in ("say", "say_es")}
                    concepts = self.store.extra("concepts")
                    for _, fault, fix in faults(record["level"], says, record["rules"], concepts, trained=False):
                        self.parser.note(place, f"{id}: {fault}", fix)
                self.changes.change(kind, id, record)
                self.origin(kind, id, "", place)
                entry = entries.entries[id] if isinstance(entries, Table) else entries
                for field, at in entry.places.items() if isinstance(entry, Table) else ():
                    self.origin(kind, id, field, at)
                for approach in record.get("approaches", ()) if kind == "treatment" else ():
                    if self.changes.has("approach", approach):
                        listed = self.changes.record("approach", approach).get("treatments", [])
                        self.changes.change("approach", approach, {"treatments": [*listed, id]})

    def add_cautions(self, node: Node) -> None:
        """Add cautions to circumstances (by circumstance id, then treatment id); none may become milder."""
        table = self.parser.table(node, "add: cautions")
        for id, entry in table.entries.items() if table else ():
            place = table.places[id] if table else (0, 0)
            form = Field("cautions", "by-id", "", of="treatment", fields=CAUTION)
            more = self.parser.by_id(form, entry, f"cautions: {id}", partial=False)
            if not self.find(id, place, ("circumstance",)):
                continue
            before = self.changes.record("circumstance", id).get("cautions", {})
            for treatment, caution in more.items():
                at = entry.places[treatment] if isinstance(entry, Table) else place
                old = before.get(treatment)
                if old and "action" in caution and ACTIONS.index(caution["action"]) < ACTIONS.index(old["action"]):
                    self.parser.note(at, f"{id}: {shown(treatment)} would become milder", f"keep {old['action']}")
                self.origin("circumstance", id, f"cautions.{treatment}", at)
            self.changes.change("circumstance", id, {"cautions": {**before, **more}})

    def replace(self, node: Node) -> None:
        table = self.parser.table(node, "replace")
        if table is None:
            return
        if "red_flags" in table.entries:
            self.parser.note(table.places["red_flags"], "red flags are never replaced", "add one of your own instead")
        self.parser.keys(table, (*REPLACED, "red_flags"), "replace")
        for section in REPLACED:
            if section not in table.entries:
                continue
            kind, entries = SECTIONS[section], table.entries[section]
            for id, record in self.parser.entries(kind, entries, partial=True).items():
                if isinstance(entries, Table) and self.find(id, entries.places[id], (kind,)):
                    self.replace_one(kind, id, record, entries.entries[id])

    def replace_one(self, kind: str, id: str, record: Record, node: Node) -> None:
        places = node.places if isinstance(node, Table) else {}
        before = self.changes.record(kind, id)
        lost = [f for f in before.get("when_to_worry", ()) if f not in record.get("when_to_worry", (f,))]
        if lost:
            self.parser.note(places["when_to_worry"], f"{id}: red flags are missing: {', '.join(lost)}", "keep them")
        for field in record:
            if field != "options":
                self.origin(kind, id, field, places[field])
        if "options" in record:
            record["options"] = self.options(id, before.get("options", {}), record["options"], node)
        self.changes.change(kind, id, record)

    def options(self, id: str, before: dict[str, Record], more: dict[str, Record], node: Node) -> dict[str, Record]:
        """Put options over those of a condition, field by field; a new one must be complete."""
        merged = dict(before)
        table = node.entries["options"] if isinstance(node, Table) else node
        for treatment, option in more.items():
            entry = table.entries[treatment] if isinstance(table, Table) else table
            merged[treatment] = {**before.get(treatment, {}), **option}
            for field in OPTION:
                if field.needed == "always" and field.name not in merged[treatment]:
                    what = f"{id}: options.{treatment}: '{field.name}' is missing"
                    self.parser.note(entry, what, f"add it: {field.about}")
            for field_name, place in entry.places.items() if isinstance(entry, Table) else ():
                self.origin("condition", id, f"options.{treatment}.{field_name}", place)
        return merged

    def hide(self, node: Node) -> None:
        items = node.items if isinstance(node, Items) else []
        if not isinstance(node, Items):
            self.parser.note(node, "hide must be a list of ids", "write hide: [stem-cell-therapy]")
        for item in items:
            if not isinstance(item, Text):
                self.parser.note(item, "hide must be a list of ids", "write each id on a line that starts with '- '")
                continue
            id = item.value.removeprefix("t:")
            if self.changes.has("red-flag", id):
                self.parser.note(item, f"red flags are never hidden: {shown(id)}", "remove it from the list")
                continue
            found = self.find(id, (item.line, item.column), ("condition", "treatment", "approach"))
            if found:
                self.changes.hide(*found)

    def find(self, id: str, place: tuple[int, int], kinds: tuple[str, ...]) -> tuple[str, str] | None:
        """Return the kind and id of an entry that there is, or note that there is none."""
        for kind in kinds:
            if self.changes.has(kind, id):
                return kind, id
        kind = " or ".join(kinds)
        fix = (
            self.parser.meant(id, (i for kind in kinds for i in self.changes.ids(kind)))
            or f"see `painfinder list {SECTION_OF[kinds[0]]}`"
        )
        self.parser.note(place, f"unknown {kind} {shown(id)}", fix)
        return None

    def origin(self, kind: str, id: str, field: str, place: tuple[int, int]) -> None:
        self.changes.came_from(kind, id, field, f"{self.file}:{place[0]}")


def _instead(kind: str) -> str:
    return "red flags are only added: use a new id" if kind == "red-flag" else f"use replace: {SECTION_OF[kind]}:"
