"""Speed as ratios, all measured in turn in one run: start-up, warm answers, throughput, growth with the knowledge base.

    python benchmarks/speed.py [--rounds 20]

Milliseconds are this machine's; the ratios are what benchmarks/RESULTS.md keeps.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

NOOP = (
    "import typer\napp = typer.Typer(rich_markup_mode=None)\n@app.command()\ndef main(words: list[str]): pass\napp()\n"
)
NAME = "knee osteoarthritis"
SENTENCE = (
    "for about three years now my lower back and both legs get heavy and numb when I walk more than a block or so and "
    "it only lets go when I sit down or lean on the cart in the store for a minute"
)  # 40 words


def spent(command: list[str], environment: dict[str, str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, check=False)
    return (time.perf_counter() - start) * 1000


def start_up(rounds: int) -> list[tuple[str, float]]:
    """Median milliseconds of whole processes, measured in turn so that the machine's moods hit all alike."""
    program = str(Path(sys.executable).with_name("painfinder"))
    with tempfile.NamedTemporaryFile("w", suffix=".py", delete=False) as f:
        f.write(NOOP)
    ways = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "no-op Typer": [sys.executable, f.name, "x"],
        "find --json, a name": [program, "find", NAME, "--json"],
        "find --json, a sentence": [program, "find", SENTENCE, "--json"],
        "find, panels": [program, "find", NAME],
        "find --plain": [program, "find", NAME, "--plain"],
        "list": [program, "list"],
        "--help": [program, "--help"],
    }
    environment = dict(os.environ, PYTHONDONTWRITEBYTECODE="")
    times: dict[str, list[float]] = {way: [] for way in ways}
    for command in ways.values():
        spent(command, environment)  # warms the file cache
    for _ in range(rounds):
        for way, command in ways.items():
            times[way].append(spent(command, environment))
    Path(f.name).unlink()
    return [(way, statistics.median(t)) for way, t in times.items()]


def warm() -> list[tuple[str, float, float]]:
    """Median and 95th percentile milliseconds of `find` in a running process, words varied so that no cache helps."""
    from painfinder import find, load

    kb = load()
    find("warm up the tables once", kb)
    names = [c.name for c in kb.conditions.values()] + [t.name for t in kb.treatments.values()]
    long = ("my knee hurts when i climb stairs and it grinds " * 42)[:1990]
    sets = {
        "a name": names * 5,
        "a 40-word sentence": [SENTENCE.replace("three", str(n)) for n in range(200)],
        "2,000 characters": [long.replace("stairs", f"stairs {n}", 1) for n in range(40)],
    }
    out = []
    for what, texts in sets.items():
        times = []
        for words in texts:
            start = time.perf_counter()
            find(words, kb)
            times.append((time.perf_counter() - start) * 1000)
        times.sort()
        out.append((what, statistics.median(times), times[int(0.95 * len(times))]))
    return out


def throughput() -> tuple[float, float, float]:
    """Return lines a second of `match`, start-up taken out, and seconds to the first answer.

    First over mixed lines that are all different, then over the same lines eight times, shuffled: callers repeat each
    other, and `match` keeps the latest answers at hand.
    """
    program = str(Path(sys.executable).with_name("painfinder"))
    from painfinder import load

    kb = load()
    lines = [s for c in kb.conditions.values() for s in (*c.also_called, *c.sayings, *c.sayings_es)]
    lines += [s for t in kb.treatments.values() for s in t.also_called]
    for file in sorted((Path(__file__).parent / "sets").glob("*.tsv")):
        lines += [line.split("\t")[0] for line in file.read_text("utf-8").splitlines()[1:]]
    rng = random.Random(0)
    lines = list(dict.fromkeys(lines))
    rng.shuffle(lines)
    repeated = lines * 8
    rng.shuffle(repeated)

    def run(texts: list[str]) -> float:
        start = time.perf_counter()
        subprocess.run([program, "match"], input="\n".join(texts).encode(), stdout=subprocess.DEVNULL, check=True)
        return time.perf_counter() - start

    few = lines[:200]
    run(few)

    def rate(texts: list[str]) -> float:
        # Start-up is taken out of each run by one right before it, as a machine's moods last for seconds.
        spent_ = [-run(few) + run(texts) for _ in range(5)]
        return (len(texts) - len(few)) / statistics.median(spent_)

    different, again = rate(lines), rate(repeated)
    start = time.perf_counter()
    with subprocess.Popen([program, "match"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"sciatica\n")
        process.stdin.flush()
        process.stdout.readline()
        first = time.perf_counter() - start
        process.stdin.close()
    return different, again, first


def growth() -> list[tuple[int, float]]:
    """Median milliseconds of a match with the knowledge base and with 10 and 100 times its entries."""
    from painfinder import load
    from painfinder.knowledge.files import data_bytes, data_map
    from painfinder.understand import codes, text
    from painfinder.understand.associations import Associations
    from painfinder.understand.lexical import build_index
    from painfinder.understand.match import Matcher

    kb = load()
    queries = [c.name for c in kb.conditions.values()] + [c.sayings[0] for c in kb.conditions.values()]
    taught = {
        (kind, id): thing for kind in ("condition", "treatment", "approach") for id, thing in kb.of_kind(kind).items()
    }
    out = []
    for times_ in (1, 10, 100):
        conditions = dict(kb.conditions)
        for n in range(1, times_):
            for id, c in kb.conditions.items():
                also = tuple(f"{a} {_made_up(n, i)}" for i, a in enumerate(c.also_called))
                says = tuple(f"{a} {_made_up(n, i + 50)}" for i, a in enumerate(c.sayings))
                conditions[f"{id}-{n}"] = c._replace(
                    id=f"{id}-{n}", name=f"{c.name} {_made_up(n, 99)}", also_called=also, sayings=says
                )
        matcher = Matcher(
            build_index(conditions, kb.treatments, kb.approaches, taught),
            Associations(data_map("sayings.bin")),
            codes.read_codes(data_bytes("icd10cm.txt").decode()),
        )
        spent_ = []
        for q in queries * 2:
            folded = text.words(q)
            start = time.perf_counter()
            matcher.match(q, folded, "en")
            spent_.append((time.perf_counter() - start) * 1000)
        out.append((times_, statistics.median(spent_)))
    return out


def _made_up(n: int, i: int) -> str:
    letters = "bcdfghklmnprstvz"
    return "".join(letters[(n * 7 + i * 3 + k * 5) % 16] + "aeiou"[(n + i + k) % 5] for k in range(4))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    times = start_up(rounds)
    noop = dict(times)["no-op Typer"]
    print(f"{'whole process (median of ' + str(rounds) + ')':<40} {'ms':>8} {'x no-op':>8}")
    for way, ms in times:
        print(f"{way:<40} {ms:>8.1f} {ms / noop:>8.2f}")
    print(f"\n{'warm find':<40} {'median':>8} {'95th':>8}  ms")
    for what, median, high in warm():
        print(f"{what:<40} {median:>8.2f} {high:>8.2f}")
    different, again, first = throughput()
    print(
        f"\nmatch: {different:,.0f} lines a second on one core when all differ, {again:,.0f} when each comes 8 times;"
    )
    print(f"first answer after {first * 1000:.0f} ms with start-up")
    grown = growth()
    print("\nknowledge base    ms a match    x")
    for times_, ms in grown:
        print(f"{times_:>10} times {ms:>13.2f} {ms / grown[0][1]:>4.1f}")


if __name__ == "__main__":
    main()
