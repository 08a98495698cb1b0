from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from ptce_map.commands.writing import write_file
from tests.dying import die, outcome, short_of_room

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "carte.svg"
    write_file(path, b"first")
    write_file(path, b"second")
    assert path.read_bytes() == b"second"
    assert [path.name for path in tmp_path.iterdir()] == ["carte.svg"]
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="folder"):
        write_file(tmp_path / "folder", b"third")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["carte.svg", "folder"]


def test_killed_the_old_file_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "poles.csv"
    write_file(path, b"first")
    monkeypatch.setattr(type(path), "replace", die)

    assert outcome(lambda: write_file(path, b"second")) == signal.SIGKILL
    assert path.read_bytes() == b"first"


def test_without_room_the_old_file_is_whole_and_nothing_is_left(tmp_path: Path) -> None:
    path = tmp_path / "poles.csv"
    write_file(path, b"first")

    def write() -> None:
        short_of_room(10_000)
        with pytest.raises(OSError, match="File too large"):
            write_file(path, 20_000 * b"2")
        os._exit(0)

    assert outcome(write) == 0
    assert path.read_bytes() == b"first"
    assert [path.name for path in tmp_path.iterdir()] == ["poles.csv"]
