"""Geometries as they are stored, made where they are asked for.

A geometry takes several times its bytes once it is made, and is of one process; its bytes may be
pages of a file that all processes share.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

import geopandas as gpd
import shapely

Geometries = npt.NDArray[np.object_]


@dataclass(frozen=True, eq=False)
class Packed:
    """Geometries one after the other: row ``i`` is the WKB from ``ends[i]`` to ``ends[i + 1]``.

    A row without bytes has no geometry.
    """

    data: npt.NDArray[np.uint8]
    ends: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ends) - 1

    @property
    def is_known(self) -> npt.NDArray[np.bool_]:
        """Whether each row has a geometry."""
        is_known: npt.NDArray[np.bool_] = np.diff(self.ends) > 0
        return is_known

    def __getitem__(self, rows: Any) -> Geometries:
        """Make the geometries of some rows, ``None`` where there is none.

        Rows are an array of positions, one of booleans, or a slice.
        """
        asked = np.arange(len(self))[rows]
        starts, ends = self.ends[asked].tolist(), self.ends[asked + 1].tolist()
        stored = [bytes(self.data[start:end]) or None for start, end in zip(starts, ends)]
        made: Geometries = shapely.from_wkb(np.array([*stored, None], dtype=object)[:-1])
        return made


def pack(geometries: Geometries | Packed) -> Packed:
    """Return geometries as they are stored."""
    if isinstance(geometries, Packed):
        return geometries
    stored = [wkb or b"" for wkb in shapely.to_wkb(geometries)]
    ends = np.cumsum([0, *map(len, stored)], dtype=np.int64)
    return Packed(np.frombuffer(b"".join(stored), dtype=np.uint8), ends)


@dataclass(frozen=True, eq=False)
class Points:
    """A point a code (EPSG:4326): longitude and latitude in degrees, codes in rising order."""

    codes: npt.NDArray[np.bytes_]
    degrees: npt.NDArray[np.float64]

    def at(self, codes: Collection[str]) -> gpd.GeoSeries:
        """Return the points of some codes, in rising order; those without one are left out."""
        asked = np.unique(np.array([code.encode() for code in codes], dtype=np.bytes_))
        first, past = (np.searchsorted(self.codes, asked, side) for side in ("left", "right"))
        found = first[first < past]
        names = [code.decode() for code in self.codes[found].tolist()]
        return gpd.GeoSeries(shapely.points(self.degrees[found]), index=names, crs="EPSG:4326")


def pack_points(points: gpd.GeoSeries) -> Points:
    """Return points as they are stored; each has a code of its own."""
    ordered = points.sort_index()
    codes = np.array([str(code).encode() for code in ordered.index], dtype=np.bytes_)
    return Points(codes, shapely.get_coordinates(ordered.to_numpy()))
