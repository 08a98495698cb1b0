"""Columns are understood by their names and by what their cells hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ptce_map.adopt.plans import GROUP, ROW
from ptce_map.adopt.roles import role_names
from ptce_map.adopt.tables import ColumnName, Row, Table
from ptce_map.adopt.understanding import propose
from tests.ptce_map.adopt.builders import adopted

if TYPE_CHECKING:
    from pathlib import Path

    from ptce_map.adopt.gazetteer import Names


def table(columns: dict[str, list[str]], titles: tuple[str, ...] = ()) -> Table:
    heads = tuple(ColumnName(at, chr(65 + at), name) for at, name in enumerate(columns))
    rows = tuple(Row("", line, cells) for line, cells in enumerate(zip(*columns.values()), 2))
    return Table({"": (1,)}, heads, rows, titles=titles)


TOWNS = ["Toulouse", "Rennes", "Arles", "Vannes"]
CODES = ["31555", "35238", "13004", "56260"]


@pytest.mark.parametrize(
    ("name", "cells", "role"),
    [
        ("Code INSEE", CODES, "code_commune"),
        ("insee_com", CODES, "code_commune"),
        ("zzz", CODES, "code_commune"),
        ("Code INSEE", ["1004", "1007", "1010", "1033"], "code_commune"),
        ("Année", ["2020", "2021", "2022", "2023"], "complement"),
        ("Commune", TOWNS, "commune"),
        ("Localisation du projet", TOWNS, "commune"),
        ("zzz", TOWNS, "commune"),
        ("CP", ["31000", "35000", "13200", "56000"], "code_postal"),
        ("Code commune", ["31000", "35000", "13200", "56000"], "code_postal"),
        ("siren_epci", ["243100518", "243500139", "241300417", "200067932"], "siren_epci"),
        ("EPCI", ["Toulouse Métropole", "Rennes Métropole", "CA X", "CC Y"], "epci"),
        ("Département", ["31 - Haute-Garonne", "35", "Morbihan", "13"], "departement"),
        ("zzz", ["Haute-Garonne", "Ille-et-Vilaine", "Morbihan", "Ain"], "departement"),
        ("Région", ["Occitanie", "Bretagne", "BRETAGNE", "Bretagne"], "region"),
        ("Latitude", ["46,1", "47,2", "48,3", "43,1"], "latitude"),
        ("geo_point_2d", ["46.1, 2.3", "47.2, 2.5", "48.1, 1.2", "43.3, 1.1"], "coordonnees"),
        ("X", ["652469", "642469", "632469", "622469"], "x"),
        ("Adresse", ["1 rue A, 31000 Toulouse", "2 rue B 35000 Rennes", "x", "y"], "adresse"),
        ("Site", ["https://a.example.org", "www.b.example.org", "", ""], "site_web"),
        ("Site", ["Le Phare", "La Halle", "Le Fanal", "La Ruche"], "nom"),
        ("Structure porteuse", ["A", "B", "C", "D"], "coordinateur"),
        ("Secteurs d'activité", ["Culture", "Santé", "Culture", "Bois"], "secteurs"),
        ("N° dossier", ["A1", "A2", "A3", "A4"], "id"),
        ("Numéro", ["1", "1", "2", "2"], "complement"),
        ("Territoire", ["CC du Pays Mornantais", "Toulouse", "Ain", "Rennes Métropole"], "lieu"),
        ("Observations", ["a", "b", "c", "d"], "complement"),
        ("Date de signature", ["2020-01-02", "2021-02-03", "", ""], "complement"),
    ],
)
def test_the_role_of_a_column(names: Names, name: str, cells: list[str], role: str) -> None:
    planned = propose(table({name: cells}), names)
    assert planned.columns[0].role == role


def test_a_role_is_that_of_its_surest_column(names: Names) -> None:
    planned = propose(table({"Ville": TOWNS, "Commune": TOWNS, "Code INSEE": CODES}), names)
    assert [plan.role for plan in planned.columns] == ["complement", "commune", "code_commune"]


def test_extra_columns_have_names_kinds_and_titles_of_their_own(names: Names) -> None:
    cells = {
        "Commune": TOWNS,
        "Date d’entrée": ["2020-01-02"] * 4,
        "Population": ["1", "2", "3", "4"],
    }
    plans = propose(table(cells), names).columns
    assert [(plan.field, plan.kind) for plan in plans[1:]] == [
        ("date_d_entree", "date"),
        ("population_2", "entier"),
    ]
    assert plans[1].titles == {"fr": "Date d’entrée", "en": "Date d’entrée"}


@pytest.mark.parametrize(
    ("columns", "roles"),
    [
        ({"Fabrique": ["A", "B", "C", "D"], "Commune": TOWNS}, ["nom", "commune"]),
        ({"N°": ["1", "2", "3", "4"], "Lauréate": ["A", "B", "C", "D"], "Commune": TOWNS}, None),
        ({"Commune": TOWNS, "Note": ["A", "B", "C", "D"]}, ["commune", "complement"]),
        ({"Vague": ["A", "A", "A", "A"], "Commune": TOWNS}, ["complement", "commune"]),
    ],
)
def test_the_first_column_of_texts_names_the_poles_where_none_says_so(
    names: Names, columns: dict[str, list[str]], roles: list[str] | None
) -> None:
    found = [plan.role for plan in propose(table(columns), names).columns]
    assert found == (roles or ["id", "nom", "commune"])


def test_a_name_for_programs_is_words_to_readers(names: Names) -> None:
    plans = propose(table({"Commune": TOWNS, "h_lundi": ["9h"] * 4}), names).columns
    assert plans[1].titles == {"fr": "H lundi", "en": "H lundi"}


def test_the_title_and_the_day_of_a_table_stand_above_it(names: Names) -> None:
    titles = ("Villes lauréates", "Données au 30 juin 2025 — source : nous")
    planned = propose(table({"Commune": TOWNS}, titles), names)
    assert (planned.title, planned.date) == ("Villes lauréates", "2025-06-30")


def test_rows_that_share_a_name_and_the_rest_are_one_pole(names: Names) -> None:
    cells = {
        "Projet": ["Alpha", "Alpha", "Bêta", "Bêta"],
        "Commune": TOWNS,
        "Budget": ["10 €", "10 €", "20 €", "20 €"],
    }
    planned = propose(table(cells), names)
    assert (planned.shape, planned.group_by) == (GROUP, "Projet")


def test_rows_of_epci_that_share_a_name_alone_are_one_pole(names: Names) -> None:
    epci = ["Toulouse Métropole", "Rennes Métropole", "Bordeaux Métropole", "Brest Métropole"]
    planned = propose(table({"Territoire d'industrie": ["A", "A", "B", "B"], "EPCI": epci}), names)
    assert (planned.shape, planned.group_by) == (GROUP, "Territoire d'industrie")


@pytest.mark.parametrize(
    "cells",
    [
        {"Nom": ["Relais"] * 4, "Commune": TOWNS},
        {"Nom": ["Relais"] * 4, "Commune": TOWNS, "Ouverture": ["a", "b", "c", "d"]},
        {"Projet": ["A", "B", "C", "D"], "Commune": TOWNS, "Budget": ["1"] * 4},
        {"ID": ["1", "2", "3", "4"], "Nom": ["R"] * 4, "Commune": TOWNS, "x": ["a"] * 4},
    ],
)
def test_rows_that_only_share_a_name_are_poles(names: Names, cells: dict[str, list[str]]) -> None:
    assert propose(table(cells), names).shape == ROW


def test_names_of_columns_may_be_long() -> None:
    assert role_names("Commune concernée par le projet")[0].role == "commune"
    assert role_names("lib_epci")[0].role == "epci"
    assert role_names("Chef de projet recruté ?") == ()


def test_the_columns_of_a_series_are_all_places(tmp_path: Path) -> None:
    text = (
        "Projet;Commune 1;Commune 2;Commune n°3\n"
        "A;Rennes;Fougères;\nB;Brest;;Quimper\nC;Tours;Blois;NA\n"
    )
    found = adopted(tmp_path, text)
    assert [plan.role for plan in found.planned.columns][1:] == ["commune"] * 3
    territories = [pole["territoire"] for pole in found.made.poles]
    assert territories == ["com:35238|com:35115", "com:29019|com:29232", "com:37261|com:41018"]


def test_a_year_is_called_after_its_group(tmp_path: Path) -> None:
    text = "Nom;Commune;Subvention;\n;;2023;2024\nA;Rennes;10;20\nB;Brest;30;40\nC;Tours;1;2\n"
    plan = adopted(tmp_path, text).planned.columns[3]
    assert (plan.name, plan.field, plan.kind) == ("2024", "subvention_2024", "montant")
    assert plan.titles == {"fr": "Subvention – 2024", "en": "Subvention – 2024"}
