"""What a row says beside its place is kept, or told to be lost: never passed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geodata.cog import read_cog
from ptce_map.adopt.adoption import adopt
from ptce_map.adopt.output import poles_csv, programme_toml
from ptce_map.register.register import read_register
from tests import workbooks
from tests.ptce_map.adopt.builders import adopted, no_ground

if TYPE_CHECKING:
    from pathlib import Path

    from ptce_map.adopt.adoption import Adopted


def lost(found: Adopted) -> list[tuple[int, str, str]]:
    return [(cell.line, cell.column, cell.text) for cell in found.made.lost]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nom;Commune;Site web\nA;Arles;a.example.org, b.example.org\nB;Rennes;c.example.org\n",
         [(2, "Site web", "https://b.example.org")]),
        ("Nom;Commune;Siège\nA;Arles;Rennes\nB;Rennes;Zyxxy\n", [(3, "Siège", "Zyxxy")]),
        ("Nom;Commune;Département\nA;Arles;13\nB;Rennes;Zyx\n", [(3, "Département", "Zyx")]),
        ("Nom;Commune;EPCI\nA;Arles;Rennes Métropole\nB;Rennes;Zyxxyzzyx\n",
         [(3, "EPCI", "Zyxxyzzyx")]),
        ("Nom;Commune;Région\nA;Arles;n.c.\nB;Rennes;Bretagne\n", []),
        ("Nom;Commune;Coordinateur\nA;Arles;#N/A\nB;Rennes;Asso\n",
         [(2, "Coordinateur", "#N/A")]),
        ("Nom;Commune;Secteurs\nA;Arles;#REF!\nB;Rennes;Bois\n", [(2, "Secteurs", "#REF!")]),
        ("Nom;Commune\nA;Arles\nB;#N/A\n", [(3, "Commune", "#N/A")]),
    ],
)  # fmt: skip
def test_what_no_column_can_hold_is_told_and_stands_in_the_doubts(
    tmp_path: Path, text: str, expected: list[tuple[int, str, str]]
) -> None:
    found = adopted(tmp_path, text)
    assert lost(found) == expected
    poles = dict(enumerate(found.made.poles, start=2))
    assert all(cell in poles[line]["doutes"] for line, _, cell in expected)


def test_no_error_of_a_spreadsheet_stands_in_the_register(tmp_path: Path) -> None:
    rows = [
        ["Nom", "Commune", "Coordinateur", "Secteurs", "Activités", "Site web"],
        ["A", "Arles", "=#N/A", "=#REF!", "=#VALUE!", "=#NAME?"],
        ["=#N/A", "Rennes", "Asso", "Bois", "Scierie", "example.org"],
    ]
    path = workbooks.write_xlsx(tmp_path / "a.xlsx", {"A": rows})
    found = adopt(path, read_cog(), no_ground)
    folder = tmp_path / "register"
    folder.mkdir()
    (folder / "poles.csv").write_text(poles_csv(found), "utf-8")
    (folder / "programme.toml").write_text(programme_toml(found, "2026-01-01"), "utf-8")
    assert [pole["nom"] for pole in found.made.poles] == ["A", "Rennes"]
    assert len(found.made.lost) == 5
    assert len(read_register(folder).poles) == 2


def test_words_parted_by_bars_are_several(tmp_path: Path) -> None:
    found = adopted(tmp_path, "Nom,Commune,Secteurs\nA,Arles,Culture|\nB,Rennes,Bois | Culture\n")
    assert [pole["secteurs"] for pole in found.made.poles] == ["Culture", "Bois|Culture"]


def test_addresses_points_and_places_beside_communes_are_kept(tmp_path: Path) -> None:
    text = (
        "Nom;Commune;Territoire;Adresse\n"
        "A;Arles;Bretagne;1 rue X 13200 Arles\nB;Rennes;Occitanie;2 rue Y 35000 Rennes\n"
    )
    found = adopted(tmp_path, text)
    assert [plan.role for plan in found.planned.extras] == ["lieu", "adresse"]
    assert [
        (pole["territoire"], pole["territoire_2"], pole["adresse"]) for pole in found.made.poles
    ] == [
        ("com:13004", "Bretagne", "1 rue X 13200 Arles"),
        ("com:35238", "Occitanie", "2 rue Y 35000 Rennes"),
    ]


def test_a_mapping_says_whether_a_place_is_kept(tmp_path: Path) -> None:
    mapping = tmp_path / "m.toml"
    mapping.write_text('[colonnes.Adresse]\nrole = "adresse"\ngarde = false\n', "utf-8")
    text = "Nom;Adresse\nA;1 rue X 13200 Arles\nB;2 rue Y 35000 Rennes\n"
    assert adopted(tmp_path, text, mapping=mapping).planned.extras == []


def test_former_codes_in_tokens_are_those_of_the_year(tmp_path: Path) -> None:
    found = adopted(tmp_path, "nom,territoire\nA,com:97123\nB,epci:200033207\nC,com:13004\n")
    assert [pole["territoire"] for pole in found.made.poles] == [
        "com:97701",
        "epci:200090561",
        "com:13004",
    ]


def test_a_text_of_several_lines_is_one_where_nothing_parts_it(tmp_path: Path) -> None:
    text = 'Commune,Description\nArles,"Une ligne\nune autre"\nRennes,rien de plus\n'
    assert adopted(tmp_path, text).made.poles[0]["activites"] == "Une ligne une autre"
