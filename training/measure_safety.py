"""Measure how well danger is heard in sentences of authors never read, through the very gate that ships.

    python training/measure_safety.py FILE...            the shipped model on files of labelled sentences
    python training/measure_safety.py --left-out         each author judged by a model that never saw that author

Prints, with 95 % intervals (Wilson): emergencies and crises heard, urgent signs heard, level right or higher, the flag
right, by language; false alarms by kind of harmless call.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
sys.path.insert(0, str(HERE))

from painfinder.measure import wilson  # noqa: E402

RANK = {"none": 0, "urgent": 1, "crisis": 2, "emergency": 2}


def interval(k: int, n: int) -> str:
    """Return a share with its 95 % interval."""
    if not n:
        return "-"
    low, high = wilson(k, n)
    return f"{100 * k / n:5.1f} % ({100 * low:.0f}-{100 * high:.0f}) of {n}"


def table(rows: Sequence[tuple[bool, dict[str, tuple[int, int]], str]]) -> None:
    """Print groups of counts."""
    for name, counts in rows:  # type: ignore[misc]
        print(f"{name:34s} " + "   ".join(f"{k} {interval(*v)}" for k, v in counts.items()))


def of_files(paths: Sequence[Path], errors: bool = False) -> None:
    """Measure the shipped gate on files."""
    from painfinder.knowledge.load import load
    from painfinder.understand import text
    from painfinder.understand.safety import Gate

    gate = Gate.of(load())
    groups: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for path in paths:
        for line in path.read_text("utf-8").splitlines()[1:]:
            sentence, expected, level, language, kind = line.split("\t")[:5]
            cleaned = text.clean(sentence, 100_000)
            alerts = gate.listen(cleaned, text.words(cleaned), language)
            positive = expected != "none"
            for name in ("all", f"level {level}", f"language {language}") if positive else ("harmless", f"kind {kind}"):
                group = groups[name]
                tests = {"heard": bool(alerts)}
                if positive:
                    tests["level"] = max((RANK[a.level] for a in alerts), default=0) >= RANK[level]
                    tests["flag"] = any(a.id in expected.split("|") for a in alerts)
                for test, ok in tests.items():
                    group[test][0] += ok
                    group[test][1] += 1
            if errors and positive != bool(alerts):
                print("missed" if positive else "false ", expected, [a.id for a in alerts], sentence)
    table([(n, {k: tuple(v) for k, v in g.items()}) for n, g in sorted(groups.items())])  # type: ignore[misc]


def of_left_out() -> None:
    """Judge each author by a model that never saw that author; the bar is the one of the shipped table."""
    import numpy as np
    import train_safety as t

    from painfinder.knowledge.load import load
    from painfinder.understand.flag_rules import Rules
    from painfinder.understand.flag_runs import DOUBT

    rules = Rules(load().flag_rules)
    examples = [e for path in t.stamps.dangers() for e in t.read(path)]
    heard = [t.hear(rules, e) for e in examples]
    danger, _ = t.left_out(examples, heard)
    certain = np.array([any(f.alone for f in h.fired) for h in heard])
    for bound in (0.03, 0.05):
        bar = t.bar_for(examples, heard, danger, bound)
        spoke = (danger > bar) | (certain & (danger > bar - DOUBT))
        groups: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for e, s, d in zip(examples, spoke, danger, strict=True):
            if np.isnan(d):
                continue
            names = ["heard: all", f"heard: {e.level}", f"heard: {e.language}", f"heard: {e.author}"]
            if not e.flags:
                names = [
                    f"false: {e.kind}",
                    *(["false: all hard and ordinary", f"false: {e.author}"] if e.kind != "saying" else []),
                ]
            for name in names:
                groups[name][0] += bool(s)
                groups[name][1] += 1
        print(f"at most {bound:.0%} of the harmless sentences (bar {bar:.2f})")
        for name, (k, n) in sorted(groups.items()):
            print(f"  {name:32s} {interval(k, n)}")


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if "--left-out" in arguments:
        of_left_out()
    else:
        of_files([Path(a) for a in arguments if a != "--errors"], errors="--errors" in arguments)
