"""What words have to do with each condition and treatment: a trained linear model that plain Python adds up.

`training/train_match.py` writes the file, `Associations` reads it. It holds a row of signed bytes (stored plus 128) for
every word, pair of words and piece of a word that training knew: one byte a class, then one for the word's group of
alike words and one for how rare it is. There is a row for every two groups that met in a text ("knee" and "stairs").
A word's row is finished: its own weight, its pieces, its meaning, its English translation where it is Spanish, all
added up beforehand. Only a word that training never saw is put together from its pieces here.

    score(class) = bias + (words + pairs + meetings + pieces of unknown words) / sqrt(sum of squared rarities)

File: magic `PFA1`, header length (4 bytes, little-endian), header (JSON, padded to 64), the sorted CRC-32 of the keys
("w knee", "b knee pain", "m 12 45", "g ^kne") as little-endian 32-bit numbers, the CRC-32 of real words (never taken
for misspellings), the rows. How rows are added: lanes.py.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise
from zlib import crc32

from painfinder.understand.features import grams
from painfinder.understand.lanes import WHOLE, Lanes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mmap import mmap

MAGIC = b"PFA1"
KEPT = 20_000  # words, and pairs of words, that are kept
MOST_GROUPS = 30  # of a text; a few dozen words, so that a long text stays cheap

Known = tuple[int, int, float, int]  # what a word adds (see lanes.py), its weight in that, its squared rarity, its group


class Associations:
    """A read-only model; never changes once opened."""

    def __init__(self, data: bytes | mmap) -> None:
        """Read the model from its bytes (or an mmap of them). Raises ValueError when they are no such model."""
        if data[:4] != MAGIC:
            raise ValueError("not a table of associations")
        length = int.from_bytes(data[4:8], "little")
        head = json.loads(data[8 : 8 + length])
        self.classes: list[str] = head["classes"]
        self.place = {name: i for i, name in enumerate(self.classes)}
        self.biases: list[float] = head["biases"]
        self.meta: dict[str, object] = head["meta"]
        self._scale: dict[str, float] = head["scales"]
        self._rare_unknown: float = head["rare_unknown"]
        self._rare_scale: float = head["rare_scale"]
        self._width: int = head["width"]
        count, real = head["keys"], head["real_words"]
        at = 8 + length
        view = memoryview(data)
        self._keys = _numbers(view[at : at + 4 * count])
        self._real = _numbers(view[at + 4 * count : at + 4 * (count + real)])
        self._rows = at + 4 * (count + real)
        if len(data) != self._rows + count * self._width:
            raise ValueError("a table of associations that was cut off")
        self._data = data
        self._lanes = Lanes(self._width, len(self.classes))
        self._step = max(self._scale.values()) / WHOLE  # what one whole number of weight is worth
        self._whole = {kind: round(scale / self._step) for kind, scale in self._scale.items()}
        # What was met before, ready to be added: most texts share most words.
        self._known: dict[str, Known] = {}
        self._side: dict[tuple[str, str], int] = {}
        self._met: dict[tuple[int, int], int] = {}

    def is_real(self, word: str) -> bool:
        """Whether a word needs no mending: a word of the language, or one that many sayings have."""
        return _at(self._real, crc32(word.encode())) >= 0

    def knows_pair(self, first: str, second: str) -> bool:
        """Whether training saw two words side by side more than once."""
        return self._beside((first, second)) > 0

    def scores(self, tokens: Sequence[str]) -> list[float]:
        """Score every class (higher is likelier, in the order of `classes`); a softmax of them are probabilities."""
        known, side = self._known, self._side
        spread = lifted = 0
        rare = 0.0
        groups: set[int] = set()
        for token in dict.fromkeys(tokens):
            added, lift, weight, group = known.get(token) or self._word(token)
            spread += added
            lifted += lift
            rare += weight
            if group:
                groups.add(group)
        if not rare:
            return list(self.biases)
        for pair in set(pairwise(tokens)):
            row = side.get(pair)
            if row is None:
                row = self._beside(pair)
            if row:
                spread += row
                lifted += self._whole["b"]
        if len(groups) > 1:
            meetings = self._meetings(sorted(groups)[:MOST_GROUPS])
            spread += sum(meetings)
            lifted += self._whole["m"] * len(meetings)
        factor = self._step * rare**-0.5
        lift = 128 * lifted  # bytes are stored plus 128
        return [b + factor * (n - lift) for b, n in zip(self.biases, self._lanes.unpack(spread), strict=True)]

    def _word(self, token: str) -> Known:
        """Return what a word adds: its row, or where training never saw it the rows of its pieces."""
        if len(self._known) >= KEPT:
            self._known.clear()
        i = _at(self._keys, crc32(b"w " + token.encode()))
        if i >= 0:
            at = self._rows + i * self._width
            row = self._data[at : at + self._width]
            whole = self._whole["w"]
            spread = whole * self._lanes.spread(int.from_bytes(row, "little"))
            known = spread, whole, row[-1] * self._rare_scale, row[-2]
        else:
            rows = [row for g in grams(token) if (row := self._row(f"g {g}"))]
            weight = round(self._whole["g"] * self._rare_unknown * max(1, len(rows)) ** -0.5)
            known = weight * self._lanes.sum(rows), weight * len(rows), self._rare_unknown * self._rare_unknown, 0
        self._known[token] = known
        return known

    def _beside(self, pair: tuple[str, str]) -> int:
        """Return what a pair of words side by side adds, 0 where the model does not have it."""
        row = self._side.get(pair)
        if row is None:
            if len(self._side) >= KEPT:
                self._side.clear()
            row = self._side[pair] = self._whole["b"] * self._lanes.spread(self._row(f"b {pair[0]} {pair[1]}"))
        return row

    def _meetings(self, groups: list[int]) -> list[int]:
        """Return what the pairs of groups that the model has add; all are kept, as there are few groups."""
        met, out = self._met, []
        for pair in combinations(groups, 2):
            row = met.get(pair)
            if row is None:
                row = met[pair] = self._whole["m"] * self._lanes.spread(self._row(f"m {pair[0]} {pair[1]}"))
            if row:
                out.append(row)
        return out

    def _row(self, key: str) -> int:
        """Return the row of a key as a number, 0 where the model does not have it."""
        i = _at(self._keys, crc32(key.encode()))
        at = self._rows + i * self._width
        return int.from_bytes(self._data[at : at + self._width], "little") if i >= 0 else 0

    def shares(self, tokens: Iterable[str], name: str) -> dict[str, float]:
        """Return what each word adds to one class, before the length norm: for saying why."""
        column, out = self.place[name], {}
        for token in tokens:
            spread, lifted, _, _ = self._known.get(token) or self._word(token)
            out[token] = (self._lanes.at(spread, column) - 128 * lifted) * self._step
        return out


def _numbers(view: memoryview) -> memoryview:
    return view.cast("I")


def _at(keys: memoryview, key: int) -> int:
    i = bisect_left(keys, key)
    return i if i < len(keys) and keys[i] == key else -1


def pack(
    classes: Sequence[str],
    biases: Sequence[float],
    rows: dict[str, tuple[Sequence[float], int, float]],
    real_words: Iterable[str],
    rare_unknown: float,
    meta: dict[str, object],
) -> bytes:
    """Return the bytes of a model. rows: key -> (weights by class, group, squared rarity).

    Of two keys that share a CRC-32 (of 100,000 keys, about one pair does) the first is kept and answers for both.
    """
    scales = {}
    for kind in "wbmg":
        tops = sorted(max(map(abs, w)) for key, (w, _, _) in rows.items() if key[0] == kind) or [1.0]
        scales[kind] = tops[int(0.9985 * (len(tops) - 1))] / 127
    rare_scale = max(r for _, _, r in rows.values()) / 255
    by_key: dict[int, str] = {}
    for name in rows:
        by_key.setdefault(crc32(name.encode()), name)
    width = len(classes) + 2
    width += width % 2
    keys = sorted(by_key)
    body = bytearray()
    for key in keys:
        weights, group, rare = rows[by_key[key]]
        scale = scales[by_key[key][0]]
        row = [min(127, max(-127, round(w / scale))) + 128 for w in weights]
        body += bytes(row) + bytes([128] * (width - len(row) - 2)) + bytes([group, round(rare / rare_scale)])
    real = sorted({crc32(w.encode()) for w in real_words})
    head = {
        "classes": list(classes), "biases": [round(float(b), 4) for b in biases], "scales": scales,
        "rare_unknown": rare_unknown, "rare_scale": rare_scale, "width": width,
        "keys": len(keys), "real_words": len(real), "meta": meta,
    }  # fmt: skip
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-(8 + len(text)) % 64)
    numbers = b"".join(k.to_bytes(4, "little") for k in keys) + b"".join(k.to_bytes(4, "little") for k in real)
    return MAGIC + len(text).to_bytes(4, "little") + text + numbers + bytes(body)
