from __future__ import annotations

import json
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from geodata.errors import DerivedError
from ptce_map.__main__ import main
from ptce_map.exports import WRITTEN, Order, Shelf
from ptce_map.query import Filters

if TYPE_CHECKING:
    from pathlib import Path

    from ptce_map.catalog import Catalog

COMMAND = import_module("ptce_map.commands.export")


def run(*arguments: str, **environment: str) -> Result:
    return CliRunner(env=environment).invoke(main, ("export", *arguments))


@pytest.fixture
def opened(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """The made-up France, as if it were the one on disk."""

    def open_shelf(catalog: Catalog, site: str) -> Shelf:
        return Shelf(catalog, shelf.layers, site)

    monkeypatch.setattr(COMMAND, "open_catalog", lambda folder: shelf.catalog)
    monkeypatch.setattr(COMMAND, "open_shelf", open_shelf)
    return shelf


@pytest.mark.parametrize("extension", WRITTEN)
def test_the_end_of_the_name_is_the_format(opened: Shelf, tmp_path: Path, extension: str) -> None:
    path = tmp_path / f"les.poles.{extension}"
    result = run("structure=scic", "-o", str(path))
    geometry = WRITTEN[extension].geometries[0]
    order = Order("poles", extension, Filters(structure=("scic",)), geometry)
    assert (result.exit_code, result.stdout) == (0, "")
    assert path.read_bytes() == opened.write(order)
    assert result.stderr.splitlines()[:2] == [
        "Reading the register and the boundaries…",
        "Writing 1 rows…",
    ]


def test_a_format_that_cannot_describe_itself_is_described_beside(
    opened: Shelf, tmp_path: Path
) -> None:
    assert run("-o", str(tmp_path / "poles.csv")).exit_code == 0
    assert run("-o", str(tmp_path / "poles.gpkg")).exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("poles.csv", "poles.datapackage.json", "poles.gpkg")
    ]
    assert json.loads((tmp_path / "poles.datapackage.json").read_text())["version"] == "2026.1.0"


def test_standard_output_is_geojson(opened: Shelf) -> None:
    result = run("q=phare&lang=en", "-o", "-")
    answer = json.loads(result.stdout)
    assert answer["filtre"].startswith("1 hub")
    assert [feature["id"] for feature in answer["features"]] == ["le-phare"]


def test_standard_output_in_another_format(opened: Shelf) -> None:
    result = run("q=phare", "-o", "-", "-f", "csv", "-l", "communes-des-poles")
    assert [line.partition(",")[0] for line in result.stdout.splitlines()] == [
        *("id", "le-phare:13001", "le-phare:13002")
    ]


def test_the_public_address_is_named(opened: Shelf) -> None:
    result = run("-o", "-", PTCE_PUBLIC_URL="https://ptce.example.org")
    assert json.loads(result.stdout)["url"] == "https://ptce.example.org/api/poles.geojson"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("region=75", "-o", "a.geojson"), "Parameter “region” does not take the value “75”."),
        (("geometrie=point", "-o", "a.xlsx", "-l", "x"), "'x' is not one of 'poles'"),
        (("-o", "a.docx"), "Format of 'a.docx' is unknown. End the name by .geojson, .gpkg"),
        (("-o", "a"), "Format of 'a' is unknown."),
    ],
)
def test_what_cannot_be_done_is_refused(
    opened: Shelf, arguments: tuple[str, ...], message: str
) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.output


def test_missing_boundaries_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def missing(folder: Path) -> Catalog:
        raise DerivedError("Boundaries are missing. Run `make build-geodata`.")

    monkeypatch.setattr(COMMAND, "open_catalog", missing)
    result = run("-o", str(tmp_path / "a.geojson"))
    assert result.exit_code == 1
    assert "Error: Boundaries are missing. Run `make build-geodata`." in result.output
