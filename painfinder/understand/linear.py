"""A linear model as a table that plain Python adds up in microseconds.

Shared by the safety model and by matching; scikit-learn writes it (offline), this file reads it (at run time).

A feature is any string or bytes ("w:knee", b"c:kne"); there is no vocabulary. Its row is
`zlib.crc32(feature) & (2**k - 1)`, and a row holds one signed 8-bit weight for every class, stored plus 128.
The score of a class is `bias + scale * sum(weights of its features)`, times what the caller asks for (`factor`).

Adding: a row read as one little-endian integer is a vector of bytes. Its even bytes, masked out, are 16-bit lanes
that hold up to 257 addends, and what is left of the whole sum, shifted by a byte, are the odd ones. So a thousand rows
for seventy classes cost two `sum()` calls over integers and one unpacking, not seventy thousand additions.

File: magic `PFL1`, length of the header (4 bytes, little-endian), header (JSON, padded with spaces so that the rows
start at a multiple of 64), rows. Header keys: `k`, `classes`, `biases`, `scales`, `meta` (whatever the owner keeps:
calibration, stamp).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from zlib import crc32

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mmap import mmap

MAGIC = b"PFL1"
_MOST = 257  # addends of 255 that fit a 16-bit lane


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
        self.mask = (1 << head["k"]) - 1
        self._data = data
        self._start = 8 + length
        self._width = width_of(len(self.classes))
        if len(data) != self._start + (self.mask + 1) * self._width:
            raise ValueError("a linear table that was cut off")
        self._even = int.from_bytes(b"\xff\x00" * (self._width // 2), "little")

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

    def rows(self, features: Iterable[str | bytes]) -> list[int]:
        """Return the offset of each feature's row: the costly half of scoring, to be kept when scoring twice."""
        mask, width, start = self.mask, self._width, self._start
        return [
            (crc32(f if f.__class__ is bytes else f.encode()) & mask) * width + start  # type: ignore[union-attr]
            for f in features
        ]

    def add(self, rows: Sequence[int]) -> list[int]:
        """Add up rows: one whole number a class, before scales and biases."""
        data, width, even_mask = self._data, self._width, self._even
        number = int.from_bytes
        sums = [0] * width
        for at in range(0, len(rows), _MOST):
            part = [number(data[r : r + width], "little") for r in rows[at : at + _MOST]]
            even = sum([x & even_mask for x in part])
            odd = (sum(part) - even) >> 8
            bias = 128 * len(part)
            lanes = [0] * width
            lanes[0::2] = memoryview(even.to_bytes(width, "little")).cast("H")
            lanes[1::2] = memoryview(odd.to_bytes(width, "little")).cast("H")
            sums = [s + lane - bias for s, lane in zip(sums, lanes, strict=True)]
        return sums[: len(self.classes)]

    def scores(self, features: Iterable[str | bytes], factor: float = 1.0) -> list[float]:
        """Score every class: `bias + factor * scale * sum of weights`, in the order of `classes`.

        `factor` is the length norm the owner trained with (for example `1 / sqrt(number of features)`); a feature that
        comes twice counts twice, so pass a set where presence is what was trained.
        """
        return self.finish(self.add(self.rows(features)), factor)

    def finish(self, sums: Sequence[int], factor: float = 1.0) -> list[float]:
        """Turn the whole numbers of `add` into scores."""
        return [b + factor * s * n for b, s, n in zip(self.biases, self.scales, sums, strict=True)]

    def contribution(self, features: Iterable[str | bytes], name: str, factor: float = 1.0) -> list[float]:
        """Return what each feature adds to one class: for saying why. Raises ValueError for an unknown class."""
        column = self.classes.index(name)
        scale = self.scales[column] * factor
        return [(self._data[row + column] - 128) * scale for row in self.rows(features)]


def width_of(classes: int) -> int:
    """Return the bytes of a row: one a class, made even."""
    return classes + classes % 2


def row_of(feature: str | bytes, k: int) -> int:
    """Return the row of a feature in a table of `2**k` rows; training hashes with this very function."""
    return crc32(feature if isinstance(feature, bytes) else feature.encode()) & ((1 << k) - 1)
