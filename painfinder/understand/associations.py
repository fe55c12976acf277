"""What words have to do with each condition and treatment: a trained linear model that plain Python adds up.

`training/train_match.py` writes the file, `Associations` reads it. It holds a row of signed bytes (stored plus 128) for
every word, pair of words and piece of a word that training knew: one byte a class, one for the word's group of alike
words, one for how rare it is (in the order of lanes.py). There is a row for every two groups that met in a text
("knee" and "stairs"). A word's row is finished: its own weight, its pieces, its meaning, its English translation where
it is Spanish, all added up beforehand. Only a word that training never saw is put together from its pieces here.

    score(class) = bias + (words + pairs + meetings + pieces of unknown words) / sqrt(sum of squared rarities)

File: magic `PFA3`, header length (4 bytes, little-endian), header (JSON, padded to 64); then as little-endian 32-bit
numbers the sorted CRC-32 of the keys ("w knee", "b knee pain", "m 12 45", "g ^kne"), the places among them at which
each value of the highest 12 bits begins (a third of the time of a look-up in all of them), the CRC-32 of real words
(never taken for misspellings); then the rows. How rows are added: lanes.py.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise
from zlib import crc32

from painfinder.understand.features import grams
from painfinder.understand.lanes import WHOLE, Lanes, width_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mmap import mmap

MAGIC = b"PFA3"
_LOW = 20  # bits of a key below those by which its place is found
_STARTS = (1 << 32 - _LOW) + 1
KEPT = 20_000  # words, and pairs of words, that are kept
_COARSE, _FINE = 2**-4, 2**-10  # what biases are added up in
MOST_GROUPS = 30  # of a text; a few dozen words, so that a long text stays cheap

# What a word adds (see lanes.py), the weight of that, its squared rarity, its group.
Known = tuple[int, int, float, int]
Sums = tuple[tuple[int, ...], float, float]  # by class; how much of that is 1; what is 0: score = (sum - zero) / each


class Associations:
    """A read-only model; only fills caches once opened."""

    def __init__(self, data: bytes | mmap) -> None:
        """Read the model from its bytes (or an mmap of them). Raises ValueError when they are no such model."""
        if data[:4] != MAGIC:
            raise ValueError("not a table of associations")
        length = int.from_bytes(data[4:8], "little")
        head = json.loads(data[8 : 8 + length])
        self.classes: list[str] = head["classes"]
        self.place = {name: i for i, name in enumerate(self.classes)}
        self.meta: dict[str, object] = head["meta"]
        self._scale: dict[str, float] = head["scales"]
        self._rare_unknown: float = head["rare_unknown"]
        self._rare_scale: float = head["rare_scale"]
        self._width: int = head["width"]
        count, real = head["keys"], head["real_words"]
        at = 8 + length
        view = memoryview(data)
        numbers = view[at : at + 4 * (count + _STARTS + real)].cast("I")
        self._keys, self._starts, self._real = numbers[:count], numbers[count:][:_STARTS], numbers[count + _STARTS :]
        self._rows = at + 4 * len(numbers)
        if len(data) != self._rows + count * self._width:
            raise ValueError("a table of associations that was cut off")
        self._data = data
        self._lanes = Lanes(self._width, len(self.classes))
        # Bits before what a word's row says of its group, and of how rare it is: the columns after the classes.
        self._group, self._rare = (8 * place for place in self._lanes.places[len(self.classes) :][:2])
        biases: list[float] = head["biases"]
        self._lowest = min(biases)
        units = [round((bias - self._lowest) / _FINE) for bias in biases]
        whole = round(_COARSE / _FINE)  # in two steps, as what they are multiplied by is a small whole number
        self._coarse = self._lanes.of_numbers([n // whole for n in units])
        self._fine = self._lanes.of_numbers([n % whole for n in units])
        self._step = max(self._scale.values()) / WHOLE  # what one whole number of weight is worth
        self._whole = {kind: round(scale / self._step) for kind, scale in self._scale.items()}
        # What was met before, ready to be added: most texts share most words.
        self._known: dict[str, Known] = {}
        self._side: dict[tuple[str, str], int] = {}
        self._met: dict[tuple[int, int], int] = {}

    def is_real(self, word: str) -> bool:
        """Whether a word needs no mending: a word of the language, or one that many sayings have."""
        key = crc32(word.encode())
        i = bisect_left(self._real, key)
        return i < len(self._real) and self._real[i] == key

    def knows_pair(self, first: str, second: str) -> bool:
        """Whether training saw two words side by side more than once."""
        row = self._side.get((first, second))
        return (self._beside(first, second) if row is None else row) > 0

    def knows_pairs(self, tokens: Sequence[str]) -> bool:
        """Whether training saw all words of a text side by side like that more than once."""
        side = self._side
        for pair in pairwise(tokens):  # noqa: SIM110 - "all" of a generator took twice as long
            if not (side[pair] if pair in side else self._beside(*pair)):
                return False
        return True

    def scores(self, tokens: Sequence[str]) -> list[float]:
        """Score every class (higher is likelier, in the order of `classes`); a softmax of them are probabilities."""
        values, each, zero = self.sums(tokens)
        return [(value - zero) / each for value in values]

    def sums(self, tokens: Sequence[str]) -> Sums:
        """Score every class in whole numbers: for whoever needs only some of them, and those only compared."""
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
        for pair in set(pairwise(tokens)):
            row = side.get(pair)
            if row is None:
                row = self._beside(*pair)
            if row:
                spread += row
                lifted += self._whole["b"]
        if len(groups) > 1:
            meetings = self._meetings(sorted(groups)[:MOST_GROUPS])
            spread += sum(meetings)
            lifted += self._whole["m"] * len(meetings)
        each = rare**0.5 / self._step if rare else 1 / _FINE
        spread += round(_COARSE * each) * self._coarse + round(_FINE * each) * self._fine
        return self._lanes.unpack(spread), each, 128 * lifted - self._lowest * each  # bytes are stored plus 128

    def _word(self, token: str) -> Known:
        """Return what a word adds: its row, or where training never saw it the rows of its pieces."""
        if len(self._known) >= KEPT:
            self._known.clear()
        row = self._row(f"w {token}")
        if row:
            whole, group, rare = self._whole["w"], row >> self._group & 255, row >> self._rare & 255
            known = whole * self._lanes.one(row), whole, rare * self._rare_scale, group
        else:
            rows = [row for g in grams(token) if (row := self._row(f"g {g}"))]
            weight = round(self._whole["g"] * self._rare_unknown * max(1, len(rows)) ** -0.5)
            known = weight * self._lanes.sum(rows), weight * len(rows), self._rare_unknown * self._rare_unknown, 0
        self._known[token] = known
        return known

    def _beside(self, first: str, second: str) -> int:
        """Return what a new pair of words side by side adds, 0 where the model does not have it; kept like words."""
        if len(self._side) >= KEPT:
            self._side.clear()
        row = self._row(f"b {first} {second}")
        if row:
            row = self._whole["b"] * self._lanes.one(row)
        self._side[first, second] = row
        return row

    def _meetings(self, groups: list[int]) -> list[int]:
        """Return what the pairs of groups that the model has add; all are kept, as there are few groups."""
        met, out = self._met, []
        for pair in combinations(groups, 2):
            row = met.get(pair)
            if row is None:
                row = met[pair] = self._whole["m"] * self._lanes.one(self._row(f"m {pair[0]} {pair[1]}"))
            if row:
                out.append(row)
        return out

    def _row(self, key: str) -> int:
        """Return the row of a key as a number, 0 where the model does not have it."""
        number = crc32(key.encode())
        keys, part = self._keys, number >> _LOW
        i = bisect_left(keys, number, self._starts[part], end := self._starts[part + 1])
        if i == end or keys[i] != number:
            return 0
        at = self._rows + i * self._width
        return int.from_bytes(self._data[at : at + self._width], "little")

    def shares(self, tokens: Iterable[str], name: str) -> dict[str, float]:
        """Return what each word adds to one class, before the length norm: for saying why."""
        column, out = self.place[name], {}
        for token in tokens:
            spread, lifted, _, _ = self._known.get(token) or self._word(token)
            out[token] = (self._lanes.at(spread, column) - 128 * lifted) * self._step
        return out


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
    width = width_of(len(classes) + 2)
    lanes = Lanes(width, len(classes))
    keys = sorted(by_key)
    body = bytearray()
    for key in keys:
        weights, group, rare = rows[by_key[key]]
        scale = scales[by_key[key][0]]
        row = [min(127, max(-127, round(w / scale))) + 128 for w in weights]
        body += lanes.row([*row, group, round(rare / rare_scale)])
    real = sorted({crc32(w.encode()) for w in real_words})
    head = {
        "classes": list(classes), "biases": [round(float(b), 4) for b in biases], "scales": scales,
        "rare_unknown": rare_unknown, "rare_scale": rare_scale, "width": width,
        "keys": len(keys), "real_words": len(real), "meta": meta,
    }  # fmt: skip
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-(8 + len(text)) % 64)
    starts = [bisect_left(keys, part << _LOW) for part in range(_STARTS)]
    numbers = b"".join(n.to_bytes(4, "little") for n in (*keys, *starts, *real))
    return MAGIC + len(text).to_bytes(4, "little") + text + numbers + bytes(body)
