from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from ptce_map.__main__ import main
from tests import builders

if TYPE_CHECKING:
    from pathlib import Path

STATED = {**builders.PACKAGE, "name": "essai", "contributors": []}


def run(folder: Path) -> Result:
    return CliRunner().invoke(main, ["datapackage", str(folder)])


def test_what_has_changed_is_named(tmp_path: Path) -> None:
    folder = builders.write_register(tmp_path, package=STATED)
    assert run(folder).output.splitlines() == [
        "datapackage.json",
        "schemas/sources.json",
        "schemas/secteurs.json",
        "schemas/structures.json",
        "schemas/appels.json",
        "schemas/poles.json",
        "schemas/laureats.json",
    ]
    assert run(folder).output == "Nothing has changed.\n"


@pytest.mark.parametrize("key", ["name", "version", "created", "contributors"])
def test_what_is_not_stated_is_named(tmp_path: Path, key: str) -> None:
    package = {name: value for name, value in STATED.items() if name != key}
    result = run(builders.write_register(tmp_path, package=package))
    assert result.exit_code == 1
    assert result.output == (f"Error: To describe the register, add '{key}' in datapackage.json.\n")


def test_a_table_must_be_there(tmp_path: Path) -> None:
    folder = builders.write_register(tmp_path, package=STATED)
    (folder / "secteurs.csv").unlink()
    result = run(folder)
    assert result.exit_code == 1
    assert result.output == "Error: To describe the register, add secteurs.csv.\n"


def test_an_unsound_register_is_not_described(tmp_path: Path) -> None:
    poles = [builders.pole(confiance="sure")]
    result = run(builders.write_register(tmp_path, builders.tables(poles), STATED))
    assert result.exit_code == 1
    assert "confiance “sure” is not one of" in result.output
