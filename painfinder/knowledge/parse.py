"""Trees of text checked against the table of fields: plain records out, and every problem at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from painfinder.errors import Problem
from painfinder.knowledge.build import Record
from painfinder.knowledge.fields import FIELDS, ID_LIMIT, NAME_LIMIT, Field
from painfinder.knowledge.schema import Items, Node, Table, Text, plain, shown
from painfinder.record import NamedTuple

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_CODE = re.compile(r"[A-TV-Z]\d[0-9AB](?:\.[0-9A-Z]{1,4})?")


GUESSES = 200  # problems of a file up to which it is worked out what was meant; each costs a few milliseconds


class Reference(NamedTuple):
    """An id that an entry names, to be looked up once everything has been read."""

    kind: str
    id: str
    line: int
    column: int


class Parser:
    """Parses one file. `problems` and `references` grow; nothing is raised."""

    def __init__(self, file: str, *, shipped: bool) -> None:
        self.file = file
        self.shipped = shipped
        self.problems: list[Problem] = []
        self.references: list[Reference] = []

    def note(self, node: Node | tuple[int, int], what: str, fix: str = "") -> None:
        """Note a problem at a node or at a (line, column)."""
        line, column = (node.line, node.column) if isinstance(node, Text | Items | Table) else node
        self.problems.append(Problem(self.file, line, column, what, fix))

    def meant(self, word: str, known: Iterable[str]) -> str:
        """Return `did_you_mean`, as long as there are not so many problems that nobody reads them all."""
        return did_you_mean(word, known) if len(self.problems) < GUESSES else ""

    def table(self, node: Node, where: str) -> Table | None:
        """Return a node as a mapping, or note that it is none."""
        if isinstance(node, Table):
            return node
        self.note(node, f"{where} must be a mapping", "write key: value lines below it")
        return None

    def keys(self, table: Table, known: Iterable[str], where: str) -> None:
        """Note every key that is not known, with the one that was probably meant."""
        known = tuple(known)
        for key in table.entries:
            if key not in known:
                fix = self.meant(key, known) or f"known: {', '.join(known)}"
                self.note(table.places[key], f"{where}: unknown key {shown(key)}", fix)

    def entries(self, kind: str, node: Node, *, partial: bool = False) -> dict[str, Record]:
        """Parse a section, id by id. partial: fields that must otherwise be there may be missing."""
        table = self.table(node, f"the section of {kind} entries")
        found: dict[str, Record] = {}
        for id, entry in table.entries.items() if table else ():
            if self.id(id, table.places[id] if table else (0, 0)):
                found[id] = self.record(FIELDS[kind], entry, id, partial=partial)
        return found

    def id(self, id: str, place: tuple[int, int]) -> bool:
        """Whether an id has the right shape; notes it when not."""
        if _ID.fullmatch(id) and len(id) <= ID_LIMIT:
            return True
        self.note(place, f"{shown(id)} cannot be an id", "use small letters, digits and single dashes: knee-pain")
        return False

    def record(self, fields: tuple[Field, ...], node: Node, where: str, *, partial: bool = False) -> Record:
        """Parse one entry by its fields."""
        table = self.table(node, where)
        if table is None:
            return {}
        self.keys(table, [f.name for f in fields], where)
        record: Record = {}
        for field in fields:
            if field.name in table.entries:
                value = self.value(field, table.entries[field.name], f"{where}: {field.name}", partial=partial)
                if value is not None:
                    record[field.name] = value
            elif not partial and (field.needed == "always" or (field.needed == "shipped" and self.shipped)):
                self.note(table, f"{where}: '{field.name}' is missing", f"add it: {field.about}")
        return record

    def value(self, field: Field, node: Node, where: str, *, partial: bool = False) -> Any:
        """Parse one value by the form of its field; None when it was refused."""
        match field.form:
            case "fact":
                return self.fact(node, where, "text")
            case "facts":
                return self.fact(node, where, "items")
            case "rows":
                return [self.record(field.fields, n, where) for n in self.items(node, where)]
            case "by-id":
                return self.by_id(field, node, where, partial=partial)
            case "texts" | "names" | "choices" | "ids" | "code":
                return self.list_of(field, node, where)
            case "tree":
                return plain(node) if not isinstance(node, Text) else self.note(node, f"{where}: must be a list")
            case _:
                return self.scalar(field, node, where)

    def scalar(self, field: Field, node: Node, where: str) -> str | int | bool | None:
        """Parse a single value: text, a name, a number, a date, a choice, yes or no."""
        if not isinstance(node, Text):
            self.note(node, f"{where}: must be text", "put the whole text on the right of the colon, in quotes")
            return None
        text, fix, value = node.value, "", None  # type: str, str, str | int | bool | None
        match field.form:
            case _ if not text:
                fix = "it is empty: fill it in, or leave the key out"
            case "name" if len(text) > NAME_LIMIT:
                fix = f"it has {len(text)} characters: at most {NAME_LIMIT}"
            case "choice" if text not in field.among:
                fix = self.meant(text, field.among) or f"use one of: {', '.join(field.among)}"
            case "number":
                if text.isascii() and text.isdigit() and len(text) < 6 and field.least <= int(text) <= field.most:
                    value = int(text)
                else:
                    fix = f"use a whole number from {field.least} to {field.most}"
            case "yes-no":
                fix = "" if text in ("yes", "no") else "use yes or no"
                value = text == "yes"
            case "date" if not _is_date(text):
                fix = "use a date like 2026-11-22"
            case "url" if not text.startswith(("https://", "http://")):
                fix = "start it with https://"
            case _:
                value = text
        if fix:
            self.note(node, f"{where}: {shown(text)} cannot stand here", fix)
            return None
        return value

    def items(self, node: Node, where: str) -> list[Node]:
        """Return a list's nodes, or note that it is none."""
        if isinstance(node, Items):
            return node.items
        self.note(node, f"{where}: must be a list", "write each item on a line that starts with '- '")
        return []

    def list_of(self, field: Field, node: Node, where: str) -> list[str]:
        """Parse a list of text, names, ids, codes or choices; repeated ones are noted."""
        one = Field(field.name, _ONE_OF.get(field.form, "text"), "", of=field.of, among=field.among)  # type: ignore[arg-type]
        found: list[str] = []
        for item in self.items(node, where):
            value = self.scalar(one, item, where)
            if not isinstance(value, str):
                continue
            if value in found:
                self.note(item, f"{where}: {shown(value)} stands there twice", "keep one")
            elif field.form == "code" and not _CODE.fullmatch(value):
                self.note(item, f"{where}: {shown(value)} is not an ICD-10-CM code", "write it like M48.062")
            else:
                found.append(value)
                if field.form == "ids" and isinstance(item, Text):
                    self.references.append(Reference(field.of, value, item.line, item.column))
        return found

    def fact(self, node: Node, where: str, key: str) -> Record | None:
        """Parse a statement with its sources; plain text (or a plain list) is a statement without sources."""
        form: Any = "text" if key == "text" else "texts"
        inner = (Field(key, form, "the words", "always"), Field("sources", "ids", "", of="source"))
        if isinstance(node, Table):
            record = self.record(inner, node, where)
            return record if key in record else None
        value = self.value(inner[0], node, where)
        return None if value is None else {key: value}

    def by_id(self, field: Field, node: Node, where: str, *, partial: bool) -> dict[str, Record]:
        """Parse a mapping from the ids of another kind to their fields."""
        table = self.table(node, where)
        found: dict[str, Record] = {}
        for id, entry in table.entries.items() if table else ():
            line, column = table.places[id] if table else (0, 0)
            self.references.append(Reference(field.of, id, line, column))
            found[id] = self.record(field.fields, entry, f"{where}.{id}", partial=partial)
        return found

    def resolve(self, known: Mapping[str, Iterable[str]]) -> None:
        """Note every reference to an id that is not known. known: kind -> ids."""
        ids = {kind: frozenset(k) for kind, k in known.items()}
        for reference in self.references:
            if reference.id not in ids[reference.kind]:
                fix = self.meant(reference.id, ids[reference.kind])
                fix = fix or f"see `painfinder list {_LISTED.get(reference.kind, reference.kind + 's')}`"
                self.note((reference.line, reference.column), f"unknown {reference.kind} {shown(reference.id)}", fix)


_ONE_OF = {"names": "name", "choices": "choice", "texts": "text", "ids": "text", "code": "text"}
_LISTED = {"approach": "approaches"}


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    from datetime import date  # only when YAML is read

    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return "did you mean 'x'?" when something known looks like the word, else ""."""
    from difflib import get_close_matches  # 3 ms, and only when something is wrong

    close = get_close_matches(word[:100].lower(), sorted(known), 1, 0.72)
    return f"did you mean '{close[0]}'?" if close else ""
