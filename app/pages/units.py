"""The values of the map, as a table of its units and in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

import numpy as np
from dash import html
from dash.development.base_component import Component

from app.dashboard.view import LISTED, draw_map
from app.dataset import Dataset
from app.described import say_denominator, units_asked
from app.pages.found import Found
from app.sections.elements import link_to
from app.sections.fields import FIELDS
from app.sections.fragment import Tag
from app.sections.stretches import ranks_of
from app.sections.tables import Column, Table
from geodata.cog import Level
from ptce_map.arrays import Mask
from ptce_map.filters.focus import focus_of, units_in
from ptce_map.labels import label, number, sort_key
from ptce_map.map.drawing import Display, Drawing
from ptce_map.measures.table import Kind, Measure
from ptce_map.query.grammar import VIEW_VALUES, Query

MOST_NAMED = 6
"""Poles of a unit that are named one by one."""


def create_units(found: Found) -> list[Any]:
    """Tell the values of the map by unit, with the levels and the measures that it may show."""
    drawing, lang = draw_map(found.dataset, found.query, found.selection), found.door.lang
    shown, n_left_out = units_shown(found, drawing)
    left_out = label(f"description.units.{drawing.display.level}", lang, n=n_left_out)
    note = html.P(label("page.list.left_out", lang, units=left_out), className="sub")
    return [
        create_choices(found, drawing.display),
        create_units_table(found, drawing, shown),
        *([note] if n_left_out else []),
    ]


def create_choices(found: Found, display: Display) -> Component:
    """Link to the levels and to the measures that may be shown."""
    say = found.door.say

    def link(text: str, *, is_shown: bool, **changes: str) -> Component:
        address = f"{found.address('/liste', None, **changes)}#unites"
        return html.Li(link_to(text, address, is_shown=is_shown))

    levels = [
        link(say(f"level.{level}.plural"), is_shown=level == display.level, niveau=level)
        for level in VIEW_VALUES["niveau"] or ()
    ]
    measures = [
        link(measure.title(found.door.lang), is_shown=key == display.measure.key, mesure=key)
        for key, measure in found.dataset.catalog.measures.table.items()
        if display.level in measure.levels
    ]
    parts = {"level.title": levels, "measure.title": measures}
    told = [
        (html.P(say(key), className="sub"), html.Ul(links, className="links"))
        for key, links in parts.items()
    ]
    return html.Div([element for pair in told for element in pair], className="screen")


def units_shown(found: Found, drawing: Drawing) -> tuple[list[int], int]:
    """Return the positions of the units listed, and how many have no pole and are left out."""
    level, cog = drawing.display.level, found.dataset.catalog.cog
    inside = set(units_in(focus_of(found.query.filters, cog), level, cog)) & set(drawing.codes)
    is_listed = np.isin(drawing.codes, list(inside)) & (level in LISTED)
    shown = np.flatnonzero((drawing.values != 0) | is_listed).tolist()
    return shown, len(inside - {drawing.codes[unit] for unit in shown})


def create_units_table(found: Found, drawing: Drawing, shown: Sequence[int]) -> Tag:
    """Create the table of the units, in reading order: the value of each, and its poles."""
    level, measure, say = drawing.display.level, drawing.display.measure, found.door.say
    names = unit_names(found.dataset, level)
    poles = poles_by_unit(found.dataset, level, found.selection.mask, found.door.lang)
    distinct, ranks = np.unique(drawing.values[shown], return_inverse=True)
    written = [write_value(value, measure, found.door.lang) for value in distinct.tolist()]
    value_of = dict(zip(shown, ranks.tolist()))
    ordered = sorted(shown, key=lambda unit: sort_key(names[drawing.codes[unit]]))
    rows = [
        [
            link_unit(found, level, drawing.codes[unit], names),
            written[value_of[unit]],
            poles.get(unit, ""),
        ]
        for unit in ordered
    ]
    shown_as = {"measure": measure.title(found.door.lang), "level": say(f"level.{level}")}
    columns = [
        Column(say(f"page.unit.{level}")),
        Column(say_measure(found.dataset, found.query, measure), "number"),
        Column(say("list.switch.poles")),
    ]
    return Table(say("map.name", **shown_as, sentence=found.said), columns, rows).html()


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


def link_unit(found: Found, level: Level, code: str, names: Mapping[str, str]) -> Component | str:
    """Name a unit with its code; it leads to its poles, by a filter or as the place looked up.

    Communes, which may be ten thousand, are named alone.

    Parameters
    ----------
    found
        The query, and what answers it.
    level, code
        The unit.
    names
        Names of the units of its level, by code.
    """
    name = f"{names[code]} ({code})"
    if level is Level.COMMUNE:
        return name
    if level not in LISTED:
        return link_to(name, found.address(lieu=code))
    places: Mapping[str, Any] = {**{place.value: () for place in LISTED}, level.value: (code,)}
    return link_to(name, found.address(filters=replace(found.query.filters, **places)))


def say_measure(dataset: Dataset, query: Query, measure: Measure) -> str:
    """Name a measure with its unit, and what it is divided by in the part of the country asked."""
    lang, regions = query.view.lang, units_asked(dataset, query, Level.REGION)
    name = measure.title(lang)
    if measure.is_count:
        return name
    unit = measure.unit(lang)
    said = (unit, say_denominator(dataset, measure, lang, regions))
    parts = ", ".join(filter(None, said))
    return f"{name} ({parts})" if parts else name


def write_value(value: float, measure: Measure, lang: str) -> Component | str:
    """Write a value of a measure, or that there is none."""
    if np.isnan(value):
        return html.Span(label("legend.missing", lang), className="unknown")
    return number(float(value), lang, decimals=1 if measure.kind is Kind.RATIO else 0)


def poles_by_unit(dataset: Dataset, level: Level, mask: Mask, lang: str) -> dict[int, str]:
    """Name the poles selected in each unit that has one, by position: of many, the first."""
    index = dataset.index.levels[level]
    kept = np.flatnonzero(mask[index.pole])
    unit, pole = index.unit[kept], index.pole[kept]
    order = np.lexsort((ranks_of(dataset, FIELDS[0].key, lang)[pole], unit))
    units, starts = np.unique(unit[order], return_index=True)
    groups = np.split(pole[order], starts[1:]) if len(units) else []
    names = dataset.poles["nom"].to_numpy()
    named = {}
    for at, group in zip(units.tolist(), groups):
        first = ", ".join(names[group[:MOST_NAMED]])
        others = max(0, len(group) - MOST_NAMED)
        named[at] = label("page.unit.others", lang, x=first, n=others) if others else first
    return named
