from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ptce_map.commands.writing import write_file

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
