"""Add rows of bytes as big integers: the arithmetic under both trained tables.

A row is one byte a column. Read as one little-endian integer it is a vector: its even bytes, masked out, are 16-bit
lanes that hold up to 257 addends, and what is left of the whole sum, shifted by a byte, are the odd ones. So a thousand
rows for seventy classes cost two `sum()` calls, not seventy thousand additions. Spread once more, to 32 bits, a sum can
be multiplied by a whole number, so rows of several kinds, each with its own weight, are one number until the end; and
what was met before (a word's row, the pieces of a word) is kept spread, so that a text costs one addition a word.

Spreading takes every fourth byte together, so the columns stand in a row in such an order (`places`) that the lanes of
a spread sum come out in theirs: putting seventy numbers in order took as long as unpacking them.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

WHOLE = 1 << 14  # whole numbers stand for weights up to 1: the rounding is a hundredth of that of a row's bytes
MOST = 257  # addends of 255 that fit a 16-bit lane


class Lanes:
    """The arithmetic for rows of one width."""

    def __init__(self, width: int, columns: int) -> None:
        """width: bytes of a row, a multiple of 4. columns: how many of its columns, the first ones, are classes."""
        quarter = width // 4
        self.places = tuple(column % quarter * 4 + column // quarter for column in range(width))  # byte of each column
        self._bytes = int.from_bytes(b"\xff\x00" * (width // 2), "little")
        self._shorts = int.from_bytes(b"\xff\xff\x00\x00" * quarter, "little")
        self._turn = 8 * width  # bits from one quarter of a spread sum to the next
        self._size = 4 * width
        self._numbers = struct.Struct(f"<{columns}I").unpack_from

    def row(self, columns: Sequence[int]) -> bytes:
        """Return a row of these columns; the bytes that are left are 128, the zero of both tables.

        Raises ValueError when there are more columns than bytes.
        """
        if len(columns) > len(self.places):
            raise ValueError("more columns than a row has bytes")
        row = bytearray([128]) * len(self.places)
        for place, value in zip(self.places, columns, strict=False):
            row[place] = value
        return bytes(row)

    def sum(self, rows: Sequence[int]) -> int:
        """Return the sum of rows, spread to lanes of 32 bits. Sums may be added, and multiplied by whole numbers."""
        if len(rows) > MOST:
            return sum([self.sum(rows[at : at + MOST]) for at in range(0, len(rows), MOST)])
        return self.spread(*self.halves(rows))

    def halves(self, rows: Sequence[int]) -> tuple[int, int]:
        """Return the sums of the even and of the odd bytes of rows, at most MOST of them, in lanes of 16 bits."""
        low = self._bytes
        even = sum([x & low for x in rows])
        return even, (sum(rows) - even) >> 8

    def one(self, row: int) -> int:
        """Return `sum([row])`."""
        even = row & self._bytes
        return self.spread(even, (row - even) >> 8)

    def spread(self, even: int, odd: int) -> int:
        """Return what `halves` made, spread to lanes of 32 bits."""
        shorts, turn = self._shorts, self._turn
        return (
            (even & shorts)
            | ((odd & shorts) << turn)
            | ((even >> 16 & shorts) << 2 * turn)
            | ((odd >> 16 & shorts) << 3 * turn)
        )

    def of_numbers(self, numbers: Sequence[int]) -> int:
        """Return numbers below 2**32, one a class, as a sum."""
        return sum([number << 32 * column for column, number in enumerate(numbers)])

    def unpack(self, spread: int) -> tuple[int, ...]:
        """Return a sum as one number a class. Every lane must have stayed below 2**32."""
        return self._numbers(spread.to_bytes(self._size, "little"))

    def at(self, spread: int, column: int) -> int:
        """Return what a sum holds for one column: `unpack(spread)[column]`."""
        return spread >> 32 * column & 0xFFFFFFFF


def width_of(columns: int) -> int:
    """Return the bytes of a row of so many columns."""
    return columns + -columns % 4
