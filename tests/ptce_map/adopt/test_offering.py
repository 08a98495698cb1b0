"""What a mapping proposes to filter by, and to add up."""

from __future__ import annotations

import pytest

from ptce_map.adopt.offering import is_filter_like, is_sum_like


@pytest.mark.parametrize(
    ("field", "cells", "kind", "sign", "proposed"),
    [
        ("etape", ["prévu", "achevé"] * 4, "texte", "", True),
        ("etape", ["Prévu", "prévu"] * 4, "texte", "", False),
        ("etape", ["prévu", "achevé"] * 3, "texte", "", False),
        ("etape", ["prévu", ""] * 8, "texte", "", False),
        ("etape", ["prévu", "a" * 61] * 8, "texte", "", False),
        ("labels", ["bio|local", "bio"] * 4, "liste", "|", True),
        ("nom", [f"n{n}" for n in range(200)], "texte", "", False),
        ("ouverture", ["17/05/2024", "mai 2025"], "date", "", True),
        ("ouverture", ["17/05/2024", "mai 2024"], "date", "", False),
        ("annee", ["2024", "2025"] * 4, "entier", "", False),
        ("ref", ["a", "b"] * 8, "texte", "", False),
    ],
)
def test_few_values_of_many_rows_are_a_filter(
    field: str, cells: list[str], kind: str, sign: str, proposed: bool
) -> None:
    assert is_filter_like(field, cells, kind, sign) is proposed


@pytest.mark.parametrize(
    ("cells", "kind", "proposed"),
    [
        (["12 €", ""], "montant", True),
        (["12 €", "-3 €"], "montant", False),
        (["12", "13"], "nombre", False),
    ],
)
def test_amounts_are_added_up(cells: list[str], kind: str, proposed: bool) -> None:
    assert is_sum_like(cells, kind) is proposed
