"""Queries as the pages take them: they may look up a place, which the map has to know."""

from __future__ import annotations

from dataclasses import replace

from app.dataset import Dataset
from ptce_map.errors import QueryError
from ptce_map.likeness import nearest_codes
from ptce_map.query.grammar import Query, parse_leniently
from ptce_map.query.view import TEXTS


def understood(dataset: Dataset, text: str) -> tuple[Query, tuple[QueryError, ...]]:
    """Return what is understood of a query string, places looked up included, and what is not."""
    asked, problems = parse_leniently(text, dataset.vocabulary)
    code = asked.view.lieu
    if not code or dataset.vicinity.units(code):
        return asked, problems
    near = nearest_codes(code, dataset.catalog.cog.communes.index) or (TEXTS["lieu"].example,)
    problem = QueryError("value", key="lieu", value=code, allowed=near)
    return replace(asked, view=replace(asked.view, lieu="")), (*problems, problem)


def read_understood(dataset: Dataset, text: str) -> Query:
    """Parse what is understood of a query string; the rest is dropped."""
    return understood(dataset, text)[0]


def read_query(dataset: Dataset, text: str) -> Query:
    """Parse a query string.

    Raises
    ------
    QueryError
        If it is not understood, or if the map does not know the place looked up.
    """
    asked, problems = understood(dataset, text)
    if problems:
        raise problems[0]
    return asked
