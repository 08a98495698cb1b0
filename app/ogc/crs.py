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
from geodata.packed import Geometries
from ptce_map.layers.features import Shapes

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

    @property
    def is_round(self) -> bool:
        """Tell whether the system is of degrees, and so goes round the Earth."""
        return self.code == WGS84


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


@lru_cache(maxsize=2 * len(CRSS))
def shapes_in(shapes: Shapes, uri: str) -> Geometries:
    """Return the geometries of shapes as they are written in a system, all of one type.

    They are moved once. What a request compares with them stays in its own system: no box is bent,
    and none lies beyond a projection.
    """
    geometries = shapes.multiple(shapes.positions)
    return geometries if uri == CRS84 else projected(geometries, uri)
