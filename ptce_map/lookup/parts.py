"""The territories of each part of the country, in its legal projection, found by distance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

import geopandas as gpd
import shapely

from geodata.cog import metric_crs
from ptce_map.arrays import Integers, Values

FIRST_M = 20_000.0
"""How far the nearest are looked for at first, in metres."""
FARTHEST_M = 2_000_000.0
"""Nothing of a part of the country is farther from another place of it, in metres."""
PIECE = 16
"""Sides of an outline that are measured together: of many, the nearest are found by a tree."""


@dataclass(frozen=True, eq=False)
class Part:
    """The poles of a part of the country: their ids, and their outlines in metres."""

    ids: tuple[str, ...]
    shapes: NDArray[np.object_]

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree(self.shapes)

    def within(self, place: shapely.Geometry, metres: float) -> tuple[Integers, Values]:
        """Return the positions of the poles within a distance, in order, and their distances."""
        found = np.sort(self._tree.query(place, predicate="dwithin", distance=metres))
        if not _has_many_sides(place):
            return found, shapely.distance(self.shapes[found], place)
        is_apart = ~np.isin(found, self._tree.query(place, predicate="intersects"))
        apart = np.zeros(len(found))
        apart[is_apart] = _distances(self.shapes[found[is_apart]], place)
        return found, apart

    def nearest(self, place: shapely.Geometry, n: int) -> tuple[Integers, Values]:
        """Return the positions of the ``n`` nearest poles, or of more, and their distances.

        The nearest comes first; of equal ones, the first.
        """
        metres = FIRST_M
        found, apart = self.within(place, metres)
        while len(found) < min(n, len(self.ids)) and metres < FARTHEST_M:
            metres *= 2
            found, apart = self.within(place, metres)
        order = np.argsort(apart, kind="stable")
        return found[order], apart[order]


def _has_many_sides(place: shapely.Geometry) -> bool:
    """Tell whether a place is an area whose outline has several pieces."""
    is_area = int(shapely.get_dimensions(place)) == 2
    return is_area and int(shapely.get_num_coordinates(place)) > 2 * PIECE


def _distances(shapes: NDArray[np.object_], area: shapely.Geometry) -> Values:
    """Return how far shapes that lie outside of an area are from it: from its nearest piece."""
    pieces = [
        shapely.linestrings(points[start : start + PIECE + 1])
        for line in shapely.get_parts(shapely.boundary(area))
        for points in [shapely.get_coordinates(line)]
        for start in range(0, len(points) - 1, PIECE)
    ]
    _, metres = shapely.STRtree(np.array(pieces)).query_nearest(
        shapes, return_distance=True, all_matches=False
    )
    nearest: Values = metres
    return nearest


def find_parts(poles: gpd.GeoDataFrame) -> Mapping[int, Part]:
    """Project the territories of the poles: EPSG code of a part of the country -> its poles.

    Reads ``geometry`` (EPSG:4326) and ``departements``, of which the first decides the part.
    """
    located = poles[poles.geometry.notna()]
    crs = located["departements"].map(lambda codes: metric_crs(codes[0]))
    return MappingProxyType(
        {
            int(code): Part(tuple(map(str, group.index)), group.geometry.to_crs(code).to_numpy())
            for code, group in located.groupby(crs, sort=False)
        }
    )
