"""Coordinates as people write them, and the communes in which they lie.

A point is in the commune whose contour holds it; one up to :data:`NEAR_M` off the coast or a border
is in the nearest. A polygon stands for the communes of which it covers at least half the area; one
that covers half of none stands for those that hold at least a fifth of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

import geopandas as gpd
import shapely
from pyproj import Transformer

from geodata.cog import LAMBERT_93, WGS84, Level
from geodata.store import Boundaries
from ptce_map.adopt.written import is_shape, read_degrees

NUMBER = re.compile(r"-?\d{1,7}(?:[.,]\d+)?")
PAIR = re.compile(
    r"\s*(?:POINT\s*)?[(\[]?\s*(-?\d{1,3}[.,]\d+)\s*[,;\s]\s*(-?\d{1,3}[.,]\d+)\s*[)\]]?\s*", re.I
)
LATITUDES = ((41.0, 51.6), (-23.0, 19.0), (46.0, 48.0))
"""Ranges of latitudes: of the mainland, of overseas, of Saint-Pierre-et-Miquelon."""
LONGITUDES = (-180.0, 180.0)
FRANCE = (
    (-5.6, 41.2, 9.8, 51.3),
    (-63.5, 14.0, -60.5, 18.5),
    (-55.0, 2.0, -51.0, 6.0),
    (44.9, -21.6, 56.0, -12.0),
    (-57.0, 46.0, -56.0, 48.0),
    (158.0, -23.0, 173.0, -18.0),
    (-155.0, -28.0, -134.0, -7.0),
    (-179.0, -15.0, -176.0, -12.0),
)
"""West, south, east and north of the parts of France, in degrees."""
X_L93, Y_L93 = (0.0, 1_400_000.0), (6_000_000.0, 7_200_000.0)
NEAR_M = 2_000
"""Metres from a commune to a point that is still taken for one of it."""
DEGREE_M = 111_320
COVERED, HELD = 0.5, 0.2
"""Share of a commune that a polygon covers, and share of a polygon that a commune holds."""
LINE, AREA = 1, 2
"""Dimensions of a line and of a polygon."""
EXACT = 0.95
"""Share of a polygon and of its communes that must be in common for it to be exact."""


def read_number(text: str) -> float | None:
    """Return a coordinate, its decimals after a point or a comma; ``None`` if it is none."""
    bare = text.strip().replace("\u202f", "").replace(" ", "").rstrip("°")
    return float(bare.replace(",", ".")) if NUMBER.fullmatch(bare) else None


def _within(text: str, bounds: tuple[float, float]) -> bool:
    value = read_number(text)
    return value is not None and bounds[0] <= value <= bounds[1]


def is_latitude(text: str) -> bool:
    """Tell whether a text is the latitude of a place of France, in degrees."""
    return any(_within(text, bounds) for bounds in LATITUDES)


def is_longitude(text: str) -> bool:
    """Tell whether a text is a longitude, in degrees."""
    return _within(text, LONGITUDES)


def is_x(text: str) -> bool:
    """Tell whether a text is an x of Lambert-93, in metres."""
    return _within(text, X_L93) and (read_number(text) or 0) > LONGITUDES[1]


def is_y(text: str) -> bool:
    """Tell whether a text is a y of Lambert-93, in metres."""
    return _within(text, Y_L93)


def is_pair(text: str) -> bool:
    """Tell whether a text is a point, as two numbers or angles, or a shape in WKT or GeoJSON."""
    return PAIR.fullmatch(text) is not None or read_degrees(text) is not None or is_shape(text)


def read_pair(text: str) -> tuple[float, float] | None:
    """Return longitude and latitude of a pair, whichever comes first."""
    found = PAIR.fullmatch(text)
    if not found:
        return read_degrees(text)
    first, second = (float(part.replace(",", ".")) for part in found.groups())
    if is_in_france(first, second) and not is_in_france(second, first):
        return first, second
    return second, first


def is_in_france(longitude: float, latitude: float) -> bool:
    """Tell whether a point is in a box about a part of France."""
    return any(
        west <= longitude <= east and south <= latitude <= north
        for west, south, east, north in FRANCE
    )


def from_lambert(x: float, y: float) -> tuple[float, float]:
    """Return longitude and latitude of a point of Lambert-93."""
    longitude, latitude = _lambert().transform(x, y)
    return float(longitude), float(latitude)


@lru_cache(maxsize=1)
def _lambert() -> Transformer:
    return Transformer.from_crs(LAMBERT_93, WGS84, always_xy=True)


def place_of(texts: Mapping[str, str]) -> tuple[float, float] | None:
    """Return longitude and latitude that the cells of a row say, by role; ``None`` if none does.

    Longitude and latitude in each other's column are put right; x and y in metres are Lambert-93.
    """
    pair = read_pair(texts.get("coordonnees", ""))
    if pair:
        return pair
    east = read_number(texts.get("longitude", "") or texts.get("x", ""))
    north = read_number(texts.get("latitude", "") or texts.get("y", ""))
    if east is None or north is None or (east, north) == (0.0, 0.0):
        return None
    if is_y(str(north)):
        return from_lambert(east, north)
    if is_turned(texts):
        return north, east
    return (east, north) if is_latitude(str(north)) and abs(east) <= LONGITUDES[1] else None


def is_turned(texts: Mapping[str, str]) -> bool:
    """Tell whether longitude and latitude of a row are in each other's column."""
    east, north = (read_number(texts.get(role, "")) for role in ("longitude", "latitude"))
    if east is None or north is None:
        return False
    return is_in_france(north, east) and not is_in_france(east, north)


@dataclass(frozen=True, eq=False)
class Ground:
    """The contours of the communes and arrondissements, asked where things lie."""

    boundaries: Boundaries

    @cached_property
    def _units(self) -> gpd.GeoSeries:
        communes = self.boundaries.units(Level.COMMUNE).geometry
        parts = self.boundaries.arrondissements().geometry
        cities = communes.index.isin(["75056", "69123", "13055"])
        kept = communes[~cities] if len(parts) else communes
        return gpd.GeoSeries(
            [*kept, *parts], index=[*map(str, kept.index), *map(str, parts.index)], crs=WGS84
        )

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree(self._units.to_numpy())

    @cached_property
    def _parts(self) -> frozenset[str]:
        return frozenset(map(str, self.boundaries.arrondissements().index))

    @cached_property
    def _cities(self) -> Mapping[str, str]:
        cities = self.boundaries.arrondissements()["code_commune"]
        return {str(code): str(city) for code, city in cities.items()}

    def token(self, code: str) -> str:
        """Return the token of a unit."""
        return f"arm:{code}" if code in self._parts else f"com:{code}"

    def holding(self, point: tuple[float, float]) -> str:
        """Return the code of the commune in which a point lies, or nearest to it; else nothing."""
        shape = shapely.Point(point)
        within = self._tree.query(shape, predicate="intersects")
        if len(within):
            return str(self._units.index[within.min()])
        near = self._tree.query(shape, predicate="dwithin", distance=NEAR_M / DEGREE_M)
        if not len(near):
            return ""
        distances = shapely.distance(self._units.to_numpy()[near], shape)
        return str(self._units.index[near[int(np.argmin(distances))]])

    def around(self, point: tuple[float, float]) -> frozenset[str]:
        """Return the codes of the communes within :data:`NEAR_M` of a point.

        Those of an arrondissement are its own and that of its city.
        """
        shape = shapely.Point(point)
        near = self._tree.query(shape, predicate="dwithin", distance=NEAR_M / DEGREE_M)
        codes = {str(self._units.index[at]) for at in near}
        return frozenset(codes | {self._cities[code] for code in codes & self._parts})

    def beneath(self, shape: shapely.Geometry) -> tuple[tuple[str, ...], bool]:
        """Return the codes of the communes of a shape, and whether they say it exactly.

        They are those of each of several points, those that a line crosses, and those that a
        polygon stands for.
        """
        if shapely.get_dimensions(shape) == AREA:
            return self.covered(shape)
        if shapely.get_dimensions(shape) == LINE:
            met = sorted(self._tree.query(shape, predicate="intersects").tolist())
            return tuple(str(self._units.index[at]) for at in met), False
        points = [(float(x), float(y)) for x, y in shapely.get_coordinates(shape)]
        held = [self.holding(point) for point in points]
        return tuple(dict.fromkeys(filter(None, held))), all(held)

    def covered(self, shape: shapely.Geometry) -> tuple[tuple[str, ...], bool]:
        """Return the codes of the communes that a polygon stands for, and whether exactly.

        Areas are compared in Lambert-93 where the polygon is in metropolitan France, in degrees
        elsewhere: shares of areas near one another are the same in both.
        """
        valid = shapely.make_valid(shape)
        met = sorted(self._tree.query(valid, predicate="intersects").tolist())
        units = self._units.to_numpy()[met]
        if not len(units):
            return (), False
        common = shapely.area(shapely.intersection(units, valid))
        own, whole = shapely.area(units), float(shapely.area(valid))
        taken = np.flatnonzero(common >= COVERED * own)
        if not len(taken):
            taken = np.flatnonzero(common >= HELD * whole) if whole else np.arange(1)
        codes = tuple(str(self._units.index[met[at]]) for at in taken)
        union = float(own[taken].sum()) + whole - float(common[taken].sum())
        is_exact = bool(union) and float(common[taken].sum()) >= EXACT * union
        return codes, is_exact


def is_constant(places: Sequence[tuple[float, float]], n_communes: int) -> bool:
    """Tell whether the points of a table are one, though its rows are in several communes."""
    return len(places) > 1 and len(set(places)) == 1 and n_communes > 1
