"""The ground of a panel: land, units by class or by circle, limits of every level."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

import geopandas as gpd
import shapely

from geodata.cog import Level
from geodata.store import Boundaries
from ptce_map.atlas.geography import shown_units, units_at
from ptce_map.atlas.paper.canvas import Canvas
from ptce_map.atlas.paper.hatching import hatch
from ptce_map.atlas.paper.panel import Geometries, Panel
from ptce_map.atlas.thematic import Thematic
from ptce_map.measures.classification import MISSING

HATCH_POINTS = 0.35
CIRCLE_EDGE_POINTS = 0.6
CIRCLE_CLASS = 2
CIRCLE_ALPHA = 0.8
COMMUNE_LIMITS = 3_000_000
"""Denominator of the smallest scale at which the limits of communes are drawn."""

LIMITS: Mapping[Level, tuple[tuple[Level, str, float], ...]] = MappingProxyType(
    {
        Level.REGION: ((Level.REGION, "boundary_strong", 0.5),),
        Level.DEPARTEMENT: (
            (Level.DEPARTEMENT, "boundary", 0.35),
            (Level.REGION, "boundary_strong", 0.5),
        ),
        Level.EPCI: (
            (Level.EPCI, "boundary", 0.2),
            (Level.DEPARTEMENT, "boundary_strong", 0.3),
            (Level.REGION, "boundary_strong", 0.55),
        ),
        Level.COMMUNE: (
            (Level.COMMUNE, "boundary", 0.2),
            (Level.DEPARTEMENT, "boundary_strong", 0.3),
            (Level.REGION, "boundary_strong", 0.55),
        ),
    }
)
"""Level of the map -> levels whose limits are drawn: their colour and width in points."""


def draw_ground(canvas: Canvas, panel: Panel, boundaries: Boundaries, thematic: Thematic) -> None:
    """Draw the sea, the land around and the units of the level, filled, then all the limits."""
    canvas.rectangle(panel.box, fill=canvas.theme.sea)
    units = _seen(panel, boundaries, thematic.level)
    shown = units[units.index.isin(thematic.measured.index)]
    if len(shown) < len(units):
        around = _seen(panel, boundaries, Level.REGION)
        land = panel.coverage(around.geometry)
        canvas.areas(land, name="land", fill=canvas.theme.line, clip=panel.box)
    _draw_units(canvas, panel, shown, thematic)
    for level, colour, width in LIMITS[thematic.level]:
        if level is not Level.COMMUNE or panel.denominator <= COMMUNE_LIMITS:
            frame = shown if level is thematic.level else _seen(panel, boundaries, level)
            canvas.areas(
                panel.coverage(frame.geometry),
                name=f"limits-{level}",
                clip=panel.box,
                edge=getattr(canvas.theme, colour),
                width=width,
                joinstyle="round",
            )


def _seen(panel: Panel, boundaries: Boundaries, level: Level) -> gpd.GeoDataFrame:
    return panel.visible(units_at(boundaries, level, panel.denominator, panel.window))


def draw_circles(canvas: Canvas, panel: Panel, boundaries: Boundaries, thematic: Thematic) -> None:
    """Draw a circle on each unit whose value is known, the largest below."""
    units = panel.visible(shown_units(boundaries, thematic.level))
    values = thematic.measured.reindex(units.index).dropna()
    ordered = values[values > 0].sort_values(ascending=False, kind="stable")
    points = gpd.GeoSeries(
        shapely.point_on_surface(_largest_parts(units.loc[ordered.index].geometry)), crs=units.crs
    )
    canvas.discs(
        shapely.get_coordinates(panel.project(points)),
        thematic.radii(ordered.to_numpy(), canvas.unit),
        name="circles",
        clip=panel.box,
        fill=canvas.theme.sequential[CIRCLE_CLASS],
        edge=canvas.theme.brand,
        width=CIRCLE_EDGE_POINTS,
        alpha=CIRCLE_ALPHA,
    )


def _draw_units(canvas: Canvas, panel: Panel, units: gpd.GeoDataFrame, thematic: Thematic) -> None:
    """Fill the units by class, and hatch those whose value is missing."""
    classes = thematic.classes.loc[units.index]
    if thematic.level is Level.COMMUNE and panel.denominator > COMMUNE_LIMITS:
        areas, classes = _merged(panel, units, classes)
    else:
        areas = panel.coverage(units.geometry)
    fills = [thematic.colour(number) for number in classes.tolist()]
    canvas.areas(areas, name="units", clip=panel.box, fill=fills)
    missing = areas[(classes == MISSING).to_numpy()]
    lines = hatch(missing, panel.box)
    style: dict[str, Any] = {"colour": canvas.theme.hatch, "width": HATCH_POINTS, "clip": panel.box}
    canvas.lines(lines, name="missing", **style)


def _merged(
    panel: Panel, units: gpd.GeoDataFrame, classes: pd.Series
) -> tuple[Geometries, pd.Series]:
    """Merge the units of each class: communes too small to be told apart on a national map."""
    merged = units[["geometry"]].dissolve(classes.to_numpy(), method="coverage")
    return panel.coverage(merged.geometry), merged.index.to_series()


def _largest_parts(areas: gpd.GeoSeries) -> Geometries:
    return np.array([max(shapely.get_parts(area), key=shapely.area) for area in areas])
