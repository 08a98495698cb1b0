"""Tables: a caption, columns, and rows whose first cell heads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.sections.door import Door
from app.sections.fragment import Node, Tag


@dataclass(frozen=True)
class Column:
    """A column: its title, the class of its cells, how rows are sorted by it if they are.

    ``head`` stands in place of the title where it is more than a text; ``marks`` are attributes of
    the head.
    """

    title: str
    name: str | None = None
    sort: str | None = None
    head: Node = None
    marks: Mapping[str, Any] = field(default_factory=dict)


def titled(door: Door, keys: Mapping[str, str | None]) -> list[Column]:
    """Return columns by the keys of their titles, each with the class of its cells."""
    return [Column(door.say(key), name) for key, name in keys.items()]


@dataclass(frozen=True)
class Row:
    """A row: its cells, the attributes that a script finds it by."""

    cells: Sequence[Any]
    marks: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """A table; a row without attributes is its cells alone.

    Narrow screens show each row of a wide one as a card: roles are written then, which such a style
    would lose. ``before`` stands in place of the caption where it is more than a text.
    """

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Row | Sequence[Any]]
    is_wide: bool = False
    attributes: Mapping[str, Any] = field(default_factory=dict)
    before: Node = None

    def role(self, name: str) -> dict[str, Any]:
        """Return the role of an element, if it is written."""
        return {"role": name} if self.is_wide else {}

    def html(self) -> Tag:
        """Write the table."""
        heads = [self.head(column) for column in self.columns]
        body = [self.row(row if isinstance(row, Row) else Row(row)) for row in self.rows]
        group = self.role("rowgroup")
        return Tag(
            "table",
            [
                self.before or Tag("caption", self.caption),
                Tag("thead", Tag("tr", heads, self.role("row")), group),
                Tag("tbody", body, group),
            ],
            {
                "className": "cards" if self.is_wide else None,
                **self.role("table"),
                **self.attributes,
            },
        )

    def head(self, column: Column) -> Tag:
        """Write the head of a column."""
        told = {"scope": "col", "className": column.name, "aria-sort": column.sort, **column.marks}
        return Tag("th", column.head or column.title, {**told, **self.role("columnheader")})

    def row(self, row: Row) -> Tag:
        """Write a row; cells name their column where rows are cards."""
        cells = [
            Tag(
                "td",
                cell,
                {
                    "className": column.name,
                    "data-label": column.title if self.is_wide else None,
                    **self.role("cell"),
                },
            )
            for cell, column in list(zip(row.cells, self.columns))[1:]
        ]
        first = {"className": self.columns[0].name, "scope": "row", **self.role("rowheader")}
        return Tag(
            "tr", [Tag("th", row.cells[0], first), *cells], {**row.marks, **self.role("row")}
        )
