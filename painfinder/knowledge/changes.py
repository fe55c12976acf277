"""What overlays change: complete records over those of the shipped base, which itself is never touched."""

from __future__ import annotations

from collections.abc import Mapping

from painfinder.knowledge.build import Record
from painfinder.knowledge.compiled import Store
from painfinder.knowledge.fields import FIELDS
from painfinder.model import Clinic, Offer

_NAMING = frozenset(
    ("name", "name_es", "also_called", "also_called_es", "sayings", "sayings_es", "brands", "icd10cm", "region")
)  # fields that matching looks words up in
# Fields that hold ids, from which a hidden id is taken out: kind -> (field, kind of the ids in it).
_POINTERS = {
    kind: tuple((f.name, f.of) for f in fields if f.form in ("ids", "by-id")) for kind, fields in FIELDS.items()
}


class Changes:
    """What overlays change: complete records by kind and id, ids that are hidden, and where each value was written."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._records: dict[str, dict[str, Record]] = {kind: {} for kind in FIELDS}
        self._hidden: dict[str, set[str]] = {kind: set() for kind in FIELDS}
        self._origins: dict[tuple[str, str, str], str] = {}
        self.overlays: tuple[str, ...] = ()
        self.clinic: Clinic | None = None
        self.offers: dict[str, Offer] | None = None
        self.renamed = False  # whether names or sayings changed, so that matching needs a new index

    def ids(self, kind: str) -> list[str]:
        """Return the ids of a kind: those of the base that are not hidden, then the added ones."""
        hidden = self._hidden[kind]
        return [id for id in self.all_ids(kind) if id not in hidden]

    def all_ids(self, kind: str) -> list[str]:
        """Return the ids of a kind, the hidden ones too."""
        return list(dict.fromkeys((*self._store.ids(kind), *self._records[kind])))

    def has(self, kind: str, id: str) -> bool:
        """Whether there is an entry that is not hidden."""
        return (id in self._records[kind] or id in self._store.ids(kind)) and id not in self._hidden[kind]

    def record(self, kind: str, id: str) -> Record:
        """Return a record as changed, without what points to hidden entries. Raises KeyError."""
        record = self._records[kind].get(id)
        if record is None:
            record = self._store.record(kind, id)
        for field, of in _POINTERS[kind]:
            hidden = self._hidden[of]
            if hidden and hidden.intersection(record.get(field, ())):
                value = record[field]
                kept = {k: v for k, v in value.items() if k not in hidden} if isinstance(value, dict) else None
                record = {**record, field: [v for v in value if v not in hidden] if kept is None else kept}
        return record

    def change(self, kind: str, id: str, fields: Mapping[str, object]) -> None:
        """Put values over those of a record; the record of the base is copied, never touched."""
        before = self._records[kind].get(id)
        if before is None:
            before = self._store.record(kind, id) if id in self._store.ids(kind) else {}
        self._records[kind][id] = {**before, **fields}
        self.renamed = self.renamed or bool(_NAMING.intersection(fields))

    def touches(self, kind: str) -> bool:
        """Whether any entry of a kind was added, changed or hidden."""
        return bool(self._records[kind] or self._hidden[kind])

    def hide(self, kind: str, id: str) -> None:
        """Take an entry out of sight, and out of all that points to it."""
        self._hidden[kind].add(id)
        self.renamed = True

    def came_from(self, kind: str, id: str, field: str, where: str) -> None:
        """Remember where a value was written."""
        self._origins[kind, id, field] = where

    def origin(self, kind: str, id: str, field: str = "") -> str:
        """Return where a value was written, looking at what it stands in when it is not known by itself."""
        while True:
            if (kind, id, field) in self._origins:
                return self._origins[kind, id, field]
            if not field:
                return "painfinder"
            field = field.rpartition(".")[0]

    def touched(self, kind: str, id: str, field: str) -> bool:
        """Whether a value or anything in it was written by an overlay."""
        if self.origin(kind, id, field) != "painfinder":
            return True
        return any((k, i) == (kind, id) and f.startswith(field + ".") for k, i, f in self._origins)
