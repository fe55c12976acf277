"""Promises 67 to 69: the built wheel, from a clean environment, a zip, odd paths, another user, every Python."""

# ruff: noqa: E501 - a case stands on one line

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import zipapp
import zipfile
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.reliability.promises import BECOME_A_STRANGER, clean_environment, kept, promise

ROOT = Path(__file__).parents[2]
ALERT = ("find", "i cant feel myself wipe since last night", "--json")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
COUNTS = {"conditions": 31, "treatments": 32, "approaches": 5, "red-flags": 22, "circumstances": 32, "sources": 200}


def run(*command: str | Path, cwd: str | Path = "/", **how: object) -> Run:
    environment = clean_environment(PYTHONDONTWRITEBYTECODE="1", HOME=None)
    done = subprocess.run(
        [str(c) for c in command],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        cwd=cwd,
        env=environment,
        check=False,
        **how,
    )  # type: ignore[call-overload]
    return Run(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy of the sources, as a release does."""
    tree, out = tmp_path_factory.mktemp("tree") / "tree", tmp_path_factory.mktemp("dist")
    names = ("painfinder", "pyproject.toml", "hatch_build.py", "README.md", "LICENSE", "CHANGELOG.md")
    tree.mkdir()
    for name in names:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tree / name, ignore=shutil.ignore_patterns("__pycache__", "knowledge.jsonl"))
        else:
            shutil.copy(source, tree / name)
    code = "import os, sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
    built = run(sys.executable, "-c", code, out, cwd=tree)
    assert built.code == 0, built.said
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel in a folder whose path has spaces and accents, readable by everybody."""
    site = tmp_path_factory.mktemp("a folder with spaces, ñandú and 膝")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    return site


def as_installed(site: Path, *arguments: str, before: str = "") -> Run:
    """Run what lies in `site`, with the libraries of this environment and without its editable painfinder."""
    libraries = sysconfig.get_path("purelib")
    code = (
        "import sys; sys.path[:0] = [sys.argv.pop(1), sys.argv.pop(1)]; import painfinder.__main__ as m; "
        "assert m.__file__.startswith(sys.path[0]), m.__file__; m.main()"
    )
    return run(sys.executable, "-I", "-c", before + code, site, libraries, *arguments)


@promise("67+68 the wheel holds all of its data")
@pytest.mark.slow
def test_the_wheel_is_whole(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = {n: archive.getinfo(n).file_size for n in archive.namelist()}
    data = {f"painfinder/data/{p.name}" for p in (ROOT / "painfinder" / "data").iterdir()} | {
        "painfinder/data/knowledge.jsonl"
    }
    assert data <= {n for n, size in inside.items() if size}
    assert "painfinder/py.typed" in inside
    assert not [n for n in inside if n.startswith(("tests", "training", "benchmarks", "docs"))]


@promise("67+69 the installed wheel answers from another folder")
@pytest.mark.slow
def test_the_wheel_answers_like_the_sources(installed: Path, painfinder) -> None:
    for arguments in (
        ALERT,
        ("find", "bone on bone knee"),
        ("show", "mild", "--plain"),
        ("schema", "overlay"),
        ("check",),
    ):
        here, there = painfinder(*arguments), as_installed(installed, *arguments)
        assert there.out == here.out
        assert there.code == here.code, there.said


@pytest.mark.parametrize("what", [kept(f"67 {w}", w) for w in COUNTS])
def test_nothing_of_the_base_is_missing(what: str, painfinder) -> None:
    assert len(painfinder("list", what).text.splitlines()) >= COUNTS[what]


@pytest.mark.parametrize(
    "file",
    [kept(f"67 without {f}", f) for f in ("red_flags.yaml", "treatments.yaml", "red_flags.bin", "sayings.bin", "all")],
)
def test_a_base_that_was_cut_off_refuses_to_answer(file: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "painfinder", tmp_path / "painfinder", ignore=shutil.ignore_patterns("__pycache__"))
    for path in list((tmp_path / "painfinder" / "data").iterdir()):
        if file in ("all", path.name):
            path.unlink()
    there = as_installed(tmp_path, *ALERT)
    assert there.code == 2, "an answer without its red flags is worse than none"
    assert there.out == b""
    assert there.said.startswith("painfinder: error: ")
    assert there.said.count("\n") == 1


@promise("68 from a zip")
@pytest.mark.slow
def test_it_runs_from_a_zip(installed: Path, painfinder, tmp_path: Path) -> None:
    archive = tmp_path / "pain finder é.pyz"
    zipapp.create_archive(installed, archive, main="painfinder.__main__:main")
    for arguments in (
        ALERT,
        ("find", "bone on bone knee"),
        ("list", "red-flags"),
        ("show", "mild", "--json"),
        ("check",),
    ):
        code = f"import sys, runpy; sys.path.append({sysconfig.get_path('purelib')!r}); sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')"
        there = run(sys.executable, "-I", "-c", code, archive, *arguments)
        assert (there.code, there.out) == painfinder(*arguments)[:2], there.said


@promise("69 another user without a home")
@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can become somebody else")
def test_another_user_can_run_it(installed: Path, painfinder) -> None:
    there = as_installed(installed, *ALERT, before=BECOME_A_STRANGER)
    assert (there.code, there.out) == painfinder(*ALERT)[:2], there.said


def interpreter(version: str) -> str | None:
    """Return an interpreter of that version, from the path or from pyenv."""
    named = shutil.which(f"python{version}")
    found = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))
    for path in (*map(str, found), *([named] if named else [])):
        if run(path, "-c", "").code == 0:
            return path
    return None


@pytest.mark.parametrize("version", [kept(f"69 Python {v}", v, slow=True) for v in PYTHONS])
def test_every_python_gives_the_same_answer(version: str, wheel: Path, painfinder, tmp_path: Path) -> None:
    python = interpreter(version)
    if python is None:
        pytest.skip(f"there is no Python {version} on this machine")
    home = tmp_path / "an environment with spaces é"
    assert run(python, "-m", "venv", home).code == 0
    done = run(home / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel)
    assert done.code == 0, done.said
    for arguments in (
        ALERT,
        ("find", "bone on bone knee"),
        ("find", "stenosys of the spine", "--json"),
        ("--help",),
        ("check",),
    ):
        there = run(home / "bin" / "painfinder", *arguments)
        assert (there.code, there.out) == painfinder(*arguments)[:2], there.said
