from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ptce_map.adopt.codes import commune_of, communes_of, epci_of, several_epci_of

if TYPE_CHECKING:
    from geodata.cog import Cog
    from ptce_map.adopt.gazetteer import Names


@pytest.mark.parametrize(
    ("code", "token"),
    [
        ("31555", "com:31555"),
        ("1004", "com:01004"),
        ("1004.0", "com:01004"),
        ("2a004", "com:2A004"),
        ("'01004", "com:01004"),
        ("75111", "arm:75111"),
        ("97123", "com:97701"),
        ("14697", "com:14654"),
        ("00000", ""),
        ("Toulouse", ""),
    ],
)
def test_the_commune_of_a_code(names: Names, code: str, token: str) -> None:
    assert commune_of(code, names.cog) == token


@pytest.mark.parametrize(
    ("code", "token"),
    [
        ("243100518", "epci:243100518"),
        ("243 100 518", "epci:243100518"),
        ("243100518.0", "epci:243100518"),
        ("200033207", "epci:200090561"),
        ("31555", ""),
        ("999999999", ""),
    ],
)
def test_the_epci_of_a_siren(names: Names, code: str, token: str) -> None:
    assert epci_of(code, names.cog) == token


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("35238, 35360", ["35238", "35360"]),
        ("35238 35360", ["35238", "35360"]),
        ("35238/35360", ["35238", "35360"]),
        ("1004 - 1033", ["1004", "1033"]),
        ("- 35238\n- 2A004", ["35238", "2A004"]),
        ("35 238", ["35 238"]),
        ("35238 Rennes", ["35238 Rennes"]),
    ],
)
def test_several_codes_of_a_cell_are_parted_where_each_is_one(
    cog: Cog, text: str, codes: list[str]
) -> None:
    assert communes_of(text, cog) == codes


def test_several_siren_keep_their_blanks(cog: Cog) -> None:
    assert several_epci_of("243 500 139, 242900314", cog) == ["243 500 139", "242900314"]
    assert several_epci_of("243 500 139", cog) == ["243 500 139"]


def test_decimals_and_points_of_codes_mean_nothing(cog: Cog) -> None:
    assert commune_of("6088,00", cog) == "com:06088"
    assert epci_of("200.065.928", cog) == "epci:200065928"
