"""A linear model as a table that plain Python adds up in microseconds.

Shared by the safety model and by matching; scikit-learn writes it (offline), this file reads it (at run time).

A feature is any bytes (b"w knee", b" kne"); there is no vocabulary. Its row is
`zlib.crc32(feature) & (2**k - 1)`, and a row holds one signed 8-bit weight for every class, stored plus 128, in the
order of lanes.py.
The score of a class is `bias + scale * sum(weights of its features)`, times what the caller asks for (`factor`).

A table may also keep the sums of lists of features by a name: adding up the forty pieces of a word takes as long as all
else that is done for a word, and people say the same words.

File: magic `PFL3`, length of the header (4 bytes, little-endian), header (JSON, padded with spaces so that the rows
start at a multiple of 64), rows; then for the sums the sorted CRC-32 of their names (little-endian, 4 bytes), a byte
each for the number of features, and the sums (even bytes of the rows, then odd ones, 2 bytes each). Header keys: `k`,
`classes`, `biases`, `scales`, `sums` (how many), `meta` (whatever the owner keeps: calibration, stamp).
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable
from zlib import crc32

from painfinder.understand.lanes import Lanes, width_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mmap import mmap

MAGIC = b"PFL3"


class Table:
    """A read-only linear model. Thread-safe: it never changes after `open`."""

    def __init__(self, data: bytes | mmap) -> None:
        """Read a table from its bytes (or an mmap of them). Raises ValueError when they are no table."""
        if data[:4] != MAGIC:
            raise ValueError("not a linear table")
        length = int.from_bytes(data[4:8], "little")
        head = json.loads(data[8 : 8 + length])
        self.classes: tuple[str, ...] = tuple(head["classes"])
        self.biases: tuple[float, ...] = tuple(head["biases"])
        self.scales: tuple[float, ...] = tuple(head["scales"])
        self.meta: dict[str, object] = head["meta"]
        self.mask: int = (1 << head["k"]) - 1
        self._data = data
        self._start = 8 + length
        self._width = width_of(len(self.classes))
        count, at = head["sums"], self._start + (self.mask + 1) * self._width
        self._names = memoryview(data)[at : at + 4 * count].cast("I")
        self._counts = at + 4 * count
        self._sums = self._counts + count
        if len(data) != self._sums + 2 * self._width * count:
            raise ValueError("a linear table that was cut off")
        self.lanes = Lanes(self._width, len(self.classes))

    @classmethod
    def open(cls, source: str | bytes) -> Table:
        """Open a file by path (memory-mapped where the system can, read otherwise) or take the bytes of one.

        Raises OSError when the file cannot be read and ValueError when it is not a table.
        """
        if isinstance(source, bytes):
            return cls(source)
        with open(source, "rb") as f:
            try:
                import mmap

                return cls(mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_READ))  # its slices are bytes
            except (ImportError, OSError):
                return cls(f.read())

    def rows(self, features: Iterable[bytes]) -> list[int]:
        """Return the row of each feature as a number, for `lanes` to add."""
        data, mask, width, start = self._data, self.mask, self._width, self._start
        number = int.from_bytes
        return [
            number(data[(at := (crc32(feature) & mask) * width + start) : at + width], "little") for feature in features
        ]

    def row(self, feature: bytes) -> int:
        """Return the row of one feature as a number."""
        at = self._at(feature)
        return int.from_bytes(self._data[at : at + self._width], "little")

    def _at(self, feature: bytes) -> int:
        return (crc32(feature) & self.mask) * self._width + self._start

    def sum_of(self, name: bytes) -> tuple[int, int]:
        """Return the sum that is kept under a name, as `lanes` keeps it, and of how many features; 0, 0 for none."""
        number, names = crc32(name), self._names
        i = bisect_left(names, number)
        if i == len(names) or names[i] != number:
            return 0, 0
        at, bits = self._sums + 2 * self._width * i, 8 * self._width
        halves = int.from_bytes(self._data[at : at + 2 * self._width], "little")
        odd = halves >> bits
        return self.lanes.spread(halves ^ odd << bits, odd), self._data[self._counts + i]

    def weight(self, feature: bytes, column: int) -> float:
        """Return what a feature adds to one class (a place in `classes`): for saying why."""
        return float((self._data[self._at(feature) + self.lanes.places[column]] - 128) * self.scales[column])


def row_of(feature: bytes, k: int) -> int:
    """Return the row of a feature in a table of `2**k` rows; training hashes with this very function."""
    return crc32(feature) & ((1 << k) - 1)
