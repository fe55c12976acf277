"""The knowledge base as everybody else sees it: loaded once, passed in, never global, read record by record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from painfinder.errors import BrokenKnowledge, Problem
from painfinder.knowledge.build import Record, build
from painfinder.knowledge.compiled import Store, YamlStore, open_store
from painfinder.knowledge.fields import SECTION_OF
from painfinder.model import Approach, Circumstance, Clinic, Condition, Offer, RedFlag, Source, Treatment
from painfinder.understand.concepts import TABLES
from painfinder.understand.texttable import TextTable

if TYPE_CHECKING:
    import os

    from painfinder.knowledge.changes import Changes

# A base with fewer entries was cut off or is of another program; new entries only make more.
FEWEST = {"condition": 31, "treatment": 32, "approach": 5, "red-flag": 22, "circumstance": 32, "source": 200}

Noun = TypeVar("Noun")


class Records(Mapping[str, Noun], Generic[Noun]):
    """The entries of one kind by id, in the order of the file; each is made at the first look and kept."""

    def __init__(self, kind: str, ids: Iterable[str], record: Callable[[str, str], Record]) -> None:
        self._kind = kind
        self._made: dict[str, Noun | None] = dict.fromkeys(ids)
        self._record = record

    def __getitem__(self, id: str) -> Noun:
        noun = self._made[id]
        if noun is None:
            noun = self._made[id] = build(self._kind, id, self._record(self._kind, id))
        return noun

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)

    def __contains__(self, id: object) -> bool:  # the inherited one would make the entry
        return id in self._made


class KnowledgeBase:
    """Everything painfinder knows, the clinic's overlays included. Nothing in it changes but what `derived` keeps."""

    def __init__(self, store: Store, changes: Changes | None = None) -> None:
        """Wrap a store. Use `load`."""
        self._store = store
        self._changes = changes
        self.version = store.version
        self.overlays: tuple[str, ...] = changes.overlays if changes else ()  # file names, in order
        self.clinic: Clinic | None = changes.clinic if changes else None
        self.offers: Mapping[str, Offer] | None = changes.offers if changes else None  # None: nothing limits the offer
        self.conditions: Mapping[str, Condition] = self._records("condition")
        self.treatments: Mapping[str, Treatment] = self._records("treatment")
        self.approaches: Mapping[str, Approach] = self._records("approach")
        self.red_flags: Mapping[str, RedFlag] = self._records("red-flag")
        self.circumstances: Mapping[str, Circumstance] = self._records("circumstance")
        self.sources: Mapping[str, Source] = self._records("source")
        self.derived: dict[str, object] = {}  # what others work out once per base and keep with it

    def _records(self, kind: str) -> Records[Any]:
        if self._changes is None:
            return Records(kind, self._store.ids(kind), self._store.record)
        return Records(kind, self._changes.ids(kind), self._changes.record)

    def of_kind(self, kind: str) -> Mapping[str, Any]:
        """Return the entries of a kind (condition, treatment, approach, red-flag, circumstance, source)."""
        found: Mapping[str, Any] = getattr(self, SECTION_OF[kind])
        return found

    @property
    def index(self) -> Any:
        """The matching index made by `understand.lexical.build_index`, as plain JSON values; decoded at every call."""
        if self._changes is not None and self._changes.renamed:
            from painfinder.understand.lexical import build_index

            taught = {
                (kind, id): build(kind, id, self._store.record(kind, id))
                for kind in ("condition", "treatment", "approach")
                for id in self._store.ids(kind)
            }
            return build_index(self.conditions, self.treatments, self.approaches, taught)
        return self._store.extra("index")

    @property
    def phrases(self) -> Any:
        """The words that name circumstances, made by `understand.circumstances.phrases`; decoded at every call."""
        if self._changes is not None and self._changes.touches("circumstance"):
            from painfinder.understand.circumstances import phrases

            return phrases(self.circumstances.values())
        return TextTable(self._store.extra("phrases")["table"])

    @property
    def general(self) -> Mapping[str, Any]:
        """What to say for each level when it is not sure which red flag was heard (see red_flags.yaml)."""
        found: Mapping[str, Any] = self._store.extra("general")
        return found

    @property
    def concepts(self) -> Any:
        """The words of danger as they stand in concepts.yaml."""
        return self._store.extra("concepts")

    @property
    def flag_rules(self) -> Any:
        """The rules of painfinder's own red flags, made by `understand.flag_rules.compile_rules`."""
        made = self._store.extra("flag_rules")
        lexicon = {name: TextTable(made[name]) for name in TABLES}
        return {"lexicon": lexicon, "groups": made["groups"], "rules": made["rules"]}

    @property
    def added_flag_rules(self) -> Any:
        """The rules of the red flags that overlays added, or None; apart, so that they change nothing of the others."""
        if self._changes is None or not self._changes.touches("red-flag"):
            return None
        from painfinder.understand.flag_rules import compile_rules

        added = [flag for id, flag in self.red_flags.items() if not self.shipped("red-flag", id)]
        return compile_rules(self.concepts, [(flag.id, flag.level, flag.rules) for flag in added])

    @property
    def shared_names(self) -> tuple[str, ...]:
        """Names that more than one entry may have."""
        return tuple(self._store.extra("shared_names"))

    def origin(self, kind: str, id: str, field: str = "") -> str:
        """Return where a value comes from: "painfinder", or file and line of an overlay ("clinic.yaml:12").

        field: a field's name, with a dot for what is inside ("options.mild.expect"); "" asks for the entry itself.
        """
        return self._changes.origin(kind, id, field) if self._changes else "painfinder"

    def shipped(self, kind: str, id: str) -> bool:
        """Whether an entry is painfinder's own, whatever an overlay changed in it."""
        return id in self._store.ids(kind)

    def place(self, kind: str, id: str, field: str = "") -> tuple[str, int]:
        """Return file and line of a value; the line is 0 when the shipped base was read from its compiled form."""
        origin = self.origin(kind, id, field)
        if origin != "painfinder":
            file, _, line = origin.rpartition(":")
            return file, int(line)
        return self._store.place(kind, id)

    def origin_of_option(self, condition: str, treatment: str) -> str:
        """Return "painfinder" when all of an option is as shipped, else the clinic's name (or its file's)."""
        if self._changes is None or not self._changes.touched("condition", condition, f"options.{treatment}"):
            return "painfinder"
        return (self.clinic.name if self.clinic else "") or self.origin("condition", condition, f"options.{treatment}")


def load(overlays: Iterable[str | os.PathLike[str]] = (), *, compiled: bool = True) -> KnowledgeBase:
    """Load the shipped knowledge base and lay overlays over it, the later ones winning.

    compiled: False reads the YAML even when the compiled copy is good, so that `place` knows the lines.
    Raises BrokenKnowledge, with every problem, when an overlay or an edited base has any; nothing half-merged is used.
    """
    store = open_store() if compiled else YamlStore()
    few = [f"{store.counts[kind]} {SECTION_OF[kind]}" for kind, least in FEWEST.items() if store.counts[kind] < least]
    if few:
        what = f"only {', '.join(few)}: the knowledge base was cut off"
        raise BrokenKnowledge((Problem("treatments.yaml", 0, 0, what, "reinstall painfinder"),))
    paths = tuple(overlays)
    if not paths:
        return KnowledgeBase(store)
    from painfinder.knowledge.overlay import read_overlays  # brings yaml, 40 ms, so only with an overlay

    return KnowledgeBase(store, read_overlays(paths, store))
