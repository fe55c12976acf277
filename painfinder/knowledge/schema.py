"""The only door to YAML: bytes in, a plain tree of text with line and column out, or every reason why not.

PyYAML's loaders are never let near the bytes. They take `no` for False and `12:30` for 750, a second key wins in
silence, deep nesting crashes the C one (25 KB of `[` are enough) and 396 bytes of merge keys hang both. So the stream
of parser events is read here, under limits, and nothing is constructed but str, list and dict.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from painfinder.errors import BrokenKnowledge, Problem
from painfinder.knowledge.fields import TEXT_LIMIT
from painfinder.record import NamedTuple
from painfinder.understand.text import printable

DEPTH_LIMIT = 12
OVERLAY_EVENTS = 20_000
SHIPPED_EVENTS = 300_000
# What YAML does not allow in a file; found here because PyYAML's own error for it has no line.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Text(NamedTuple):
    """A value as it was written; every scalar is text."""

    value: str
    line: int
    column: int


class Items(NamedTuple):
    """A list."""

    items: list[Node]
    line: int
    column: int


class Table(NamedTuple):
    """A mapping; `places` holds the line and column of each key."""

    entries: dict[str, Node]
    places: dict[str, tuple[int, int]]
    line: int
    column: int


Node = Text | Items | Table


def read(data: bytes, name: str, events: int = OVERLAY_EVENTS) -> Table:
    """Read one YAML document whose top is a mapping.

    data: the bytes of the file, UTF-8 with or without a byte order mark. name: how messages call the file.
    events: at most so many parser events (a value is one, a list or mapping two).
    Raises BrokenKnowledge with all problems up to the first that makes the rest unreadable, and nothing else.
    """
    text = _decode(data, name)
    problems: list[Problem] = []
    tree = _Reader(name, problems, events).document(_events(text, name, problems))
    if problems:
        raise BrokenKnowledge(tuple(problems))
    if not isinstance(tree, Table):
        line, column = (tree.line, tree.column) if tree else (1, 1)
        what = "the file must be a mapping of keys to values"
        raise BrokenKnowledge((Problem(name, line, column, what, "start a line with 'clinic:' or another section"),))
    return tree


def plain(node: Node) -> Any:
    """Return a tree without its places: dicts, lists and text."""
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Items):
        return [plain(n) for n in node.items]
    return {key: plain(n) for key, n in node.entries.items()}


def _decode(data: bytes, name: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        what = "UTF-16 text" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "a byte that is not UTF-8 text"
        raise BrokenKnowledge((Problem(name, line, column, what, "save the file as UTF-8"),)) from None
    bad = _FORBIDDEN.search(text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        column = bad.start() - text.rfind("\n", 0, bad.start())
        what = f"a character that text cannot hold (U+{ord(bad.group()):04X})"
        raise BrokenKnowledge((Problem(name, line, column, what, "remove it; is this a text file?"),))
    return text


class _Stop(Exception):  # noqa: N818 - not an error of ours: the rest of a file cannot be read
    """Raised inside this module alone, once the problem has been noted."""


def _events(text: str, name: str, problems: list[Problem]) -> Iterator[Any]:
    import yaml  # 40 ms: only when YAML is read, which an installed painfinder without an overlay never does

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # as a parser of events only
    try:
        yield from yaml.parse(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        what = printable(error.problem or error.context or "this is not YAML")[:200]  # never str(error): it quotes
        problems.append(Problem(name, line, column, what, "check colons, quotes and indentation"))
    except _Stop:
        raise
    except Exception:  # PyYAML also lets ValueError, IndexError and others through
        problems.append(Problem(name, 0, 0, "this cannot be read as YAML", "check escapes and quotes"))


class _Reader:
    """Builds the tree from events, noting every problem; one reader for one file."""

    def __init__(self, name: str, problems: list[Problem], limit: int) -> None:
        self.name = name
        self.problems = problems
        self.limit = limit

    def document(self, events: Iterator[Any]) -> Node | None:
        """Return the tree of the only document, or what could be read of it."""
        top: Node | None = None
        open_nodes: list[_Open] = []
        documents = 0
        try:
            for count, event in enumerate(events):
                if count > self.limit:
                    self.stop(event, f"more than {self.limit:,} values", "split the file")
                kind = type(event).__name__
                if kind == "DocumentStartEvent":
                    documents += 1
                    if documents > 1:
                        self.stop(event, "a second document", "remove the line ---")
                    if event.tags:
                        self.stop(event, "a tag directive", "remove the line %TAG")
                    continue
                if kind in ("StreamStartEvent", "StreamEndEvent", "DocumentEndEvent"):
                    continue
                if kind == "AliasEvent" or _anchored(event):
                    self.stop(event, "anchors (&name) and aliases (*name) are not read", "write it out, or quote it")
                if kind in ("SequenceEndEvent", "MappingEndEvent"):
                    node: Node = open_nodes.pop().node
                elif event.tag is not None:
                    self.stop(event, "tags (!name) are not read", "put the value in quotes")
                elif kind == "ScalarEvent":
                    node = self.text(event)
                else:
                    if len(open_nodes) >= DEPTH_LIMIT:
                        self.stop(event, f"nested more than {DEPTH_LIMIT} deep", "see `painfinder schema overlay`")
                    open_nodes.append(_Open(kind == "MappingStartEvent", _place(event)))
                    continue
                if not open_nodes:
                    top = node
                else:
                    self.put(open_nodes[-1], node)
        except _Stop:
            pass
        return top

    def text(self, event: Any) -> Text:
        line, column = _place(event)
        if len(event.value) > TEXT_LIMIT:
            self.note(line, column, f"a value of {len(event.value):,} characters", f"at most {TEXT_LIMIT:,}")
        return Text(printable(event.value, TEXT_LIMIT), line, column)

    def put(self, parent: _Open, node: Node) -> None:
        """Put a finished node into the one it stands in."""
        if isinstance(parent.node, Items):
            parent.node.items.append(node)
        elif isinstance(parent.node, Table) and parent.key is None:
            if isinstance(node, Text):
                parent.key = node
            else:
                parent.key = Text("", node.line, node.column)
                self.note(node.line, node.column, "a key that is not a word", "write key: value")
        elif isinstance(parent.node, Table) and parent.key is not None:
            key, line, column = parent.key
            parent.key = None
            if key in parent.node.entries:
                first = parent.node.places[key][0]
                self.note(line, column, f"duplicate key {shown(key)} (first on line {first})", "keep one of the two")
            else:
                parent.node.entries[key] = node
                parent.node.places[key] = (line, column)

    def note(self, line: int, column: int, what: str, fix: str) -> None:
        self.problems.append(Problem(self.name, line, column, what, fix))

    def stop(self, event: Any, what: str, fix: str) -> None:
        self.note(*_place(event), what, fix)
        raise _Stop


class _Open:
    """A list or mapping whose end has not come yet."""

    def __init__(self, mapping: bool, place: tuple[int, int]) -> None:
        self.node: Node = Table({}, {}, *place) if mapping else Items([], *place)
        self.key: Text | None = None


def _anchored(event: Any) -> bool:
    """Whether an event carries an anchor."""
    return getattr(event, "anchor", None) is not None


def _place(event: Any) -> tuple[int, int]:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1


def shown(word: str) -> str:
    """Return a key or id from a file as messages show it: in quotes, cut to 60 characters."""
    return f"'{word if len(word) <= 60 else word[:57] + '...'}'"
