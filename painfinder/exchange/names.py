"""The names under which other systems meet painfinder's ids; once published they never change.

`urn:painfinder:` needs no web address that somebody would have to keep alive: an id of the knowledge base is a name.
"""

from __future__ import annotations

from painfinder.knowledge.load import KnowledgeBase
from painfinder.model import REVIEWED_KINDS

URN = "urn:painfinder"
CODES = f"{URN}:codes"  # the FHIR code system of all ids
ICD10CM = "http://hl7.org/fhir/sid/icd-10-cm"  # as HL7 names it: https://terminology.hl7.org/CodeSystem-icd10CM.html


def urn(kind: str, id: str) -> str:
    """Return the global name of an entry, such as `urn:painfinder:treatment:mild`."""
    return f"{URN}:{kind}:{id}"


def version_of(kb: KnowledgeBase) -> str:
    """Return the version to publish under: a clinic's overlay makes it another one ("2026.11+clinic.yaml")."""
    return "+".join((kb.version, *kb.overlays))


def signed(kb: KnowledgeBase) -> tuple[int, int]:
    """Return how many entries a clinician has signed off, and how many there are."""
    entries = [thing for kind in REVIEWED_KINDS for thing in kb.of_kind(kind).values()]
    return sum(bool(e.reviewed_by) for e in entries), len(entries)


def last_review(kb: KnowledgeBase) -> str:
    """Return the date (ISO) of the newest review in the base."""
    dates: list[str] = [thing.reviewed for kind in REVIEWED_KINDS for thing in kb.of_kind(kind).values()]
    return max(dates)
