"""How a row and its geometry are published: RFC 7946 coordinates, plain values, JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

import shapely

from geodata.jsontext import to_json
from geodata.packed import Geometries, Packed, pack
from ptce_map.arrays import Integers, Mask

LONG_NUMBER = re.compile(r"-?\d+\.\d{7,}(?:e[+-]?\d+)?")
GRID = 1e-6
"""Step of the published coordinates, in degrees: six decimals, about 10 cm."""
MOST_KEPT = 2_000
"""Geometries of which a form is kept for the next to ask."""


@dataclass(frozen=True, eq=False)
class Shapes:
    """Geometries in EPSG:4326, ``None`` where a row has none, and the forms that exports need.

    Each form of a geometry is made the first time it is asked for, and kept while they are few: a
    query of a large register waits for its own rows alone. Stored, geometries are packed, and made
    of their bytes where they are asked for.
    """

    outlines: Geometries | Packed

    def __reduce__(self) -> tuple[type[Shapes], tuple[Packed]]:
        return Shapes, (pack(self.outlines),)

    def at(self, positions: Integers) -> Geometries:
        """Return some geometries as RFC 7946 wants them."""
        asked = positions.tolist()
        made = find(self._made, asked, lambda missing: published(self.outlines[missing]))
        return np.array([*(made[at] for at in asked), None], dtype=object)[:-1]

    @cached_property
    def _made(self) -> dict[int, Any]:
        return {}

    @property
    def published(self) -> Geometries:
        """All geometries as RFC 7946 wants them."""
        return self.at(self.positions)

    @property
    def positions(self) -> Integers:
        """The positions of all geometries."""
        return np.arange(len(self.outlines))

    def json(self, positions: Integers, *, clockwise: bool = False) -> list[bytes]:
        """Return some geometries as GeoJSON; ``null`` where there is none.

        Outer rings are clockwise for d3, which draws on a sphere; RFC 7946 wants the others.
        """

        def write(missing: Integers) -> list[bytes]:
            shapes = self.at(missing)
            return geojson_texts(
                shapely.orient_polygons(shapes, exterior_cw=True) if clockwise else shapes
            )

        asked = positions.tolist()
        texts = find(self._texts[clockwise], asked, write)
        return [texts[at] for at in asked]

    @cached_property
    def _texts(self) -> Mapping[bool, dict[int, bytes]]:
        return {False: {}, True: {}}

    def multiple(self, positions: Integers) -> Geometries:
        """Return some geometries, polygons as multipolygons of one part: all have one type."""
        shapes = [_multiple(geometry) for geometry in self.at(positions)]
        return np.array([*shapes, None], dtype=object)[:-1]

    @cached_property
    def is_known(self) -> Mask:
        """Whether there is a geometry."""
        if isinstance(self.outlines, Packed):
            return self.outlines.is_known
        is_known: Mask = ~shapely.is_missing(self.outlines)
        return is_known

    def bbox(self, positions: Integers) -> list[float] | None:
        """Return west, south, east and north of some geometries, ``None`` if there is none."""
        bounds = shapely.bounds(self.at(positions))
        bounds = bounds[~np.isnan(bounds[:, 0])]
        if not len(bounds):
            return None
        extremes = (*bounds[:, :2].min(axis=0), *bounds[:, 2:].max(axis=0))
        return [round(float(degrees), 6) for degrees in extremes]


def find(
    kept: dict[int, Any], asked: Collection[int], make: Callable[[Integers], Iterable[Any]]
) -> Mapping[int, Any]:
    """Return what is asked for, by position; what is not kept is made, and kept while it is little.

    Others may ask at the same time: what is kept may go at any moment.
    """
    found = {at: value for at in asked if (value := kept.get(at)) is not None}
    missing = np.array(sorted({*asked} - found.keys()), dtype=np.int64)
    if len(missing):
        new = dict(zip(missing.tolist(), make(missing)))
        found |= new
        if len(kept) + len(new) > MOST_KEPT:
            kept.clear()
        if len(new) <= MOST_KEPT:
            kept.update(new)
    return found


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
