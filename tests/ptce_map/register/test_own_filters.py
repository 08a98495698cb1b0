"""The columns of a register's own that are filters: how they are declared, and what they take."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from app.ogc.parameters import COMMON, FILTERING, ITEMS
from ptce_map.exports.orders import GEOMETRY_KEY, VARIANTS
from ptce_map.query.grammar import KEYS
from ptce_map.register.extras import NAME, declared, find_extra_faults, usable
from ptce_map.register.own_filters import ADDRESS_KEYS, MOST_VALUES, read_cell


def column(**said: Any) -> dict[str, Any]:
    return {"colonnes": {"etape": {"filtre": True, **said}}}


def test_a_column_is_a_filter_where_it_says_so() -> None:
    content = {"colonnes": {"etape": {"filtre": True}, "budget": {"type": "montant"}}}
    columns, faults = declared(content)
    assert faults == []
    assert {column.name: column.is_filter for column in columns} == {
        "etape": True,
        "budget": False,
    }


def test_values_are_named_in_each_language_in_their_order() -> None:
    said = column(valeurs=["1", "2"], valeurs_fr=["Un", "Deux"], valeurs_en=["One", "Two"])
    assert declared(said)[0][0].named == {
        "1": {"fr": "Un", "en": "One"},
        "2": {"fr": "Deux", "en": "Two"},
    }
    (own,) = declared(column(valeurs=["a"]))[0]
    assert own.named == {"a": {"fr": "a", "en": "a"}}


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        (column(filtre="oui"), [("colonnes.etape.filtre", "toml_flag")]),
        (column(type="montant"), [("colonnes.etape.type", "filter_kind")]),
        ({"colonnes": {"mesure": {"filtre": True}}}, [("colonnes.mesure.filtre", "filter_key")]),
        ({"colonnes": {"utm_x": {"filtre": True}}}, [("colonnes.utm_x.filtre", "filter_key")]),
        (
            column(valeurs="a"),
            [
                (f"colonnes.etape.{key}", "toml_texts")
                for key in ("valeurs", "valeurs_fr", "valeurs_en")
            ],
        ),
        (
            column(valeurs=["a", "b"], valeurs_en=["A"]),
            [("colonnes.etape.valeurs_en", "filter_names")],
        ),
        ({"colonnes": {"mesure": {"filtre": False}}}, []),
    ],
)
def test_what_keeps_a_column_from_being_a_filter_is_told_and_the_column_kept(
    content: dict[str, Any], faults: list[tuple[str, str]]
) -> None:
    columns, found = declared(content)
    assert [(fault.column, fault.code) for fault in found] == faults
    assert [column.is_filter for column in columns] == [False]


@pytest.mark.parametrize(
    ("cell", "is_date", "values"),
    [
        ("Bio", False, ("Bio",)),
        ("", False, ("non-renseigne",)),
        (pd.NA, False, ("non-renseigne",)),
        ((), False, ("non-renseigne",)),
        (("a", "b"), False, ("a", "b")),
        (12, False, ("12",)),
        ("2024-05-17", True, ("2024",)),
        ("2024", True, ("2024",)),
        ("2024-05-17", False, ("2024-05-17",)),
    ],
)
def test_a_cell_has_values(cell: Any, is_date: bool, values: tuple[str, ...]) -> None:
    assert read_cell(cell, is_date=is_date) == values


def test_a_column_of_too_many_values_is_told_and_is_no_filter() -> None:
    extras = declared(column())[0]
    for n, codes in ((MOST_VALUES, []), (MOST_VALUES + 1, ["filter_many"])):
        table = pd.DataFrame({"etape": [f"v{at}" for at in range(n)]}, dtype="str")
        found = list(find_extra_faults(extras, table, "poles.csv"))
        assert [fault.code for fault in found] == codes
        assert [own.is_filter for own in usable(extras, table)] == [not codes]


def test_no_key_of_an_address_is_left_to_a_column() -> None:
    others = (GEOMETRY_KEY, *(row.key for row in VARIANTS), *COMMON, *ITEMS, *FILTERING)
    keys = {key for key in (*KEYS, *others) if NAME.fullmatch(key)}
    assert keys - ADDRESS_KEYS == set()
