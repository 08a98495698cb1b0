from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from ptce_map.errors import RegisterError, UnusableRegisterError
from ptce_map.notices import Fault
from ptce_map.register.register import read_register
from tests import builders

if TYPE_CHECKING:
    from pathlib import Path


def faults(path: Path) -> list[Fault]:
    with pytest.raises(RegisterError) as caught:
        read_register(path)
    return list(caught.value.faults)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return builders.write_register(tmp_path)


def test_read_register_types_the_tables(tmp_path: Path) -> None:
    poles = [builders.pole(alias="Phare|Le Fanal"), builders.pole("la-voisine")]
    laureats = [builders.award(aide_eur=120000), builders.award("la-voisine")]
    register = read_register(builders.write_register(tmp_path, builders.tables(poles, laureats)))
    assert list(register.poles.index) == ["le-phare", "la-voisine"]
    assert register.poles["alias"].tolist() == [("Phare", "Le Fanal"), ()]
    assert register.poles.at["la-voisine", "siege"] == ""
    assert register.laureats["aide_eur"].tolist() == [120000, pd.NA]
    assert register.laureats["pole"].tolist() == ["le-phare", "la-voisine"]
    assert register.appels["annee"].tolist() == [2013, 2013]
    assert register.secteurs.at["culture", "libelle_en"] == "Culture (en)"
    assert register.sources.at["rapport", "editeur"] == "Le Rapport"
    assert (register.version, register.date) == ("2026.1.0", "2026-01-15")
    assert register.licence == "etalab-2.0"
    assert register.titles == {"fr": "Le registre", "en": "The register"}


def test_a_list_of_names_and_tokens_is_enough(tmp_path: Path) -> None:
    path = tmp_path / "Nos territoires.csv"
    path.write_text("nom,territoire\nPays d'Œuvre,com:13001|com:13002\nPays d'œuvre,dep:2A\n")
    register = read_register(path)
    assert list(register.poles.index) == ["pays-d-oeuvre", "pays-d-oeuvre-2"]
    assert register.poles["territoire"].tolist() == [("com:13001", "com:13002"), ("dep:2A",)]
    assert set(register.poles["precision"]) == {"declared"}
    assert set(register.poles["confiance"]) == {"unknown"}
    assert set(register.poles["secteurs"]) == {("non-renseigne",)}
    assert register.secteurs["libelle_en"].to_dict() == {"non-renseigne": "Not stated"}
    assert (len(register.laureats), len(register.appels), len(register.sources)) == (0, 0, 0)
    assert (register.version, register.date, register.licence) == ("", "", "")
    assert register.titles == {"fr": "Nos territoires", "en": "Nos territoires"}


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    poles = [
        builders.pole(note_territoire="sur\ntrois\nlignes"),
        builders.pole("la-voisine", confiance="sure"),
    ]
    builders.write_register(tmp_path, builders.tables(poles))
    assert [(fault.line, fault.value) for fault in faults(tmp_path)] == [(5, "sure")]


def test_every_fault_of_every_table_is_told_in_the_order_of_the_files(folder: Path) -> None:
    builders.write_register(folder, {"poles": [builders.pole(confiance="sure")]})
    (folder / "secteurs.csv").write_bytes(b"\x00")
    (folder / "structures.csv").write_text("id,libelle_fr\nassociation,\nscic,SCIC\n")
    assert [str(fault).partition(". ")[0] for fault in faults(folder)] == [
        "poles.csv, line 2: confiance “sure” is not one of high, medium, low, unknown",
        "secteurs.csv is not a text file",
        "structures.csv, line 2: libelle_fr is missing",
    ]


def test_a_table_of_sources_that_is_cited_and_missing_is_the_only_fault(folder: Path) -> None:
    (folder / "sources.csv").unlink()
    assert [str(fault) for fault in faults(folder)] == [
        "sources.csv is missing, and other tables refer to it. "
        "Add the table, or remove the columns that refer to it."
    ]


def test_an_unreadable_table_of_sources_is_the_only_fault(folder: Path) -> None:
    (folder / "sources.csv").write_bytes(b"\x00")
    assert [(fault.file, fault.code) for fault in faults(folder)] == [("sources.csv", "binary")]


def test_a_register_has_a_pole(folder: Path) -> None:
    (folder / "poles.csv").write_text("nom,territoire\n")
    (folder / "laureats.csv").unlink()
    assert [str(fault) for fault in faults(folder)] == [
        "poles.csv has no row. Add at least one pole."
    ]


def test_without_a_table_of_poles_there_is_no_register(tmp_path: Path) -> None:
    with pytest.raises(UnusableRegisterError, match=r"poles\.csv is missing"):
        read_register(tmp_path)


@pytest.mark.parametrize(
    ("package", "version", "licence"),
    [
        ({}, "", ""),
        ({"version": 3, "licenses": []}, "3", ""),
        ({"licenses": "etalab-2.0"}, "", ""),
        ({"licenses": ["etalab-2.0"]}, "", ""),
        ({"licenses": [{"name": "etalab-2.0"}]}, "", "etalab-2.0"),
    ],
)
def test_what_describes_the_register_may_be_missing(
    tmp_path: Path, package: dict[str, object], version: str, licence: str
) -> None:
    register = read_register(builders.write_register(tmp_path, package=package))
    assert (register.version, register.date, register.licence) == (version, "", licence)
    assert register.titles["en"] == tmp_path.name


@pytest.mark.parametrize("package", ["{", "[]", "[" * 100_000, "\xff"])
def test_an_unusable_datapackage(folder: Path, package: str) -> None:
    (folder / "datapackage.json").write_bytes(package.encode("latin-1"))
    (fault,) = faults(folder)
    assert (fault.file, fault.rule("en")) == ("datapackage.json", "is not a JSON object")


@pytest.mark.parametrize("created", ["hier", "2026", "20260101", 3])
def test_the_date_of_the_register_is_a_day(tmp_path: Path, created: object) -> None:
    builders.write_register(tmp_path, package={"created": created})
    (fault,) = faults(tmp_path)
    assert (fault.column, fault.rule("en")) == ("created", "is not a past date")


def test_no_date_is_later_than_the_register(tmp_path: Path) -> None:
    sources = [builders.source(date_consultation="2026-02"), builders.source("rapport")]
    builders.write_register(tmp_path, builders.tables(sources=sources))
    (fault,) = faults(tmp_path)
    assert fault.rule("en") == "is later than the date of the register (2026-01-15)"


def test_a_very_large_amount_is_refused(tmp_path: Path) -> None:
    laureats = [builders.award(aide_eur="9" * 30)]
    builders.write_register(tmp_path, builders.tables(laureats=laureats))
    assert [fault.code for fault in faults(tmp_path)] == ["integer"]
