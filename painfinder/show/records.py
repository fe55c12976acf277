"""The Answer and the nouns as plain records: the JSON contract for scripts.

A record is a dict of JSON values; `to_bytes` writes it as UTF-8 with one newline, the same bytes for the same input on
every machine, never through a console. What may be added and what never changes: docs/json.md.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any

from painfinder import __version__
from painfinder.model import (
    Answer,
    Approach,
    Circumstance,
    Clinic,
    Condition,
    Fact,
    Facts,
    Match,
    Offer,
    Option,
    RedFlag,
    ShownOption,
    Source,
    Treatment,
)

SCHEMA_VERSION = "1.0"
Record = dict[str, Any]
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(", ", ": "))
_json = _ENCODER.encode
_text = encode_basestring  # what `_json` calls for a text, half a microsecond later


def to_bytes(record: Mapping[str, Any]) -> bytes:
    """Write one record as one line of strict JSON in UTF-8."""
    return _json(record).encode("utf-8") + b"\n"


def head(kind: str, version: str, overlays: tuple[str, ...]) -> Record:
    """Return what every document begins with."""
    return {
        "schema": f"painfinder.{kind}",
        "schema_version": SCHEMA_VERSION,
        "program": __version__,
        "knowledge_base": {"version": version, "overlays": list(overlays)},
    }


def of_answer(answer: Answer, version: str, overlays: tuple[str, ...], *, explain: bool = False) -> Record:
    """Return the record of an answer (schema `painfinder.answer`)."""
    return head("answer", version, overlays) | {
        "query": answer.query,
        **of_understanding(answer, explain=explain),
        "options": [of_shown(s) for s in answer.options],
        "hidden": {"by": list(answer.hidden.by), "count": answer.hidden.count},
        "ask": list(answer.ask),
        "disclaimer": answer.disclaimer,
    }


def of_line(answer: Answer, *, with_options: bool) -> Record:
    """Return the record of one line of `match`, but for the line's number."""
    record = {"query": answer.query, **of_understanding(answer)}
    if with_options:
        record["options"] = [of_shown(s) for s in answer.options]
        record["hidden"] = {"by": list(answer.hidden.by), "count": answer.hidden.count}
    record["ask"] = list(answer.ask)
    record["disclaimer"] = answer.disclaimer
    return record


def line_to_bytes(answer: Answer) -> bytes:
    """Write `of_line`, options left out, straight: a third of the time of the dicts between, for bulk runs.

    A test holds the two together. What a record ends with is the same for thousands of answers, and is kept as written.
    """
    if answer.alerts:  # seldom
        return to_bytes(of_line(answer, with_options=False))
    matches = ", ".join(map(_match_as_json, answer.matches))
    told = ", ".join([f'{{"id": {_text(h.id)}, "heard": {_text(h.words)}}}' for h in answer.circumstances])
    return (
        f'{{"query": {_text(answer.query)}, "language": "{answer.language}", "level": "none", "withheld": false, '
        f'"alerts": [], "matches": [{matches}], "circumstances": [{told}], {_end(answer.ask, answer.disclaimer)}'
    ).encode()


def _match_as_json(match: Match) -> str:
    id, kind, name, confidence, score, because, _ = match
    return (
        f'{{"id": {_text(id)}, "kind": "{kind}", "name": {_text(name)}, "confidence": "{confidence}", '
        f'"score": {round(score, 3)}, "because": [{", ".join(map(_text, because))}]}}'
    )


@lru_cache(1000)
def _end(ask: tuple[str, ...], disclaimer: str) -> str:
    return _json({"ask": ask, "disclaimer": disclaimer})[1:] + "\n"


def of_understanding(answer: Answer, *, explain: bool = False) -> Record:
    """Return what was heard and found."""
    return {
        "language": answer.language,
        "level": answer.level,
        "withheld": answer.withheld,
        "alerts": [
            {
                "id": a.id,
                "level": a.level,
                "name": a.name,
                "heard": list(a.heard),
                "say": a.say,
                "why": a.why,
                "sure": a.sure,
                "sources": list(a.sources),
            }
            for a in answer.alerts
        ],
        "matches": [of_match(m, explain=explain) for m in answer.matches],
        "circumstances": [{"id": h.id, "heard": h.words} for h in answer.circumstances],
    }


def of_match(match: Match, *, explain: bool = False) -> Record:
    """Return the record of a match; with `explain` each strategy's part."""
    record = {
        "id": match.id,
        "kind": match.kind,
        "name": match.name,
        "confidence": match.confidence,
        "score": round(match.score, 3),
        "because": list(match.because),
    }
    return record | {"parts": {k: round(v, 3) for k, v in match.parts.items()}} if explain else record


def of_shown(shown: ShownOption) -> Record:
    """Return the record of an option as it applies to a person."""
    o = shown.option
    return {
        "condition": o.condition,
        "treatment": o.treatment,
        "name": shown.name,
        "role": o.role,
        "evidence": o.evidence,
        "expect": o.expect,
        "outcomes": [_outcome(o, i) for i in range(len(o.outcomes))],
        "conflict": o.conflict,
        "clinic_claim": o.clinic_claim,
        "cautions": [
            {"circumstance": c.circumstance, "action": c.action, "note": c.note, "basis": c.basis}
            for c in shown.cautions
        ],
        "offered": shown.offered,
        "offer": {k: v for k, v in shown.offer._asdict().items() if v},
        "origin": shown.origin,
        "sources": list(o.sources),
    }


def _outcome(option: Option, i: int) -> Record:
    outcome = option.outcomes[i]
    return {
        "text": outcome.text,
        "kind": outcome.kind or "other",
        "in_100": outcome.in_100,
        "against_in_100": outcome.against_in_100,
        "span": outcome.span,
    }


def of_thing(
    kind: str, thing: Condition | Treatment | Approach | RedFlag | Circumstance | Source, options: list[ShownOption]
) -> Record:
    """Return the record of one entry of the knowledge base; fields that nobody verified are left out."""
    record: Record = {"kind": kind}
    for field, value in thing._asdict().items():
        if field in ("options", "rules") or value in ("", (), None, Fact(), Facts(), {}):
            continue
        record["source_kind" if field == "kind" else field] = _plain(value)  # a source's own kind is not the entry's
    if options or kind == "condition":
        record["options"] = [of_shown(s) for s in options]
    return record


def of_clinic(clinic: Clinic, offers: Mapping[str, Offer] | None) -> Record:
    """Return the record of the clinic's own details."""
    return {k: _plain(v) for k, v in clinic._asdict().items() if v} | (
        {"offers": {k: {f: t for f, t in o._asdict().items() if t} for k, o in offers.items()}} if offers else {}
    )


def _plain(value: Any) -> Any:
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {k: _plain(v) for k, v in value._asdict().items()}
    if isinstance(value, tuple | list):
        return [_plain(v) for v in value]
    if isinstance(value, Mapping):
        return {k: _plain(v) for k, v in value.items()}
    return value
