"""Tables without a header are read whole, their columns named by their letters, and it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ptce_map.adopt.headless import Like, likeness
from ptce_map.adopt.mapping import to_toml
from ptce_map.adopt.output import poles_csv
from ptce_map.adopt.report import to_text
from tests.ptce_map.adopt.builders import adopted

if TYPE_CHECKING:
    from pathlib import Path

    from ptce_map.adopt.adoption import Adopted
    from ptce_map.adopt.gazetteer import Names

ROWS = "Toulouse;31;12,5\nRennes;35;4\nArles;13;7\n"


def roles(found: Adopted) -> dict[str, str]:
    return {plan.name: plan.role for plan in found.planned.columns}


@pytest.mark.parametrize(
    ("text", "n", "expected"),
    [
        (ROWS, 3, {"A": "commune", "B": "departement", "C": "complement"}),
        ("31555\n35238\n13004\n", 3, {"A": "code_commune"}),
        (
            "1004;Ambérieu-en-Bugey\n1033;Valserhône\n2691;Saint-Quentin\n",
            3,
            {"A": "code_commune", "B": "commune"},
        ),
        (
            "Maison A;12 rue X, 31000 Toulouse\nMaison B;3 rue Y 35000 Rennes\n"
            "Maison C;5 rue Z 13200 Arles\n",
            3,
            {"A": "nom", "B": "adresse"},
        ),
        (
            "Toulouse;Commune\nRennes;Commune\nCC Pays Mornantais;EPCI\n",
            3,
            {"A": "lieu", "B": "complement"},
        ),
        (
            "Toulouse,Haute-Garonne,12/03/2024\nRennes,Ille-et-Vilaine,13/03/2024\n"
            "Brest,Finistère,01/02/2024\n",
            3,
            {"A": "commune", "B": "departement", "C": "complement"},
        ),
    ],
)
def test_a_table_without_header_is_read_from_its_first_row(
    tmp_path: Path, text: str, n: int, expected: dict[str, str]
) -> None:
    found = adopted(tmp_path, text)
    assert len(found.made.poles) == n
    assert roles(found) == expected
    assert all(placement.tokens for placement in found.placements)


def test_it_is_said_and_the_mapping_names_columns_by_letter(tmp_path: Path) -> None:
    found = adopted(tmp_path, "Liste des villes\n\n" + ROWS)
    assert [row.line for row in found.table.rows] == [3, 4, 5]
    assert to_text(found, "en").splitlines()[:3] == [
        "liste.csv: no header was found, columns are named by their letter (A, B, C…); "
        "3 rows taken.",
        "liste.csv is read with semicolons.",
        "Above the table: line 1: Liste des villes.",
    ]
    assert "  A → name of the municipality (by its content)" in to_text(found, "en")
    assert '[colonnes."C"]\nrole = "complement"\nnom = "colonne_c"' in to_toml(found.planned, "fr")
    assert 'libelle_en = "Column C"' in to_toml(found.planned, "fr")
    assert poles_csv(found).splitlines()[1].endswith(",12.5")


def test_a_corrected_mapping_is_read_by_letter(tmp_path: Path) -> None:
    mapping = tmp_path / "m.toml"
    mapping.write_text('[colonnes.C]\nrole = "id"\n', "utf-8")
    found = adopted(tmp_path, "Toulouse;31;a1\nRennes;35;b2\nArles;13;c3\n", mapping=mapping)
    assert [pole["id"] for pole in found.made.poles] == ["a1", "b2", "c3"]


@pytest.mark.parametrize(
    "text",
    [
        "Machin;Truc\nToulouse;12\nRennes;13\nArles;14\n",
        "Machin;2021;2022\nToulouse;12;3\nRennes;13;4\nArles;14;5\n",
        ";Toulouse;Rennes\nArles;1;2\nNantes;3;4\nBrest;5;6\n",
    ],
)
def test_names_that_nobody_knows_are_a_header_all_the_same(tmp_path: Path, text: str) -> None:
    found = adopted(tmp_path, text)
    assert found.table.sheets == {"": (1,)}
    assert [row.line for row in found.table.rows] == [2, 3, 4]


def test_a_row_that_is_more_like_names_does_not_hide_the_header_above_it(tmp_path: Path) -> None:
    found = adopted(tmp_path, "Machin;Truc;\nToulouse;Commune;bio\nRennes;Commune;\nArles;;\n")
    assert found.table.sheets == {"": (1,)}
    assert len(found.table.rows) == 3


@pytest.mark.parametrize(("line", "n"), [(0, 4), (1, 3), (2, 2)])
def test_the_line_of_the_header_may_be_said(tmp_path: Path, line: int, n: int) -> None:
    mapping = tmp_path / "m.toml"
    mapping.write_text(f'[table]\nentete = {line}\n[colonnes.A]\nrole = "commune"\n', "utf-8")
    found = adopted(tmp_path, f"Commune;Note\n{ROWS}", mapping=mapping)
    assert len(found.table.rows) == n
    assert f"entete = {line}" in to_toml(found.planned, "fr")


@pytest.mark.parametrize(
    ("cell", "below", "like"),
    [
        ("Toulouse", ["Rennes", "Arles"], Like.STRONG),
        ("Nom", ["Rennes", "Arles"], Like.CONTRARY),
        ("31", ["35", "13"], Like.WEAK),
        ("2021", ["120", "430"], Like.WEAK),
        ("31555", ["35238", "13004"], Like.STRONG),
        ("Montant", ["12", "13"], Like.CONTRARY),
        ("Début", ["12/03/2024", "13/03/2024"], Like.CONTRARY),
        ("11/03/2024", ["12/03/2024", "13/03/2024"], Like.STRONG),
        ("bleu", ["clair", "foncé", "mat"], Like.NEUTRAL),
        ("", ["vert"], Like.NEUTRAL),
        ("bleu", [""], Like.NEUTRAL),
    ],
)
def test_a_cell_is_held_against_those_under_it(
    names: Names, cell: str, below: list[str], like: Like
) -> None:
    assert likeness(cell, below, names) is like


@pytest.mark.parametrize(
    "rows",
    [
        "Le Site;Rennes;Thème\nProjet;Brest;Secteur\nB;Tours;Sport\nC;Blois;Culture\n",
        "Titre;Rennes;Description\nActivité;Brest;Résumé\nRégion;Tours;Adresse\n",
        "A;Rennes;x\nSite;Brest;Thème\nLieu;Tours;Axe\nZone;Blois;Nom\n",
    ],
)
def test_rows_that_hold_names_of_columns_are_rows_all_the_same(tmp_path: Path, rows: str) -> None:
    found = adopted(tmp_path, f"Appellation;Où ?;De quoi\n{rows}")
    assert found.table.sheets == {"": (1,)}
    assert len(found.made.poles) == rows.count("\n")
    assert found.made.poles[-1]["territoire"].startswith("com:")
