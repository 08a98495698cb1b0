"""A panel: a window of the ground, in its own projection, drawn at a place of the sheet."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

import geopandas as gpd
import shapely

from geodata.cog import WGS84
from ptce_map.arrays import Values
from ptce_map.atlas.paper.leaf import Box

Geometries = npt.NDArray[np.object_]

DETAIL_MM = 0.11
"""Smallest detail drawn, about what print can show: 200 lines an inch."""


@dataclass(frozen=True)
class Panel:
    """A window of the ground on the sheet.

    Attributes
    ----------
    box
        Place on the sheet; what lies outside is not drawn.
    crs
        EPSG code of the projection, in metres.
    scale
        Millimetres of paper for a metre of ground.
    origin
        Ground, in metres of the projection, at the bottom left of the box.
    """

    box: Box
    crs: int
    scale: float
    origin: tuple[float, float]

    @property
    def denominator(self) -> int:
        """Denominator of the scale: 6,700,000 for 1:6,700,000."""
        return round(1000 / self.scale)

    @cached_property
    def window(self) -> tuple[float, float, float, float]:
        """West, south, east and north of a box around the ground shown, in degrees."""
        east = self.origin[0] + self.box.width / self.scale
        north = self.origin[1] + self.box.height / self.scale
        ground = gpd.GeoSeries([shapely.box(*self.origin, east, north)], crs=self.crs)
        dense = ground.segmentize(math.hypot(east, north) / 100)
        west, south, east, north = dense.to_crs(WGS84).total_bounds
        return float(west), float(south), float(east), float(north)

    def visible(self, frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        """Return the rows that may be seen in the panel; those without geometry are left out."""
        rows = frame.sindex.query(shapely.box(*self.window))
        return frame.iloc[np.sort(rows)]

    def project(self, series: gpd.GeoSeries) -> Geometries:
        """Return geometries (any CRS) in millimetres of the sheet, not clipped."""
        placed: Geometries = shapely.transform(series.to_crs(self.crs).to_numpy(), self._place)
        return placed

    def coverage(self, series: gpd.GeoSeries) -> Geometries:
        """Project polygons that form a coverage, down to the detail that paper shows.

        Borders stay shared; what leaves the box is cut off.
        """
        simple = shapely.coverage_simplify(self.project(series), DETAIL_MM)
        return self.clip(simple)

    def outlines(self, series: gpd.GeoSeries) -> Geometries:
        """Project polygons that may overlap, down to the detail that paper shows."""
        return self.clip(shapely.simplify(self.project(series), DETAIL_MM))

    def clip(self, placed: Geometries) -> Geometries:
        """Cut what lies well outside the box; the rest is hidden by the box's own edge."""
        edge = self.box.shrunk(-1.0)
        outside = ~shapely.covered_by(placed, shapely.box(*_corners(edge)))
        clipped = placed.copy()
        clipped[outside] = shapely.clip_by_rect(placed[outside], *_corners(edge))
        return clipped

    def _place(self, xy: Values) -> Values:
        corner = np.array([self.box.left, self.box.bottom])
        placed: Values = (xy - np.array(self.origin)) * self.scale + corner
        return placed


def fit(series: gpd.GeoSeries, crs: int, box: Box, *, within: Box | None = None) -> Panel:
    """Return the panel that shows the whole of some geometries as large as it can.

    They are centred in ``within``, or in the whole box; ``box`` is what the panel shows.
    """
    west, south, east, north = series.to_crs(crs).total_bounds
    room = within or box
    scale = min(room.width / (east - west), room.height / (north - south))
    x, y = room.centre
    left = (west + east) / 2 - (x - box.left) / scale
    bottom = (south + north) / 2 - (y - box.bottom) / scale
    return Panel(box=box, crs=crs, scale=float(scale), origin=(float(left), float(bottom)))


def _corners(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.bottom, box.right, box.top
