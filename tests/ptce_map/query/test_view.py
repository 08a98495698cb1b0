"""What is looked at: the texts that its keys take."""

from __future__ import annotations

import pytest

from ptce_map.query.view import COLUMNS, TEXTS, VIEW_VALUES


@pytest.mark.parametrize("key", TEXTS)
def test_a_text_has_an_example_that_is_understood(key: str) -> None:
    assert TEXTS[key].is_understood(TEXTS[key].example)
    assert VIEW_VALUES[key] is None


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("2.35,46.6,5.2", True),
        ("-61.5,16,9", True),
        ("181,46,5", False),
        ("2,86,5", False),
        ("2,46,23", False),
        ("180.0,85,22", True),
        ("٢,46,5", False),
        ("2,46", False),
        ("2;46;5", False),
        ("", False),
    ],
)
def test_an_extent_is_a_longitude_a_latitude_and_a_zoom(text: str, *, understood: bool) -> None:
    assert TEXTS["vue"].is_understood(text) is understood


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        (",".join(COLUMNS), True),
        ("nom", True),
        ("lieu,nom", False),
        ("nom,lieu,lieu", False),
        ("nom,couleur", False),
    ],
)
def test_columns_begin_with_the_name_and_are_distinct(text: str, *, understood: bool) -> None:
    assert TEXTS["colonnes"].is_understood(text) is understood


@pytest.mark.parametrize(
    ("text", "understood"),
    [("31555", True), ("2A004", True), ("200054781", True), ("3155", False), ("Paris", False)],
)
def test_a_place_is_the_code_of_a_commune_or_of_an_epci(text: str, *, understood: bool) -> None:
    assert TEXTS["lieu"].is_understood(text) is understood
