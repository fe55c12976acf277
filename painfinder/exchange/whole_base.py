"""The whole knowledge base as one JSON document: every entry in the shape that `show ID --json` gives it."""

from __future__ import annotations

from painfinder import options
from painfinder.exchange.names import signed
from painfinder.knowledge.fields import SECTION_OF
from painfinder.knowledge.load import KnowledgeBase
from painfinder.model import KINDS, Person
from painfinder.show import records
from painfinder.show.medlineplus import link
from painfinder.wording import DISCLAIMER

NOBODY = Person()


def record_of(kb: KnowledgeBase) -> records.Record:
    """Return the base (schema `painfinder.knowledge`): the clinic's own content is in it, marked by `origin`."""
    count, all_entries = signed(kb)
    record = records.head("knowledge", kb.version, kb.overlays)
    record["signed_off"] = {"entries": all_entries, "by_a_clinician": count}
    record["clinic"] = records.of_clinic(kb.clinic, kb.offers) if kb.clinic else {}
    for kind in KINDS:
        record[SECTION_OF[kind]] = [_entry(kind, id, kb) for id in kb.of_kind(kind)]
    return record | {"disclaimer": DISCLAIMER["en"]}


def _entry(kind: str, id: str, kb: KnowledgeBase) -> records.Record:
    thing = kb.of_kind(kind)[id]
    if kind != "condition":
        return records.of_thing(kind, thing, [])
    shown, _ = options.for_person(options.in_order(thing.options, []), kb, NOBODY)
    record = records.of_thing(kind, thing, list(shown))
    if thing.icd10cm:
        record["learn_more"] = {"en": link(thing.icd10cm, "en"), "es": link(thing.icd10cm, "es")}
    return record
