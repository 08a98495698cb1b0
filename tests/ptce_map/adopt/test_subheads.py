"""Rows between a header and its rows: numbers of columns, and units, are no poles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ptce_map.adopt.subheads import explains, with_units
from tests.ptce_map.adopt.builders import adopted

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ["Nom", "Commune", "Surface", "Montant"]


@pytest.mark.parametrize(
    "cells",
    [
        ["1", "2", "3", "4"],
        ["(a)", "(b)", "(c)", "(d)"],
        ["", "", "(ha)", "(k€)"],
        ["", "", "", "en €"],
    ],
)
def test_numbers_and_units_explain_a_header(cells: list[str]) -> None:
    assert explains(cells, NAMES)


@pytest.mark.parametrize(
    "cells",
    [
        ["A", "Rennes", "10", "5"],
        ["1", "Rennes", "3", "4"],
        ["(ancien)", "", "", ""],
        ["", "", "", ""],
        ["", "", "10", "5"],
        ["1", "2", "4", "3"],
    ],
)
def test_a_row_of_the_table_explains_nothing(cells: list[str]) -> None:
    assert not explains(cells, NAMES)


def test_units_go_to_the_names() -> None:
    found = with_units(NAMES, ["", "", "(ha)", "(k€)"])
    assert found == ["Nom", "Commune", "Surface (ha)", "Montant (k€)"]
    assert with_units(NAMES, ["1", "2", "3", "4"]) == NAMES


def test_amounts_are_read_in_the_unit_under_their_name(tmp_path: Path) -> None:
    text = "Nom;Commune;Montant\n;;(k€)\nA;Rennes;5\nB;Brest;6\nC;Tours;7\n"
    found = adopted(tmp_path, text)
    assert found.table.sheets == {"": (1, 2)}
    assert [pole["montant_k"] for pole in found.made.poles] == ["5000", "6000", "7000"]
