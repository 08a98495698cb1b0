"""Columns of a register's own: declared beside the tables, checked, typed, published and shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from geodata.cog import read_cog
from ptce_map.register.checks.report import Report, inspect
from ptce_map.register.extras import KINDS, declared
from ptce_map.register.opening import open_register
from ptce_map.register.register import read_register

if TYPE_CHECKING:
    from pathlib import Path

TODAY = "2026-11-28"
PROGRAMME = """
[colonnes.date_adhesion]
libelle_fr = "Date d’adhésion"
libelle_en = "Date of joining"
type = "date"

[colonnes.budget]
libelle_fr = "Budget"
type = "montant"

[colonnes.labels]
type = "liste"

[colonnes.note]
"""
POLES = """nom,territoire,Observation,date_adhesion,budget,labels,note
A,com:31555,x,2024-05-17,1234.5,bio|local,"Convention, signée"
B,com:13001,y,,,,
"""


def written(folder: Path, poles: str = POLES, programme: str = PROGRAMME) -> Path:
    (folder / "poles.csv").write_text(poles, "utf-8")
    (folder / "programme.toml").write_text(programme, "utf-8")
    return folder


def report(folder: Path, poles: str = POLES, programme: str = PROGRAMME) -> Report:
    return inspect(written(folder, poles, programme), read_cog(), TODAY)


def test_declared_columns_are_typed_beside_those_of_every_register(tmp_path: Path) -> None:
    register = read_register(written(tmp_path))
    assert [column.titles["en"] for column in register.extras] == [
        "Date of joining",
        "Budget",
        "labels",
        "note",
    ]
    first = register.poles.loc["a", ["date_adhesion", "budget", "labels", "note"]]
    assert first.tolist() == ["2024-05-17", 1234.5, ("bio", "local"), "Convention, signée"]
    second = register.poles.loc["b"]
    assert (second["date_adhesion"], second["labels"], second["budget"] != second["budget"]) == (
        "",
        (),
        True,
    )


def test_a_declared_column_is_no_column_left_out(tmp_path: Path) -> None:
    found = report(tmp_path)
    assert found.faults == ()
    assert [notice.details["columns"] for notice in found.notices] == ["C Observation"]


def test_typed_cells_are_understood_as_people_type_them(tmp_path: Path) -> None:
    poles = POLES.replace("2024-05-17,1234.5", '17/05/2024,"1 234,50 €"')
    assert report(tmp_path, poles).faults == ()
    assert read_register(tmp_path).poles.loc["a", ["date_adhesion", "budget"]].tolist() == [
        "2024-05-17",
        1234.5,
    ]


@pytest.mark.parametrize(
    ("before", "after", "code", "column"),
    [
        ("1234.5", "beaucoup", "number", "budget"),
        ("2024-05-17", "bientôt", "date", "date_adhesion"),
        ('"Convention, signée"', "=1+1", "formula", "note"),
        ("budget,labels", "cout,labels", "extra_absent", "colonnes"),
    ],
)
def test_a_cell_that_breaks_its_kind_is_a_fault(
    tmp_path: Path, before: str, after: str, code: str, column: str
) -> None:
    faults = report(tmp_path, POLES.replace(before, after)).faults
    assert [(fault.code, fault.column) for fault in faults] == [(code, column)]


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        ({"colonnes": ["a"]}, ["extra_section"]),
        ({"colonnes": {"a": "b"}}, ["extra_section"]),
        ({"colonnes": {"É": {}}}, ["extra_name"]),
        ({"colonnes": {"population": {}}}, ["extra_reserved"]),
        ({"colonnes": {"nom": {"type": "zzz"}}}, ["extra_reserved", "choice"]),
        ({"colonnes": {kind: {"type": kind} for kind in KINDS if kind != "date"}}, []),
        ({}, []),
    ],
)
def test_what_is_declared_wrongly_is_told_at_once(
    content: dict[str, Any], codes: list[str]
) -> None:
    assert [fault.code for fault in declared(content)[1]] == codes


def test_a_programme_that_is_no_toml_is_a_fault_and_stops_nothing(tmp_path: Path) -> None:
    found = report(tmp_path, programme="[colonnes\n")
    assert [fault.code for fault in found.faults] == ["toml"]
    assert "colonnes" in found.faults[0].sentence("fr") or found.faults[0].file == "programme.toml"
    assert list(open_register(tmp_path, read_cog(), TODAY).register.poles.index) == ["a", "b"]


def test_a_site_keeps_a_row_whose_cell_breaks_its_kind_and_says_so(tmp_path: Path) -> None:
    written(tmp_path, POLES.replace("1234.5", "beaucoup"))
    pole = open_register(tmp_path, read_cog(), TODAY).register.poles.loc["a"]
    assert pole["budget"] != pole["budget"]
    assert "budget «\u00a0beaucoup\u00a0»" in pole["doutes"]
