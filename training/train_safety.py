"""Train the safety model: painfinder/data/red_flags.bin and red_flag_words.bin.

    python training/train_safety.py            writes the file (a quarter of an hour)
    python training/train_safety.py --keep-bar the same with the bar as it was, in minutes: where only little changed
    python training/train_safety.py --check    says whether the file belongs to the present inputs

Learns from redflags_*.tsv (what callers say, with the red flag or "none") and, as ordinary calls, from the sayings
that are ours (sayings_*.tsv). Features come from the very function that the program calls. A softmax regression says
which red flag or none, a logistic regression says danger or none, and the danger is the mean of both log-odds: each
errs where the other does not. For the same reason a second model (word_model.py: what words mean, their translations,
groups of alike words that meet) has half a say. The bar is set on authors left out: each author's sentences are judged
by models that never saw that author, rules included, and the bar is where at most FALSE_ALARMS of the negatives among
them speak. Deterministic: sorted inputs, no random numbers.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from math import log
from pathlib import Path
from typing import NamedTuple

import numpy as np
import scipy.sparse as sp
import stamps
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from table_writer import write_table
from word_model import Trainer

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from painfinder.knowledge.load import KnowledgeBase, load  # noqa: E402
from painfinder.understand import text  # noqa: E402
from painfinder.understand.associations import Associations  # noqa: E402
from painfinder.understand.clauses import starts  # noqa: E402
from painfinder.understand.flag_features import Features, blocks, features, pieces  # noqa: E402
from painfinder.understand.flag_model import RULE_WEIGHT  # noqa: E402
from painfinder.understand.flag_rules import Fired, Rules  # noqa: E402
from painfinder.understand.flag_runs import DOUBT, QUIETER, runs_of, slice_of  # noqa: E402
from painfinder.understand.linear import Table, row_of  # noqa: E402

TARGET = HERE.parent / "painfinder" / "data" / "red_flags.bin"
WORDS_TARGET = TARGET.with_name("red_flag_words.bin")
SIZE = 17  # 2**SIZE rows
LONGEST_WORD = 30  # letters; their pieces can be counted in a byte
LEAST = {"letters": 3, "words": 2, "ideas": 2, "pairs": 3, "rules": 2}  # texts that must hold a feature
STRENGTH = 3.0  # inverse penalty of the logistic regression
PENALTY, PASSES = 0.2, 60  # of the softmax regression
WORD_PASSES = 120  # of the model of words
FOLDS = 6
ORDINARY_WEIGHT = 0.3  # of a saying beside a red-flag sentence; there are three times as many
TEACH_ONLY = frozenset({"redflags_own"})
FALSE_ALARMS = (
    0.08  # of the negatives of authors left out; most are of the hard kinds, and 2 in 100 ordinary calls speak
)


Judged = tuple[int, float, float]  # an example's place, the danger that ideas say, the danger that words say


class Example(NamedTuple):
    """A labelled sentence: the words that begin a sentence, the acceptable flags (none: a negative), the file."""

    words: list[str]
    begins: frozenset[int]
    flags: tuple[str, ...]
    level: str
    language: str
    kind: str
    author: str


def read(path: Path) -> list[Example]:
    """Read a file of labelled sentences; of sayings, those that are ours (the others may hold a danger of any kind)."""
    out = []
    for line in path.read_text("utf-8").splitlines()[1:]:
        cells = line.split("\t")
        cleaned = text.clean(cells[0], 100_000)
        folded = text.words(cleaned)
        words, begins = [w.text for w in folded], starts(cleaned, folded)
        if path.name.startswith("redflags"):
            flags = () if cells[1] == "none" else tuple(cells[1].split("|"))
            out.append(Example(words, begins, flags, cells[2], cells[3], cells[4], path.stem))
        elif len(cells) >= 4 and cells[1] != "none":
            out.append(Example(words, begins, (), "none", cells[3], "saying", path.stem))
    return out


def tests_of(kb: KnowledgeBase) -> list[Example]:
    """Return the sentences that test the red flags (must_fire, must_not_fire); they only teach."""
    out = []
    for id, flag in kb.red_flags.items():
        for said, flags in ((flag.must_fire, (id,)), (flag.must_fire_es, (id,)), (flag.must_not_fire, ())):
            for sentence in said:
                cleaned = text.clean(sentence)
                folded = text.words(cleaned)
                words, begins = [w.text for w in folded], starts(cleaned, folded)
                out.append(Example(words, begins, flags, flag.level if flags else "none", "", "test", "redflags_own"))
    return out


class Heard(NamedTuple):
    """What the rules say of an example, and the features and words of each of its runs (the whole first)."""

    runs: list[Features]
    words: list[list[str]]
    fired: list[Fired]


def hear(rules: Rules, example: Example) -> Heard:
    """Find ideas and rules in a text and make the features of its runs, as the gate does."""
    words = example.words
    ideas, no, fired = rules.hear(words, example.begins)
    runs = list(runs_of(len(words), fired, example.begins))
    found = [features(*slice_of(words, ideas, no, fired, *run)) for run in runs]
    return Heard(found, [words[start:end] for start, end in runs], fired)


def vocabulary(found: Sequence[Features]) -> dict[bytes, float]:
    """Return the features that enough texts hold, with how much each counts for being rare (1 for rules)."""
    counts: dict[str, Counter[bytes]] = {block: Counter() for block in LEAST}
    for one in found:
        for block, names in blocks(one).items():
            counts[block].update(set(names))
    return {
        feature: 1.0 if block == "rules" else (log((1 + len(found)) / (1 + n)) + 1) / 4
        for block, counted in counts.items()
        for feature, n in counted.items()
        if n >= LEAST[block]
    }


def known_words(found: Sequence[Features]) -> list[str]:
    """Return the words that at least two texts hold: those whose pieces are added up beforehand."""
    counts = Counter(word for one in found for word in one.words)
    return sorted(word for word, n in counts.items() if n >= 2 and len(word) <= LONGEST_WORD)


def matrix(found: Sequence[Features], rarity: dict[bytes, float], place: dict[bytes, int]) -> sp.csr_matrix:
    """Return the texts as rows, with the length norms and weights that the program applies."""
    data: list[float] = []
    columns: list[int] = []
    ends = [0]
    for one in found:
        for block, names in blocks(one).items():
            factor = RULE_WEIGHT if block == "rules" else max(1, len(names)) ** -0.5
            known = [f for f in names if f in place]
            columns += [place[f] for f in known]
            data += [factor * rarity[f] for f in known]
        ends.append(len(data))
    shape = (len(found), len(place))
    out = sp.csr_matrix((np.array(data, np.float64), np.array(columns, np.int32), np.array(ends)), shape=shape)
    out.sum_duplicates()
    return out


class Fit(NamedTuple):
    """Trained weights: a row a feature, a column for each of `classes`, and the biases."""

    classes: list[str]
    weights: np.ndarray
    biases: np.ndarray

    def danger(self, x: sp.csr_matrix) -> np.ndarray:
        """Return the danger of each text, before the bar; the program computes the same (flag_model.py)."""
        scores = x @ self.weights + self.biases
        found: np.ndarray = (any_flag(scores[:, :-1]) + scores[:, -1]) / 2
        return found


def fit(x: sp.csr_matrix, examples: Sequence[Example]) -> Fit:
    """Fit both regressions; the last two classes are "none" (of the softmax) and "danger" (the logistic one)."""
    y = np.array([bool(e.flags) for e in examples])
    weight = weights_of(examples)
    model = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0).fit(x, y, sample_weight=weight)
    flags, target = shares(examples)
    w = softmax_regression(x, target, weight.astype(np.float32))
    return Fit(
        [*flags, "none", "danger"],
        np.hstack([w[:-1], model.coef_.T]),
        np.append(w[-1], model.intercept_[0]),
    )


def weights_of(examples: Sequence[Example]) -> np.ndarray:
    """Return how much each example counts."""
    return np.array([ORDINARY_WEIGHT if e.kind == "saying" else 1.0 for e in examples])


def shares(examples: Sequence[Example]) -> tuple[list[str], np.ndarray]:
    """Return the flags, and for each example its share of every flag and, last, of "none"."""
    flags = sorted({f for e in examples for f in e.flags})
    place = {f: i for i, f in enumerate([*flags, "none"])}
    target = np.zeros((len(examples), len(place)), np.float32)
    for row, e in zip(target, examples, strict=True):
        for f in e.flags or ("none",):
            row[place[f]] = 1 / max(1, len(e.flags))
    return flags, target


def fit_words(examples: Sequence[Example], heard: Sequence[Heard]) -> Trainer:
    """Fit the model of what words mean; its classes are the flags and "none"."""
    flags, target = shares(examples)
    return Trainer([h.words[0] for h in heard], target, weights_of(examples).tolist(), [*flags, "none"], WORD_PASSES)


def any_flag(scores: np.ndarray) -> np.ndarray:
    """Return the log-odds of any flag against none (the last column)."""
    top = scores[:, :-1].max(axis=1)
    found: np.ndarray = top + np.log(np.exp(scores[:, :-1] - top[:, None]).sum(axis=1)) - scores[:, -1]
    return found


def softmax_regression(x: sp.csr_matrix, target: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Minimise cross-entropy plus PENALTY / 2 times the squared weights from zero; the last row are the biases."""
    a = x.astype(np.float32)
    b = a.T.tocsr()
    shape = (x.shape[1] + 1, target.shape[1])

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        w = flat.reshape(shape).astype(np.float32)
        z = a @ w[:-1] + w[-1]
        z -= z.max(axis=1, keepdims=True)
        e = np.exp(z)
        total = e.sum(axis=1, keepdims=True)
        error = (e / total - target) * weight[:, None]
        value = -float((weight[:, None] * target * (z - np.log(total))).sum()) + PENALTY / 2 * float(
            (w[:-1] ** 2).sum()
        )
        return value, np.vstack([b @ error + PENALTY * w[:-1], error.sum(axis=0)]).ravel().astype(np.float64)

    found = minimize(loss, np.zeros(shape[0] * shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": PASSES})
    return np.asarray(found.x).reshape(shape)


def left_out(examples: Sequence[Example], heard: Sequence[Heard]) -> tuple[np.ndarray, float]:
    """Return the danger of every example, its parts heard too, judged by models that never saw its author.

    Also how much the model of words is to be stretched so that both models' log-odds spread alike.
    The authors are left out in FOLDS groups, sayings authors among them, so that every ordinary call is judged too.
    `redflags_own.tsv` only teaches: whoever wrote it had seen the others.
    """
    authors = sorted({e.author for e in examples if e.kind != "saying" and e.author not in TEACH_ONLY})
    others = sorted({e.author for e in examples if e.kind == "saying"})
    fold_of = {a: i % FOLDS for names in (authors, others) for i, a in enumerate(names)}
    fold = np.array([fold_of.get(e.author, -1) for e in examples])

    def judge(i: int) -> list[Judged]:
        train = np.flatnonzero(fold != i)
        rarity = vocabulary([heard[j].runs[0] for j in train])
        place = {f: n for n, f in enumerate(sorted(rarity))}
        taught = [examples[j] for j in train]
        model = fit(matrix([heard[j].runs[0] for j in train], rarity, place), taught)
        words = fit_words(taught, [heard[j] for j in train])
        test = [int(j) for j in np.flatnonzero(fold == i)]
        of_ideas = model.danger(matrix([r for j in test for r in heard[j].runs], rarity, place))
        of_words = any_flag(words.scores([w for j in test for w in heard[j].words]).astype(np.float64))
        whose = [j for j in test for _ in heard[j].runs]
        return list(zip(whose, of_ideas.tolist(), of_words.tolist(), strict=True))

    found = [f for part in in_two_processes(judge, range(FOLDS)) for f in part]
    stretch = float(np.std([o for _, o, _ in found]) / np.std([w for _, _, w in found]))
    danger = np.full(len(examples), np.nan)
    for j, of_ideas, of_words in found:  # of each example, the whole text comes first
        run = (of_ideas + stretch * of_words) / 2
        danger[j] = run if np.isnan(danger[j]) else max(danger[j], run - QUIETER)
    return danger, stretch


def in_two_processes(work: Callable[[int], list[Judged]], numbers: Iterable[int]) -> list[list[Judged]]:
    """Do the work for every number, on two cores where the system can fork; the results keep their order."""
    if "fork" not in multiprocessing.get_all_start_methods():
        return [work(n) for n in numbers]
    global _work
    _work = work
    with multiprocessing.get_context("fork").Pool(2) as pool:
        return pool.map(_call, numbers, chunksize=1)


def _call(number: int) -> list[Judged]:
    return _work(number)


def bar_for(examples: Sequence[Example], heard: Sequence[Heard], danger: np.ndarray, bound: float) -> float:
    """Return the lowest bar at which at most `bound` of the red-flag files' negatives speak, rules included."""
    # A rule speaks from DOUBT below the bar, so a sentence with one is as loud as one without that is DOUBT louder.
    loud = sorted(
        (
            danger[i] + (DOUBT if any(f.alone for f in heard[i].fired) else 0.0)
            for i, e in enumerate(examples)
            if e.kind != "saying" and not e.flags and not np.isnan(danger[i])
        ),
        reverse=True,
    )
    return float(loud[int(bound * len(loud))]) + 1e-6


def summary(examples: Sequence[Example], heard: Sequence[Heard], danger: np.ndarray, bar: float) -> None:
    """Print how much of the authors left out is heard with a bar."""
    groups: dict[str, list[bool]] = {}
    for e, h, d in zip(examples, heard, danger, strict=True):
        if np.isnan(d):
            continue
        spoke = d > bar or (d > bar - DOUBT and any(f.alone for f in h.fired))
        names = (
            (e.level, e.language, e.author[9:]) if e.flags else (e.kind, *(["harmless"] if e.kind != "saying" else []))
        )
        for name in names:
            groups.setdefault(name, []).append(bool(spoke))
    print(
        f"bar {bar:.2f}: " + ", ".join(f"{n} {100 * sum(v) / len(v):.1f}" for n, v in sorted(groups.items())),
        flush=True,
    )


def train() -> None:
    """Train on everything and write the table."""
    kb = load()
    rules = Rules(kb.flag_rules)
    examples = [*(e for path in stamps.dangers() for e in read(path)), *tests_of(kb)]
    heard = [hear(rules, e) for e in examples]
    print(f"{len(examples):,} sentences", flush=True)
    if "--keep-bar" in sys.argv:
        meta = Table.open(str(TARGET)).meta
        bar, stretch = float(str(meta["bar"])), float(str(meta["stretch"]))
    else:
        danger, stretch = left_out(examples, heard)
        bar = bar_for(examples, heard, danger, FALSE_ALARMS)
        for bound in (0.03, 0.05, 0.08, 0.1):
            summary(examples, heard, danger, bar_for(examples, heard, danger, bound))
    found = [h.runs[0] for h in heard]
    rarity = vocabulary(found)
    place = {f: n for n, f in enumerate(sorted(rarity))}
    x = matrix(found, rarity, place)
    model = fit(x, examples)
    weights = np.zeros((len(model.classes), 1 << SIZE))
    for feature, n in place.items():
        weights[:, row_of(feature, SIZE)] += model.weights[n] * rarity[feature]
    biases = model.biases.copy()
    biases[-1] -= 4 * bar  # the danger is the mean of two models, and this one's is the mean of two log-odds
    meta = {
        "stamp": stamps.of_safety(), "bar": round(bar, 4), "stretch": round(stretch, 4), "false_alarms": FALSE_ALARMS,
        "sentences": len(examples),
    }  # fmt: skip
    WORDS_TARGET.write_bytes(fit_words(examples, heard).bytes({"stamp": meta["stamp"]}))
    write_table(str(TARGET), model.classes, weights, biases, meta, {w: pieces(w) for w in known_words(found)})
    print(f"{TARGET.name}: {len(examples):,} sentences, {len(place):,} features, bar {bar:.2f}")


if __name__ == "__main__":
    if "--check" in sys.argv:
        shipped = (Table.open(str(TARGET)).meta, Associations(WORDS_TARGET.read_bytes()).meta)
        fresh = all(meta["stamp"] == stamps.of_safety() for meta in shipped)
        print("fresh" if fresh else "stale: run python training/train_safety.py")
        sys.exit(not fresh)
    train()
