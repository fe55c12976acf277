"""Add rows of bytes as big integers: the arithmetic under both trained tables.

A row is one byte a class. Read as one little-endian integer it is a vector: its even bytes, masked out, are 16-bit
lanes that hold up to 257 addends, and what is left of the whole sum, shifted by a byte, are the odd ones. So a thousand
rows for seventy classes cost two `sum()` calls, not seventy thousand additions. Spread once more, to 32 bits, a sum can
be multiplied by a whole number: sums of several kinds of rows, each with its own weight, are unpacked once at the end,
and a sum met before (a word's pieces) is kept as one number. It took a line of `match` from 118 to 48 us of scoring.
"""

from __future__ import annotations

from collections.abc import Sequence

WHOLE = 1 << 14  # whole numbers stand for weights up to 1: the rounding is a hundredth of that of a row's bytes
_MOST = 257  # addends of 255 that fit a 16-bit lane


class Lanes:
    """The arithmetic for rows of one width."""

    def __init__(self, width: int) -> None:
        """width: bytes of a row, an even number."""
        self.width = width
        self._padded = width + -width % 4
        self._bytes = int.from_bytes(b"\xff\x00" * (width // 2), "little")
        self._shorts = int.from_bytes(b"\xff\xff\x00\x00" * (self._padded // 4), "little")
        self._turn = 8 * self._padded  # bits from one quarter of a spread sum to the next

    def sum(self, rows: Sequence[int]) -> int:
        """Return the sum of rows, spread to lanes of 32 bits. Sums may be added, and multiplied by whole numbers."""
        if len(rows) > _MOST:
            return sum([self.sum(rows[at : at + _MOST]) for at in range(0, len(rows), _MOST)])
        low, shorts, turn = self._bytes, self._shorts, self._turn
        even = sum([x & low for x in rows])
        odd = (sum(rows) - even) >> 8
        return (
            (even & shorts)
            | ((odd & shorts) << turn)
            | ((even >> 16 & shorts) << 2 * turn)
            | ((odd >> 16 & shorts) << 3 * turn)
        )

    def unpack(self, spread: int) -> list[int]:
        """Return a sum as one number a byte of the row. Every lane must have stayed below 2**32."""
        quarter = self._padded // 4
        lanes = memoryview(spread.to_bytes(4 * self._padded, "little")).cast("I")
        out = [0] * self._padded
        for first in range(4):
            out[first::4] = lanes[first * quarter : (first + 1) * quarter]
        return out
