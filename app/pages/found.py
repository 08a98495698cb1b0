"""What ``/liste`` tells: a query, and the poles that answer it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.dashboard.queries import restarted
from app.dataset import Dataset
from app.sections.door import Door
from ptce_map.filters.filters import Filters
from ptce_map.filters.selection import Selection
from ptce_map.filters.sentence import sentence
from ptce_map.query.grammar import Query, to_query


@dataclass(frozen=True)
class Found:
    """The data, a query, the poles that answer it, the query in words, and where it is read."""

    dataset: Dataset
    query: Query
    selection: Selection
    said: str
    door: Door

    def address(self, path: str = "/liste", filters: Filters | None = None, **view: str) -> str:
        """Return the canonical address of the query on a page of the site, with some changes."""
        asked = self.query.filters if filters is None else filters
        is_other = filters is not None or "tri" in view
        seen = replace(restarted(self.query.view, is_other=is_other), **{"pole": "", **view})
        written = to_query(asked, self.dataset.vocabulary, seen)
        return f"{path}?{written}" if written else path


def find(dataset: Dataset, query: Query) -> Found:
    """Find the poles that answer a query."""
    selection, lang = dataset.index.select(query.filters), query.view.lang
    said = sentence(query.filters, selection.n, dataset.vocabulary, lang)
    return Found(dataset, query, selection, said, Door(lang, query.view.theme, is_page=True))
