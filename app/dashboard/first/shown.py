"""What the first page shows: a query, the poles that answer it, and the addresses beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from app.dashboard.queries import Addresses, restarted, understood
from app.dashboard.view import draw_map
from app.dataset import Dataset
from ptce_map.errors import QueryError
from ptce_map.filters.filters import Filters
from ptce_map.filters.selection import Selection
from ptce_map.map.drawing import Drawing
from ptce_map.query.grammar import Query, View, to_query


@dataclass(frozen=True, eq=False)
class Shown:
    """The data, what is understood of an address, and what answers it."""

    dataset: Dataset
    query: Query
    problems: Sequence[QueryError]
    selection: Selection
    drawing: Drawing

    @property
    def lang(self) -> str:
        """Language of the reader."""
        return self.query.view.lang

    @property
    def view(self) -> View:
        """What is looked at, apart from the filters."""
        return self.query.view

    @property
    def addresses(self) -> Addresses:
        """The addresses of the query with some changes."""
        return Addresses(self.dataset, self.query)

    def href(self, path: str = "/", filters: Filters | None = None, **view: str) -> str:
        """Return the address of the query on a page, with other filters or another view."""
        return self.addresses.href(path, filters, **view)

    def kept(self) -> list[tuple[str, str]]:
        """Return what a form of the filters keeps of the address: all but the filters."""
        asked = Filters(id=self.query.filters.id)
        return parse_qsl(to_query(asked, self.dataset.vocabulary, restarted(self.view)))


def show(dataset: Dataset, query_string: str) -> Shown:
    """Answer a query string; what is not understood of it is left out, and kept to be said."""
    query, problems = understood(dataset, query_string)
    selection = dataset.index.select(query.filters)
    return Shown(dataset, query, problems, selection, draw_map(dataset, query, selection))
