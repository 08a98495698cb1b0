"""Each row is placed by the finest of what it says, held against the rest of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ptce_map.adopt.matching import Certainty
from tests.ptce_map.adopt.builders import adopted

if TYPE_CHECKING:
    from pathlib import Path

    from geodata.store import Boundaries
    from ptce_map.adopt.placement import Placement

SURE, DOUBT, NONE = Certainty.SURE, Certainty.DOUBT, Certainty.NONE
TWO = ("com:31555", "com:31069")
RENNES = ("epci:243500139",)
FILLER = "Rennes;35\nArles;13\n"


def first(folder: Path, text: str, boundaries: Boundaries | None = None) -> Placement:
    return adopted(folder, text, boundaries).placements[0]


@pytest.mark.parametrize(
    ("text", "tokens", "certainty"),
    [
        (f"Commune;Département\nToulouse;31\n{FILLER}", ("com:31555",), SURE),
        (f"Commune;Département\nToulouse, Blagnac;31\n{FILLER}", TWO, SURE),
        (
            f'Commune;Département\n"Toulouse\nBlagnac";31\n{FILLER}',
            ("com:31555", "com:31069"),
            SURE,
        ),
        (f'Commune;Département\n"Toulouse\nXyzzy";31\n{FILLER}', ("com:31555",), DOUBT),
        ("Code INSEE;Commune\n1004;Ambérieu-en-Bugey\n35238;Rennes\n", ("com:01004",), SURE),
        ("Nom;EPCI\nA;Toulouse Métropole\nB;Rennes Métropole\n", ("epci:243100518",), SURE),
        ("Nom;Territoire\nA;Ain\nB;Toulouse Métropole\nC;Rennes\n", ("dep:01",), SURE),
        ("Nom;Département\nA;01 - Ain\nB;31 - Haute-Garonne\n", ("dep:01",), SURE),
        ("Nom;Adresse\nA;1 rue X 75011 Paris\nB;2 rue Y, 35000 Rennes\n", ("arm:75111",), SURE),
        ("Nom;Territoire\nA;com:31555|com:31069\nB;epci:243500139\n", TWO, SURE),
        (
            "Bénéficiaire;Dép\nCOMMUNE DE RENNES;35\nMairie de Vitré;35\nCCAS de Redon;35\n",
            ("com:35238",),
            SURE,
        ),
        ("Communes;Dép\nNogent/Marne;94\nSceaux;92\nArcueil;94\n", ("com:94052",), SURE),
        (
            "Communes;Dép\nCommunes de Brest et Quimper;29\nVannes;56\n",
            ("com:29019", "com:29232"),
            SURE,
        ),
        ("Territoire;Nb\nGuadeloupe;1\nMayotte;2\nRennes;3\n", ("dep:971",), SURE),
        ("Territoire;Nb\nVille d'Avray;1\nRennes;3\n", ("com:92077",), SURE),
        ("Nom;Code postal\nA;75011\nB;35000\n", ("arm:75111",), SURE),
        ("Nom;Code postal\nA;01500\nB;35000\n", ("com:01004",), DOUBT),
        (
            "Nom;Commune;EPCI\nA;;Rennes Métropole\nB;Rennes;x\nC;Arles;x\n",
            ("epci:243500139",),
            SURE,
        ),
        (
            "Nom;Commune;EPCI\nA;Xyzzy;Rennes Métropole\nB;Rennes;x\nC;Arles;x\n",
            ("epci:243500139",),
            DOUBT,
        ),
    ],
)
def test_the_place_of_a_row(
    tmp_path: Path, text: str, tokens: tuple[str, ...], certainty: Certainty
) -> None:
    found = first(tmp_path, text)
    assert (found.tokens, found.certainty) == (tokens, certainty)


def test_commas_part_communes_where_the_whole_is_none(tmp_path: Path) -> None:
    text = "Nom;Communes\nA;Toulouse, Blagnac et Colomiers\nB;Rennes\nC;Arles, Vannes\n"
    assert first(tmp_path, text).tokens == ("com:31555", "com:31069", "com:31149")


@pytest.mark.parametrize(
    ("cells", "tokens"),
    [("0,5;0,5", ("com:13001",)), ("0,2;1,5", ("com:13002",)), ("1,2;1,5", ("arm:13201",))],
)
def test_a_point_is_in_the_commune_that_holds_it(
    tmp_path: Path, boundaries: Boundaries, cells: str, tokens: tuple[str, ...]
) -> None:
    text = f"Nom;Latitude;Longitude\nA;{cells}\nB;0,5;0,6\n"
    assert first(tmp_path, text, boundaries).tokens == tokens


def test_a_point_in_no_commune_is_not_found_and_kept(
    tmp_path: Path, boundaries: Boundaries
) -> None:
    found = first(tmp_path, "Nom;Latitude;Longitude\nA;-12;40\nB;0,5;0,6\n", boundaries)
    assert (found.tokens, found.certainty, found.pieces[0].match.why) == ((), NONE, "point")


def test_a_point_far_from_its_commune_is_a_doubt(tmp_path: Path, boundaries: Boundaries) -> None:
    text = "Nom;Code INSEE;Latitude;Longitude\nA;13001;0,5;1,5\nB;13002;0,5;1,5\nC;13003;1,5;0,5\n"
    found = [placed.certainty for placed in adopted(tmp_path, text, boundaries).placements]
    assert found == [DOUBT, SURE, SURE]


def test_a_place_that_is_named_beside_a_point_is_the_place(
    tmp_path: Path, boundaries: Boundaries
) -> None:
    text = (
        "Collectivité;Latitude;Longitude\nBouches-du-Rhône;0,5;0,6\nBretagne;0,5;1,5\n"
        "Les Zyxxy;0,5;0,6\n"
    )
    found = adopted(tmp_path, text, boundaries).placements
    assert [(placed.tokens, placed.certainty) for placed in found] == [
        (("dep:13",), SURE),
        (("reg:53",), DOUBT),
        (("com:13001",), SURE),
    ]


def test_points_that_are_all_the_same_are_left_out_and_told(tmp_path: Path) -> None:
    text = "Nom;Code INSEE;Latitude;Longitude\nA;31555;46,1;2,3\nB;35238;46,1;2,3\n"
    found = adopted(tmp_path, text)
    assert found.has_constant_points
    assert [placed.certainty for placed in found.placements] == [SURE, SURE]


def test_the_region_of_a_row_that_is_not_found_is_kept(tmp_path: Path) -> None:
    found = first(tmp_path, f"Commune;Département\nXyzzy;31\n{FILLER}")
    assert (found.tokens, found.region, found.certainty) == ((), "76", NONE)


def test_the_seat_of_a_row_is_a_commune(tmp_path: Path) -> None:
    text = "Nom;EPCI;Commune du siège\nA;Toulouse Métropole;Toulouse\nB;Rennes Métropole;35238\n"
    assert [placed.seat for placed in adopted(tmp_path, text).placements] == ["31555", "35238"]
