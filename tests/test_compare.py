"""Treatments side by side: the same rows for each, waiting as the last column, what is not known said aloud."""

from __future__ import annotations

from typing import Any

import pytest

from painfinder import load
from painfinder.model import Outcome, Person
from painfinder.show import comparison

KB = load()


def test_waiting_is_the_last_column() -> None:
    table = comparison.of_treatments(["mild", "vertiflex"], "lumbar-spinal-stenosis", KB, Person(), "en")
    assert [c.id for c in table.columns] == ["mild", "vertiflex", ""]
    assert table.columns[-1].cells["chance"] == KB.conditions["lumbar-spinal-stenosis"].if_you_wait.text


@pytest.mark.parametrize("condition", list(KB.conditions))
def test_every_treatment_has_the_same_rows(condition: str) -> None:
    chosen = [o.treatment for o in KB.conditions[condition].options]
    table = comparison.of_treatments(chosen, condition, KB, Person(), "en")
    for column in table.columns[:-1]:
        assert set(comparison.ROWS) == set(column.cells)
        empty = [row for row in comparison.ROWS if not column.cells[row] and row not in ("how", "cautions")]
        assert empty == [], column.id


def test_a_chance_of_help_is_only_what_counts_people_who_were_helped() -> None:
    option = KB.conditions["lumbar-spinal-stenosis"].options[0]
    harmed = option._replace(outcomes=(Outcome("16 in 100 had another operation.", "harmed", 16),))
    helped = option._replace(outcomes=(Outcome("About 60 in 100 had less pain.", "helped", 60),))
    assert comparison.chance(harmed, "en") == "not known"
    assert comparison.chance(helped, "en") == "About 60 in 100 had less pain."


def test_names_and_brands_will_do(painfinder: Any) -> None:
    run = painfinder("compare", "gel shots", "cortisone shot", "--for", "bone on bone knee", "--json")
    assert [c["treatment"] for c in run.json["columns"]] == ["viscosupplementation", "joint-injection", None]
    assert run.json["condition"] == "knee-osteoarthritis"


@pytest.mark.parametrize(
    "arguments",
    [("mild",), (), ("mild", "mild"), ("mild", "nonsense xyz"), ("--for", "nonsense xyz"), ("migraine", "mild")],
)
def test_what_cannot_be_compared_is_refused_in_one_sentence(arguments: tuple[str, ...], painfinder: Any) -> None:
    run = painfinder("compare", *arguments)
    assert (run.code, run.out, run.said.count("\n")) == (2, b"", 1)


def test_a_circumstance_stands_in_its_row(painfinder: Any) -> None:
    run = painfinder("compare", "mild", "vertiflex", "--with", "blood-thinner", "--json")
    assert "ask the clinician first" in run.json["columns"][0]["cells"]["cautions"]
