"""Formulas that no spreadsheet program computed are told, and never taken for values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geodata.cog import read_cog
from ptce_map.adopt.adoption import Adopted, adopt
from ptce_map.errors import RegisterError
from tests import workbooks
from tests.ptce_map.adopt.builders import no_ground

if TYPE_CHECKING:
    from pathlib import Path

HEAD = ["Projet", "Commune", "Montant"]


def adopted(folder: Path, *rows: list[str | int]) -> Adopted:
    path = workbooks.write_xlsx(folder / "a.xlsx", {"Feuille": rows})
    return adopt(path, read_cog(), no_ground)


def test_a_column_of_formulas_is_told_once_and_its_poles_say_theirs(tmp_path: Path) -> None:
    rows = [["A", "Rennes", "==10*2"], ["B", "Gévezé", "==10*3"], ["C", "Toulouse", 5]]
    found = adopted(tmp_path, HEAD, *rows)
    assert [finding.sentence("en") for finding in found.findings] == [
        "a.xlsx, sheet Feuille, line 2: Montant “=10*2” is one of the 2 formulas of column C that "
        "no spreadsheet program computed: their values are not in the file. Open the workbook in "
        "LibreOffice or Excel, save it and start again, or write the values themselves."
    ]
    assert [pole["doutes"] for pole in found.made.poles] == [
        "Montant : « =10*2 ».",
        "Montant : « =10*3 ».",
        "",
    ]
    assert [pole["montant"] for pole in found.made.poles] == ["", "", "5"]
    assert found.made.lost == []


def test_places_that_are_formulas_are_refused_though_a_departement_is_known(
    tmp_path: Path,
) -> None:
    rows = [["Projet", "Commune", "Dép"], ["A", "==B1", "35"], ["B", "==B2", "35"]]
    with pytest.raises(RegisterError) as error:
        adopted(tmp_path, *rows)
    [fault] = error.value.faults
    told = (fault.code, fault.sheet, fault.line, fault.column, dict(fault.details))
    assert told == ("adopt_uncomputed", "Feuille", 2, "Commune", {"n": 2, "letter": "B"})


def test_places_that_are_known_otherwise_are_adopted(tmp_path: Path) -> None:
    rows = [["Projet", "Code INSEE", "Commune"], ["A", "35238", "==A1"], ["B", "35120", "==A2"]]
    found = adopted(tmp_path, *rows)
    assert [pole["territoire"] for pole in found.made.poles] == ["com:35238", "com:35120"]
    assert [finding.column for finding in found.findings] == ["Commune"]


def test_a_row_of_formulas_alone_is_kept(tmp_path: Path) -> None:
    rows = [["Rennes", "35"], ["==A1", "==B1"], ["Toulouse", "31"]]
    found = adopted(tmp_path, ["Commune", "Département"], *rows)
    assert [pole["precision"] for pole in found.made.poles] == ["declared", "unplaced", "declared"]


def test_a_place_that_is_a_token_names_its_pole_by_its_name(tmp_path: Path) -> None:
    rows = [["nom", "territoire"], ["==A1", "com:35238"], ["==A2", "com:31555"]]
    found = adopted(tmp_path, *rows)
    assert [pole["nom"] for pole in found.made.poles] == ["Rennes", "Toulouse"]
