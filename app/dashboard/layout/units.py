"""The tables of the units of the map: what the map says, as a table."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html

from app.dashboard.view import LISTED
from app.dataset import Dataset
from app.http.addresses import map_with, under_root
from app.sections.elements import attrs
from app.sections.fragment import Tag
from app.sections.tables import Column, Row, Table
from geodata.cog import Level
from ptce_map.labels import label, sort_key

LISTED_LEVELS = (*LISTED, Level.EPCI)


def create_unit_table(dataset: Dataset, level: Level, lang: str) -> Tag:
    """Create the table of the units of a level; their values come with each view.

    Of the EPCI, only those where a pole is are listed: the others have none, whatever the filters.
    """
    names = {code: dataset.catalog.cog.name(level, code) for code in listed_codes(dataset, level)}
    ordered = sorted(names, key=lambda code: sort_key(names[code]))
    title = label("map.table", lang)
    columns = [
        create_column(label(f"filters.{level}", lang), "plain", sort="ascending"),
        create_column(label("measure.nombre", lang), "plain number count"),
        create_column("", "plain number measured", data_measure="true"),
    ]
    rows = [create_row(level, code, names[code], rank, lang) for rank, code in enumerate(ordered)]
    marks = attrs(data_by_level=level.value, data_unknown=label("value.unknown", lang))
    return Table(
        title,
        columns,
        rows,
        attributes={"className": "list units", "hidden": True, **marks},
        before=html.Caption(title, className="visually-hidden"),
    ).html()


def listed_codes(dataset: Dataset, level: Level) -> Sequence[str]:
    """Return the codes of the units of a level that the list shows."""
    if level in LISTED:
        return dataset.vocabulary.values(level)
    return sorted({code for codes in dataset.poles[level.value] for code in codes})


def create_column(text: str, name: str, sort: str | None = None, **marks: str) -> Column:
    """Create a column, whose head is a button that sorts by it."""
    button = html.Button(text, type="button", className="sort", **attrs(**marks))
    return Column(text, name, sort, button)


def create_row(level: Level, code: str, name: str, rank: int, lang: str) -> Row:
    """Create the row of a unit: its name filters on it where there is a filter for it."""
    marks = attrs(data_unit=code, data_level=level.value, data_rank=str(rank))
    if level not in LISTED:
        return Row([name, "", ""], {**marks, **attrs(data_if_counted="true")})
    link = html.A(name, href=under_root(map_with(level.value, code, lang)))
    return Row([link, "", ""], marks)
