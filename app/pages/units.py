"""The values of the map, as a table of its units and in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np

from app.dashboard.view import draw_map
from app.dataset import Dataset
from app.described import say_denominator, units_asked
from app.pages.tables import Cell, Column, Table
from geodata.cog import Level
from ptce_map.arrays import Mask
from ptce_map.filters.filters import Filters
from ptce_map.filters.focus import focus_of, units_in
from ptce_map.filters.selection import Selection
from ptce_map.labels import label, number, sort_key
from ptce_map.map.drawing import resolve
from ptce_map.measures.table import MEASURES, Measure
from ptce_map.query.grammar import VIEW_VALUES, Query, to_query

FILTERED = (Level.REGION, Level.DEPARTEMENT)
"""Levels whose units are values of a filter; all of their units are listed, the empty ones too."""


@dataclass(frozen=True)
class Units:
    """The table of the units, and the number of those left out because they have no pole."""

    table: Table
    left_out: str


def create_measures(dataset: Dataset, query: Query) -> dict[str, list[tuple[str, str, bool]]]:
    """Return the levels and the measures that may be shown: name, address, whether it is shown."""
    display, lang = resolve(query.view), query.view.lang

    def link(**changes: str) -> str:
        view = replace(query.view, pole="", **changes)
        return f"/liste?{to_query(query.filters, dataset.vocabulary, view)}#unites"

    return {
        "levels": [
            (label(f"level.{level}.plural", lang), link(niveau=level), level == display.level)
            for level in VIEW_VALUES["niveau"] or ()
        ],
        "measures": [
            (label(f"measure.{key}", lang), link(mesure=key), key == display.measure.key)
            for key, measure in MEASURES.items()
            if display.level in measure.levels
        ],
    }


def create_units(dataset: Dataset, query: Query, selection: Selection, said: str) -> Units:
    """Create the table of the units, in reading order: the value of each, and its poles."""
    drawing, cog = draw_map(dataset, query, selection), dataset.catalog.cog
    lang, level, measure = query.view.lang, drawing.display.level, drawing.display.measure
    inside = set(units_in(focus_of(query.filters, cog), level, cog)) & set(drawing.codes)
    is_listed = np.isin(drawing.codes, list(inside)) & (level in FILTERED)
    shown = np.flatnonzero((drawing.values != 0) | is_listed).tolist()
    names = unit_names(dataset, level)
    poles = poles_by_unit(dataset, level, selection.mask)
    distinct, ranks = np.unique(drawing.values[shown], return_inverse=True)
    said_values = [say_value(value, measure, lang) for value in distinct.tolist()]
    values = {unit: said_values[rank] for unit, rank in zip(shown, ranks.tolist())}
    left_out = len(inside - {drawing.codes[unit] for unit in shown})
    return Units(
        Table(
            label(
                "map.name",
                lang,
                measure=label(f"measure.{measure.key}", lang),
                level=label(f"level.{level}", lang),
                sentence=said,
            ),
            [
                Column(label(f"page.unit.{level}", lang)),
                Column(say_measure(dataset, query, measure), is_number=True),
                Column(label("list.switch.poles", lang)),
            ],
            [
                [
                    link_unit(dataset, query, level, drawing.codes[unit], names),
                    values[unit],
                    Cell(", ".join(poles.get(unit, ()))),
                ]
                for unit in sorted(shown, key=lambda unit: sort_key(names[drawing.codes[unit]]))
            ],
        ),
        label(f"description.units.{level}", lang, n=left_out) if left_out else "",
    )


def unit_names(dataset: Dataset, level: Level) -> dict[str, str]:
    """Name the units of a level, communes with their département."""
    cog = dataset.catalog.cog
    table = cog.table(level)
    names = cast("dict[str, str]", table[level.name_column].to_dict())
    if level is not Level.COMMUNE:
        return names
    homes = table[Level.DEPARTEMENT.code_column].map(
        cog.departements[Level.DEPARTEMENT.name_column]
    )
    return {code: f"{name}, {home}" for (code, name), home in zip(names.items(), homes)}


def link_unit(
    dataset: Dataset, query: Query, level: Level, code: str, names: Mapping[str, str]
) -> Cell:
    """Name a unit with its code; places that a filter knows lead to the list of their poles."""
    name = f"{names[code]} ({code})"
    if level not in FILTERED:
        return Cell(name)
    places: Mapping[str, Any] = {**{one.value: () for one in FILTERED}, level.value: (code,)}
    filters: Filters = replace(query.filters, **places)
    written = to_query(filters, dataset.vocabulary, replace(query.view, pole=""))
    return Cell(name, f"/liste?{written}")


def say_measure(dataset: Dataset, query: Query, measure: Measure) -> str:
    """Name a measure with its unit, and what it is divided by in the part of the country asked."""
    lang, regions = query.view.lang, units_asked(dataset, query, Level.REGION)
    name = label(f"measure.{measure.key}", lang)
    if measure.is_count:
        return name
    unit = label(f"measure.{measure.key}.unit", lang)
    said = (unit, say_denominator(dataset, measure, lang, regions))
    return f"{name} ({', '.join(filter(None, said))})"


def say_value(value: float, measure: Measure, lang: str) -> Cell:
    """Write a value of a measure, or that there is none."""
    if np.isnan(value):
        return Cell(label("legend.missing", lang), is_unknown=True)
    return Cell(number(float(value), lang, decimals=1 if measure.denominator else 0))


def poles_by_unit(dataset: Dataset, level: Level, mask: Mask) -> dict[int, list[str]]:
    """Return the names of the poles selected in each unit that has one, by position."""
    index = dataset.index.levels[level]
    is_selected = mask[index.pole]
    ids = dataset.index.ids
    pairs = zip(index.unit[is_selected].tolist(), index.pole[is_selected].tolist())
    ranked = sorted(pairs, key=lambda pair: dataset.reading_order[ids[pair[1]]])
    names = dataset.poles["nom"].to_dict()
    found: dict[int, list[str]] = {}
    for unit, pole in ranked:
        found.setdefault(unit, []).append(str(names[ids[pole]]))
    return found
