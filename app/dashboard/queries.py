"""Queries as the pages take them: they may look up a place, which the map has to know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.dataset import Dataset
from app.http.addresses import under_root
from ptce_map.errors import QueryError
from ptce_map.filters.filters import Filters
from ptce_map.likeness import nearest_codes
from ptce_map.query.grammar import Query, parse_leniently, to_query
from ptce_map.query.view import TEXTS, View


@dataclass(frozen=True)
class Addresses:
    """The addresses of a query with some changes, as browsers ask for them."""

    dataset: Dataset
    query: Query

    def href(self, path: str = "/", filters: Filters | None = None, **view: str) -> str:
        """Return the address of the query on a page, with other filters or another view.

        Another list than that of the query begins by its first stretch.
        """
        asked = self.query.filters if filters is None else filters
        seen = restarted(self.query.view, is_other=filters is not None or "tri" in view)
        changed = replace(seen, **view) if view else seen
        written = to_query(asked, self.dataset.vocabulary, changed)
        return under_root(f"{path}?{written}" if written else path)

    def filtered(self, filters: Filters) -> str:
        """Return the address of the map with other filters."""
        return self.href(filters=filters)

    def narrowed(self, key: str, values: Sequence[str]) -> str:
        """Return the address of the list with one filter changed."""
        changed: dict[str, Any] = {key: tuple(values)}
        filters = replace(self.query.filters, **changed)
        return self.href(filters=filters, onglet="liste")


def restarted(view: View, *, is_other: bool = True) -> View:
    """Return a view of the first stretch of the list, if the list is another."""
    return replace(view, page="") if is_other and view.page else view


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
