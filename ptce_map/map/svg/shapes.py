"""The shapes of the SVG map: units, limits, territories and seats, simplified for the screen.

Units of a level are simplified together, so that what they share stays shared. Each also comes as
moved copies for the insets: for display only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from types import MappingProxyType

import numpy as np
import pandas as pd

import geopandas as gpd
import shapely

from geodata.cog import Level
from geodata.insets import INSETS, PETITE_COURONNE, move
from geodata.packed import Geometries
from ptce_map.map.signs import SEAT_SIGNS
from ptce_map.map.svg.frame import PX, project
from ptce_map.map.svg.paths import write_path


@dataclass(frozen=True)
class Detail:
    """How finely shapes are drawn.

    Attributes
    ----------
    tolerance
        Of the simplification, in units of the frame.
    smallest
        Area under which islands are left out, in square units.
    decimals
        Kept of each coordinate.
    """

    tolerance: float
    smallest: float
    decimals: int


FAR = Detail(0.8 * PX, 1.5 * PX**2, 0)
"""For the whole country on a screen."""

CLOSE = Detail(0.08 * PX, 0.02 * PX**2, 1)
"""For a part of the country ten times larger."""

DETAILS: Mapping[str, Detail] = MappingProxyType({"far": FAR, "close": CLOSE})


@dataclass(frozen=True)
class Unit:
    """A unit at its true place, or its copy in an inset.

    ``x`` and ``y`` are where its circle stands, in its largest part.
    """

    code: str
    name: str
    inset: str
    path: str
    x: int
    y: int


@dataclass(frozen=True)
class Sheet:
    """What is drawn of a level: its units, and the limits of the levels above.

    ``limits`` are by inset, level and code (``971/region/01``, ``/region/76``), each a path of its
    own: browsers paint in tiles, and stroke a path anew in each that it may reach.
    """

    level: Level
    units: tuple[Unit, ...]
    limits: Mapping[str, str]


def draw_sheets(
    tables: Mapping[Level, gpd.GeoDataFrame], homes: Mapping[str, str], detail: Detail = FAR
) -> dict[Level, Sheet]:
    """Draw the levels above the commune.

    Parameters
    ----------
    tables
        Level -> its units, indexed by code: the level's name, ``geometry`` (EPSG:4326, a valid
        coverage).
    homes
        Code of a département -> code of its région, round which the strong limits go.
    detail
        How finely.
    """
    placed = {level: _place(level, units, detail) for level, units in tables.items()}
    departements = placed[Level.DEPARTEMENT]
    regions = _limits_of_regions(departements, homes, detail)
    own = departements[departements["inset"] == ""].set_index("code")["shape"]
    inner = _write_limits(Level.DEPARTEMENT, "", own.map(shapely.boundary), detail)
    limits: dict[Level, dict[str, str]] = {
        Level.REGION: {},
        Level.DEPARTEMENT: regions,
        Level.EPCI: {**inner, **regions},
    }
    return {
        level: Sheet(
            level,
            _draw_units(placed[level], units[level.name_column], detail),
            MappingProxyType(limits[level]),
        )
        for level, units in tables.items()
    }


def draw_units(level: Level, units: gpd.GeoDataFrame, detail: Detail) -> tuple[Unit, ...]:
    """Draw units of a level (name of the level, ``geometry``), with their copies in the insets."""
    return _draw_units(_place(level, units, detail), units[level.name_column], detail)


def _draw_units(placed: pd.DataFrame, names: pd.Series, detail: Detail) -> tuple[Unit, ...]:
    shapes = placed["shape"].to_numpy()
    drawn = zip(placed["code"], placed["inset"], _write(shapes, detail), _spots(shapes))
    return tuple(
        Unit(str(code), str(names[code]), inset, path, x, y)
        for code, inset, path, (x, y) in drawn
        if path
    )


def _place(level: Level, units: gpd.GeoDataFrame, detail: Detail) -> pd.DataFrame:
    """Return ``code``, ``inset`` and simplified ``shape`` of every unit and every copy."""
    rows = [_simplify(units, "", detail)]
    for inset in INSETS:
        if level is Level.REGION and inset.code == PETITE_COURONNE:
            continue
        rows.append(_simplify(move(units[["geometry"]], inset), inset.code, detail))
    return pd.concat(rows, ignore_index=True)


def _simplify(units: gpd.GeoDataFrame, inset: str, detail: Detail) -> pd.DataFrame:
    shapes = shapely.coverage_simplify(project(units), detail.tolerance)
    return pd.DataFrame({"code": units.index, "inset": inset, "shape": shapes})


def _write(shapes: Geometries, detail: Detail) -> list[str]:
    return [
        write_path(shape, smallest=detail.smallest, decimals=detail.decimals) for shape in shapes
    ]


def _spots(shapes: Geometries) -> list[tuple[int, int]]:
    """Return a point inside the largest part of each shape."""
    parts, owners = shapely.get_parts(shapes, return_index=True)
    order = np.lexsort((shapely.area(parts), owners))
    last = np.searchsorted(owners, np.arange(len(shapes)), side="right") - 1
    points = shapely.get_coordinates(shapely.point_on_surface(parts[order[last]]))
    return [(round(x), round(y)) for x, y in points.tolist()]


def _limits_of_regions(
    departements: pd.DataFrame, homes: Mapping[str, str], detail: Detail
) -> dict[str, str]:
    """Return the limits of the régions, and those of each inset.

    A clipped inset has none: its edge is no coast.
    """
    clipped = [inset.code for inset in INSETS if inset.clipped]
    kept = departements[~departements["inset"].isin(clipped)]
    outlines = kept["shape"].groupby([kept["inset"], kept["code"].map(homes)]).agg(_outline)
    limits: dict[str, str] = {}
    for inset, lines in outlines.groupby(level=0):
        limits |= _write_limits(Level.REGION, str(inset), lines.droplevel(0), detail)
    return limits


def _outline(shapes: pd.Series) -> shapely.Geometry:
    return shapely.boundary(shapely.union_all(shapes.to_numpy()))


def _write_limits(level: Level, inset: str, outlines: pd.Series, detail: Detail) -> dict[str, str]:
    """Write outlines by code as paths; what two share is in the path of the first alone."""
    lines = outlines.to_numpy()
    tree = shapely.STRtree(lines)
    limits = {}
    for at, code in enumerate(outlines.index):
        near = tree.query(lines[at])
        drawn = shapely.union_all(lines[near[near < at]])
        own = shapely.line_merge(shapely.difference(lines[at], drawn))
        limits[f"{inset}/{level}/{code}"] = write_path(own, decimals=detail.decimals)
    return limits


@dataclass(frozen=True)
class Outline:
    """The territory of a pole, or its copy in an inset; the columns of ``territory_overlay``.

    ``thinned`` is the least zoom at which it is drawn among a crowd.
    """

    pole: str
    sign: str
    inset: str
    part: str
    zoom: float
    path: str
    thinned: float = -inf


def draw_outlines(territories: gpd.GeoDataFrame, detail: Detail = FAR) -> tuple[Outline, ...]:
    """Draw the territories of :func:`ptce_map.map.overlays.territory_overlay`, each by itself.

    One a row, whatever the detail: the path of what is too small for it is empty.
    Half the tolerance of the units: what overlaps cannot be simplified together, and stays near.
    """
    shapes = shapely.simplify(project(territories), detail.tolerance / 2)
    paths = _write(shapes, detail)
    names = ("id", "sign", "inset", "part", "zoom")
    rows = zip(*(territories[name] for name in names), paths, territories["thinned"])
    return tuple(Outline(*row) for row in rows)


@dataclass(frozen=True)
class Seat:
    """A seat of coordinators, or its copy in an inset; the columns of ``seat_overlay``.

    ``relays`` are the keys of the seats that stand for it, by step of the zoom; none where each
    seat is alone.
    """

    key: str
    name: str
    sign: str
    inset: str
    poles: tuple[str, ...]
    x: int
    y: int
    relays: tuple[str, ...] = ()


def draw_seats(seats: gpd.GeoDataFrame) -> tuple[Seat, ...]:
    """Draw the seats of :func:`ptce_map.map.overlays.seat_overlay`, bottom to top."""
    ranks = {sign: rank for rank, sign in enumerate(SEAT_SIGNS)}
    points = np.round(shapely.get_coordinates(project(seats))).astype(int).tolist()
    relays = seats["relais"] if "relais" in seats else [()] * len(seats)
    columns = (seats[name] for name in ("cle", "nom", "sign", "inset", "poles"))
    rows = [
        Seat(key, name, sign, inset, tuple(poles), x, y, tuple(relay))
        for key, name, sign, inset, poles, (x, y), relay in zip(*columns, points, relays)
    ]
    return tuple(sorted(rows, key=lambda seat: ranks[seat.sign]))
