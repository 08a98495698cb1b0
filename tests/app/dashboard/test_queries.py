"""Queries as the pages take them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.dashboard.queries import read_query, read_understood
from ptce_map.errors import QueryError

if TYPE_CHECKING:
    from app.dataset import Dataset


def test_a_place_is_known_to_the_map(dataset: Dataset) -> None:
    assert read_query(dataset, "lieu=13001").view.lieu == "13001"
    with pytest.raises(QueryError, match="'lieu'"):
        read_query(dataset, "lieu=99999")


def test_what_is_not_understood_is_dropped(dataset: Dataset) -> None:
    query = read_understood(dataset, "lieu=99999&region=93&nothing=1&lang=de")

    assert (query.view.lieu, query.view.lang, query.filters.region) == ("", "fr", ("93",))
    assert read_understood(dataset, "lieu=13001").view.lieu == "13001"
    assert read_understood(dataset, "").view.lieu == ""
