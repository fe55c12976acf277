"""Promise 8 and its kin: no word that was typed is ever written, sent or repeated in an error."""

# ruff: noqa: E501 - a case stands on one line

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.reliability.promises import clean_environment, ended, kept, promise, start

CANARY = "zanzibarcanary"
WORDS = f"my knee hurts {CANARY}"
COMMANDS: dict[str, tuple[tuple[str, ...], bytes]] = {
    "find": (("find", WORDS), b""),
    "find as JSON": (("find", WORDS, "--json", "--explain", "--staff"), b""),
    "find a red flag": (("find", f"i cant feel myself wipe {CANARY}", "--plain"), b""),
    "find from stdin": (("find", "-"), WORDS.encode()),
    "find with a refused circumstance": (("find", WORDS, "--with", CANARY), b""),
    "find too much": (("find", CANARY * 200), b""),
    "show": (("show", f"knee arthritis {CANARY}"), b""),
    "compare": (("compare", f"mild {CANARY}", f"vertiflex {CANARY}"), b""),
    "handout": (("handout", f"migraine {CANARY}", "-o", "sheet.html"), b""),
    "match": (("match",), WORDS.encode() + b"\n\xff" + CANARY.encode() + b"\n"),
    "desk": (("desk", "--plain"), WORDS.encode() + b"\n"),
    "bench": (("bench", "set.tsv"), b""),
}
WATCH = """
import os, sys
def hook(event, args):
    name = str(args[0]) if args else ""
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.")) or (event == "import" and args[0] in ("socket", "_socket", "ssl", "_ssl")):
        os.write(2, f"FORBIDDEN {event} {name}\\n".encode())
    if event in ("os.mkdir", "os.rename", "os.symlink", "os.link", "subprocess.Popen", "os.system", "os.exec", "os.fork", "os.posix_spawn",
                 "tempfile.mkstemp", "tempfile.mkdtemp", "shutil.copyfile", "sqlite3.connect", "syslog.openlog", "os.truncate"):
        os.write(2, f"FORBIDDEN {event} {name}\\n".encode())
    if event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) and not name.endswith("sheet.html"):
        os.write(2, f"FORBIDDEN {event} {name}\\n".encode())
sys.addaudithook(hook)
"""
ERRORS = [
    kept("60+8 an unknown command", (CANARY,)), kept("60+8 an unknown option", ("find", f"--{CANARY}")), kept("60+8 a short option", ("find", f"-{CANARY}")),
    kept("60+8 a value of an option", ("find", "x", f"--limit={CANARY}")), kept("60+8 a flag with a value", ("find", f"--json={CANARY}")),
    kept("60+8 a circumstance", ("find", "x", "--with", CANARY)), kept("60+8 a trait", ("find", "x", "--without", CANARY)),
    kept("60+8 a language", ("find", "x", "--lang", CANARY)), kept("60+8 a format", ("find", "x", "--format", CANARY)),
    kept("60+8 a colour", ("find", "x", "--color", CANARY)), kept("60+8 too long", ("find", CANARY * 200)),
    kept("60+8 an unknown treatment", ("compare", CANARY, f"{CANARY} x")), kept("60+8 an unknown condition", ("compare", "mild", "--for", CANARY)),
    kept("60+8 a list", ("list", CANARY)), kept("60+8 a schema", ("schema", CANARY)), kept("60+8 an export", ("export", CANARY)),
    kept("60+8 a day", ("changes", "--since", CANARY)), kept("60+8 too many words", ("list", "conditions", CANARY)),
    kept("60+8 a file of texts", ("match", f"/nonexistent/{CANARY}")), kept("60+8 an ending", ("handout", "migraine", "-o", f"/nonexistent/{CANARY}")),
]  # fmt: skip


@pytest.mark.parametrize("name", [kept(f"8 {n}", n) for n in COMMANDS])
def test_no_word_is_written_and_no_socket_is_opened(name: str, inside, tmp_path: Path) -> None:
    arguments, stdin = COMMANDS[name]
    places = {
        n: tmp_path / "places" / n
        for n in (
            "HOME",
            "TMPDIR",
            "XDG_CONFIG_HOME",
            "XDG_CACHE_HOME",
            "XDG_DATA_HOME",
            "XDG_STATE_HOME",
            "XDG_RUNTIME_DIR",
        )
    }
    for place in places.values():
        place.mkdir(parents=True)
    folder = tmp_path / "places" / "here"
    folder.mkdir()
    (folder / "set.tsv").write_text(f"query\texpected\nknee\tnone\n{CANARY[:4]}\tnone\n", "utf-8")
    environment = clean_environment(**{n: str(p) for n, p in places.items()}, **inside(WATCH))
    run = ended(start(*arguments, stdin=subprocess.PIPE, cwd=folder, env=environment), stdin)
    assert run.code in (0, 1, 2, 3)
    assert "FORBIDDEN" not in run.said
    assert CANARY not in run.said
    files = [p for p in (tmp_path / "places").rglob("*") if p.is_file()]
    assert {p.name for p in files} <= {"set.tsv", "sheet.html"}
    for path in files:
        assert CANARY not in path.name
        assert CANARY.encode() not in path.read_bytes()


@pytest.mark.parametrize("arguments", ERRORS)
def test_errors_never_hold_what_was_typed(arguments: tuple[str, ...], painfinder) -> None:
    run = painfinder(*arguments)
    assert run.code in (1, 2)
    assert CANARY not in run.said
    assert run.code == 1 or run.out == b""


@promise("8 no trace in the process table")
def test_words_from_stdin_stand_in_no_argument_or_setting() -> None:
    process = start("match", stdin=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(WORDS.encode() + b"\n")
    process.stdin.flush()
    process.stdout.readline()
    for name in ("cmdline", "environ", "comm"):
        assert CANARY.encode() not in Path(f"/proc/{process.pid}/{name}").read_bytes()
    links = [os.readlink(p) for p in Path(f"/proc/{process.pid}/fd").iterdir()]
    assert not [link for link in links if "socket:" in link]
    ended(process)
