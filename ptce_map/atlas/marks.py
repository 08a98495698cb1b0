"""The poles on a sheet: outlines of their territories, and the marks of their seats."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, cast

import numpy as np

import geopandas as gpd
import shapely

from geodata.cog import WGS84
from ptce_map.atlas.paper.canvas import Canvas
from ptce_map.atlas.paper.hatching import hatch
from ptce_map.atlas.paper.panel import Geometries, Panel
from ptce_map.map.overlays import seat_overlay
from ptce_map.map.signs import GONE, KNOWN, UNKNOWN, seat_signs, territory_signs
from ptce_map.register.rules import APPROXIMATE, DECLARED
from ptce_map.territory.territories import heart

CASING_POINTS = 1.9
LINE_POINTS = 0.8
SELECTED_CASING_POINTS = 3.6
SELECTED_POINTS = 1.8
SELECTED_HATCH_MM = 2.4
SELECTED_HATCH_POINTS = 0.5
SELECTED_HATCH_ALPHA = 0.55
DASHES = (0.0, (4.0, 2.2))
DOTS = (0.0, (1.2, 1.8))
SEAT_MM = 0.72
SEAT_EDGE_POINTS = 0.6
RING_POINTS = 0.8
LINES: Mapping[str, tuple[str, Any]] = MappingProxyType(
    {GONE: ("ink_2", DOTS), APPROXIMATE: ("pole", DASHES), DECLARED: ("pole", "solid")}
)
"""Sign of a territory -> colour and dashes of its line, bottom to top."""
SEATS: Mapping[str, tuple[str, str, float]] = MappingProxyType(
    {
        GONE: ("casing", "ink_2", RING_POINTS),
        UNKNOWN: ("casing", "pole", RING_POINTS),
        KNOWN: ("pole", "casing", SEAT_EDGE_POINTS),
    }
)
"""Sign of a seat -> colours of its disc and of its edge, width of the edge, bottom to top."""
LEAST_MM = 2.0
"""A territory of which both sides are shorter is left to its seat."""


@dataclass(frozen=True)
class Mark:
    """A seat, or the marker of poles whose seat is unknown, and the poles that it stands for."""

    poles: tuple[str, ...]
    sign: str
    point: shapely.Point

    def radius(self, unit: float) -> float:
        """Return the radius of its disc in millimetres: the area says how many poles."""
        return SEAT_MM * math.sqrt(unit * len(self.poles))


@dataclass(frozen=True)
class PlacedMark:
    """A mark on the sheet, in millimetres.

    One of radius 0 is not drawn: it is where a territory is named whose seat is out of sight.
    """

    mark: Mark
    panel: Panel
    x: float
    y: float
    radius: float


def find_marks(poles: gpd.GeoDataFrame, seats: gpd.GeoSeries) -> tuple[Mark, ...]:
    """Return the marks of some poles; one that has neither seat nor territory has none.

    Reads ``siege``, ``etat`` and ``geometry`` (EPSG:4326) of the poles. Markers of unknown seats
    that fall on the same point, as those of poles with the same territory, are one.
    """
    overlay = seat_overlay(poles, seats, dict.fromkeys(poles["siege"], ""))
    grouped: dict[tuple[str, bytes], tuple[str, ...]] = {}
    true_place = overlay[overlay["inset"] == ""]
    for sign, ids, point in zip(true_place["sign"], true_place["poles"], true_place.geometry):
        key = (str(sign), shapely.to_wkb(point))
        grouped[key] = (*grouped.get(key, ()), *ids)
    return tuple(
        Mark(ids, sign, cast("shapely.Point", shapely.from_wkb(wkb)))
        for (sign, wkb), ids in grouped.items()
    )


def place_marks(
    marks: Sequence[Mark], panels: Sequence[Panel], unit: float
) -> tuple[PlacedMark, ...]:
    """Return every mark in every panel that shows it, in the order of the panels."""
    points = gpd.GeoSeries([mark.point for mark in marks], crs=WGS84)
    placed = []
    for panel in panels:
        for mark, point in zip(marks, panel.project(points)):
            radius = mark.radius(unit)
            if shapely.box(*_corners(panel, -radius)).contains(point):
                placed.append(PlacedMark(mark, panel, point.x, point.y, radius))
    return tuple(placed)


def place_unmarked(
    poles: gpd.GeoDataFrame, marks: Sequence[PlacedMark], panels: Iterable[Panel]
) -> tuple[PlacedMark, ...]:
    """Return where to name the territories that are seen although no mark of theirs is.

    It is a point well inside the part seen, in the first panel that shows enough of it.
    """
    unmarked = poles[~poles.index.isin([pole for drawn in marks for pole in drawn.mark.poles])]
    placed: dict[str, PlacedMark] = {}
    for panel in panels:
        seen = _large_enough(panel.visible(unmarked), panel)
        signs, room = seat_signs(seen), shapely.box(*_corners(panel, 0.0))
        for pole, part in zip(
            seen.index, shapely.intersection(panel.outlines(seen.geometry), room)
        ):
            if part.area >= LEAST_MM**2:
                mark = Mark((pole,), str(signs[pole]), heart(seen.at[pole, "geometry"]))
                anchor = heart(part)
                placed.setdefault(pole, PlacedMark(mark, panel, anchor.x, anchor.y, 0.0))
    return tuple(placed.values())


def draw_territories(canvas: Canvas, panel: Panel, poles: gpd.GeoDataFrame) -> Geometries:
    """Draw the outlines of territories, cased so as to stand out from any class, never filled.

    Reads ``precision``, ``etat`` and ``geometry``: solid where the perimeter is documented, dashed
    where it is approximate, dotted and grey where the pole ended. Casings come first, so that
    outlines that cross stay whole. One too small to be told from its seat is not drawn. Return the
    lines drawn, in millimetres.
    """
    seen = _large_enough(panel.visible(poles), panel)
    outlines: Geometries = shapely.boundary(panel.outlines(seen.geometry))
    casing: dict[str, Any] = {"colour": canvas.theme.casing, "width": CASING_POINTS, "alpha": 0.9}
    canvas.lines(outlines, name="territory-casings", clip=panel.box, joinstyle="round", **casing)
    signs = territory_signs(seen).to_numpy()
    for sign, (colour, dashes) in LINES.items():
        canvas.lines(
            outlines[signs == sign],
            name=f"territories-{sign}",
            clip=panel.box,
            colour=getattr(canvas.theme, colour),
            width=LINE_POINTS,
            linestyles=[dashes],
            joinstyle="round",
        )
    return outlines


def draw_selected(canvas: Canvas, panel: Panel, pole: gpd.GeoDataFrame) -> Geometries:
    """Draw the territory of the pole of a sheet: hatched, in a heavier line, so as to stand out.

    Return the lines drawn, none if the panel does not show it, in millimetres.
    """
    seen = panel.visible(pole)
    areas = panel.outlines(seen.geometry)
    lines: Geometries = shapely.boundary(areas)
    if not len(lines):
        return lines
    theme, clip = canvas.theme, panel.box
    canvas.lines(
        hatch(areas, panel.box, SELECTED_HATCH_MM),
        name="selected-hatch",
        colour=theme.pole,
        width=SELECTED_HATCH_POINTS,
        alpha=SELECTED_HATCH_ALPHA,
        clip=clip,
    )
    casing: dict[str, Any] = {"colour": theme.casing, "width": SELECTED_CASING_POINTS}
    canvas.lines(lines, name="selected-casing", clip=clip, joinstyle="round", **casing)
    colour, dashes = LINES[territory_signs(seen).iloc[0]]
    line: dict[str, Any] = {"colour": getattr(theme, colour), "width": SELECTED_POINTS}
    canvas.lines(
        lines,
        name="selected",
        clip=clip,
        linestyles=[dashes],
        joinstyle="round",
        **line,
    )
    return lines


def draw_marks(canvas: Canvas, marks: Iterable[PlacedMark]) -> None:
    """Draw discs for seats, rings for unknown ones, grey rings for poles that ended."""
    marks = tuple(placed for placed in marks if placed.radius)
    for sign, (fill, edge, width) in SEATS.items():
        chosen = [placed for placed in marks if placed.mark.sign == sign]
        points = np.array([(placed.x, placed.y) for placed in chosen]).reshape(-1, 2)
        radii = np.array([placed.radius for placed in chosen])
        colours = {"fill": getattr(canvas.theme, fill), "edge": getattr(canvas.theme, edge)}
        canvas.discs(points, radii, name=f"seats-{sign}", width=width, **colours)


def _large_enough(poles: gpd.GeoDataFrame, panel: Panel) -> gpd.GeoDataFrame:
    left, bottom, right, top = shapely.bounds(panel.project(poles.geometry)).reshape(-1, 4).T
    return poles[np.maximum(right - left, top - bottom) >= LEAST_MM]


def _corners(panel: Panel, margin: float) -> tuple[float, float, float, float]:
    box = panel.box.shrunk(-margin)
    return box.left, box.bottom, box.right, box.top
