"""The panels of a sheet: the main map, the insets with their frames, titles and scale bars."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

import geopandas as gpd
import shapely

from geodata.cog import LAMBERT_93, WGS84, Cog, Level, metric_crs
from geodata.insets import AROUND_PARIS, PETITE_COURONNE
from geodata.store import Boundaries
from ptce_map.atlas.geography import OVERSEAS, shown_units
from ptce_map.atlas.paper.canvas import Canvas
from ptce_map.atlas.paper.leaf import TITLE_MM, Box, Layout, Leaf, national_layout, regional_layout
from ptce_map.atlas.paper.panel import Panel, fit
from ptce_map.atlas.paper.scalebar import draw_scale_bar
from ptce_map.atlas.paper.typeface import Face
from ptce_map.filters.focus import Focus
from ptce_map.labels import label

ZOOM = PETITE_COURONNE
NAME_MM = 3.4
BAR_MM = 3.2
LOCATOR_MM = 25.0
FRAME_POINTS = 0.6
MARGIN = 0.12
"""Room around the territory of the pole of a sheet, as a share of the panel."""

LOCATED_POINTS = 0.9
LEAST_GROUND_M = 24_000.0
"""Ground shown around the smallest territories, so that one sees where they are."""


@dataclass(frozen=True)
class Windows:
    """The panels of a sheet; ``insets`` by code, ``locator`` where the main map is a part."""

    main: Panel
    insets: Mapping[str, Panel]
    locator: Panel | None

    @property
    def by_precedence(self) -> tuple[Panel, ...]:
        """Panels in which a pole may be named: the insets, then the main map."""
        return (*self.insets.values(), self.main)


def lay_out(leaf: Leaf, focus: Focus, title_mm: float = TITLE_MM) -> Layout:
    """Choose the layout of a sheet, whose title has some height."""
    if not focus.is_country:
        return regional_layout(leaf, ZOOM if focus.surrounds_paris else "", title_mm)
    return national_layout(leaf, OVERSEAS, ZOOM, title_mm)


def open_windows(leaf: Leaf, layout: Layout, focus: Focus, boundaries: Boundaries) -> Windows:
    """Fit the ground of each panel in its place."""
    shown = _shown(focus, boundaries)
    margin = 0.0 if focus.extent is None else MARGIN * layout.main.height
    main = fit(shown, focus.crs, layout.panel, within=layout.main.shrunk(margin))
    grounds = {code: _inset_ground(code, boundaries) for code in layout.insets}
    insets = {
        code: _inset(code, layout.insets[code], leaf.unit, ground)
        for code, ground in grounds.items()
        if len(ground)
    }
    has_locator = not focus.is_country and focus.crs == LAMBERT_93
    locator = _locator(leaf, main, shown, boundaries, layout) if has_locator else None
    return Windows(main, insets, locator)


def _shown(focus: Focus, boundaries: Boundaries) -> gpd.GeoSeries:
    if focus.extent is not None:
        return _at_least(gpd.GeoSeries([focus.extent], crs=WGS84).to_crs(focus.crs))
    if not focus.is_country:
        return shown_units(boundaries, focus.level).loc[list(focus.codes)].geometry
    return _mainland(boundaries)


def _at_least(ground: gpd.GeoSeries) -> gpd.GeoSeries:
    """Return the rectangle around some ground, made as large as the least that is shown."""
    west, south, east, north = ground.total_bounds
    x, y = (west + east) / 2, (south + north) / 2
    half_width, half_height = (
        max(LEAST_GROUND_M, side) / 2 for side in (east - west, north - south)
    )
    rectangle = shapely.box(x - half_width, y - half_height, x + half_width, y + half_height)
    return gpd.GeoSeries([rectangle], crs=ground.crs)


def _mainland(boundaries: Boundaries) -> gpd.GeoSeries:
    departements = shown_units(boundaries, Level.DEPARTEMENT).geometry
    return departements[~departements.index.isin(OVERSEAS)]


def _inset_ground(code: str, boundaries: Boundaries) -> gpd.GeoSeries:
    """Return the départements of an inset; none if the boundaries lack them."""
    codes = AROUND_PARIS if code == ZOOM else (code,)
    known = shown_units(boundaries, Level.DEPARTEMENT).geometry
    return known[known.index.isin(codes)]


def _inset(code: str, box: Box, unit: float, ground: gpd.GeoSeries) -> Panel:
    """Fit an inset under its title; the ground of the zoom goes on under it."""
    room = box.shrunk(1.5 * unit)
    if code != ZOOM:
        bottom, top = room.bottom + BAR_MM * unit, room.top - NAME_MM * unit
        room = Box(room.left, bottom, room.right, top)
    return fit(ground, metric_crs(code), box, within=room)


def _locator(
    leaf: Leaf, main: Panel, shown: gpd.GeoSeries, boundaries: Boundaries, layout: Layout
) -> Panel:
    """Fit the country in the corner of the main map that hides least of the part shown."""
    land = shapely.union_all(main.outlines(shown))
    corners = _corner_boxes(layout.panel.shrunk(2 * leaf.unit), LOCATOR_MM * leaf.unit)
    taken = shapely.union_all(
        [land, *(shapely.box(*_corners(box)) for box in layout.insets.values())]
    )
    hidden = [shapely.box(*_corners(box)).intersection(taken).area for box in corners]
    box = corners[int(np.argmin(hidden))]
    return fit(_mainland(boundaries), LAMBERT_93, box, within=box.shrunk(1.0 * leaf.unit))


def _corner_boxes(box: Box, side: float) -> tuple[Box, ...]:
    """Return the squares in the corners: top right, top left, bottom left."""
    return (
        Box(box.right - side, box.top - side, box.right, box.top),
        Box(box.left, box.top - side, box.left + side, box.top),
        Box(box.left, box.bottom, box.left + side, box.bottom + side),
    )


def draw_frame(
    canvas: Canvas, code: str, panel: Panel, cog: Cog, *, face: Face, unit: float, lang: str
) -> list[Box]:
    """Draw the frame of an inset, its title and its scale bar; return the room of these two."""
    name = label("map.inset.paris", lang) if code == ZOOM else cog.name(Level.DEPARTEMENT, code)
    right = panel.box.left + face.width_mm(name) + 2.2 * unit
    title = Box(panel.box.left, panel.box.top - face.line_mm - 1.2 * unit, right, panel.box.top)
    canvas.rectangle(title, fill=canvas.theme.surface, alpha=0.85)
    canvas.paragraph(title.left + 1.1 * unit, title.top - 0.7 * unit, [name], face)
    canvas.rectangle(panel.box, edge=canvas.theme.boundary_strong, width=FRAME_POINTS)
    bar = draw_scale_bar(
        canvas,
        panel,
        Face(face.size - 1),
        lang,
        right=panel.box.right - 1.8 * unit,
        bottom=panel.box.bottom + 1.4 * unit,
        most=0.42 * panel.box.width,
    )
    return [title, bar]


def draw_zoomed(canvas: Canvas, main: Panel, zoom: Panel) -> None:
    """Draw, on the main map, the limits of what the zoom on Paris shows."""
    canvas.rectangle(_place_of(zoom, main), edge=canvas.theme.ink_2, width=0.45)


def _place_of(part: Panel, whole: Panel) -> Box:
    """Return where the ground of a panel is on another one of the same projection."""
    corners = gpd.GeoSeries.from_xy(
        [part.origin[0], part.origin[0] + part.box.width / part.scale],
        [part.origin[1], part.origin[1] + part.box.height / part.scale],
        crs=part.crs,
    )
    low, high = whole.project(corners)
    return Box(low.x, low.y, high.x, high.y)


def draw_locator(
    canvas: Canvas, locator: Panel, boundaries: Boundaries, focus: Focus, main: Panel
) -> None:
    """Draw the country in a corner, the places shown in colour, the limits of a part of them."""
    theme = canvas.theme
    canvas.rectangle(locator.box, fill=theme.sea, edge=theme.boundary_strong, width=FRAME_POINTS)
    regions = locator.visible(shown_units(boundaries, Level.REGION))
    edge: dict[str, Any] = {"edge": theme.boundary, "width": 0.2, "clip": locator.box}
    areas = locator.coverage(regions.geometry)
    canvas.areas(areas, name="locator", fill=theme.surface, **edge)
    shown = shown_units(boundaries, focus.level).loc[list(focus.codes)].geometry
    canvas.areas(locator.coverage(shown), name="locator-shown", fill=theme.bar, clip=locator.box)
    if focus.extent is not None:
        canvas.rectangle(_place_of(main, locator), edge=theme.pole, width=LOCATED_POINTS)


def _corners(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.bottom, box.right, box.top
