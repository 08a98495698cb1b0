"""Dates and numbers that one cell leaves in doubt are read as their column is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ptce_map.adopt.report import to_text
from ptce_map.adopt.usages import (
    DAY_FIRST,
    DECIMALS,
    KILO,
    MEGA,
    MONTH_FIRST,
    THOUSANDS,
    Usage,
    in_euros,
    usage_of,
)
from ptce_map.adopt.values import write
from tests.ptce_map.adopt.builders import adopted

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("kind", "cells", "usage"),
    [
        ("date", ["03/04/2024", "25/12/2024"], Usage()),
        ("date", ["03/04/2024", "04/04/2024"], Usage(DAY_FIRST, 1, "03/04/2024")),
        ("date", ["12/25/2024", "03/04/2024"], Usage(MONTH_FIRST, 1, "03/04/2024")),
        ("date", ["12/25/2024", "25/12/2024", "03/04/2024"], Usage(DAY_FIRST, 1, "03/04/2024")),
        ("date", ["2024-03-04", "mai 2024"], Usage()),
        ("montant", ["1.234", "12.500", "900"], Usage(THOUSANDS, 2, "1.234")),
        ("montant", ["1.234", "12,50"], Usage(DECIMALS, 1, "1.234")),
        ("montant", ["1.234", "1.234.567"], Usage(THOUSANDS, 1, "1.234")),
        ("montant", ["1 234,50 €", "12 k€"], Usage()),
        ("nombre", ["1.234", "12"], Usage(DECIMALS, 1, "1.234")),
        ("nombre", ["1.234", "12.5"], Usage()),
        ("texte", ["1.234"], Usage()),
    ],
)
def test_how_a_column_is_written(kind: str, cells: list[str], usage: Usage) -> None:
    assert usage_of(kind, cells) == usage


@pytest.mark.parametrize(
    ("kind", "cell", "usage", "text"),
    [
        ("date", "03/04/2024", "", "2024-04-03"),
        ("date", "03/04/2024", MONTH_FIRST, "2024-03-04"),
        ("date", "12/25/2024", MONTH_FIRST, "2024-12-25"),
        ("date", "mai 2024", MONTH_FIRST, "2024-05"),
        ("montant", "1.234 €", THOUSANDS, "1234"),
        ("montant", "1 234", THOUSANDS, "1234"),
        ("montant", "1.234", DECIMALS, "1.234"),
    ],
)
def test_a_cell_is_read_in_the_usage_of_its_column(
    kind: str, cell: str, usage: str, text: str
) -> None:
    assert write(kind, cell, usage=usage).text == text


@pytest.mark.parametrize(
    ("name", "usage", "title"),
    [
        ("Budget (k€)", Usage(KILO, 2, "12,5"), "Budget (€)"),
        ("Budget en milliers d’euros", Usage(KILO, 2, "12,5"), "Budget €"),
        ("Budget M€", Usage(MEGA, 2, "12,5"), "Budget €"),
        ("Budget (€)", Usage(), "Budget (€)"),
        ("Marketing", Usage(), "Marketing"),
    ],
)
def test_the_name_of_a_column_may_say_the_unit(name: str, usage: Usage, title: str) -> None:
    assert usage_of("montant", ["12,5", "3", "40 k€", ""], name) == usage
    assert in_euros(name) == title


def test_amounts_of_thousands_are_written_in_euros(tmp_path: Path) -> None:
    found = adopted(tmp_path, "Commune;Budget (k€)\nArles;12,5\nRennes;3 k€\nBrest;1,2 M€\n")
    assert [pole["budget_k"] for pole in found.made.poles] == ["12500", "3000", "1200000"]
    assert found.planned.extras[0].titles == {"fr": "Budget (€)", "en": "Budget (€)"}


def test_it_is_said(tmp_path: Path) -> None:
    text = "Commune;Début;Budget (€)\nArles;03/04/2024;1.234\nRennes;04/05/2024;12.500\n"
    found = adopted(tmp_path, text)
    said = to_text(found, "en").splitlines()
    assert (
        "Début: 2 dates read day then month, such as “03/04/2024”: nothing in the column says "
        "which comes first."
    ) in said
    assert "Budget (€): 2 amounts read in thousands, such as “1.234”." in said
    assert [pole["budget"] for pole in found.made.poles] == ["1234", "12500"]
