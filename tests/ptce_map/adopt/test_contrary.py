"""Numbers that look like codes of places are none where the communes beside them gainsay it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ptce_map.adopt.contrary import is_quantity
from tests.ptce_map.adopt.builders import adopted

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", ["Grant (EUR)", "Montant accordé", "Effectifs", "nb_salaries"])
def test_the_name_of_a_quantity(name: str) -> None:
    assert is_quantity(name)


@pytest.mark.parametrize("name", ["CP", "Code", "Lieu", "Établissement"])
def test_the_name_of_anything_else(name: str) -> None:
    assert not is_quantity(name)


@pytest.mark.parametrize("name", ["Grant (EUR)", "Accordé"])
def test_round_amounts_are_no_postcodes(tmp_path: Path, name: str) -> None:
    text = f"Nom;Commune;{name}\nA;Rennes;10000\nB;Brest;20000\nC;Tours;30000\n"
    found = adopted(tmp_path, text)
    assert "code_postal" not in [plan.role for plan in found.planned.columns]
    assert [pole["territoire"] for pole in found.made.poles] == [
        "com:35238",
        "com:29019",
        "com:37261",
    ]
    assert [pole["confiance"] for pole in found.made.poles] == ["", "", ""]


def test_codes_of_where_the_applicants_are_do_not_place_their_projects(tmp_path: Path) -> None:
    text = (
        "Structure localité INSEE;Nom du projet;Commune concernée\n"
        "35238;A;Amboise\n37261;B;Morlaix\n29019;C;Lannion\n"
    )
    found = adopted(tmp_path, text)
    assert [pole["territoire"] for pole in found.made.poles] == [
        "com:37003",
        "com:29151",
        "com:22113",
    ]


def test_codes_that_go_with_the_communes_stay_codes(tmp_path: Path) -> None:
    text = "Nom;Commune;Zone\nA;Rennes;35000\nB;Paris;75011\nC;Tours;37000\n"
    found = adopted(tmp_path, text)
    assert [plan.role for plan in found.planned.columns][2] == "code_postal"
    assert [pole["territoire"] for pole in found.made.poles][1] == "arm:75111"
