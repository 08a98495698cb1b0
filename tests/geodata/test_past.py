"""The history, from two made-up editions of the package."""

from __future__ import annotations

import csv
import gzip
import io
import json
import tarfile
from dataclasses import replace

import pytest

from geodata import past
from geodata.cog import read_cog
from geodata.errors import SourceError
from geodata.history import FormerName, read_history
from geodata.past import refresh_history
from geodata.sources import sha256_of

COMMUNE = {"type": "commune-actuelle"}
EPCI = {"code": "200000015", "nom": "CC du Lac", "type": "CC"}
OLD = {
    "communes": [
        {"code": "15001", "nom": "L'Étang", **COMMUNE},
        {"code": "15003", "nom": "Le Puy", **COMMUNE},
    ],
    "epci": [
        {**EPCI, "nom": "CC des Joncs", "membres": [{"code": "15001"}]},
        {"code": "200000999", "nom": "CC du Puy", "type": "CC", "membres": [{"code": "15003"}]},
    ],
    "historique-communes": [
        {"type": "COM", "code": "15003", "nom": "Le Vieux Puy", "dateFin": "1971-01-01"},
        {"type": "COM", "code": "15001", "nom": "Les Joncs", "dateFin": "1956-03-01"},
        {"type": "COM", "code": "15001", "nom": "L'Étang"},
    ],
}
NEW = {
    "communes": [{"code": "15001", "nom": "L'Étang", "siren": "211500012", **COMMUNE}],
    "epci": [{**EPCI, "membres": [{"code": "15001"}]}],
}


def pack(path, content):
    with tarfile.open(path, "w:gz") as tar:
        for name, rows in content.items():
            data = json.dumps(rows).encode()
            member = tarfile.TarInfo(f"package/data/{name}.json")
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
    return path


@pytest.fixture
def packages(tmp_path, monkeypatch):
    """Pin two editions to tiny packages, which a folder holds."""
    folder = tmp_path / "packages"
    folder.mkdir()
    stem = "etalab-decoupage-administratif-"
    old = pack(folder / f"{stem}5.9.0.tgz", OLD)
    new = pack(folder / f"{stem}6.0.0.tgz", NEW)
    source = replace(past.DECOUPAGE_ADMINISTRATIF, sha256=sha256_of(new))
    monkeypatch.setattr(past, "DECOUPAGE_ADMINISTRATIF", source)
    monkeypatch.setattr(past, "EDITIONS", ((2025, "5.9.0", sha256_of(old)),))
    return folder


@pytest.fixture
def cog(cog_folder):
    return read_cog(cog_folder)


def rows_of(path):
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_what_an_edition_lost_is_former(packages, cog, tmp_path):
    folder = tmp_path / "history"
    assert refresh_history(packages, folder, cog) == {
        "communes.csv.gz": 1,
        "epci.csv": 1,
        "noms_communes.csv.gz": 2,
        "noms_epci.csv.gz": 1,
        "sirens.csv.gz": 1,
    }
    assert rows_of(folder / "communes.csv.gz")[1:] == [["15003", "Le Puy", "2026"]]
    assert rows_of(folder / "epci.csv")[1:] == [["200000999", "CC du Puy", "2026", "200000015"]]
    assert rows_of(folder / "sirens.csv.gz")[1:] == [["211500012", "15001"]]
    assert rows_of(folder / "noms_communes.csv.gz")[1:] == [
        ["15001", "Les Joncs", "1956"],
        ["15003", "Le Vieux Puy", "1971"],
    ]
    assert rows_of(folder / "noms_epci.csv.gz")[1:] == [["200000015", "CC des Joncs", "2026"]]
    assert read_history(folder).epci["200000999"].successors == ("200000015",)
    assert read_history(folder).epci_names == (FormerName("200000015", "CC des Joncs", 2026),)


def test_an_altered_package_changes_nothing(packages, cog, tmp_path):
    pack(packages / "etalab-decoupage-administratif-5.9.0.tgz", NEW)
    with pytest.raises(SourceError, match="has sha256"):
        refresh_history(packages, tmp_path / "history", cog)
    assert not (tmp_path / "history").exists()
