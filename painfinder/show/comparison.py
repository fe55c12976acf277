"""Treatments side by side: the same rows for each, "not known" said aloud, waiting as the last column."""

from __future__ import annotations

from painfinder.knowledge.load import KnowledgeBase
from painfinder.model import Option, Person, Treatment
from painfinder.options import cautions
from painfinder.record import NamedTuple
from painfinder.show import clinic
from painfinder.show.blocks import Block, Grid, Note
from painfinder.wording import (
    ACTION,
    DISCLAIMER,
    ENGLISH_TEXTS,
    EVIDENCE,
    LABEL,
    REVERSIBLE,
    ROLE,
    TRAIT,
    Language,
)

ROWS = (  # keys of the JSON record, in the order of the screen; each has a label in `wording`
    "role", "evidence", "chance", "how", "numbing", "time_taken", "sessions", "starts_working", "lasts",
    "common_harms", "serious_harms", "who_should_not", "reversible", "cautions",
)  # fmt: skip
_LABELS = {"role": "place_in_care", "evidence": "evidence_for"}
MOST = 8  # treatments side by side
_ITEMS = 4  # of a list of harms; the page of the treatment has all


class Column(NamedTuple):
    """One treatment (id), or waiting (id ""), with a cell for each row that has something to say."""

    id: str
    name: str
    cells: dict[str, str]
    badge: str = ""  # the clinic's, when it wrote something that stands in the cells


class Comparison(NamedTuple):
    """Columns that share their rows."""

    condition: str  # id, or "" when no condition was named
    name: str
    columns: tuple[Column, ...]
    left_out: int  # further options of the condition


def of_treatments(
    chosen: list[str], condition: str, kb: KnowledgeBase, person: Person, language: Language
) -> Comparison:
    """Compare treatments (ids), for a condition (id) when one is named; waiting is the last column then."""
    label = LABEL[language]
    found = {o.treatment: o for o in kb.conditions[condition].options} if condition else {}
    columns = [_column(kb.treatments[t], found.get(t), bool(condition), kb, person, language) for t in chosen]
    name = ""
    if condition:
        entry = kb.conditions[condition]
        name = entry.name_es if language == "es" else entry.name
        columns.append(Column("", label["if_you_wait"], {"chance": entry.if_you_wait.text}))
    return Comparison(condition, name, tuple(columns), len(found.keys() - set(chosen)))


def _column(
    treatment: Treatment, option: Option | None, asked: bool, kb: KnowledgeBase, person: Person, language: Language
) -> Column:
    label = LABEL[language]
    unknown = label["not_known"]
    undo = REVERSIBLE[language].get(treatment.reversible, "")
    changes = cautions(treatment.id, person.circumstances, kb)
    cells = {
        "how": ", ".join(TRAIT[language][t] for t in treatment.traits),
        "numbing": treatment.numbing.text or unknown,
        "time_taken": treatment.time_taken.text or unknown,
        "sessions": treatment.sessions.text or unknown,
        "starts_working": treatment.starts_working.text or unknown,
        "lasts": treatment.lasts.text or unknown,
        "common_harms": _listed(treatment.common_harms.items) or unknown,
        "serious_harms": _listed(treatment.serious_harms.items) or unknown,
        "who_should_not": _listed(treatment.who_should_not.items) or unknown,
        "reversible": f"{undo}. {treatment.reversible_why}".strip(". ") if undo else unknown,
        "cautions": " ".join(f"{ACTION[language][c.action]}: {c.note}" for c in changes),
    }
    if option is not None:
        cells["role"] = ROLE[language][option.role]
        cells["evidence"] = EVIDENCE[language][option.evidence]
        cells["chance"] = chance(option, language)
    elif asked:
        cells["role"] = label["no_option"]
        cells["evidence"] = unknown
        cells["chance"] = unknown
    own = [clinic.badge(kb, "treatment", treatment.id, row) for row in ("name", *ROWS)]
    if option is not None and kb.origin_of_option(option.condition, treatment.id) != "painfinder":
        own.append(f"[{clinic.called(kb, kb.origin_of_option(option.condition, treatment.id))}]")
    badge = next(filter(None, own), "")
    return Column(treatment.id, treatment.name_es if language == "es" else treatment.name, cells, badge)


def _listed(items: tuple[str, ...]) -> str:
    more = f" (+{len(items) - _ITEMS})" if len(items) > _ITEMS else ""
    return "; ".join(i.rstrip(".") for i in items[:_ITEMS]) + more


def chance(option: Option, language: Language) -> str:
    """Return how many people were helped in studies that counted them, in the studies' words.

    Where none counted people who were helped, what a study measured instead, said to be that; else "not known".
    """
    label = LABEL[language]
    helped = [o.text for o in option.outcomes if o.kind == "helped"]
    measured = [o.text for o in option.outcomes if o.kind not in ("helped", "harmed") and o.in_100 is None]
    if helped:
        return " ".join(helped[:2])
    return f"{label['no_simple_number']}. {measured[0]}" if measured else label["not_known"]


def as_blocks(table: Comparison, language: Language) -> list[Block]:
    """Return the comparison as one grid; rows that are empty for every column are left out."""
    label = LABEL[language]
    rows = tuple(
        (label[_LABELS.get(key, key)], tuple(c.cells.get(key, "") for c in table.columns))
        for key in ROWS
        if any(c.cells.get(key) for c in table.columns)
    )
    blocks: list[Block] = [Grid(table.name, tuple(f"{c.name} {c.badge}".strip() for c in table.columns), rows)]
    if table.left_out:
        blocks.append(Note(label["left_out"].format(table.left_out, table.condition)))
    if language == "es":
        blocks.append(Note(ENGLISH_TEXTS["es"]))
    return [*blocks, Note(DISCLAIMER[language])]


def as_record(table: Comparison, language: Language) -> dict[str, object]:
    """Return the comparison as a JSON record."""
    return {
        "condition": table.condition or None,
        "rows": list(ROWS),
        "left_out": table.left_out,
        "columns": [{"treatment": c.id or None, "name": c.name, "cells": c.cells} for c in table.columns],
        "disclaimer": DISCLAIMER[language],
    }
