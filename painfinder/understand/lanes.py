"""Add rows of bytes as big integers: the arithmetic under both trained tables.

A row is one byte a class. Read as one little-endian integer it is a vector: its even bytes, masked out, are 16-bit
lanes that hold up to 257 addends, and what is left of the whole sum, shifted by a byte, are the odd ones. So a thousand
rows for seventy classes cost two `sum()` calls, not seventy thousand additions. Spread once more, to 32 bits, a sum can
be multiplied by a whole number, so rows of several kinds, each with its own weight, are one number until the end; and
what was met before (a word's row, the pieces of a word) is kept spread, so that a text costs one addition a word.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from operator import itemgetter

WHOLE = 1 << 14  # whole numbers stand for weights up to 1: the rounding is a hundredth of that of a row's bytes
MOST = 257  # addends of 255 that fit a 16-bit lane


class Lanes:
    """The arithmetic for rows of one width."""

    def __init__(self, width: int, columns: int) -> None:
        """width: bytes of a row, an even number. columns: how many of them are classes; at least two."""
        padded = width + -width % 4
        self._bytes = int.from_bytes(b"\xff\x00" * (width // 2), "little")
        self._shorts = int.from_bytes(b"\xff\xff\x00\x00" * (padded // 4), "little")
        self._turn = 8 * padded  # bits from one quarter of a spread sum to the next
        self._size = 4 * padded
        self._numbers = struct.Struct(f"<{padded}I").unpack
        self._quarter = quarter = padded // 4
        self._in_order = itemgetter(*[column % 4 * quarter + column // 4 for column in range(columns)])

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
        """Return numbers below 2**16, one a class, as a sum."""
        even, odd = (sum([n << 16 * at for at, n in enumerate(numbers[first::2])]) for first in (0, 1))
        return self.spread(even, odd)

    def unpack(self, spread: int) -> tuple[int, ...]:
        """Return a sum as one number a class. Every lane must have stayed below 2**32."""
        return self._in_order(self._numbers(spread.to_bytes(self._size, "little")))  # type: ignore[no-any-return]

    def at(self, spread: int, column: int) -> int:
        """Return what a sum holds for one class: `unpack(spread)[column]`."""
        return spread >> 32 * (column % 4 * self._quarter + column // 4) & 0xFFFFFFFF
