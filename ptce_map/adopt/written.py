"""Shapes and points as texts write them: WKT, GeoJSON, degrees with minutes and seconds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

import shapely
from pyproj import Transformer

from geodata.cog import LAMBERT_93, WGS84

WKT = re.compile(
    r"\s*(?:SRID=\d+;)?(?:MULTI)?(?:POINT|LINESTRING|POLYGON)\b.*\(.*\)\s*", re.I | re.S
)
GEOJSON = re.compile(r"\s*\{.*\"type\".*\"coordinates\".*\}\s*", re.S)
SIDE = r"([NSEWO])"
NUMBERS = (
    r"\s*(\d{1,3})\s*[°d]\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*['’′m]\s*)?"
    r"(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:[\"″”s]|''|’’)?\s*)?"
)
BETWEEN = r"\s*[,;/]?\s*"
BEFORE = re.compile(rf"\s*{SIDE}{NUMBERS}{BETWEEN}{SIDE}{NUMBERS}\s*", re.I)
AFTER = re.compile(rf"\s*{NUMBERS}{SIDE}{BETWEEN}{NUMBERS}{SIDE}\s*", re.I)
"""Two angles, whose sides (north, west) stand before or after their numbers."""
NORTH, WEST = "NS", ("S", "W", "O")
WIDEST = 180.0
"""Degrees beyond which coordinates are metres."""


def is_shape(text: str) -> bool:
    """Tell whether a text is the WKT or the GeoJSON of a point, a line or a polygon."""
    return read_shape(text) is not None


@lru_cache(maxsize=8192)
def read_shape(text: str) -> shapely.Geometry | None:
    """Return the shape (EPSG:4326) of a text in WKT or GeoJSON; metres are those of Lambert-93."""
    is_wkt = WKT.fullmatch(text) is not None
    if not is_wkt and not GEOJSON.fullmatch(text):
        return None
    bare = re.sub(r"(?i)^\s*SRID=\d+;", "", text)
    shape = (shapely.from_wkt if is_wkt else shapely.from_geojson)(bare, on_invalid="ignore")
    return None if shape is None or shape.is_empty else in_degrees(shape)


def is_metric(shape: shapely.Geometry) -> bool:
    """Tell whether the coordinates of a shape are metres."""
    return bool(np.abs(shapely.get_coordinates(shape)).max() > WIDEST)


def in_degrees(shape: shapely.Geometry) -> shapely.Geometry:
    """Return a shape in degrees: one whose coordinates are metres is in Lambert-93."""
    if not is_metric(shape):
        return shape

    def turned(points: np.ndarray) -> np.ndarray:
        return np.column_stack(_lambert().transform(points[:, 0], points[:, 1]))

    return shapely.transform(shape, turned)


@lru_cache(maxsize=1)
def _lambert() -> Transformer:
    return Transformer.from_crs(LAMBERT_93, WGS84, always_xy=True)


def read_degrees(text: str) -> tuple[float, float] | None:
    """Return longitude and latitude of two angles, such as 48°06'N 1°40'O; else nothing."""
    before, after = BEFORE.fullmatch(text), AFTER.fullmatch(text)
    if before:
        parts = before.groups()
        angles = [(parts[0], parts[1:4]), (parts[4], parts[5:])]
    elif after:
        parts = after.groups()
        angles = [(parts[3], parts[:3]), (parts[7], parts[4:7])]
    else:
        return None
    (first, second) = (_angle(side, numbers) for side, numbers in angles)
    is_north = [side.upper() in NORTH for side, _ in angles]
    if is_north[0] == is_north[1]:
        return None
    return (second, first) if is_north[0] else (first, second)


def _angle(side: str, parts: Sequence[str | None]) -> float:
    degrees, minutes, seconds = (float((part or "0").replace(",", ".")) for part in parts)
    value = degrees + minutes / 60 + seconds / 3600
    return -value if side.upper() in WEST else value
