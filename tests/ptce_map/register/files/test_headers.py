from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ptce_map.register.files.headers import find_header, letter, read_header

if TYPE_CHECKING:
    from ptce_map.register.files.headers import Header

    Rows = list[list[str]]


def header(names: list[str], *rows: list[str], table: str = "poles") -> Header:
    return read_header(table, 1, names, [(line, row) for line, row in enumerate(rows, start=2)])


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("NOM", "nom"),
        ("Nom\ndu pôle", "nom"),
        ("\ufeffnom ", "nom"),
        ("Intitulé du pôle", "nom"),
        ("Name of the hub", "nom"),
        ("Territoires", "territoire"),
        ("site-web", "site_web"),
        ("Site Internet", "site_web"),
        ("URL", "site_web"),
        ("Structure porteuse", "coordinateur"),
        ("Lead organisation", "coordinateur"),
        ("Secteur(s) d’activité", "secteurs"),
        ("secteurs\n(plusieurs possibles)", "secteurs"),
        ("Autres noms", "alias"),
        ("SOURCES POLE", "sources_pole"),
    ],
)
def test_a_column_is_known_by_what_it_is_called(name: str, column: str) -> None:
    found = header([name], ["x"])
    assert found.columns == {0: column}
    assert [finding.code for finding in found.findings if finding.code == "columns"] or name.strip(
        "\ufeff "
    ) == column


@pytest.mark.parametrize(
    ("name", "cells", "prefix"),
    [
        ("Code INSEE", ["31555", "1004"], "com"),
        ("Communes", ["31555, 09122"], "com"),
        ("SIREN EPCI", ["200035087"], "epci"),
        ("Département", ["56 - Morbihan", "2A"], "dep"),
        ("Région", ["76"], "reg"),
    ],
)
def test_bare_codes_are_territories_of_the_kind_that_the_header_says(
    name: str, cells: list[str], prefix: str
) -> None:
    found = header(["nom", name], *(["A", cell] for cell in cells))
    assert (found.columns, found.prefix) == ({0: "nom", 1: "territoire"}, prefix)


@pytest.mark.parametrize("valueless", ["#N/A", "=A1", "n.c."])
def test_codes_that_failed_do_not_make_a_column_another(valueless: str) -> None:
    found = header(["nom", "Dép", "Code INSEE"], ["A", "31", "31555"], ["B", "31", valueless])
    assert found.columns[2] == "territoire"


def test_the_finest_codes_are_the_territories() -> None:
    found = header(["nom", "Région", "Code INSEE", "Commune"], ["A", "76", "31555", "Toulouse"])
    assert found.columns == {0: "nom", 2: "territoire", 3: "lieu"}
    assert [str(finding) for finding in found.findings] == [
        "poles.csv, line 1: the columns are read so: Code INSEE → territoire, Commune → lieu.",
        "poles.csv, line 1: columns that the site computes anew are not read: B Région.",
    ]


def test_a_name_that_may_mean_several_columns_is_told_with_them() -> None:
    found = header(["Nom de la structure", "territoire"], ["A", "com:31555"])
    assert "it may be nom, coordinateur" in str(found.findings[0])
    assert [finding.code for finding in found.findings] == ["header_likely", "header_missing"]
    named = header(["nom", "Nom de la structure", "territoire"], ["A", "B", "com:31555"])
    assert named.columns[1] == "coordinateur"


def test_the_header_is_the_row_that_names_most_columns() -> None:
    lines = [(1, ["Liste des pôles", ""]), (2, ["", "au 1er mai"]), (3, ["Nom", "Commune"])]
    assert find_header("poles", lines) == 2
    assert find_header("poles", [(1, ["x", "y"])]) == -1


@pytest.mark.parametrize(("position", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")])
def test_a_column_has_the_letter_of_a_spreadsheet(position: int, name: str) -> None:
    assert letter(position) == name
