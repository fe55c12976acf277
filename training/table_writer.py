"""Write the tables that `understand/linear.py` reads."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from painfinder.understand.linear import MAGIC, width_of


def pack(
    k: int,
    classes: Sequence[str],
    weights: Sequence[Sequence[float]],
    biases: Sequence[float],
    meta: Mapping[str, object],
) -> bytes:
    """Make the bytes of a table; `weights[c][row]` has `2**k` numbers for each class (numpy arrays will do).

    Each class is scaled by its own largest weight, so one step is at most 1/127 of it. Same input, same bytes.
    """
    table = np.asarray(weights, dtype=np.float64)
    if table.shape != (len(classes), 1 << k) or len(biases) != len(classes):
        raise ValueError("weights must be one row of 2**k numbers for each class, biases one number for each")
    scales = np.maximum(np.abs(table).max(axis=1), 1e-12) / 127
    rows = np.full((1 << k, width_of(len(classes))), 128, dtype=np.uint8)
    rows[:, : len(classes)] = (np.rint(table / scales[:, None]).T + 128).astype(np.uint8)
    head = {
        "k": k,
        "classes": list(classes),
        "biases": [round(float(b), 6) for b in biases],
        "scales": [float(f"{s:.6g}") for s in scales],
        "meta": dict(meta),
    }
    text = json.dumps(head, sort_keys=True, separators=(",", ":")).encode()
    text += b" " * (-(8 + len(text)) % 64)
    return MAGIC + len(text).to_bytes(4, "little") + text + rows.tobytes()


def write_table(
    path: str,
    classes: Sequence[str],
    weights: Sequence[Sequence[float]],
    biases: Sequence[float],
    meta: Mapping[str, object],
) -> None:
    """Write a table (see `pack`); `k` follows from the number of weights. Training only: it needs numpy."""
    k = (len(weights[0]) - 1).bit_length()
    with open(path, "wb") as f:
        f.write(pack(k, classes, weights, biases, meta))
