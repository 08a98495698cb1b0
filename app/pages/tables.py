"""Tables of a page, as the templates write them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """A cell: its text, the address it leads to if any, its language if not that of the page.

    ``sources`` are the numbers of what it is known by, in the list of the page.
    """

    text: str
    href: str = ""
    lang: str = ""
    is_unknown: bool = False
    sources: Sequence[int] = ()


@dataclass(frozen=True)
class Column:
    """A column: its title, whether it holds numbers, how rows are sorted by it if they are.

    Codes are not broken in two.
    """

    title: str
    is_number: bool = False
    sort: str = ""
    is_code: bool = False


@dataclass(frozen=True)
class Table:
    """A table; the first cell of a row heads it.

    ``is_wide`` tells that narrow screens show each row as a card.
    """

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    is_wide: bool = False
