"""The coordinate reference systems of the service, and the way between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

import shapely
from pyproj import Transformer

from geodata.cog import LAMBERT_93, WGS84
from ptce_map.features import Geometries

Coordinates = npt.NDArray[np.float64]
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
EPSG = "http://www.opengis.net/def/crs/EPSG/0/"


@dataclass(frozen=True)
class Crs:
    """A coordinate reference system: its code at the EPSG, its order of axes, its precision.

    ``decimals`` is about 10 cm on the ground, as the coordinates that are published.
    """

    code: int
    is_north_first: bool
    decimals: int


CRSS: Mapping[str, Crs] = MappingProxyType(
    {
        CRS84: Crs(WGS84, is_north_first=False, decimals=6),
        f"{EPSG}{WGS84}": Crs(WGS84, is_north_first=True, decimals=6),
        f"{EPSG}{LAMBERT_93}": Crs(LAMBERT_93, is_north_first=False, decimals=1),
    }
)
"""URI -> coordinate reference system, that of the stored coordinates first."""


@lru_cache
def _transformer(source: int, target: int) -> Transformer:
    return Transformer.from_crs(source, target, always_xy=True)


def projected(geometries: Geometries, uri: str) -> Geometries:
    """Return geometries of longitude and latitude in a system, rounded, axes in its order."""
    crs = CRSS[uri]
    moved: Geometries = shapely.transform(geometries, _from_stored(crs))
    return moved


def _from_stored(crs: Crs) -> Callable[[Coordinates], Coordinates]:
    def move(xy: Coordinates) -> Coordinates:
        if crs.code != WGS84:
            columns = _transformer(WGS84, crs.code).transform(xy[:, 0], xy[:, 1])
            xy = np.column_stack(columns)
        return xy.round(crs.decimals)[:, ::-1] if crs.is_north_first else xy.round(crs.decimals)

    return move


def to_stored(geometry: shapely.Geometry, uri: str) -> shapely.Geometry:
    """Return a geometry of a system in longitude and latitude.

    Its edges gain vertices before they are moved: what is straight in one system is not in another.
    """
    crs = CRSS[uri]
    if crs.code != WGS84:
        west, south, east, north = geometry.bounds
        step = max(east - west, north - south) / 20
        geometry = shapely.segmentize(geometry, step) if step else geometry

    def move(xy: Coordinates) -> Coordinates:
        xy = xy[:, ::-1] if crs.is_north_first else xy
        if crs.code == WGS84:
            return xy
        return np.column_stack(_transformer(crs.code, WGS84).transform(xy[:, 0], xy[:, 1]))

    return shapely.transform(geometry, move)
