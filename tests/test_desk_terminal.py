"""The desk in a real pseudo-terminal: it draws, ends as asked, leaves the terminal and the disk as they were."""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from pathlib import Path

import pytest

pty = pytest.importorskip("pty")
import fcntl  # noqa: E402
import struct  # noqa: E402
import termios  # noqa: E402

WORDS = "knee quokka"


class Terminal:
    def __init__(self, tmp_path, **environment: str) -> None:
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update(
                {
                    "TERM": "xterm-16color",
                    "HOME": str(tmp_path),
                    "TMPDIR": str(tmp_path),
                    "XDG_CONFIG_HOME": str(tmp_path),
                    "PYTHONPATH": str(Path.cwd()),
                    "PYTHONDONTWRITEBYTECODE": "1",
                    **environment,
                }
            )
            os.chdir(tmp_path)
            os.execv(sys.executable, [sys.executable, "-m", "painfinder", "desk"])
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.out = b""

    def until(self, wanted: str, seconds: float = 20) -> None:
        """Read until something is on the screen."""
        end = time.monotonic() + seconds
        while wanted.encode() not in self.out and time.monotonic() < end:
            if select.select([self.fd], [], [], 0.2)[0]:
                try:
                    self.out += os.read(self.fd, 65536)
                except OSError:
                    break
        assert wanted.encode() in self.out

    def send(self, keys: str) -> None:
        os.write(self.fd, keys.encode())

    def end(self) -> int:
        """Read to the end and return how the process ended (a signal is negative)."""
        try:
            while select.select([self.fd], [], [], 20)[0]:
                piece = os.read(self.fd, 65536)
                if not piece:
                    break
                self.out += piece
        except OSError:
            pass
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


@pytest.mark.parametrize(
    ("how", "code"), [("\x03", 130), ("\x11", 0), (signal.SIGINT, 130), (signal.SIGTERM, -signal.SIGTERM)]
)
def test_ends_as_asked_with_the_terminal_restored(tmp_path, how, code):
    desk = Terminal(tmp_path)
    desk.until("next caller")
    desk.send(WORDS)
    desk.until("Knee")
    if isinstance(how, str):
        desk.send(how)
    else:
        os.kill(desk.pid, how)
    assert desk.end() == code
    left = desk.out.rpartition(b"\x1b[?1049l")  # the window as it was before
    assert left[1]
    assert b"Traceback" not in desk.out
    assert b"quokka" not in left[2]


def test_writes_nothing_to_disk_whatever_textual_is_told(tmp_path):
    desk = Terminal(
        tmp_path, TEXTUAL_LOG="log.txt", TEXTUAL="debug,devtools", TEXTUAL_SCREENSHOT="0", TEXTUAL_PRESS="a"
    )
    desk.until("next caller")
    desk.send(WORDS)
    desk.until("Knee")
    desk.send("\x1b[15~\x11")
    assert desk.end() == 0
    assert list(tmp_path.rglob("*")) == []


@pytest.mark.parametrize(
    "environment", [{"NO_COLOR": "1"}, {"COLUMNS": "1", "LINES": "1"}, {"LINES": "99999999"}, {"LINES": "x"}]
)
def test_environment_does_not_break_it(tmp_path, environment):
    desk = Terminal(tmp_path, **environment)
    desk.until("\x1b[?1049h")
    time.sleep(1)
    desk.send("knee\x11")
    assert desk.end() == 0
