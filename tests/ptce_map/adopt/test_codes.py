from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ptce_map.adopt.codes import commune_of, epci_of

if TYPE_CHECKING:
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
