from __future__ import annotations

import json
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from geodata.errors import DerivedError
from ptce_map.__main__ import main
from ptce_map.exports import to_geojson
from ptce_map.query import Filters
from tests import builders

if TYPE_CHECKING:
    from pathlib import Path

    from ptce_map.catalog import Catalog


COMMAND = import_module("ptce_map.commands.export")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.fixture
def opened(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> Catalog:
    """The catalog of the made-up France, as if it were the one on disk."""
    monkeypatch.setattr(COMMAND, "open_catalog", lambda folder: catalog)
    return catalog


def test_validate_says_what_it_read(tmp_path: Path) -> None:
    result = run("validate", str(builders.write_register(tmp_path)))
    assert (result.exit_code, result.output) == (0, "1 poles, 1 awards: no fault.\n")


def test_validate_prints_every_fault(tmp_path: Path) -> None:
    poles = [builders.pole(confiance="sure", siege="1")]
    result = run("validate", str(builders.write_register(tmp_path, builders.tables(poles))))
    assert result.exit_code == 1
    assert [line.partition(" is ")[0] for line in result.output.splitlines()] == [
        "poles.csv, line 2: siege '1'",
        "poles.csv, line 2: confiance 'sure'",
    ]


def test_validate_refuses_what_is_no_folder(tmp_path: Path) -> None:
    result = run("validate", str(tmp_path / "absent"))
    assert result.exit_code == 2
    assert "does not exist" in result.output


def test_export_writes_the_file_named(opened: Catalog, tmp_path: Path) -> None:
    path = tmp_path / "poles.geojson"
    assert run("export", "structure=scic", "-o", str(path)).exit_code == 0
    assert path.read_bytes() == to_geojson(opened, Filters(structure=("scic",)), "fr")


def test_export_writes_to_standard_output(opened: Catalog) -> None:
    result = run("export", "q=phare&lang=en", "-o", "-")
    assert json.loads(result.stdout)["filtre"] == "1 hub · All of France · “phare”"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("region=75", "-o", "a.geojson"), "Parameter “region” does not take the value “75”."),
        (("-o", "a.docx"), "Format of 'a.docx' is unknown. End the name by .geojson."),
        (("-o", "a"), "Format of 'a' is unknown."),
    ],
)
def test_export_refuses(opened: Catalog, arguments: tuple[str, ...], message: str) -> None:
    result = run("export", *arguments)
    assert result.exit_code == 2
    assert message in result.output


def test_export_tells_that_the_boundaries_are_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def missing(folder: Path) -> Catalog:
        raise DerivedError("Boundaries are missing. Run `make build-geodata`.")

    monkeypatch.setattr(COMMAND, "open_catalog", missing)
    result = run("export", "-o", str(tmp_path / "a.geojson"))
    assert result.exit_code == 1
    assert "Error: Boundaries are missing. Run `make build-geodata`." in result.output
