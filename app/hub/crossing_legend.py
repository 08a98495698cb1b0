"""The square legend of two programmes: a table of classes by classes, coloured and counted.

The axes start at the bottom left, as on a graph: the first programme along, the second up. Each
cell says how many units are in it, so that the legend is the contingency table of the map.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from app.hub.crossing_query import Crossing
from app.sections.door import Door
from app.sections.elements import attrs
from app.sections.fragment import Node, Tag
from ptce_map.bivariate import Basis
from ptce_map.labels import number

WHOLE = 100


def create_legend(crossing: Crossing, door: Door) -> Tag:
    """Create the square, its axes named, and what the hatches say if there are any."""
    classes, (first, second) = crossing.classes, crossing.titles(door.lang)
    k = classes.k
    counts = count_cells(crossing)
    columns, rows = (class_names(crossing, axis, door) for axis in (0, 1))
    up = Tag(
        "th",
        [Tag("span", [second, arrow("\u00a0→")])],
        {"scope": "rowgroup", "rowSpan": str(k), "className": "axis-up"},
    )
    body = [
        Tag(
            "tr",
            [
                *([up] if row == k - 1 else []),
                Tag("th", rows[row], {"scope": "row"}),
                *(create_cell(row * k + column, k, counts, door) for column in range(k)),
            ],
        )
        for row in reversed(range(k))
    ]
    corner = Tag("td", None, {"colSpan": "2"})
    names = [Tag("th", name, {"scope": "col"}) for name in columns]
    along = Tag(
        "th",
        [first, arrow("\u00a0→")],
        {"scope": "colgroup", "colSpan": str(k), "className": "axis-along"},
    )
    caption = door.say(f"crossing.legend.{crossing.level}", x=door.say(name_of(crossing.basis)))
    foot = [Tag("tr", [corner, *names]), Tag("tr", [corner, along])]
    table = Tag(
        "table",
        [Tag("caption", caption), Tag("tbody", body), Tag("tfoot", foot)],
        {"className": "square", "data-k": str(k)},
    )
    unknown = counts.get(-1, 0)
    note = Tag(
        "p",
        [Tag("span", None, {"className": "swatch-unknown"}), door.say("legend.missing")],
        {"className": "sub"},
    )
    return Tag("div", [table, *([note] if unknown else [])], {"className": "square-legend"})


def create_cell(cell: int, k: int, counts: Mapping[int, int], door: Door) -> Node:
    """Create a cell: its colour, and how many units are in it."""
    style = {"background": f"var(--cell-{cell}-of-{k})", "color": f"var(--on-{cell}-of-{k})"}
    return Tag("td", number(counts.get(cell, 0), door.lang), {"style": style})


def arrow(text: str) -> Tag:
    """Create an arrow, which says nothing to a screen reader."""
    return Tag("span", text, attrs(aria_hidden="true"))


def count_cells(crossing: Crossing) -> dict[int, int]:
    """Count the units of the map in each cell; -1 for those of which it is not known."""
    cells, counts = np.unique(crossing.classes.cells[crossing.shown], return_counts=True)
    return dict(zip(cells.tolist(), counts.tolist()))


def name_of(basis: Basis) -> str:
    """Return the key of the name of a basis."""
    return f"crossing.basis.{basis}"


def class_names(crossing: Crossing, axis: int, door: Door) -> list[str]:
    """Name the classes of an axis, from none."""
    basis, limit = crossing.basis, crossing.classes.limits[axis]
    if basis is Basis.PRESENCE:
        return [door.say("crossing.absent"), door.say("crossing.present")]
    if basis is Basis.COUNT:
        some = "1" if limit == 2 else f"1–{number(limit - 1, door.lang)}"
        return ["0", some, door.say("crossing.and_more", x=number(limit, door.lang))]
    written = door.say("page.percent", x=number(limit, door.lang, decimals=int(limit % 1 > 0)))
    most = written if limit == WHOLE else door.say("crossing.and_more", x=written)
    return [door.say("crossing.none"), door.say("crossing.less", x=written), most]
