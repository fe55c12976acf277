"""Time from a key to the painted result, and memory after many calls, of the real desk in a pseudo-terminal.

    python benchmarks/desk_keys.py                     80x24, 1,000 calls
    python benchmarks/desk_keys.py --size 200x50 --calls 100

A key's result counts as painted when output has been quiet for QUIET seconds (the details under the page are drawn
later than that, on purpose). The clock stands outside the program, so that everything counts: reading the key,
understanding the words, laying out, writing. Unix only.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import sys
import termios
import time
from pathlib import Path

QUIET = 0.06  # seconds
SAYINGS = (
    "bone on bone knee, on eliquis",
    "legs go numb when i walk, better leaning on the cart",
    "sciatica down to the foot",
    "me duele la rodilla y tomo warfarina",
    "migraine twice a week",
    "heel hurts with the first steps in the morning",
    "burning feet, diabetic",
    "back pain since the surgery two years ago",
    "does botox help jaw clenching",
    "since last night i cant feel myself wipe",
    "toothache",
    "stem cells for my hip",
    "neck is stiff all the time",
)


class Desk:
    """The desk as a child process behind a pseudo-terminal."""

    def __init__(self, command: list[str], columns: int, lines: int) -> None:
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", PAINFINDER_KB="")
            os.environ.pop("COLUMNS", None)
            os.environ.pop("LINES", None)
            os.execvp(command[0], command)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.painted(3.0, first=10.0)

    def send(self, keys: str, quiet: float = QUIET) -> tuple[float, float]:
        """Send keys; return milliseconds to the first output and to the last before it went quiet."""
        began = time.perf_counter()
        os.write(self.fd, keys.encode())
        first, last = self.painted(quiet)
        return (first - began) * 1000, (last - began) * 1000

    def painted(self, quiet: float, first: float = 2.0) -> tuple[float, float]:
        """Read until nothing came for `quiet` seconds; return when the first and the last output came."""
        came: list[float] = []
        while select.select([self.fd], [], [], quiet if came else first)[0]:
            if not os.read(self.fd, 1 << 16):
                break
            came.append(time.perf_counter())
        if not came:
            raise SystemExit("the desk painted nothing")
        return came[0], came[-1]

    def memory(self) -> dict[str, float]:
        """Return resident memory in MB: now (VmRSS) and at most (VmHWM); empty where /proc is missing."""
        try:
            found = re.findall(r"(VmRSS|VmHWM):\s+(\d+) kB", Path(f"/proc/{self.pid}/status").read_text("ascii"))
        except OSError:
            return {}
        return {name: int(kb) / 1024 for name, kb in found}

    def processor(self) -> float:
        """Return the seconds of processor time spent so far; 0 where /proc is missing."""
        try:
            fields = Path(f"/proc/{self.pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def end(self) -> None:
        os.kill(self.pid, signal.SIGTERM)
        os.waitpid(self.pid, 0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--size", default="80x24")
    parser.add_argument("--calls", type=int, default=1000)
    parser.add_argument("command", nargs="*", default=[sys.executable, "-m", "painfinder", "desk"])
    given = parser.parse_args()
    columns, lines = map(int, given.size.split("x"))
    desk = Desk(given.command, columns, lines)
    firsts, lasts = [], []
    spent = desk.processor()
    for saying in SAYINGS:
        for letter in saying:
            first, last = desk.send(letter)
            firsts.append(first)
            lasts.append(last)
        desk.send("\x1b[15~")
    print(f"processor time a key: {(desk.processor() - spent) / len(firsts) * 1000:.1f} ms")
    report("key to first paint", firsts)
    report("key to whole result", lasts)
    print(f"memory at first: {desk.memory()}")
    for call in range(given.calls):
        compare = "\x1bOQ" if call % 10 == 0 else ""  # F2
        asked = "\x1b[18~"  # F7: the first question applies
        desk.send(f"\x1b[200~{SAYINGS[call % len(SAYINGS)]}\x1b[201~{asked}{compare}\x1b[15~", quiet=0.005)
    desk.send("x")
    print(f"memory after {given.calls} calls: {desk.memory()}")
    desk.end()


def report(what: str, milliseconds: list[float]) -> None:
    cuts = statistics.quantiles(milliseconds, n=100)
    print(
        f"{what}: median {cuts[49]:.1f}, 95 % {cuts[94]:.1f}, 99 % {cuts[98]:.1f}, most {max(milliseconds):.1f} ms "
        f"({len(milliseconds)} keys)"
    )


if __name__ == "__main__":
    main()
