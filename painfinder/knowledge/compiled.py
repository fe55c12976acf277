"""The compiled knowledge base: one line of JSON a record, decoded only when somebody asks for that record.

The long texts in what stands beside the records (tables, see understand/texttable.py) stand by themselves, as they are:
they are most of what a start reads, and in JSON their thousands of escapes took ten times as long. The first line is
the header: checksum of itself, format, stamp of the YAML, version, counts, and for each record its offset, length and
checksum. `compile` writes the file, `open_store` reads it, and whatever is wrong with it (older than the YAML, cut off,
a flipped bit) only means that the YAML is read instead.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any
from zlib import crc32

from painfinder.knowledge import files
from painfinder.knowledge.build import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mmap import mmap

    from painfinder.knowledge.shipped import Base

NAME = "knowledge.jsonl"
FORMAT = 3
LONG = 10_000  # characters from which a text stands by itself
_CHECK = b'{"check":"'  # the header starts with its own checksum, over all that follows this field
_AFTER_CHECK = len(_CHECK) + 8


class Unusable(Exception):  # noqa: N818 - an everyday word, and never shown: the YAML is read instead
    """The compiled file is missing, stale or damaged."""


def pack(base: Base, extras: dict[str, Any], stamp: str) -> bytes:
    """Return the bytes of the compiled file. Deterministic. extras: further JSON values by name, one record each."""
    offsets: dict[str, dict[str, tuple[int, int, int]]] = {}
    lines: list[bytes] = []
    at = 0
    others, texts = _apart(extras)
    for kind, records in (*base.records.items(), ("extra", others), ("text", texts)):
        places = offsets.setdefault(kind, {})
        for id, record in records.items():
            line = record.encode() if kind == "text" else _json(record)
            places[id] = (at, len(line), crc32(line))
            lines.append(line)
            at += len(line) + 1
    counts = {kind: len(records) for kind, records in base.records.items()}
    header = {
        "format": FORMAT, "stamp": stamp, "version": base.version, "counts": counts, "size": at, "offsets": offsets,
    }  # fmt: skip
    tail = b'",' + _json(header)[1:]
    return b"\n".join((_CHECK + b"%08x" % crc32(tail) + tail, *lines, b""))


def _apart(extras: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Take the long texts out of what stands beside the records; they are named "index.words"."""
    texts = {
        f"{name}.{key}": text
        for name, value in extras.items()
        if isinstance(value, dict)
        for key, text in value.items()
        if isinstance(text, str) and len(text) >= LONG
    }
    others = {
        name: {key: part for key, part in value.items() if f"{name}.{key}" not in texts}
        if isinstance(value, dict)
        else value
        for name, value in extras.items()
    }
    return others, texts


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


class CompiledStore:
    """Records by kind and id from the compiled file; from the YAML as soon as one of them is damaged."""

    def __init__(self, data: bytes | mmap, stamp: str) -> None:
        """Read the header. stamp: of the YAML as it is now. Raises Unusable."""
        end = data.find(b"\n")
        head = data[:end] if end > 0 else b""
        if not head.startswith(_CHECK) or head[len(_CHECK) : _AFTER_CHECK] != b"%08x" % crc32(head[_AFTER_CHECK:]):
            raise Unusable("damaged")
        header = json.loads(head)
        if header["format"] != FORMAT or header["stamp"] != stamp or len(data) != end + 1 + header["size"]:
            raise Unusable("of another time")
        self.version: str = header["version"]
        self.counts: dict[str, int] = header["counts"]
        self._offsets: dict[str, dict[str, list[int]]] = header["offsets"]
        self._start = end + 1
        self._data = data
        self._instead: YamlStore | None = None  # once a record proved damaged

    def ids(self, kind: str) -> Collection[str]:
        """Return the ids of a kind, in the order of the YAML."""
        return self._offsets[kind]

    def record(self, kind: str, id: str) -> Record:
        """Decode one record. Raises KeyError for an unknown id."""
        raw = self._raw(kind, id)
        record: Record = json.loads(raw) if raw is not None else self._yaml().record(kind, id)
        return record

    def extra(self, name: str) -> Any:
        """Decode what stands beside the records: general, shared_names, concepts and what `derive` makes."""
        raw = self._raw("extra", name)
        if raw is None:
            return self._yaml().extra(name)
        value = json.loads(raw)
        for id in self._offsets["text"]:
            if id.startswith(name + "."):
                text = self._raw("text", id)
                if text is None:
                    return self._yaml().extra(name)
                value[id[len(name) + 1 :]] = text.decode()
        return value

    def place(self, kind: str, id: str) -> tuple[str, int]:  # noqa: ARG002 - the same question as to a YamlStore
        """Return the file of an entry; its line is not kept."""
        from painfinder.knowledge.shipped import file_of

        return file_of(kind), 0

    def _raw(self, kind: str, id: str) -> bytes | None:
        offset, length, check = self._offsets[kind][id]
        raw = self._data[self._start + offset : self._start + offset + length]
        return raw if crc32(raw) == check else None

    def _yaml(self) -> YamlStore:
        if self._instead is None:
            self._instead = YamlStore()
        return self._instead


class YamlStore:
    """The same from the YAML: slower by some tenths of a second, never out of date."""

    def __init__(self, base: Base | None = None) -> None:
        """Read the package's YAML, unless a base was read before. Raises BrokenKnowledge."""
        if base is None:
            from painfinder.knowledge.shipped import read

            base = read()
        self.base = base
        self.version = base.version
        self.counts = {kind: len(records) for kind, records in base.records.items()}
        self._extras: dict[str, Any] = dict(base.extras)

    def ids(self, kind: str) -> Collection[str]:
        """Return the ids of a kind, in the order of the YAML."""
        return self.base.records[kind]

    def record(self, kind: str, id: str) -> Record:
        """Return one record. Raises KeyError for an unknown id."""
        return self.base.records[kind][id]

    def place(self, kind: str, id: str) -> tuple[str, int]:
        """Return the file and line where an entry starts."""
        from painfinder.knowledge.shipped import file_of

        return self.base.places[kind].get(id, (file_of(kind), 0))

    def extra(self, name: str) -> Any:
        """Return what stands beside the records; what is derived from them is made at the first call."""
        if name not in self._extras:
            from painfinder.knowledge.derive import derived

            self._extras[name] = derived(name, self.base)
        return self._extras[name]


Store = CompiledStore | YamlStore


def open_store() -> Store:
    """Open the compiled file when it belongs to the YAML as it is now, else the YAML."""
    try:
        return CompiledStore(files.data_map(NAME), files.stamp())
    except (Unusable, OSError, ValueError, KeyError, TypeError):
        pass  # read outside the handler, so that a problem of the YAML is not shown as a consequence of this one
    return YamlStore()
