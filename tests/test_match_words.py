"""The parts of matching: spelling, sounds, denials, question frames, codes and the trained table."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painfinder.understand import text
from painfinder.understand.acceptance import needed
from painfinder.understand.associations import Associations, pack
from painfinder.understand.codes import conditions_of, find_codes
from painfinder.understand.features import denied, tokens
from painfinder.understand.regions import USUAL, pure_region
from painfinder.understand.spelling import Speller, allowed, sound, sounds, typos

ROOT = Path(__file__).parent.parent
WORDS = ["stenosis", "sciatica", "fibromyalgia", "neuropathy", "knee", "plantar"]
SPELLER = Speller(WORDS, sounds(WORDS))


def split(said: str) -> list[str]:
    cleaned = text.clean(said)
    folded = text.words(cleaned)
    return tokens([w.text for w in folded], denied(cleaned, folded))


@pytest.mark.parametrize(("length", "most"), [(4, 0), (5, 1), (8, 1), (9, 2), (30, 2)])
def test_typos_are_allowed_by_length(length, most):
    assert allowed(length) == most


def test_a_swap_is_one_typo_and_a_wrong_first_letter_two():
    assert typos("nueropathy", "neuropathy", 2) == 1
    assert SPELLER.correct("reuropathy") == "neuropathy"
    assert SPELLER.correct("reuropahty") == ""


@given(st.text("abcde", min_size=1, max_size=8), st.text("abcde", min_size=1, max_size=8))
def test_typos_are_counted_the_same_both_ways(a, b):
    assert typos(a, b, 20) == typos(b, a, 20)
    assert (typos(a, b, 20) == 0) == (a == b)


def distance(a: str, b: str) -> int:
    """Count as the books do: optimal string alignment, every cell of the matrix."""
    cells = [[i + j if not i or not j else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            steps = [cells[i - 1][j] + 1, cells[i][j - 1] + 1, cells[i - 1][j - 1] + (a[i - 1] != b[j - 1])]
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                steps.append(cells[i - 2][j - 2] + 1)
            cells[i][j] = min(steps)
    return cells[-1][-1]


@given(st.text("abc", max_size=8), st.text("abc", max_size=8), st.integers(1, 3))
def test_typos_are_counted_as_the_books_do(a, b, most):
    assert typos(a, b, most) == min(distance(a, b), most + 1)


def test_words_that_sound_alike_share_a_key():
    assert sound("siattica") == sound("sciatica")
    assert SPELLER.joined(["fibro", "my", "algia"]) == "fibromyalgia"


def test_denied_parts_are_left_out_but_never_everything():
    assert "back" not in split("leg pain but no back pain")
    assert "feeling" in split("no feeling in my legs")
    assert split("no arthritis")


def test_question_frames_are_left_out():
    assert split("What are the symptoms of sciatica?") == ["sciatica"]
    assert split("what") == ["what"]


@pytest.mark.parametrize(("said", "key"), [("M48.062", "m48062"), ("m17", "m17"), ("see G43.E19 please", "g43e19")])
def test_codes_are_found(said, key):
    assert [k for _, k in find_codes(said)] == [key]


def test_levels_of_the_spine_are_no_codes():
    assert list(find_codes("L4 L5-S1 C5")) == []


def test_a_code_takes_its_longest_listed_beginning():
    codes = {"m17": ("knee",), "m1711": ("right-knee",), "g43a": ()}
    assert conditions_of("m1711", codes) == ("right-knee",)
    assert conditions_of("m1799", codes) == ("knee",)
    assert conditions_of("g43a0", codes) == ()
    assert conditions_of("x99", codes) == ()


@pytest.mark.parametrize(("said", "region"), [("my left knee hurts so much", "knee"), ("me duele el cuello", "neck")])
def test_a_region_alone_is_told_from_a_description(said, region):
    assert pure_region(split(said)) == region
    assert pure_region([*split(said), "stairs"]) == ""
    assert region in USUAL


def test_a_table_gives_back_what_was_packed():
    rows = {"w knee": ([3.0, -1.0], 1, 4.0), "w stairs": ([3.0, 1.0], 2, 4.0), "m 1 2": ([0.5, 0.25], 0, 0.0)}
    table = Associations(pack(["ours", "none"], [0.5, 0.0], rows, ["knee"], 2.0, {"stamp": "x"}))
    scores = table.scores(["knee", "stairs"])
    assert scores == pytest.approx([0.5 + 6.5 / 8**0.5, 0.25 / 8**0.5], abs=0.02)
    assert table.is_real("knee")
    assert not table.is_real("stairs")
    assert table.scores([]) == pytest.approx([0.5, 0.0])


@pytest.mark.parametrize("data", [b"", b"PFA3", b"PFL3" + bytes(60)])
def test_a_broken_table_is_refused(data):
    with pytest.raises(ValueError):  # noqa: PT011 - JSON's own error is one, too
        Associations(data)


@pytest.mark.parametrize(
    ("less", "more"),
    [
        ("my knee hurts on stairs", "it is worse on stairs"),
        ("my knee on stairs", "my tooth on stairs"),
        ("pain when i lie on my hip", "pain when i lie on my ear"),
        ("me duele la rodilla", "me duele la muela"),
    ],
)
def test_a_text_that_says_where_it_hurts_needs_less(less, more):
    assert needed(split(less)) < needed(split(more))


def test_the_names_and_sayings_to_train_on_are_those_of_the_knowledge_base(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "training"))
    from export_phrases import phrases

    written = (ROOT / "training" / "knowledge_phrases.tsv").read_text("utf-8")
    assert phrases() == written, "run python training/export_phrases.py"


@pytest.mark.parametrize(
    ("said", "part"),
    [("no puedo mover el hombro", "hombro"), ("ya no aguanto la rodilla", "rodilla"), ("not able to use knee", "knee")],
)
def test_what_somebody_cannot_do_is_no_denial_of_the_part(said, part):
    assert part in split(said)
