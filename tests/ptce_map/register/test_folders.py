from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ptce_map.register.folders import find_registers
from ptce_map.register.register import REGISTER_FOLDER
from tests import builders

if TYPE_CHECKING:
    from pathlib import Path


def test_each_subfolder_is_a_register_in_the_order_of_the_names(tmp_path: Path) -> None:
    for name in ("ptce", "Petites villes", "lieux", ".git"):
        (tmp_path / name).mkdir()
        builders.write_register(tmp_path / name)
    (tmp_path / "LISEZMOI.md").write_text("")

    found = find_registers(tmp_path)

    assert {slug: path.name for slug, path in found.items()} == {
        "petites-villes": "Petites villes",
        "lieux": "lieux",
        "ptce": "ptce",
    }
    assert list(found) == ["petites-villes", "lieux", "ptce"]


def test_a_slug_that_is_taken_is_numbered(tmp_path: Path) -> None:
    for name in ("Lieux", "lieux", "lieux!", "!!"):
        (tmp_path / name).mkdir()
    assert sorted(find_registers(tmp_path)) == ["lieux", "lieux-2", "lieux-3", "programme"]


@pytest.mark.parametrize("file", ["poles.csv", "villes.XLSX", "datapackage.json", "programme.toml"])
def test_a_folder_with_a_table_is_one_register(tmp_path: Path, file: str) -> None:
    (tmp_path / "brouillons").mkdir()
    (tmp_path / file).write_text("")
    assert find_registers(tmp_path) == {}


def test_a_file_the_shipped_register_and_nothing_are_no_folders_of_registers(
    tmp_path: Path,
) -> None:
    (tmp_path / "poles.csv").write_text("")
    paths = (tmp_path / "poles.csv", REGISTER_FOLDER, tmp_path / "absent")
    assert [dict(find_registers(path)) for path in paths] == [{}, {}, {}]
