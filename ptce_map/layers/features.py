"""How a row and its geometry are published: RFC 7946 coordinates, plain values, JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

import shapely

from geodata.jsontext import to_json

Geometries = npt.NDArray[np.object_]

LONG_NUMBER = re.compile(r"-?\d+\.\d{7,}(?:e[+-]?\d+)?")
GRID = 1e-6
"""Step of the published coordinates, in degrees: six decimals, about 10 cm."""


@dataclass(frozen=True, eq=False)
class Shapes:
    """Geometries in EPSG:4326, ``None`` where a row has none, and the forms that exports need.

    Each form is made once, the first time it is asked for.
    """

    outlines: Geometries

    @cached_property
    def published(self) -> Geometries:
        """The geometries as RFC 7946 wants them."""
        return published(self.outlines)

    @cached_property
    def json(self) -> tuple[bytes, ...]:
        """Each geometry as GeoJSON; ``null`` where there is none."""
        return tuple(geojson_texts(self.published))

    @cached_property
    def clockwise_json(self) -> tuple[bytes, ...]:
        """The same with outer rings clockwise, as d3 draws a sphere; not what RFC 7946 wants."""
        return tuple(geojson_texts(shapely.orient_polygons(self.published, exterior_cw=True)))

    @cached_property
    def multiple(self) -> Geometries:
        """The geometries, polygons as multipolygons of one part, so that all have one type."""
        return np.array(
            [_multiple(geometry) for geometry in self.published] + [None], dtype=object
        )[:-1]

    @cached_property
    def is_known(self) -> npt.NDArray[np.bool_]:
        """Whether there is a geometry."""
        is_known: npt.NDArray[np.bool_] = ~shapely.is_missing(self.published)
        return is_known

    @cached_property
    def bounds(self) -> npt.NDArray[np.float64]:
        """West, south, east and north of each geometry, in degrees; NaN where there is none."""
        bounds: npt.NDArray[np.float64] = shapely.bounds(self.published)
        return bounds

    def bbox(self, positions: npt.NDArray[np.int64]) -> list[float] | None:
        """Return west, south, east and north of some geometries, ``None`` if there is none."""
        bounds = self.bounds[positions]
        bounds = bounds[~np.isnan(bounds[:, 0])]
        if not len(bounds):
            return None
        extremes = (*bounds[:, :2].min(axis=0), *bounds[:, 2:].max(axis=0))
        return [round(float(degrees), 6) for degrees in extremes]


def geojson_texts(geometries: Geometries) -> list[bytes]:
    """Write geometries as GeoJSON; ``null`` where there is none.

    GEOS writes some numbers with seventeen digits: they are written with those that they need.
    """
    texts = shapely.to_geojson(geometries)
    return [LONG_NUMBER.sub(_shortest, text or "null").encode() for text in texts]


def _shortest(number: re.Match[str]) -> str:
    return repr(float(number[0]))


def published(outlines: Geometries) -> Geometries:
    """Return geometries on the six-decimal grid, the outer rings of polygons anticlockwise.

    They stay valid: what is thinner than the grid is dropped.
    """
    snapped = shapely.set_precision(outlines, grid_size=GRID)
    turned: Geometries = shapely.orient_polygons(snapped, exterior_cw=False)
    return turned


def _multiple(geometry: shapely.Geometry | None) -> shapely.Geometry | None:
    return shapely.MultiPolygon([geometry]) if isinstance(geometry, shapely.Polygon) else geometry


def plain(value: Any) -> Any:
    """Return a cell as JSON writes it: lists for tuples, null for what is missing or empty."""
    if isinstance(value, tuple):
        return list(value)
    if pd.isna(value) or value == "":
        return None
    cell = value.item() if isinstance(value, np.generic) else value
    return round(cell, 2) if isinstance(cell, float) else cell


def feature_head(feature_id: str, properties: Mapping[str, Any]) -> bytes:
    """Write a GeoJSON feature up to its geometry; a list of nothing is null.

    Readers guess the type of a column from its first value, and an empty list has none.
    """
    told = {name: None if value == [] else value for name, value in properties.items()}
    head = to_json({"type": "Feature", "id": feature_id, "properties": told})
    return head[:-1] + b',"geometry":'


def collection(members: Mapping[str, Any], features: Iterable[bytes]) -> bytes:
    """Write a GeoJSON feature collection from its other members and ready-made features."""
    head = to_json({"type": "FeatureCollection", **members})[:-1]
    return b"".join((head, b',"features":[\n', b",\n".join(features), b"\n]}\n"))
