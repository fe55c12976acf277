"""Write the tables that `understand/linear.py` reads."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from zlib import crc32

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from painfinder.understand.lanes import Lanes, width_of
from painfinder.understand.linear import MAGIC, row_of


def pack(
    k: int,
    classes: Sequence[str],
    weights: Sequence[Sequence[float]],
    biases: Sequence[float],
    meta: Mapping[str, object],
    sums: Mapping[str, Sequence[bytes]] = {},
) -> bytes:
    """Make the bytes of a table; `weights[c][row]` has `2**k` numbers for each class (numpy arrays will do).

    sums: lists of at most 255 features whose sums are kept, by name (see linear.py). Each class is scaled by its own
    largest weight, so one step is at most 1/127 of it. Same input, same bytes.
    """
    table = np.asarray(weights, dtype=np.float64)
    if table.shape != (len(classes), 1 << k) or len(biases) != len(classes):
        raise ValueError("weights must be one row of 2**k numbers for each class, biases one number for each")
    scales = np.maximum(np.abs(table).max(axis=1), 1e-12) / 127
    lanes = Lanes(width_of(len(classes)), len(classes))
    rows = np.full((1 << k, len(lanes.places)), 128, dtype=np.uint8)
    rows[:, lanes.places[: len(classes)]] = (np.rint(table / scales[:, None]).T + 128).astype(np.uint8)
    by_number: dict[int, Sequence[bytes]] = {}
    for name, features in sums.items():
        by_number.setdefault(crc32(name.encode()), features)
    head = {
        "k": k,
        "classes": list(classes),
        "biases": [round(float(b), 6) for b in biases],
        "scales": [float(f"{s:.6g}") for s in scales],
        "sums": len(by_number),
        "meta": dict(meta),
    }
    text = json.dumps(head, sort_keys=True, separators=(",", ":")).encode()
    text += b" " * (-(8 + len(text)) % 64)
    numbers = [int.from_bytes(row.tobytes(), "little") for row in rows]
    added = b"".join(
        half.to_bytes(rows.shape[1], "little")
        for n in sorted(by_number)
        for half in lanes.halves([numbers[row_of(f, k)] for f in by_number[n]])
    )
    names = b"".join(n.to_bytes(4, "little") for n in sorted(by_number))
    counts = bytes(len(by_number[n]) for n in sorted(by_number))
    return MAGIC + len(text).to_bytes(4, "little") + text + rows.tobytes() + names + counts + added


def write_table(
    path: str,
    classes: Sequence[str],
    weights: Sequence[Sequence[float]],
    biases: Sequence[float],
    meta: Mapping[str, object],
    sums: Mapping[str, Sequence[bytes]],
) -> None:
    """Write a table (see `pack`); `k` follows from the number of weights. Training only: it needs numpy."""
    k = (len(weights[0]) - 1).bit_length()
    with open(path, "wb") as f:
        f.write(pack(k, classes, weights, biases, meta, sums))
