from __future__ import annotations

import json
from importlib import import_module
from typing import TYPE_CHECKING

import frictionless
import pytest
from click.testing import CliRunner, Result

from geodata.errors import DerivedError
from ptce_map.__main__ import main
from ptce_map.exports import WRITTEN, Order, Shelf
from ptce_map.filters.filters import Filters

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

    monkeypatch.setattr(COMMAND, "open_catalog", lambda folder, **_: shelf.catalog)
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
    assert result.stderr.splitlines()[:3] == [
        "Reading the register and the boundaries…",
        "Laying out the poles and their communes…",
        "Writing 1 rows…",
    ]


def test_rows_that_a_format_leaves_out_are_told(opened: Shelf, tmp_path: Path) -> None:
    told = run("-o", str(tmp_path / "poles.fgb")).stderr.splitlines()
    assert told[2] == "Writing 4 rows, 1 without geometry left out…"


def test_a_format_that_cannot_describe_itself_is_described_beside(
    opened: Shelf, tmp_path: Path
) -> None:
    assert run("-o", str(tmp_path / "poles.csv")).exit_code == 0
    assert run("-o", str(tmp_path / "poles.gpkg")).exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("poles.csv", "poles.csv.datapackage.json", "poles.gpkg")
    ]


@pytest.mark.parametrize(
    "query",
    ["", "geometrie=territoire", "q=nulle+part", "region=93", "separateur=point-virgule"],
)
def test_frictionless_finds_a_table_to_be_what_its_description_says(
    opened: Shelf, tmp_path: Path, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(query, "-o", "mes pôles.csv", PTCE_PUBLIC_URL="").exit_code == 0
    report = frictionless.validate("mes pôles.csv.datapackage.json")
    assert report.flatten(["rowNumber", "fieldName", "message"]) == []
    assert report.tasks[0].place == "mes pôles.csv"


@pytest.mark.parametrize("query", ["", "structure=scic"])
def test_the_separator_can_be_an_option(opened: Shelf, tmp_path: Path, query: str) -> None:
    path = tmp_path / "poles.csv"
    assert run(query, "--separator", "point-virgule", "-o", str(path)).exit_code == 0
    order = opened.order("poles", "csv", f"{query}&separateur=point-virgule")
    assert path.read_bytes() == opened.write(order)
    assert order.separator == "point-virgule"


def test_a_separator_is_of_csv_alone(opened: Shelf, tmp_path: Path) -> None:
    result = run("--separator", "point-virgule", "-o", str(tmp_path / "poles.gpkg"))
    assert result.exit_code == 2
    assert "--separator point-virgule is for CSV. Leave it out for gpkg." in result.stderr
    assert run("-o", str(tmp_path / "poles.gpkg")).exit_code == 0


def test_the_description_follows_a_name_that_says_no_format(opened: Shelf, tmp_path: Path) -> None:
    result = run("-f", "csv", "-o", str(tmp_path / "foo.txt"))
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("foo.txt", "foo.txt.datapackage.json")
    ]
    assert f"Described by {tmp_path / 'foo.txt.datapackage.json'}…" in result.stderr
    package = json.loads((tmp_path / "foo.txt.datapackage.json").read_text("utf-8"))
    assert (package["version"], package["resources"][0]["path"]) == ("2026.1.0", "foo.txt")


def test_what_cannot_be_written_leaves_what_was_there(opened: Shelf, tmp_path: Path) -> None:
    folder = tmp_path / "poles.csv"
    folder.mkdir()
    result = run("-o", str(folder))
    assert result.exit_code == 1
    assert f"Error: Could not open file '{folder}': Is a directory" in result.output
    assert list(tmp_path.iterdir()) == [folder]
    missing = run("-o", str(tmp_path / "nowhere" / "a.csv"))
    assert "No such file or directory" in missing.output


def test_a_file_is_kept_until_the_new_one_is_made(
    opened: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Shelf, order: Order) -> bytes:
        raise OSError(28, "No space left on device")

    path = tmp_path / "a.csv"
    path.write_text("before")
    monkeypatch.setattr(Shelf, "write", fail)
    assert "No space left on device" in run("-o", str(path)).output
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_standard_output_says_that_nothing_describes_it(opened: Shelf) -> None:
    told = "Nothing describes these rows. Describe them by -f csv.datapackage.json."
    assert told in run("-o", "-", "-f", "csv").stderr
    assert told not in run("-o", "-").stderr


@pytest.mark.parametrize("site", ["ptce.example.org", "ftp://a", "https://", "https://a b"])
def test_a_site_is_an_address(opened: Shelf, site: str) -> None:
    result = run("-o", "-", "--site", site)
    assert result.exit_code == 2
    assert f"'{site}' is not the address of a site. Begin it by https://." in result.output


def test_the_register_is_that_of_the_environment(
    opened: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(COMMAND, "open_catalog", lambda folder, **_: asked.append(folder))
    run("-o", "-", PTCE_REGISTER=str(tmp_path))
    assert asked == [tmp_path]


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
    def missing(folder: Path, **_: object) -> Catalog:
        raise DerivedError("Boundaries are missing. Run `make build-geodata`.")

    monkeypatch.setattr(COMMAND, "open_catalog", missing)
    result = run("-o", str(tmp_path / "a.geojson"))
    assert result.exit_code == 1
    assert "Error: Boundaries are missing. Run `make build-geodata`." in result.output
