"""Sums of rows as big integers are the sums that one would count by hand."""

from __future__ import annotations

import random

import pytest

from painfinder.understand.lanes import WHOLE, Lanes, width_of


@pytest.mark.parametrize("columns", [1, 4, 19, 71])
@pytest.mark.parametrize("count", [0, 1, 256, 257, 258, 1000])
def test_sums_of_rows(columns: int, count: int) -> None:
    rng = random.Random(columns * 1000 + count)
    rows = [[rng.choice((0, 1, 128, 254, 255)) for _ in range(columns)] for _ in range(count)]
    lanes = Lanes(width_of(columns), columns)
    spread = lanes.sum([int.from_bytes(lanes.row(row), "little") for row in rows])
    assert lanes.unpack(spread) == tuple(sum(row[i] for row in rows) for i in range(columns))
    assert [lanes.at(spread, i) for i in range(columns)] == list(lanes.unpack(spread))


def test_one_row_and_plain_numbers_are_sums_too() -> None:
    lanes = Lanes(12, 9)
    row = lanes.row([*range(250, 256), 7, 0, 255])
    assert lanes.one(int.from_bytes(row, "little")) == lanes.sum([int.from_bytes(row, "little")])
    numbers = [0, 65535, 1, 40_000, 2, 3, 4, 5, 65535]
    assert lanes.unpack(lanes.of_numbers(numbers)) == tuple(numbers)
    assert lanes.unpack(3 * lanes.of_numbers(numbers)) == tuple(3 * n for n in numbers)


def test_sums_with_weights_add_up_before_they_are_unpacked() -> None:
    lanes = Lanes(8, 6)
    one, two = [255, 0, 3, 200, 9, 128], [255, 255, 1, 0, 77, 128]
    row, other = (int.from_bytes(lanes.row(columns), "little") for columns in (one, two))
    spread = WHOLE * lanes.sum([row] * 257) + 3 * lanes.sum([other])
    assert lanes.unpack(spread) == tuple(257 * WHOLE * a + 3 * b for a, b in zip(one, two, strict=True))


def test_a_row_is_filled_with_zeros_and_never_cut() -> None:
    lanes = Lanes(8, 5)
    assert sorted(lanes.row([1, 2, 3])) == [1, 2, 3, 128, 128, 128, 128, 128]
    with pytest.raises(ValueError, match="more columns"):
        lanes.row([0] * 9)
