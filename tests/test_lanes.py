"""Sums of rows as big integers are the sums that one would count by hand."""

from __future__ import annotations

import random

import pytest

from painfinder.understand.lanes import WHOLE, Lanes


@pytest.mark.parametrize("width", [2, 4, 20, 74])
@pytest.mark.parametrize("count", [0, 1, 256, 257, 258, 1000])
def test_sums_of_rows(width: int, count: int) -> None:
    rng = random.Random(width * 1000 + count)
    rows = [bytes(rng.choice((0, 1, 128, 254, 255)) for _ in range(width)) for _ in range(count)]
    lanes = Lanes(width, width)
    spread = lanes.sum([int.from_bytes(row, "little") for row in rows])
    assert lanes.unpack(spread) == tuple(sum(row[i] for row in rows) for i in range(width))
    assert [lanes.at(spread, i) for i in range(width)] == list(lanes.unpack(spread))


def test_one_row_and_plain_numbers_are_sums_too() -> None:
    lanes = Lanes(10, 9)
    row = bytes(range(250, 260 - 4)) + bytes((7, 0, 255, 128))
    assert lanes.one(int.from_bytes(row, "little")) == lanes.sum([int.from_bytes(row, "little")])
    numbers = [0, 65535, 1, 40_000, 2, 3, 4, 5, 65535]
    assert lanes.unpack(lanes.of_numbers(numbers)) == tuple(numbers)
    assert lanes.unpack(3 * lanes.of_numbers(numbers)) == tuple(3 * n for n in numbers)


def test_sums_with_weights_add_up_before_they_are_unpacked() -> None:
    lanes = Lanes(6, 6)
    one, two = bytes([255, 0, 3, 200, 9, 128]), bytes([255, 255, 1, 0, 77, 128])
    spread = WHOLE * lanes.sum([int.from_bytes(one, "little")] * 257) + 3 * lanes.sum([int.from_bytes(two, "little")])
    assert lanes.unpack(spread) == tuple(257 * WHOLE * a + 3 * b for a, b in zip(one, two, strict=True))
