"""A long list, a stretch of it on each page: its poles in the order asked for, and its pager."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pandas as pd
from dash import html
from dash.development.base_component import Component

from app.dataset import Dataset
from app.sections.door import Door
from app.sections.elements import attrs
from app.sections.fields import FIELDS, FIELDS_BY_KEY, UNKNOWN_RANK, rank_poles
from app.sections.sheet import Sheet
from ptce_map.arrays import Integers
from ptce_map.filters.selection import Selection
from ptce_map.query.view import DESCENDING, View

if TYPE_CHECKING:
    from ptce_map.catalog import Pole

ROWS = 100
"""Rows of a stretch; a register of no more poles has a single one."""


@dataclass(frozen=True)
class Stretch:
    """One of ``count`` stretches of a list of ``n`` rows, by its number, from 1."""

    n: int
    number: int
    count: int

    @property
    def start(self) -> int:
        """Position of the first row."""
        return (self.number - 1) * ROWS

    @property
    def stop(self) -> int:
        """Position after the last row."""
        return min(self.number * ROWS, self.n)


def find_stretch(n: int, asked: str) -> Stretch:
    """Return the stretch asked for of a list of ``n`` rows, the last if there are not as many."""
    count = max(1, -(-n // ROWS))
    return Stretch(n, min(int(asked or 1), count), count)


def is_long(dataset: Dataset) -> bool:
    """Tell whether a register has more poles than a stretch has rows."""
    return len(dataset.poles) > ROWS


def stretch_sheets(
    dataset: Dataset, selection: Selection, view: View, door: Door
) -> tuple[Stretch, list[Sheet]]:
    """Return the stretch that a view asks for of the poles that answer, and its poles, in order."""
    stretch = find_stretch(selection.n, view.page)
    places = order_poles(dataset, selection, view.tri, view.lang)[stretch.start : stretch.stop]
    rows = dataset.poles.iloc[places].itertuples()
    return stretch, [Sheet(dataset, pole, door) for pole in rows]


def order_poles(dataset: Dataset, selection: Selection, order: str, lang: str) -> Integers:
    """Return the positions of the poles that answer, in an order of the list.

    Equals follow their names, and what is not known comes last.
    """
    named = ranks_of(dataset, FIELDS[0].key, lang)
    chosen = np.flatnonzero(selection.mask)
    chosen = chosen[np.argsort(named[chosen], kind="stable")]
    if not order:
        return chosen
    ranks = ranks_of(dataset, order.removeprefix(DESCENDING), lang)[chosen]
    way = -1 if order.startswith(DESCENDING) else 1
    return chosen[np.lexsort((way * ranks, ranks == UNKNOWN_RANK))]


@lru_cache(maxsize=64)
def ranks_of(dataset: Dataset, key: str, lang: str) -> Integers:
    """Return the rank of each pole in a column of the list; see ``rank_poles``."""
    door, columns = Door(lang), Columns(dataset.poles)
    rows = (cast("Pole", Row(columns, at)) for at in range(len(dataset.poles)))
    sheets = [Sheet(dataset, row, door) for row in rows]
    return np.array(rank_poles(sheets, FIELDS_BY_KEY[key]), dtype=np.int64)


class Columns(dict[str, list[Any]]):
    """The columns of a table that were asked for."""

    def __init__(self, table: pd.DataFrame) -> None:
        super().__init__()
        self.table = table

    def __missing__(self, name: str) -> list[Any]:
        """Read a column, the first time that it is asked for."""
        self[name] = list(self.table.index if name == "Index" else self.table[name])
        return self[name]


class Row:
    """A pole of which the columns that are asked for are read alone: a rank needs one or two."""

    __slots__ = ("_at", "_columns")

    def __init__(self, columns: Columns, at: int) -> None:
        self._columns, self._at = columns, at

    def __getattr__(self, name: str) -> Any:
        return self._columns[name][self._at]


def create_pager(stretch: Stretch, door: Door, address: Callable[[str], str]) -> Component | None:
    """Create the links to the other stretches of a list; nothing if there is a single one.

    Parameters
    ----------
    stretch
        What is shown.
    door
        Where it is read.
    address
        How a stretch is asked for (:func:`asked_as`) -> its address, as browsers ask for it.
    """
    if stretch.count < 2:
        return None
    rows = door.say("list.pages.rows", x=stretch.start + 1, y=stretch.stop, total=stretch.n)
    links = [
        html.Li(
            html.A(
                door.say(f"list.pages.{name}"),
                href=address(asked_as(number)),
                rel=rel,
                **attrs(data_page=asked_as(number)),
            )
        )
        for name, number, rel in others(stretch)
    ]
    return html.Nav(
        [html.P(rows, className="rows"), html.Ul(links)],
        className="pages screen",
        **attrs(aria_label=door.say("list.pages.title")),
    )


def asked_as(number: int) -> str:
    """Return how the address asks for a stretch; for the first one it says nothing."""
    return str(number) if number > 1 else ""


def others(stretch: Stretch) -> Iterator[tuple[str, int, str | None]]:
    """Yield the name of each other stretch that is led to, its number and its ``rel``."""
    if stretch.number > 1:
        yield "first", 1, None
        yield "previous", stretch.number - 1, "prev"
    if stretch.number < stretch.count:
        yield "next", stretch.number + 1, "next"
        yield "last", stretch.count, None
