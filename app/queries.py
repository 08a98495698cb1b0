"""Queries as the pages take them: they may look up a place, which the map has to know."""

from __future__ import annotations

from dataclasses import replace

from app.dataset import Dataset
from ptce_map.errors import QueryError
from ptce_map.nearest import nearest_codes
from ptce_map.query import Query, parse, parse_understood


def read_query(dataset: Dataset, text: str) -> Query:
    """Parse a query string.

    Raises
    ------
    QueryError
        If it is not understood, or if the map does not know the place looked up.
    """
    query = parse(text, dataset.vocabulary)
    check_place(dataset, query.view.lieu)
    return query


def read_understood(dataset: Dataset, text: str) -> Query:
    """Parse what is understood of a query string; the rest is dropped."""
    query = parse_understood(text, dataset.vocabulary)
    if dataset.vicinity.communes(query.view.lieu):
        return query
    return replace(query, view=replace(query.view, lieu=""))


def check_place(dataset: Dataset, code: str) -> None:
    """Refuse the code of a place that the map does not know."""
    if code and not dataset.vicinity.communes(code):
        near = nearest_codes(code, dataset.catalog.cog.communes.index)
        raise QueryError("value", key="lieu", value=code, allowed=near)
