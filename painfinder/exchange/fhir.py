"""The knowledge base as FHIR R4 terminology: a CodeSystem of every id and a ConceptMap from conditions to ICD-10-CM.

Evidence, harms and options have no place in a code system; they are in `export json` and `export jsonld`.
https://hl7.org/fhir/R4/codesystem.html, https://hl7.org/fhir/R4/conceptmap.html
"""

from __future__ import annotations

from typing import Any

from painfinder.exchange.names import CODES, ICD10CM, URN, last_review, signed, version_of
from painfinder.knowledge.load import KnowledgeBase
from painfinder.model import REVIEWED_KINDS, Condition
from painfinder.show.medlineplus import link
from painfinder.wording import DISCLAIMER

Resource = dict[str, Any]

MAP = f"{URN}:icd-10-cm"
PROPERTIES = (  # code, type, what it says
    ("kind", "code", f"What the entry is: {', '.join(REVIEWED_KINDS)}."),
    ("level", "code", "How soon a red flag must be seen: urgent (same day), crisis (988), emergency (911)."),
    ("region", "string", "Where in the body a condition is, for grouping."),
    ("trait", "code", "What a treatment involves, such as needle or implant."),
    ("approach", "code", "The family that a treatment belongs to: another code of this system."),
    ("reviewed", "dateTime", "When the entry was last read against its sources."),
    ("review-due", "dateTime", "When it must be read again."),
    ("reviewed-by", "string", "The clinician who signed it off; absent until one has."),
    ("learn-more-en", "string", "MedlinePlus page for the first ICD-10-CM code, in English."),
    ("learn-more-es", "string", "MedlinePlus page for the first ICD-10-CM code, in Spanish."),
)
UNVERIFIED = "Chosen to find the condition by this code. No medical coder has verified how the two meanings relate."


def bundle(kb: KnowledgeBase) -> Resource:
    """Return both resources as one Bundle (collection)."""
    from uuid import NAMESPACE_URL, uuid5

    resources = (code_system(kb), concept_map(kb))
    entries = [{"fullUrl": f"urn:uuid:{uuid5(NAMESPACE_URL, r['url'])}", "resource": r} for r in resources]
    return {"resourceType": "Bundle", "id": "painfinder", "type": "collection", "entry": entries}


def code_system(kb: KnowledgeBase) -> Resource:
    """Return the code system of all ids: display in English, designations in English and Spanish, properties."""
    concepts = [_concept(kind, thing) for kind in REVIEWED_KINDS for thing in kb.of_kind(kind).values()]
    return _head("CodeSystem", "painfinder", CODES, "PainfinderCodes", "painfinder ids", kb) | {
        "caseSensitive": True,
        "content": "complete",
        "count": len(concepts),
        "property": [{"code": code, "description": about, "type": form} for code, form, about in PROPERTIES],
        "concept": concepts,
    }


def concept_map(kb: KnowledgeBase) -> Resource:
    """Return the map from conditions to ICD-10-CM codes.

    Every equivalence is `relatedto` (they overlap, the exact relation is not known): a sharper word would be a
    coder's judgement, and none has given it. A condition without codes is `unmatched`.
    """
    shared: dict[str, list[str]] = {}
    for condition in kb.conditions.values():
        for code in condition.icd10cm:
            shared.setdefault(code, []).append(condition.id)
    elements = [
        {
            "code": c.id,
            "display": c.name,
            "target": [_target(code, c.id, shared) for code in c.icd10cm] or [{"equivalence": "unmatched"}],
        }
        for c in kb.conditions.values()
    ]
    group = {"source": CODES, "sourceVersion": version_of(kb), "target": ICD10CM, "element": elements}
    title = "painfinder conditions to ICD-10-CM"
    return _head("ConceptMap", "painfinder-icd-10-cm", MAP, "PainfinderToIcd10Cm", title, kb) | {"group": [group]}


def _head(resource: str, id: str, url: str, name: str, title: str, kb: KnowledgeBase) -> Resource:
    count, entries = signed(kb)
    overlays = f" Changed by the clinic's own {', '.join(kb.overlays)}." if kb.overlays else ""
    return {
        "resourceType": resource,
        "id": id,
        "language": "en",
        "url": url,
        "version": version_of(kb),
        "name": name,
        "title": title,
        "status": "active" if count == entries else "draft",  # a draft until a clinician has signed all of it
        "experimental": False,  # meant for use, not for testing; what it is not yet is said by `status`
        "date": last_review(kb),
        "publisher": "painfinder",
        "description": f"{count} of {entries} entries are signed off by a clinician.{overlays} {DISCLAIMER['en']}",
        "copyright": "MIT licence. ICD-10-CM codes are in the public domain.",
    }


def _concept(kind: str, thing: Any) -> Resource:
    english = dict.fromkeys((*getattr(thing, "brands", ()), *getattr(thing, "also_called", ())))
    spanish = dict.fromkeys((thing.name_es, *getattr(thing, "also_called_es", ())))
    designations = [{"language": "en", "value": v} for v in english if v]
    designations += [{"language": "es", "value": v} for v in spanish if v]
    definition = thing.why if kind in ("red-flag", "circumstance") else thing.summary.text
    concept = {
        "code": thing.id,
        "display": thing.name,
        "definition": definition,
        "designation": designations,
        "property": [{"code": c, f"value{form[0].upper()}{form[1:]}": v} for c, form, v in _values(kind, thing)],
    }
    return {field: value for field, value in concept.items() if value}


def _values(kind: str, thing: Any) -> list[tuple[str, str, str]]:
    forms = {code: form for code, form, _ in PROPERTIES}
    found = [("kind", kind), ("level", getattr(thing, "level", "")), ("region", getattr(thing, "region", ""))]
    found += [("trait", t) for t in getattr(thing, "traits", ())]
    found += [("approach", a) for a in getattr(thing, "approaches", ())]
    found += [("reviewed", thing.reviewed), ("review-due", thing.review_due), ("reviewed-by", thing.reviewed_by)]
    if isinstance(thing, Condition):
        found += [("learn-more-en", link(thing.icd10cm, "en")), ("learn-more-es", link(thing.icd10cm, "es"))]
    return [(code, forms[code], value) for code, value in found if value]


def _target(code: str, condition: str, shared: dict[str, list[str]]) -> Resource:
    others = [c for c in shared[code] if c != condition]
    also = f" Also a code of: {', '.join(others)}." if others else ""
    return {"code": code, "equivalence": "relatedto", "comment": UNVERIFIED + also}
