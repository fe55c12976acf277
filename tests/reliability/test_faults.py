"""Promises 61 to 66 and 75: the compiled base in any state, and every open that can fail, failing once."""

# ruff: noqa: E501 - a case stands on one line

from __future__ import annotations

import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.reliability.promises import clean_environment, ended, kept, obeying_permissions, promise, start

PACKAGE = Path(__file__).parents[2] / "painfinder"
EMERGENCY = ("find", "i cant feel myself wipe since last night", "--json")
COMPILED = "data/knowledge.jsonl"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package that a test may spoil; it is compiled first."""
    root = tmp_path_factory.mktemp("copy")
    shutil.copytree(PACKAGE, root / "painfinder", ignore=shutil.ignore_patterns("__pycache__"))
    code = "import sys; sys.path.insert(0, '.'); from painfinder.knowledge.compile import write; write()"
    subprocess.run([shutil.which("python", path=_bin()) or "python", "-c", code], cwd=root, check=True)
    return root


@pytest.fixture(scope="module")
def good(copy: Path) -> Run:
    run = run_copy(copy, *EMERGENCY)
    assert run.code == 3, run.said
    return run


def _bin() -> str:
    import sys

    return str(Path(sys.executable).parent)


def run_copy(copy: Path, *arguments: str, **how: Any) -> Run:
    environment = clean_environment(PYTHONPATH=str(copy), PYTHONDONTWRITEBYTECODE="1")
    return ended(start(*arguments, env=environment, **how))


SPOILT = (
    "missing", "empty", "cut off", "a pipe", "a flipped bit in the head", "a flipped bit in a record", "foreign", "a folder", "a dangling link",
    "of another format", "of 1970", "of 2099", "unreadable",
)  # fmt: skip


@pytest.mark.parametrize("state", [kept(f"61 {s}", s) for s in SPOILT])
def test_a_compiled_base_in_any_state_changes_no_byte(state: str, copy: Path, good: Run) -> None:
    path = copy / "painfinder" / COMPILED
    data = path.read_bytes()
    try:
        spoil(path, state, data)
        how = {"preexec_fn": obeying_permissions} if state == "unreadable" else {}
        assert run_copy(copy, *EMERGENCY, **how) == good
    finally:
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        path.write_bytes(data)


def spoil(path: Path, state: str, data: bytes) -> None:
    flipped = {"a flipped bit in the head": 40, "a flipped bit in a record": len(data) - 9}
    contents = {
        "empty": b"",
        "cut off": data[: len(data) // 2],
        "foreign": b'{"check":"00000000","format":1}\n',
        "of another format": data.replace(b'"format":1', b'"format":9', 1),
    }
    if state in flipped:
        at = flipped[state]
        path.write_bytes(data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :])
    elif state in contents:
        path.write_bytes(contents[state])
    elif state.startswith("of "):
        moment = {"of 1970": 0, "of 2099": 4_070_908_800}[state]
        os.utime(path, (moment, moment))
    elif state == "unreadable":
        path.chmod(0)
    else:
        path.unlink()
        if state == "a folder":
            path.mkdir()
        elif state == "a pipe":
            os.mkfifo(path)
        elif state == "a dangling link":
            path.symlink_to("/nonexistent")


@promise("62 no format that can run code")
def test_nothing_that_runs_code_on_loading_is_used(inside) -> None:
    hook = inside(
        "import sys\ndef hook(event, args):\n    if event in ('pickle.find_class', 'exec.never') or (event == 'import' and args[0] in "
        "('pickle', 'shelve', 'dbm', 'sqlite3')):\n        sys.stderr.write(f'FORBIDDEN {args[0]}\\n')\nsys.addaudithook(hook)\n"
    )
    for arguments in (EMERGENCY, ("find", "migraine", "--json"), ("list",), ("show", "mild", "--plain")):
        assert ended(start(*arguments, env=clean_environment(**hook))).said == ""
    for path in PACKAGE.rglob("*"):
        assert path.suffix not in (".pickle", ".pkl", ".marshal", ".db", ".sqlite")


@promise("63 an edit of the same size and time is seen")
def test_an_edit_of_the_data_is_never_missed(copy: Path) -> None:
    path = copy / "painfinder/data/treatments.yaml"
    data, stamp = path.read_bytes(), path.stat()
    try:
        name = b"Knee osteoarthritis"
        path.write_bytes(data.replace(b"name: " + name, b"name: " + name.swapcase(), 1))
        assert path.stat().st_size == len(data)
        os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
        assert run_copy(copy, "show", "knee-osteoarthritis", "--json").json["name"] == name.swapcase().decode()
    finally:
        path.write_bytes(data)


@pytest.mark.parametrize(
    "state", [kept(f"64 {s}", s) for s in ("a folder of somebody else", "a link", "a pipe", "open to all")]
)
def test_the_cache_folder_is_left_alone(state: str, painfinder, tmp_path: Path) -> None:
    cache, own = tmp_path / "cache", tmp_path / "cache" / "painfinder"
    cache.mkdir()
    if state == "a pipe":
        os.mkfifo(own)
    elif state == "a link":
        own.symlink_to(tmp_path)
    else:
        own.mkdir(mode=0o777)
        (own / "knowledge.jsonl").write_text("{}", "utf-8")
    before = [(p, p.lstat().st_mtime_ns) for p in sorted(tmp_path.rglob("*"))]
    assert painfinder(*EMERGENCY, XDG_CACHE_HOME=str(cache)) == painfinder(*EMERGENCY)
    assert [(p, p.lstat().st_mtime_ns) for p in sorted(tmp_path.rglob("*"))] == before


@promise("66+65 eight first runs at once")
def test_first_runs_at_once_agree_and_leave_nothing(copy: Path) -> None:
    (copy / "painfinder" / COMPILED).unlink()
    before = sorted(copy.rglob("*"))
    with ThreadPoolExecutor(8) as many:
        runs = list(many.map(lambda _: run_copy(copy, *EMERGENCY), range(8)))
    assert len(set(runs)) == 1
    assert runs[0].code == 3
    assert sorted(copy.rglob("*")) == before


FAIL = """
import os, sys
state = {{"count": 0, "armed": False}}
def hook(event, args):
    if event == "import" and args[0] == "painfinder.cli":
        state["armed"] = True
    if event == "open" and state["armed"] and {which}:
        state["count"] += 1
        if state["count"] == {k}:
            raise OSError({number}, os.strerror({number}))
sys.addaudithook(hook)
real = os._exit
def leave(code):
    if {k} == 0:
        os.write(2, b"COUNT %d" % state["count"])
    real(code)
os._exit = leave
"""
OWN = "isinstance(args[0], str) and ('/data/' in args[0] or args[0].endswith(('.yaml', '.html')) or '/understand/' in args[0] and args[0].endswith('.py'))"
ANY = "True"


def opens(inside: Any, arguments: tuple[str, ...], which: str, k: int, number: int = 5) -> Run:
    """Run with the k-th open that `which` holds for failing; k=0 only counts them."""
    hook = inside(FAIL.format(which=which, k=k, number=number))
    return ended(start(*arguments, env=clean_environment(**hook)))


@pytest.mark.parametrize(
    ("what", "which"),
    [
        kept("75 find a red flag", "alert", OWN), kept("75 find as panels", "panels", OWN, slow=True), kept("75 with an overlay", "overlay", OWN, slow=True),
        kept("75 a sheet to a file", "sheet", OWN, slow=True), kept("75 every module too", "alert", ANY, slow=True),
    ],
)  # fmt: skip
def test_every_open_may_fail_once(what: str, which: str, inside, overlay, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.html"
    arguments: tuple[str, ...] = {
        "alert": EMERGENCY, "panels": ("find", "bone on bone knee"), "sheet": ("handout", "migraine", "-o", str(sheet)),
        "overlay": ("show", "mild", "--json", "--kb", overlay("clinic: {name: Ours}\n")),
    }[what]  # fmt: skip
    counted = opens(inside, arguments, which, 0)
    whole, text = counted.out, sheet.read_bytes() if sheet.exists() else b""
    count = int(counted.said.removeprefix("COUNT "))
    assert count >= 5
    for k in range(1, count + 1):
        sheet.unlink(missing_ok=True)
        run = opens(inside, arguments, which, k, 24 if k % 2 else 5)  # too many open files, a fault of the disk
        assert "Traceback" not in run.said, k
        if run.code == 2:
            assert (run.out, run.said.count("\n")) == (b"", 1), (k, run.said)
            assert not sheet.exists()
        else:
            assert (run.code, run.out, run.said) == (counted.code, whole, ""), k
            assert what != "sheet" or sheet.read_bytes() == text
    assert sorted(p.name for p in tmp_path.iterdir() if p.suffix not in (".yaml", ".html")) == ["hook"]
