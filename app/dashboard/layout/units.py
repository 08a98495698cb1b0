"""The tables of the units of the map: what the map says, as a table."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from app.dataset import Dataset
from app.http.addresses import map_with, under_root
from app.sections.elements import attrs
from geodata.cog import Level
from ptce_map.labels import label, sort_key

LISTED_LEVELS = (Level.REGION, Level.DEPARTEMENT, Level.EPCI)
FILTERED = (Level.REGION, Level.DEPARTEMENT)
"""Levels whose units are all listed, and are values of a filter."""


def create_unit_table(dataset: Dataset, level: Level, lang: str) -> Component:
    """Create the table of the units of a level; their values come with each view.

    Of the EPCI, only those where a pole is are listed: the others have none, whatever the filters.
    """
    names = {code: dataset.catalog.cog.name(level, code) for code in listed_codes(dataset, level)}
    ordered = sorted(names, key=lambda code: sort_key(names[code]))
    rows = [
        create_unit_row(level, code, names[code], rank, lang) for rank, code in enumerate(ordered)
    ]
    heads = [
        create_head(label(f"filters.{level}", lang), "plain", is_sorted=True),
        create_head(label("measure.nombre", lang), "plain number"),
        create_head("", "plain number measured", data_measure="true"),
    ]
    return html.Table(
        [
            html.Caption(label("map.table", lang), className="visually-hidden"),
            html.Thead(html.Tr(heads)),
            html.Tbody(rows),
        ],
        className="list units",
        hidden=True,
        **attrs(data_by_level=level.value, data_unknown=label("value.unknown", lang)),
    )


def listed_codes(dataset: Dataset, level: Level) -> Sequence[str]:
    """Return the codes of the units of a level that the list shows."""
    if level in FILTERED:
        return dataset.vocabulary.values(level)
    return sorted({code for codes in dataset.poles[level.value] for code in codes})


def create_head(text: str, name: str, *, is_sorted: bool = False, **marks: str) -> Component:
    """Create the head of a column, a button that sorts by it."""
    order = attrs(aria_sort="ascending") if is_sorted else {}
    button = html.Button(text, type="button", className="sort", **attrs(**marks))
    return html.Th(button, scope="col", className=name, **order)


def create_unit_row(level: Level, code: str, name: str, rank: int, lang: str) -> Component:
    """Create the row of a unit: its name filters on it where there is a filter for it."""
    address = under_root(map_with(level.value, code, lang))
    head = html.A(name, href=address) if level in FILTERED else name
    unlisted = {} if level in FILTERED else attrs(data_if_counted="true")
    return html.Tr(
        [
            html.Th(head, scope="row"),
            html.Td("", className="number count"),
            html.Td("", className="number measured"),
        ],
        **attrs(data_unit=code, data_level=level.value, data_rank=str(rank)),
        **unlisted,
    )
