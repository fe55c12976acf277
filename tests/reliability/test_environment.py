"""Promises 53 to 60: locales, widths, colours, homes, folders, limits and interpreters of every kind."""

# ruff: noqa: E501 - a case stands on one line

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.reliability.promises import (
    BECOME_A_STRANGER,
    SGR,
    clean_environment,
    ended,
    is_answer,
    is_refusal,
    kept,
    obeying_permissions,
    promise,
    start,
)

ACCENTS = "ciática ¿dónde? – ½ 膝 \U0001f9b5"
ENCODINGS = {
    "ASCII": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "cp1252": {"PYTHONIOENCODING": "cp1252"},
    "cp437": {"PYTHONIOENCODING": "cp437"},
    "latin-1": {"PYTHONIOENCODING": "latin-1"},
    "a locale that is not there": {"LC_ALL": "xx_XX.nonsense", "LANG": "?"},
}


@pytest.mark.parametrize("name", [kept(f"53 {n}", n) for n in ENCODINGS])
def test_any_encoding_of_the_terminal(name: str, painfinder, usual) -> None:
    for arguments in (
        ("find", ACCENTS, "--lang", "es"),
        ("find", ACCENTS, "--plain"),
        ("list", "--plain", "--lang", "es"),
        ("find", "--help"),
    ):
        run = painfinder(*arguments, **ENCODINGS[name])
        is_answer(run)
        assert b"pain" in run.out.lower() or b"dolor" in run.out.lower()
    whole = usual("find", ACCENTS, "--json")
    assert painfinder("find", ACCENTS, "--json", **ENCODINGS[name]).out == whole.out


@pytest.mark.parametrize(
    ("columns", "widest"),
    [
        kept("54 nothing", "0", 80), kept("54 one column", "1", 20), kept("54 two columns", "2", 20), kept("54 narrow", "40", 40),
        kept("54 a million columns", "1000000", 400), kept("54 more than a number", "9" * 20, 400), kept("54 a word", "abc", 80),
        kept("54 below nothing", "-5", 80), kept("54 empty", "", 80), kept("54 digits of another script", "٨٠", 80),
    ],
)  # fmt: skip
def test_any_width(columns: str, widest: int, painfinder) -> None:
    for arguments in (("show", "mild"), ("--help",)):
        run = painfinder(*arguments, COLUMNS=columns)
        is_answer(run)
        assert re.search(r"[A-Za-z]{4}", run.text)
        assert arguments == ("--help",) or max(map(cell_len, run.text.splitlines())) <= widest


@promise("55 settings of the libraries")
def test_settings_of_libraries_do_not_kill_it(painfinder) -> None:
    odd = {
        "TERMINAL_WIDTH": "abc",
        "TYPER_STANDARD_TRACEBACK": "1",
        "_TYPER_STANDARD_TRACEBACK": "1",
        "TYPER_USE_RICH": "x",
        "RICH_X": "1",
    }
    is_answer(painfinder("show", "mild", **odd))
    is_answer(painfinder("--help", **odd))
    is_refusal(painfinder("find", "--nonsense", **odd))


@pytest.mark.parametrize(
    ("setting", "colored"),
    [
        kept("56 a terminal", {}, True),
        kept("56 NO_COLOR", {"NO_COLOR": "1"}, False),
        kept("56 NO_COLOR wins over FORCE_COLOR", {"NO_COLOR": "1", "FORCE_COLOR": "1", "CLICOLOR_FORCE": "1"}, False),
        kept("56 an empty NO_COLOR", {"NO_COLOR": ""}, True),
        kept("56 a dumb terminal", {"TERM": "dumb"}, False),
    ],
)
def test_colour_on_a_terminal(setting: dict[str, str], colored: bool, on_a_terminal) -> None:
    run = on_a_terminal("show", "mild", **setting)
    assert run.code == 0
    assert bool(SGR.search(run.text)) == colored
    assert "\x1b" not in SGR.sub("", run.text)
    assert "\x1b" not in on_a_terminal("show", "mild", "--json", **setting).text


@promise("56 no colour in a pipe")
def test_no_colour_in_a_pipe(painfinder) -> None:
    loud = {
        "FORCE_COLOR": "1",
        "GITHUB_ACTIONS": "true",
        "PY_COLORS": "1",
        "CLICOLOR_FORCE": "1",
        "NO_COLOR": None,
        "TERM": "xterm",
    }
    for arguments in (
        ("show", "mild"),
        ("--help",),
        ("find", "--help"),
        ("find", "migraine", "--json"),
        ("list", "--plain"),
    ):
        run = painfinder(*arguments, **loud)
        is_answer(run)
        assert b"\x1b" not in run.out
    refused = painfinder("find", "--nonsense", **loud)
    assert "\x1b" not in refused.said


HOMES = {
    "no HOME": {"HOME": None}, "an empty HOME": {"HOME": ""}, "a relative HOME": {"HOME": "."},
    "a relative XDG folder": {"XDG_CONFIG_HOME": "conf", "HOME": None}, "a HOME that is not there": {"HOME": "/nonexistent"},
    "a HOME that is a file": {"HOME": "/etc/passwd"},
}  # fmt: skip


@pytest.mark.parametrize("name", [kept(f"57 {n}", n) for n in HOMES])
def test_any_home(name: str, painfinder, tmp_path: Path) -> None:
    for folder in (tmp_path / ".config" / "painfinder", tmp_path / "conf" / "painfinder", tmp_path / "painfinder"):
        folder.mkdir(parents=True)
        (folder / "clinic.yaml").write_text("a broken: overlay: of a stranger", "utf-8")
    before = sorted(tmp_path.rglob("*"))
    is_answer(painfinder("show", "mild", cwd=tmp_path, **HOMES[name]))
    assert sorted(tmp_path.rglob("*")) == before


@promise("57 the user's own folder")
def test_the_overlay_of_the_users_folder_is_used_or_refused(painfinder, tmp_path: Path) -> None:
    folder = tmp_path / "painfinder"
    folder.mkdir()
    (folder / "clinic.yaml").write_text("clinic: {name: Ours}", "utf-8")
    assert painfinder("export", "json", XDG_CONFIG_HOME=str(tmp_path)).json["clinic"]["name"] == "Ours"
    (folder / "clinic.yaml").unlink()
    os.mkfifo(folder / "clinic.yaml")
    is_refusal(painfinder("show", "mild", XDG_CONFIG_HOME=str(tmp_path), timeout=20))


@promise("57+69 a user whom the system does not know")
@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can become somebody else")
def test_an_unknown_user(painfinder, inside) -> None:
    assert painfinder("show", "mild", HOME=None, **inside(BECOME_A_STRANGER)) == painfinder("show", "mild")


MACHINES = (
    "a deleted folder",
    "sixteen open files",
    "a umask of 777",
    "a stack of one megabyte",
    "read-only everything",
)


@pytest.mark.parametrize("name", [kept(f"58 {n}", n) for n in MACHINES])
def test_the_same_answer_on_any_machine(name: str, usual, tmp_path: Path) -> None:
    import resource

    def settle() -> None:
        if name == "a deleted folder":
            gone.rmdir()
        elif name == "sixteen open files":
            resource.setrlimit(resource.RLIMIT_NOFILE, (16, 16))
        elif name == "a umask of 777":
            os.umask(0o777)
        elif name == "a stack of one megabyte":
            resource.setrlimit(resource.RLIMIT_STACK, (1 << 20, 1 << 20))
        else:
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # not one byte into any file
            obeying_permissions()

    gone = tmp_path / "gone"
    for arguments in (
        ("find", "bone on bone knee"),
        ("find", "i cant feel myself wipe", "--json"),
        ("show", "mild", "--plain"),
    ):
        gone.mkdir(exist_ok=True)
        gone.chmod(0o555)
        run = ended(
            start(*arguments, cwd=gone, preexec_fn=settle, env=clean_environment(HOME=str(gone), TMPDIR=str(gone)))
        )
        assert run == usual(*arguments)


INTERPRETERS = {
    "no asserts": {"PYTHONOPTIMIZE": "2"}, "warnings are errors": {"PYTHONWARNINGS": "error"}, "developer mode": {"PYTHONDEVMODE": "1"},
    "a safe path": {"PYTHONSAFEPATH": "1"}, "no bytecode": {"PYTHONDONTWRITEBYTECODE": "1"}, "unbuffered": {"PYTHONUNBUFFERED": "1"},
}  # fmt: skip


@pytest.mark.parametrize("name", [kept(f"58 {n}", n) for n in INTERPRETERS])
def test_the_same_answer_from_any_interpreter(name: str, painfinder, usual) -> None:
    for arguments in (
        ("find", "i cant feel myself wipe", "--json"),
        ("show", "mild"),
        ("find", "knee", "--with", "nonsense"),
    ):
        assert painfinder(*arguments, **INTERPRETERS[name]) == usual(*arguments)


@promise("59 files of the same name in the folder")
def test_files_in_the_folder_are_not_imported(painfinder, tmp_path: Path, overlay) -> None:
    for name in ("yaml", "json", "rich", "typer", "rapidfuzz", "re", "painfinder", "sitecustomize", "mmap"):
        (tmp_path / f"{name}.py").write_text("import os\nos._exit(99)\n", "utf-8")
    for arguments in (("find", "migraine"), ("check", overlay("clinic: {name: A}\n")), ("show", "mild", "--json")):
        run = painfinder(*arguments, cwd=tmp_path)
        assert run.code in (0, 1, 3)
        assert run.said == ""


@promise("58 the interpreter that runs the tests is found")
def test_the_program_is_the_installed_one() -> None:
    assert shutil.which("painfinder", path=str(Path(sys.executable).parent))
