"""The map of two programmes crossed, in words and as SVG."""

from __future__ import annotations

import numpy as np

from app.hub.crossing_query import Crossing
from app.sections.door import Door
from geodata.cog import Level
from geodata.store import Scale
from ptce_map.bivariate import LEAST, Basis, Presence, values_of
from ptce_map.labels import number
from ptce_map.map.svg.bivariate import write_areas, write_bivariate, write_units

CELLS = (Presence.NEITHER, Presence.FIRST, Presence.SECOND, Presence.BOTH)
"""Presence of each cell of a square of two by two."""


def draw_crossing(crossing: Crossing, door: Door) -> str:
    """Write the map of two programmes, for a level."""
    sheets = crossing.datasets[0].plates.sheets
    units, classes = crossing.pair.units, crossing.classes
    cells = {str(code): cell for code, cell in zip(units.index, classes.cells.tolist()) if code}
    name = say_name(crossing, door)
    if crossing.level is not Level.COMMUNE:
        sheet = sheets[crossing.level]
        inside = write_units(sheet, cells, say_units(crossing, door))
        return write_bivariate(sheet, inside, classes.k, name, door.lang)
    sheet = sheets[Level.DEPARTEMENT]
    boundaries = crossing.datasets[0].catalog.boundaries
    shown = {code: cell for code, cell in cells.items() if cell}
    said = {cell: say_presence(crossing, presence, door) for cell, presence in enumerate(CELLS)}
    inside = write_areas(sheet, boundaries.units(Level.COMMUNE, Scale.DISPLAY), shown, said)
    return write_bivariate(sheet, inside, classes.k, name, door.lang)


def say_name(crossing: Crossing, door: Door) -> str:
    """Name the map."""
    first, second = crossing.titles(door.lang)
    return door.say(
        "crossing.map",
        first=first,
        second=second,
        level=door.say(f"level.{crossing.level}.plural"),
    )


def say_presence(crossing: Crossing, presence: Presence, door: Door) -> str:
    """Say which programmes stand somewhere."""
    first, second = crossing.titles(door.lang)
    return door.say(f"crossing.presence.{presence}", first=first, second=second)


def say_units(crossing: Crossing, door: Door) -> dict[str, str]:
    """Say of each unit which programmes stand in it, or its values."""
    units, between = crossing.pair.units, door.say("crossing.colon")
    if crossing.basis is Basis.PRESENCE:
        words = {presence: say_presence(crossing, presence, door) for presence in Presence}
        return {
            str(code): f"{name}{between}{words[Presence(presence)]}"
            for code, name, presence in zip(units.index, units["nom"], units["presence"])
        }
    columns = [
        [
            f"{title}{between}{say_value(value, crossing.basis, door)}"
            for value in values_of(crossing.pair, crossing.basis, axis).tolist()
        ]
        for axis, title in enumerate(crossing.titles(door.lang), 1)
    ]
    rows = zip(units.index, units["nom"], *columns)
    return {str(code): " · ".join(said) for code, *said in rows}


def say_value(value: float, basis: Basis, door: Door) -> str:
    """Write a value of an axis."""
    if np.isnan(value):
        return door.say("legend.missing")
    if basis is Basis.COUNT:
        return number(value, door.lang)
    if 0 < value < LEAST:
        return door.say(
            "crossing.less", x=door.say("page.percent", x=number(LEAST, door.lang, decimals=1))
        )
    return door.say("page.percent", x=number(value, door.lang, decimals=1))
