from __future__ import annotations

import csv
import gzip
import json
import signal
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from geodata import refresh
from geodata.cog import COG_FOLDER
from geodata.errors import SourceError
from geodata.refresh import TABLES, pack, refresh_cog
from geodata.sources import sha256_of
from tests.dying import die, outcome


@pytest.fixture
def pinned(package, monkeypatch):
    """Pin the source to the tiny package."""
    source = replace(refresh.DECOUPAGE_ADMINISTRATIF, sha256=sha256_of(package))
    monkeypatch.setattr(refresh, "DECOUPAGE_ADMINISTRATIF", source)
    return source


@pytest.fixture
def npm(monkeypatch, package):
    """Replace npm by a fake that packs the tiny package."""

    class Npm:
        brings = True
        error = ""

        def __init__(self):
            self.commands = []

        def run(self, command, *, cwd, **options):
            self.commands.append(command)
            if self.brings:
                (cwd / refresh.DECOUPAGE_ADMINISTRATIF.file_name).write_bytes(package.read_bytes())
            return subprocess.CompletedProcess(command, bool(self.error), "", self.error)

    fake = Npm()
    monkeypatch.setattr(refresh.subprocess, "run", fake.run)
    monkeypatch.setattr(refresh.shutil, "which", lambda name: f"/usr/bin/{name}")
    return fake


def rows_of(path):
    opener = gzip.open if path.suffix == ".gz" else Path.open
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_refresh_counts_the_rows_it_wrote(pinned, package, tmp_path):
    assert refresh_cog(package, tmp_path) == {
        "communes.csv.gz": 8,
        "parts.csv.gz": 5,
        "anciens_codes.csv.gz": 1,
        "departements.csv": 4,
        "regions.csv": 3,
        "epci.csv": 2,
    }
    assert {path.name for path in tmp_path.iterdir()} == {*TABLES, "manifest.json"}


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_its_columns_and_sorted_rows(cog_folder, name):
    header, *rows = rows_of(cog_folder / name)
    assert tuple(header) == TABLES[name]
    assert rows == sorted(rows)


def test_communes_have_their_epci_or_none(cog_folder):
    rows = rows_of(cog_folder / "communes.csv.gz")
    assert rows[1][:7] == ["15001", "L'Étang", "metro", "15", "84", "200000015", "1000"]
    assert rows[3][:7] == ["15004", "Valbrun", "metro", "15", "84", "", "400"]


def test_communes_have_the_year_of_their_census_and_their_postal_codes(cog_folder):
    rows = rows_of(cog_folder / "communes.csv.gz")
    assert rows[1][7:] == ["2023", "15000|15002"]
    assert rows[3][7:] == ["2023", ""]


@pytest.mark.parametrize(
    ("departement", "year"), [("69", 2023), ("976", 2017), ("987", 2022), ("988", 2025)]
)
def test_a_population_has_the_year_of_the_census_of_its_departement(departement, year):
    assert refresh._population_year({"departement": departement}) == year


def test_parts_have_their_parent(cog_folder):
    assert rows_of(cog_folder / "parts.csv.gz")[1:] == [
        ["15003", "commune-deleguee", "Le Puy", "15001", "", "", ""],
        ["15004", "commune-deleguee", "Valbrun", "15004", "", "", ""],
        ["15006", "commune-associee", "Le Bois", "15001", "", "", ""],
        ["69381", "arrondissement-municipal", "Confluence 1er", "69123", "6000", "2023", "69001"],
        ["69382", "arrondissement-municipal", "Confluence 2e", "69123", "4000", "2023", "69002"],
    ]


def test_former_codes_give_the_commune_that_replaced_them(cog_folder):
    assert rows_of(cog_folder / "anciens_codes.csv.gz")[1:] == [["15003", "15001"]]


def test_the_manifest_describes_the_tables(pinned, package, tmp_path):
    counts = refresh_cog(package, tmp_path)
    manifest = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    assert manifest["source"] == "@etalab/decoupage-administratif"
    assert manifest["sha256"] == pinned.sha256
    assert (manifest["millesime"], manifest["population_year"]) == (2026, 2023)
    assert manifest["population_years"] == {
        "976": 2017,
        "986": 2023,
        "987": 2022,
        "988": 2025,
    }
    assert manifest["licence"] == "Licence Ouverte 2.0"
    assert manifest["rows"] == counts
    assert manifest["files"] == {name: sha256_of(tmp_path / name) for name in TABLES}


def test_the_same_package_gives_the_same_bytes(pinned, package, cog_folder, tmp_path):
    refresh_cog(package, tmp_path)
    for name in TABLES:
        assert (tmp_path / name).read_bytes() == (cog_folder / name).read_bytes()


def test_an_altered_package_changes_nothing(package, tmp_path):
    with pytest.raises(SourceError, match=r"etalab\.tgz' has sha256"):
        refresh_cog(package, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_refresh_packs_the_pinned_version_when_no_package_is_given(pinned, npm, tmp_path):
    assert refresh_cog(folder=tmp_path)["epci.csv"] == 2
    spec = "@etalab/decoupage-administratif@6.0.0"
    assert npm.commands == [["npm", "pack", "--silent", spec]]


def test_pack_without_npm(monkeypatch, tmp_path):
    monkeypatch.setattr(refresh.shutil, "which", lambda name: None)
    with pytest.raises(SourceError, match=r"npm was not found on PATH\. Install Node\.js"):
        pack(tmp_path)


@pytest.mark.parametrize(
    ("brings", "error", "told"),
    [
        (False, "npm error 404\n", "npm error 404"),
        (False, "", "no file came"),
        (True, "cut", "cut"),
    ],
)
def test_a_failed_download_says_what_to_do(npm, tmp_path, brings, error, told):
    npm.brings, npm.error = brings, error
    with pytest.raises(SourceError, match=rf"could not be downloaded: {told}\. Check the network"):
        pack(tmp_path)


def test_the_committed_tables_are_those_of_their_manifest():
    manifest = json.loads((COG_FOLDER / "manifest.json").read_text("utf-8"))
    assert manifest["sha256"] == refresh.DECOUPAGE_ADMINISTRATIF.sha256
    assert manifest["files"] == {name: sha256_of(COG_FOLDER / name) for name in TABLES}
    assert sum(path.stat().st_size for path in COG_FOLDER.iterdir()) < 1_000_000


def test_killed_a_refresh_changes_nothing_and_the_next_clears_up(
    pinned, package, tmp_path, monkeypatch
):
    (tmp_path / "communes.csv.gz").write_bytes(b"of the year before")
    with monkeypatch.context() as patched:
        patched.setattr("geodata.refresh._manifest", die)
        assert outcome(lambda: refresh_cog(package, tmp_path)) == signal.SIGKILL

    assert (tmp_path / "communes.csv.gz").read_bytes() == b"of the year before"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".new", "communes.csv.gz"]
    refresh_cog(package, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*TABLES, "manifest.json"])
