"""A file that somebody names is written whole or not at all, from the command and from the desk."""

from __future__ import annotations

import errno
import io
from pathlib import Path
from typing import Any

import pytest

from painfinder.show import saved
from painfinder.show.desk.saving import save_new


class FullDisk(io.FileIO):
    """A file on a disk that takes ten bytes more."""

    def write(self, data: Any) -> int:
        super().write(data[:10])
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def full_disk(monkeypatch) -> None:
    monkeypatch.setattr(saved, "open", lambda path, mode: FullDisk(path, mode), raising=False)


@pytest.mark.usefixtures("full_disk")
def test_the_desk_leaves_no_half_of_a_sheet(tmp_path: Path) -> None:
    assert save_new(str(tmp_path / "sheet.html"), "a sheet of more than ten bytes") == "not_saved"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("full_disk")
def test_what_stood_there_before_is_still_there(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.html"
    sheet.write_bytes(b"old")
    with pytest.raises(OSError, match="No space"):
        saved.write_over(b"a sheet of more than ten bytes", str(sheet))
    assert [p.read_bytes() for p in tmp_path.iterdir()] == [b"old"]


def test_the_desk_writes_new_files_only(tmp_path: Path) -> None:
    sheet = str(tmp_path / "sheet.md")
    assert [save_new(sheet, "ñ\n"), save_new(sheet, "another"), save_new("a\0b.md", "x")] == [
        "saved", "exists", "not_saved",
    ]  # fmt: skip
    assert Path(sheet).read_bytes() == "ñ\n".encode()


@pytest.mark.parametrize(("path", "form"), [("a/B.HTML", "html"), ("b.htm", "html"), ("c.md", "markdown"), ("d", "")])
def test_the_ending_chooses_the_format(path: str, form: str) -> None:
    assert saved.format_of(path) == form
