"""The knowledge base in the words of schema.org (JSON-LD): conditions, therapies, options as claims, sources.

What a machine could misread is left out rather than bent: an option that is not recommended, or that only finds the
cause, is no `possibleTreatment`; our words for evidence are not mapped to schema.org's levels A to C, which mean
something else; red flags have no honest property there. Terms: https://schema.org/docs/meddocs.html
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from painfinder.exchange.names import URN, last_review, signed, urn, version_of
from painfinder.knowledge.load import KnowledgeBase
from painfinder.model import Approach, Condition, Fact, Option, Source, Treatment
from painfinder.show.medlineplus import link
from painfinder.wording import DISCLAIMER

Node = dict[str, Any]

NO_TREATMENT = ("not-recommended", "diagnostic")  # roles that `possibleTreatment` would misstate
SOURCE_TYPES = {
    "guideline": ["MedicalGuideline", "CreativeWork"],
    "systematic-review": ["MedicalScholarlyArticle"],
    "trial": ["MedicalScholarlyArticle"],
    "peer-reviewed": ["MedicalScholarlyArticle"],
}
CLINIC_ONLY = "Only the clinic's brochure says so; nothing independent was found that supports it."


def document(kb: KnowledgeBase) -> Node:
    """Return one JSON-LD document: a context and a graph whose nodes refer to each other by `@id`."""
    graph = [dataset(kb)]
    graph += [condition(c, kb) for c in kb.conditions.values()]
    graph += [therapy(t, kb) for t in kb.treatments.values()]
    graph += [claim(o, c, kb) for c in kb.conditions.values() for o in c.options]
    graph += [approach(a) for a in kb.approaches.values()]
    graph += [source(s) for s in kb.sources.values()]
    return {"@context": "https://schema.org", "@graph": graph}


def dataset(kb: KnowledgeBase) -> Node:
    """Return the node that says what this is, how old it is and who has signed it off."""
    count, entries = signed(kb)
    return {
        "@type": "Dataset",
        "@id": f"{URN}:knowledge-base",
        "name": "painfinder knowledge base",
        "version": version_of(kb),
        "dateModified": last_review(kb),
        "creativeWorkStatus": f"{count} of {entries} entries are signed off by a clinician",
        "license": "https://spdx.org/licenses/MIT.html",
        "inLanguage": ["en", "es"],
        "description": DISCLAIMER["en"],
    }


def condition(c: Condition, kb: KnowledgeBase) -> Node:
    """Return a MedicalCondition with its codes, its look-alikes, its treatments and the guidelines behind them."""
    treatments = [o.treatment for o in c.options if o.role not in NO_TREATMENT]
    cited = [s for o in c.options for s in o.sources]
    anatomy = {"@type": "AnatomicalStructure", "name": c.region} if c.region != "whole body" else None
    return _node(
        "MedicalCondition",
        urn("condition", c.id),
        name=_names(c.name, c.name_es),
        alternateName=_tagged(c.also_called, c.also_called_es),
        description=c.summary.text,
        naturalProgression=c.if_you_wait.text,
        associatedAnatomy=anatomy,
        code=[{"@type": "MedicalCode", "codeValue": code, "codingSystem": "ICD-10-CM"} for code in c.icd10cm],
        differentialDiagnosis=[{"@type": "DDxElement", "diagnosis": _ref("condition", i)} for i in c.could_also_be],
        possibleTreatment=[_ref("treatment", t) for t in treatments],
        guideline=_guidelines((*c.summary.sources, *c.if_you_wait.sources, *cited), kb),
        subjectOf=[
            {"@type": "MedicalWebPage", "url": link(c.icd10cm, language), "inLanguage": language}
            for language in ("en", "es")
            if c.icd10cm
        ],
    )


def therapy(t: Treatment, kb: KnowledgeBase) -> Node:
    """Return a MedicalTherapy: how it is done, what can go wrong, who must not have it, which guidelines name it."""
    cited = [s for c in kb.conditions.values() for o in c.options if o.treatment == t.id for s in o.sources]
    avoid = [
        {"@type": "MedicalContraindication", "name": circumstance.name, "description": caution.note}
        for circumstance in kb.circumstances.values()
        if (caution := circumstance.cautions.get(t.id)) and caution.action == "avoid"
    ]
    return _node(
        "MedicalTherapy",
        urn("treatment", t.id),
        name=_names(t.name, t.name_es),
        alternateName=_tagged((*t.brands, *t.also_called), t.also_called_es),
        description=t.summary.text,
        howPerformed=" ".join(t.steps.items),
        preparation=" ".join(t.ask_first.items),
        followup=t.recovery.text,
        legalStatus=t.approval.text,
        adverseOutcome=[{"@type": "MedicalEntity", "name": harm} for harm in t.common_harms.items],
        seriousAdverseOutcome=[{"@type": "MedicalEntity", "name": harm} for harm in t.serious_harms.items],
        contraindication=[{"@type": "MedicalContraindication", "name": who} for who in t.who_should_not.items] + avoid,
        guideline=_guidelines(cited, kb),
    )


def claim(o: Option, c: Condition, kb: KnowledgeBase) -> Node:
    """Return an option as a Claim about a condition and a treatment: what to expect, how sure that is, who says so."""
    remarks = (f"Not agreed: {o.conflict}" if o.conflict else "", CLINIC_ONLY if o.clinic_claim else "")
    return _node(
        "Claim",
        f"{urn('option', o.condition)}:{o.treatment}",
        name=f"{kb.treatments[o.treatment].name} for {c.name}",
        about=[_ref("condition", o.condition), _ref("treatment", o.treatment)],
        text=o.expect,
        keywords=[_term("role", o.role), _term("evidence", o.evidence)],
        abstract=" ".join(outcome.text for outcome in o.outcomes),
        description=" ".join(r for r in remarks if r),
        citation=[_ref("source", s) for s in o.sources],
        dateModified=c.reviewed,
    )


def approach(a: Approach) -> Node:
    """Return a family of treatments as a list of them."""
    return _node(
        "ItemList",
        urn("approach", a.id),
        name=_names(a.name, a.name_es),
        description=" ".join(fact.text for fact in (a.summary, a.caution) if fact != Fact()),
        itemListElement=[_ref("treatment", t) for t in a.treatments],
    )


def source(s: Source) -> Node:
    """Return a source: a guideline, an article, or a page."""
    types = SOURCE_TYPES.get(s.kind, ["WebPage"])
    return _node(
        types[0] if len(types) == 1 else types,
        urn("source", s.id),
        name=s.title,
        publisher={"@type": "Organization", "name": s.organisation} if s.organisation else None,
        datePublished=s.year,
        guidelineDate=s.year if s.kind == "guideline" else "",
        url=s.url,
        abstract=s.says,
    )


def _node(types: str | list[str], id: str, **properties: Any) -> Node:
    return {"@type": types, "@id": id} | {name: value for name, value in properties.items() if value}


def _ref(kind: str, id: str) -> Node:
    return {"@id": urn(kind, id)}


def _term(of: str, code: str) -> Node:
    return {"@type": "DefinedTerm", "termCode": code, "inDefinedTermSet": f"{URN}:{of}"}


def _names(english: str, spanish: str) -> list[Node]:
    return _tagged((english,), (spanish,) if spanish and spanish != english else ())


def _tagged(english: Iterable[str], spanish: Iterable[str]) -> list[Node]:
    pairs = [(text, "en") for text in english] + [(text, "es") for text in spanish]
    return [{"@value": text, "@language": language} for text, language in dict.fromkeys(pairs)]


def _guidelines(ids: Iterable[str], kb: KnowledgeBase) -> list[Node]:
    return [_ref("source", i) for i in dict.fromkeys(ids) if kb.sources[i].kind == "guideline"]
