"""What the SVG map is drawn from, prepared once: shapes of the levels, territories, seats."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import geopandas as gpd

from geodata.cog import Level
from geodata.insets import INSETS
from geodata.store import Scale
from ptce_map.catalog import Catalog
from ptce_map.map.overlays import seat_overlay, territory_overlay, with_relays
from ptce_map.map.svg.clusters import Clusters
from ptce_map.map.svg.crowd import Placed, place
from ptce_map.map.svg.document import (
    write_limits,
    write_parts,
    write_seats,
    write_territories,
    write_units,
)
from ptce_map.map.svg.frame import project
from ptce_map.map.svg.look import Look
from ptce_map.map.svg.shapes import (
    CLOSE,
    FAR,
    Detail,
    Outline,
    Seat,
    Sheet,
    draw_outlines,
    draw_seats,
    draw_sheets,
)

ALL_INSETS = tuple(inset.code for inset in INSETS)
MAX_ZOOM = 22.0

MOST_TOGETHER = 1500
"""Territories and seats, with their copies, that one file has and the page holds at once."""

DRAWN = (Level.REGION, Level.DEPARTEMENT, Level.EPCI)
"""Levels that the SVG map draws."""

CLOSER = (Level.REGION, Level.DEPARTEMENT)
"""Levels that it draws more finely for a part of the country."""


@dataclass(frozen=True)
class Overlays:
    """Territories and seats at the scale of the screen, with their copies in the insets."""

    territories: gpd.GeoDataFrame
    seats: gpd.GeoDataFrame


@dataclass(frozen=True)
class Plates:
    """The SVG map, for the whole country; ``closer`` are its levels drawn more finely.

    ``placed`` is where each of the outlines is.
    """

    sheets: Mapping[Level, Sheet]
    closer: Mapping[Level, Sheet]
    outlines: tuple[Outline, ...]
    closer_outlines: tuple[Outline, ...]
    seats: tuple[Seat, ...]
    placed: Placed

    @property
    def is_crowd(self) -> bool:
        """Whether territories are too many for one file that has them all."""
        return len(self.outlines) + len(self.seats) > MOST_TOGETHER

    @cached_property
    def clusters(self) -> Clusters:
        """The seats, with those that stand for others."""
        return Clusters(self.seats)


def create_overlays(catalog: Catalog) -> Overlays:
    """Place the territories and the seats, at the scale of the screen."""
    poles = catalog.poles.set_geometry(catalog.outlines)
    seats, cog = catalog.boundaries.seats, catalog.cog
    names = {**cog.communes["nom_commune"], **cog.arrondissements["nom"]}
    return Overlays(territory_overlay(poles), with_relays(seat_overlay(poles, seats, names)))


def create_plates(catalog: Catalog, overlays: Overlays) -> Plates:
    """Draw what the SVG map is made of, at both of its scales."""
    return Plates(
        sheets=draw(catalog, DRAWN, FAR),
        closer=draw(catalog, CLOSER, CLOSE),
        outlines=draw_outlines(overlays.territories, FAR),
        closer_outlines=draw_outlines(overlays.territories, CLOSE),
        seats=draw_seats(overlays.seats),
        placed=place(project(overlays.territories)),
    )


def draw(catalog: Catalog, levels: tuple[Level, ...], detail: Detail) -> Mapping[Level, Sheet]:
    """Draw levels of the boundaries."""
    tables = {level: catalog.boundaries.units(level, Scale.DISPLAY) for level in levels}
    regions = catalog.cog.departements["code_region"]
    homes = {str(code): str(home) for code, home in regions.items()}
    return draw_sheets(tables, homes, detail)


def blank_look(poles: Collection[str] = ()) -> Look:
    """Return what a map shows before a view: no class, every inset, some poles."""
    return Look(
        name="", k=1, classes={}, said={}, address="?{}".format, poles=poles, insets=ALL_INSETS
    )


def blank_units(sheet: Sheet) -> str:
    """Write the units of a level as the page asks for them when the reader goes there."""
    return write_parts([write_units(sheet, blank_look()), write_limits(sheet, ALL_INSETS)])


def blank_poles(plates: Plates) -> str:
    """Write the territories and seats of every pole; those of a crowd come by tiles."""
    poles = {pole for seat in plates.seats for pole in seat.poles}
    look = blank_look(poles | {outline.pole for outline in plates.outlines})
    territories = write_territories(plates.outlines, look, MAX_ZOOM)
    return write_parts([territories, write_seats(plates.seats, look)])


def closer_paths(plates: Plates) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield the finer paths of each level and of the territories, in the order of the others.

    Those of a crowd come with its tiles.
    """
    for level, sheet in plates.closer.items():
        units = {f"{unit.inset}/{unit.code}": unit.path for unit in sheet.units}
        yield str(level), {"units": units, "limits": dict(sheet.limits)}
    if not plates.is_crowd:
        yield "poles", {"outlines": [outline.path for outline in plates.closer_outlines]}
