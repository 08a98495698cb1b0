"""``python -m ptce_map adopt`` writes a register, and changes nothing where it cannot."""

from __future__ import annotations

import csv
import sys
from typing import TYPE_CHECKING

import duckdb
import pytest
from click.testing import CliRunner, Result

import geopandas as gpd
import shapely

from ptce_map.__main__ import main

if TYPE_CHECKING:
    from pathlib import Path

    from geodata.store import Boundaries

TEXT = "Commune;Département;Note\nToulouse;31;x\nXyzzy;31;y\nRennes;35;z\n"


@pytest.fixture(autouse=True)
def without_map(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["ptce_map.commands.adopt"], "open_map", lambda: None)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["adopt", *map(str, arguments), "--lang", "en"])


def test_a_folder_is_told_as_one_whatever_its_name_ends_by(tmp_path: Path) -> None:
    folder = tmp_path / "reseau.gpkg"
    folder.mkdir()
    (folder / "poles.csv").write_text("nom,territoire\nA,com:35238\n", "utf-8")
    result = run(folder, "-o", tmp_path / "r")
    assert result.exit_code == 1
    assert "reseau.gpkg is a folder. Give a file that is in it" in result.output
    checked = CliRunner().invoke(main, ["validate", str(folder), "--lang", "en"])
    assert (checked.exit_code, checked.output) == (0, "1 hub, 0 awards: no fault.\n")


def written(folder: Path) -> Path:
    path = folder / "liste.csv"
    path.write_text(TEXT, "utf-8")
    return path


def test_a_spreadsheet_becomes_a_register_that_is_sound(tmp_path: Path) -> None:
    target = tmp_path / "registre"
    result = run(written(tmp_path), "-o", target)
    assert result.exit_code == 0, result.output
    assert "Places, 3 rows: 2 sure, 0 with a doubt, 1 not found." in result.output
    checked = CliRunner().invoke(main, ["validate", str(target), "--lang", "en"])
    assert (checked.exit_code, checked.output) == (0, "3 hubs, 0 awards: no fault.\n")
    assert sorted(path.name for path in target.iterdir()) == [
        "adoption",
        "poles.csv",
        "programme.toml",
    ]


def test_corrections_and_mapping_are_given_back(tmp_path: Path) -> None:
    target, file = tmp_path / "registre", written(tmp_path)
    run(file, "-o", target)
    beside = target / "adoption"
    corrections, mapping = beside / "corrections.csv", beside / "correspondance.toml"
    corrections.write_text(corrections.read_text("utf-8").rstrip() + "com:31069\n", "utf-8")
    mapping.write_text(mapping.read_text("utf-8").replace('"note"', '"avis"'), "utf-8")
    assert run(file, "-o", target).exit_code == 1
    result = run(
        file, "-o", target, "--mapping", mapping, "--corrections", corrections, "--replace"
    )
    assert "3 sure, 0 with a doubt, 0 not found" in result.output
    assert (target / "poles.csv").read_text("utf-8").splitlines()[0].endswith(",avis")
    assert (beside / "corrections.csv").read_text("utf-8").splitlines()[1].endswith(",com:31069")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("absent.csv", "absent.csv does not exist. Give the path of a file."),
        ("a.pdf", "a.pdf is not a file that can be read."),
    ],
)
def test_what_cannot_be_adopted_is_told_and_nothing_is_written(
    tmp_path: Path, name: str, said: str
) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    result = run(tmp_path / name, "-o", tmp_path / "registre")
    assert result.exit_code == 1
    assert said in result.output
    assert not (tmp_path / "registre").exists()


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "registre"
    target.mkdir()
    (target / "poles.csv").write_text("nom\n", "utf-8")
    result = run(written(tmp_path), "-o", target, "--replace")
    assert result.exit_code == 1
    assert "is no folder of an adoption, and is not empty. Name another folder." in result.output
    assert (target / "poles.csv").read_text("utf-8") == "nom\n"


def adopted(target: Path) -> list[list[str]]:
    rows = csv.DictReader((target / "poles.csv").read_text("utf-8").splitlines())
    return [[row["nom"], row["territoire"]] for row in rows]


def test_a_table_is_adopted_from_where_it_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "reseau.duckdb"
    with duckdb.connect(str(file)) as connection:
        connection.execute(
            "create table notes (a int); create table lieux as select * from (values "
            "('Le Phare', 'Toulouse', '31', date '2024-05-17'), ('Le Fanal', 'Rennes', '35', null)"
            ') t("Nom du lieu", "Commune", "Département", "Depuis")'
        )
    result = run(f"{file}#lieux", "-o", tmp_path / "registre")
    assert result.exit_code == 0, result.output
    assert adopted(tmp_path / "registre") == [
        ["Le Phare", "com:31555"],
        ["Le Fanal", "com:35238"],
    ]
    assert "[colonnes.depuis]" in (tmp_path / "registre/programme.toml").read_text("utf-8")

    refused = run(file, "-o", tmp_path / "autre")
    assert refused.exit_code == 1
    assert "Name that of the poles after the address: #lieux" in refused.output
    assert not (tmp_path / "autre").exists()


def test_a_layer_of_a_geopackage_is_adopted_with_its_shapes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, boundaries: Boundaries
) -> None:
    monkeypatch.setattr(
        sys.modules["ptce_map.commands.adopt"], "open_boundaries", lambda _: boundaries
    )
    file = tmp_path / "reseau.gpkg"
    frame = gpd.GeoDataFrame(
        {"nom": ["Le Phare"]}, geometry=[shapely.box(0.1, 0.1, 0.9, 0.9)], crs=4326
    )
    for layer in ("zones", "autres"):
        frame.to_file(file, layer=layer)
    result = run(f"{file}#zones", "-o", tmp_path / "registre")
    assert result.exit_code == 0, result.output
    assert adopted(tmp_path / "registre") == [["Le Phare", "com:13001"]]
