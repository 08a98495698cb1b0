"""A map of the départements small enough to be repeated: outlines as SVG paths, overseas beside.

Shapes are those of the large map in Web Mercator, its insets included, simplified together so that
shared limits stay shared, and rounded to the pixels of a view box.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd

import geopandas as gpd
import shapely

from geodata.cog import WEB_MERCATOR
from geodata.insets import INSETS, PETITE_COURONNE, move

WIDTH = 240
TOLERANCE_PX = 1.2
SMALLEST_PX2 = 1.0


@dataclass(frozen=True)
class Thumbnail:
    """The paths of the départements by code, in a view box of ``width`` by ``height``."""

    width: int
    height: int
    paths: Mapping[str, str]


def build_thumbnail(departements: gpd.GeoDataFrame) -> Thumbnail:
    """Draw the départements, indexed by code (EPSG:4326), as small as they stay recognisable."""
    shown = _beside_one_another(departements).to_crs(WEB_MERCATOR)
    left, bottom, right, top = shown.total_bounds
    scale = WIDTH / (right - left)
    moved = shapely.transform(
        shown.to_numpy(), lambda xy: (xy - [left, top]) * [scale, -scale], include_z=False
    )
    simple = shapely.coverage_simplify(moved, TOLERANCE_PX)
    paths = {str(code): _path(shape) for code, shape in zip(shown.index, simple)}
    return Thumbnail(WIDTH, round((top - bottom) * scale), MappingProxyType(paths))


def _beside_one_another(departements: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """Return the outlines, those of overseas départements moved into their insets."""
    insets = [inset for inset in INSETS if inset.code != PETITE_COURONNE]
    overseas = {inset.code for inset in insets}
    moved = [
        move(departements.loc[departements.index == inset.code, ["geometry"]], inset)
        for inset in insets
    ]
    metropolitan = departements.loc[~departements.index.isin(list(overseas)), ["geometry"]]
    return pd.concat([metropolitan, *moved]).geometry


def _path(shape: shapely.Geometry) -> str:
    """Write the outer rings of a shape as a path, small islands left out."""
    parts = shapely.get_parts(shape)
    kept = parts[shapely.area(parts) >= SMALLEST_PX2]
    largest = parts[[int(np.argmax(shapely.area(parts)))]] if len(parts) else parts
    return "".join(_ring(part) for part in (kept if len(kept) else largest))


def _ring(part: shapely.Polygon) -> str:
    # Adding zero turns the -0.0 of rounding into 0.
    points = np.round(shapely.get_coordinates(part.exterior)[:-1], 1) + 0.0
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points.tolist()) + "Z"
