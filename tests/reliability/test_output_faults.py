"""Promises 49 to 52: a closed pipe, a full disk, closed streams and signals end the program quietly and truly."""

# ruff: noqa: E501 - a case stands on one line

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.reliability.promises import clean_environment, ended, is_refusal, kept, obeying_permissions, promise, start

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="streams and signals as POSIX knows them")
QUIET_ENDS = (0, -signal.SIGPIPE)
COMMANDS: dict[str, tuple[str, ...]] = {
    "find": ("find", "migraine"),
    "find as JSON": ("find", "migraine", "--json"),
    "show": ("show", "mild", "--plain"),
    "compare": ("compare", "--for", "migraine"),
    "list": ("list",),
    "handout": ("handout", "migraine"),
    "export": ("export", "json"),
    "schema": ("schema", "answer"),
    "match": ("match",),
    "help": ("--help",),
    "help of a command": ("find", "--help"),
    "version": ("--version",),
    "greeting": (),
}


@pytest.mark.parametrize("name", [kept(f"49 {n}", n) for n in COMMANDS])
def test_a_reader_that_leaves_ends_it_quietly(name: str) -> None:
    process = start(*COMMANDS[name], stdin=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.close()  # before a byte is written
    assert process.stdin is not None
    process.stdin.write(b"migraine\n" * 3)
    process.stdin.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    assert process.wait(60) in QUIET_ENDS


@promise("49 a reader that takes one line")
def test_a_reader_of_one_line(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.write_bytes(b"migraine\n" * 3000)
    process = start("match", str(texts))
    assert process.stdout is not None
    assert process.stdout.readline().startswith(b'{"line": 1,')
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    assert process.wait(60) in QUIET_ENDS


@pytest.mark.parametrize("name", [kept(f"50 {n}", n) for n in COMMANDS])
def test_a_full_disk_is_said(name: str) -> None:
    with open("/dev/full", "wb") as full:
        run = ended(start(*COMMANDS[name], stdin=subprocess.PIPE, stdout=full), b"migraine\n")
    is_refusal(run)
    assert "cannot write output: No space left on device" in run.said


@pytest.mark.parametrize("name", [kept(f"51 stdout {n}", n) for n in COMMANDS])
def test_a_closed_stdout_is_no_crash(name: str) -> None:
    run = ended(start(*COMMANDS[name], stdout=None, preexec_fn=lambda: os.close(1)))
    assert run.code in (0, 1, 2, 3)
    assert "Traceback" not in run.said
    assert "went wrong" not in run.said


@promise("51 a file opened in the place of stdout holds only what belongs there")
def test_nothing_is_written_to_a_file_that_got_the_number_of_stdout(painfinder, tmp_path: Path) -> None:
    whole = painfinder("handout", "migraine", "--format", "html").out
    path = tmp_path / "sheet.html"
    run = ended(start("handout", "migraine", "-o", str(path), stdout=None, preexec_fn=lambda: os.close(1)))
    assert run.code == 0, run.said
    assert path.read_bytes() == whole


@pytest.mark.parametrize("how", [kept(f"51 stderr {h}", h) for h in ("closed", "full", "gone")])
def test_wrong_use_is_wrong_use_also_when_nobody_can_be_told(how: str) -> None:
    if how == "closed":
        run = ended(start("list", "--nonsense", stderr=None, preexec_fn=lambda: os.close(2)))
    elif how == "full":
        with open("/dev/full", "wb") as full:
            run = ended(start("list", "--nonsense", stderr=full))
    else:
        process = start("list", "--nonsense")
        assert process.stderr is not None
        process.stderr.close()
        assert process.stdout is not None
        run = Run(process.wait(30), process.stdout.read(), b"")
    assert run.code in ((2, -signal.SIGPIPE) if how == "gone" else (2,))
    assert run.out == b""


@pytest.mark.parametrize(
    "module",
    [kept(f"52 while {m} is imported", m) for m in ("typer", "painfinder.cli", "painfinder.finder", "rich.console")],
)
def test_ctrl_c_during_imports_is_silent(module: str, inside) -> None:
    hook = inside(
        "import os, signal, sys, time\ndef hook(event, args):\n"
        f"    if event == 'import' and args[0] == {module!r}:\n        os.kill(os.getpid(), signal.SIGINT); time.sleep(0.01)\n"
        "sys.addaudithook(hook)\n"
    )
    run = ended(start("find", "migraine", env=clean_environment(**hook)))
    assert run.code in (130, -signal.SIGINT)
    assert (run.out, run.said) == (b"", "")


@pytest.mark.parametrize(
    ("arguments", "number", "codes"),
    [
        kept("52 Ctrl-C in match", ("match",), signal.SIGINT, (130,)),
        kept("52 Ctrl-C in the plain desk", ("desk", "--plain"), signal.SIGINT, (130,)),
        kept("52 Ctrl-C in find from stdin", ("find", "-"), signal.SIGINT, (130,)),
        kept("52 SIGTERM", ("match",), signal.SIGTERM, (-signal.SIGTERM,)),
        kept("52 SIGHUP", ("match",), signal.SIGHUP, (-signal.SIGHUP,)),
    ],
)
def test_signals_end_it(arguments: tuple[str, ...], number: int, codes: tuple[int, ...], tmp_path: Path) -> None:
    process = start(
        *arguments, stdin=subprocess.PIPE, cwd=tmp_path, env=clean_environment(HOME=str(tmp_path), TMPDIR=str(tmp_path))
    )
    if arguments[0] == "match":
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"migraine\n")
        process.stdin.flush()
        process.stdout.readline()  # it is at work, waiting for the next line
    else:
        waits_for_stdin(process.pid)
    process.send_signal(number)
    run = ended(process)
    assert run.code in codes
    assert run.said == ""
    assert list(tmp_path.iterdir()) == []


def waits_for_stdin(pid: int) -> None:
    """Return once a process has read all its code and sleeps in a read of stdin."""
    for _ in range(600):
        time.sleep(0.05)
        if "pipe_read" in Path(f"/proc/{pid}/wchan").read_text() or Path(f"/proc/{pid}/syscall").read_text().startswith(
            "0 0x0 "
        ):
            return
    pytest.fail("it never came to read stdin")


@promise("50+65 a disk that fills while a sheet is written leaves the old one")
def test_a_sheet_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    import resource

    def small_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    old = tmp_path / "old.html"
    old.write_text("the sheet of yesterday", "utf-8")
    for path, force in ((tmp_path / "new.html", ()), (old, ("--force",))):
        is_refusal(ended(start("handout", "migraine", "-o", str(path), *force, preexec_fn=small_disk)))
    assert [p.name for p in tmp_path.iterdir()] == ["old.html"]
    assert old.read_text("utf-8") == "the sheet of yesterday"


@pytest.mark.parametrize("size", [kept(f"75 the disk is full after {n} bytes", n) for n in (0, 1, 100, 3000)])
def test_an_answer_cut_short_is_never_called_an_answer(size: int, painfinder, tmp_path: Path) -> None:
    import resource

    def small_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    for arguments in (("find", "migraine", "--json"), ("find", "migraine"), ("match",)):
        with (tmp_path / "out").open("wb") as out:
            run = ended(start(*arguments, stdin=subprocess.PIPE, stdout=out, preexec_fn=small_disk), b"migraine\n" * 5)
        assert run.code == 2
        assert run.said.count("\n") == 1
        assert "File too large" in run.said


@promise("50 a folder that may not be written")
def test_a_folder_that_may_not_be_written_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    is_refusal(ended(start("handout", "migraine", "-o", str(tmp_path / "x.md"), preexec_fn=obeying_permissions)))
    tmp_path.chmod(0o755)
    assert list(tmp_path.iterdir()) == []
