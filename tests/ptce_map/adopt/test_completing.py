"""Columns whose names say nothing are told by those beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ptce_map.adopt.builders import adopted

if TYPE_CHECKING:
    from pathlib import Path

    from geodata.store import Boundaries


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ville;K1\nRomain;25\nArles;13\nRennes;35\n", {"K1": "departement"}),
        ("Ville;K1\nArles;13004\nBrest;29019\nRennes;35238\n", {"K1": "code_commune"}),
        ("Ville;K1\nArles;12\nBrest;4\nRennes;35\n", {"K1": "complement"}),
        ("Ville;K1\nArles;13\nBrest;13\nRennes;13\n", {"K1": "complement"}),
        ("Ville;K1\nArles;13\nBrest;29\n", {"K1": "complement"}),
    ],
)
def test_numbers_that_agree_with_the_communes_are_their_codes(
    tmp_path: Path, text: str, expected: dict[str, str]
) -> None:
    found = adopted(tmp_path, text)
    assert {plan.name: plan.role for plan in found.planned.columns[1:]} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("K1;K2\n1,4441;43,6045\n-1,6778;48,1173\n4,8357;45,7640\n", ("longitude", "latitude")),
        ("K1;K2\n43.6045;1.4441\n48.1173;-1.6778\n45.7640;4.8357\n", ("latitude", "longitude")),
        ("K1;K2\n574357;6279642\n352008;6789311\n842666;6519924\n", ("x", "y")),
        ("K1;K2\n6279642;574357\n6789311;352008\n6519924;842666\n", ("y", "x")),
    ],
)
def test_two_numbers_in_france_are_points_where_nothing_else_says_a_place(
    tmp_path: Path, boundaries: Boundaries, text: str, expected: tuple[str, str]
) -> None:
    found = adopted(tmp_path, text, boundaries)
    assert tuple(plan.role for plan in found.planned.columns) == expected


def test_numbers_beside_communes_are_no_points(tmp_path: Path) -> None:
    text = "Ville;K1;K2\nArles;43.6045;1.4441\nBrest;48.1173;-1.6778\nRennes;45.7640;4.8357\n"
    found = adopted(tmp_path, text)
    assert [plan.role for plan in found.planned.columns] == ["commune", "complement", "complement"]


def test_the_seat_is_the_place_where_no_other_column_says_one(tmp_path: Path) -> None:
    found = adopted(tmp_path, "Commune siège;Note\nArles;a\nRennes;b\n")
    assert [pole["territoire"] for pole in found.made.poles] == ["com:13004", "com:35238"]
    found = adopted(tmp_path, "Commune;Siège\nArles;Brest\nRennes;Bruz\n")
    assert [plan.role for plan in found.planned.columns] == ["commune", "siege"]
