"""One file a face, read as itself: a difference is a change of what people are shown, and is read in review.

Write them anew with PAINFINDER_GOLDEN=write pytest tests/test_golden.py
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

GOLDEN = Path(__file__).parent / "golden"
STENOSIS = "legs go numb when I walk, better leaning on the cart"
DANGER = "id like to book my gel shot oh and since last night i cant feel myself wipe"

CASES: dict[str, tuple[list[str], str]] = {
    "knee.panels-80.txt": (["find", "bone on bone knee"], "80"),
    "knee.panels-40.txt": (["find", "bone on bone knee", "--brief"], "40"),
    "knee.plain.txt": (["find", "bone on bone knee", "--plain"], "80"),
    "knee.json": (["find", "bone on bone knee", "--json"], "80"),
    "stenosis-circumstances.panels-80.txt": (
        ["find", f"{STENOSIS}, on eliquis", "--without", "implant", "--staff"],
        "80",
    ),
    "danger.panels-80.txt": (["find", DANGER], "80"),
    "danger.panels-40.txt": (["find", DANGER], "40"),
    "danger.plain.txt": (["find", DANGER, "--plain"], "80"),
    "danger.json": (["find", DANGER, "--json"], "80"),
    "danger-spanish.plain.txt": (["find", "me duele la espalda y no puedo orinar", "--plain"], "80"),
    "back.panels-80.txt": (["find", "back hurts"], "80"),
    "nothing.panels-80.txt": (["find", "toothache"], "80"),
    "nothing.json": (["find", "toothache", "--json"], "80"),
    "mild.panels-80.txt": (["show", "mild"], "80"),
    "mild.json": (["show", "mild", "--json"], "80"),
    "compare.panels-80.txt": (["compare", "mild", "vertiflex", "--for", "lumbar-spinal-stenosis"], "80"),
    "compare.panels-40.txt": (["compare", "mild", "vertiflex", "--for", "lumbar-spinal-stenosis"], "40"),
    "compare.json": (["compare", "--for", "migraine", "--json"], "80"),
    "list.plain.txt": (["list", "--plain"], "80"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_face_shows_what_its_golden_file_shows(name: str, painfinder: Any) -> None:
    arguments, columns = CASES[name]
    shown = painfinder(*arguments, COLUMNS=columns).text
    path = GOLDEN / name
    if os.environ.get("PAINFINDER_GOLDEN") == "write":
        path.write_text(shown, "utf-8")
    assert shown == path.read_text("utf-8"), "read the difference; if it is meant: PAINFINDER_GOLDEN=write"


@pytest.mark.parametrize("name", [n for n in CASES if "panels" in n])
def test_panels_keep_within_their_columns(name: str) -> None:
    from rich.cells import cell_len

    widest = int(CASES[name][1])
    for line in (GOLDEN / name).read_text("utf-8").split("\n"):
        assert cell_len(line) <= widest, line


@pytest.mark.parametrize("name", [n for n in CASES if n.startswith("danger")])
def test_no_face_shows_a_treatment_beside_an_emergency(name: str, kb: Any) -> None:
    shown = (GOLDEN / name).read_text("utf-8")
    for treatment in kb.treatments.values():
        if treatment.id not in ("viscosupplementation", "joint-injection"):  # the words themselves name a shot
            assert treatment.name not in shown
            assert f'"treatment": "{treatment.id}"' not in shown


def test_no_score_is_shown_to_a_patient() -> None:
    for name in CASES:
        if not name.endswith(".json"):
            assert "score" not in (GOLDEN / name).read_text("utf-8")
