from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ptce_map.adopt.coding import match_code, match_siren
from ptce_map.adopt.hints import Hints
from ptce_map.adopt.matching import Certainty

if TYPE_CHECKING:
    from ptce_map.adopt.gazetteer import Names

SURE, DOUBT, NONE = Certainty.SURE, Certainty.DOUBT, Certainty.NONE


@pytest.mark.parametrize(
    ("code", "name", "departement", "certainty", "token", "why"),
    [
        ("31555", "TOULOUSE", "31", SURE, "com:31555", ""),
        ("1004", "Ambérieu en Bugey", "", SURE, "com:01004", ""),
        ("14697", "(ancienne commune)", "", SURE, "com:14654", ""),
        ("75111", "Paris", "75", SURE, "arm:75111", ""),
        ("69387", "Lyon 7e", "", SURE, "arm:69387", ""),
        ("31555", "Rennes", "", DOUBT, "com:31555", "code_name"),
        ("31555", "Rennes", "35", DOUBT, "com:35238", "code_name"),
        ("31555", "Toulouse", "35", DOUBT, "com:31555", "against"),
        ("31555", "Xyzzy", "", DOUBT, "com:31555", "code_alone"),
        ("", "Toulouse", "", SURE, "com:31555", ""),
        ("00000", "Toulouse", "", SURE, "com:31555", ""),
        ("00000", "", "", NONE, "", "unknown"),
    ],
)
def test_a_code_is_held_against_the_name_beside_it(
    names: Names, code: str, name: str, departement: str, certainty: Certainty, token: str, why: str
) -> None:
    found = match_code(code, name, Hints(frozenset(filter(None, [departement]))), names)
    assert (found.certainty, found.token, found.why) == (certainty, token, why)


def test_a_former_code_has_the_name_that_it_had(names: Names) -> None:
    assert match_code("14697", "", Hints(), names).name == "L'Oudon"


@pytest.mark.parametrize(
    ("code", "name", "certainty", "token"),
    [
        ("243100518", "Toulouse Métropole", SURE, "epci:243100518"),
        ("243100518", "", SURE, "epci:243100518"),
        ("243100518", "Rennes Métropole", DOUBT, "epci:243100518"),
        ("", "Rennes Métropole", SURE, "epci:243500139"),
    ],
)
def test_a_siren_is_held_against_its_name(
    names: Names, code: str, name: str, certainty: Certainty, token: str
) -> None:
    found = match_siren(code, name, Hints(), names)
    assert (found.certainty, found.token) == (certainty, token)
