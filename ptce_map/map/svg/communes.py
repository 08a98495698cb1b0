"""The communes of the SVG map, drawn part by part of the country: too many to be drawn at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import geopandas as gpd
import shapely

from geodata.cog import Level
from geodata.insets import AROUND_PARIS, INSETS, PETITE_COURONNE
from ptce_map.map.svg.frame import box
from ptce_map.map.svg.insets import frame_box
from ptce_map.map.svg.shapes import CLOSE, FAR, Unit, draw_units

PARTS: Mapping[str, Level] = MappingProxyType({"far": Level.REGION, "close": Level.DEPARTEMENT})
"""How finely communes are drawn -> the part of the country that is drawn so at once."""

DETAILS = MappingProxyType({"far": FAR, "close": CLOSE})

CENTRES = {PETITE_COURONNE: AROUND_PARIS[0]}
"""Inset -> a département that it shows, where its own code is none."""

Box = tuple[int, int, int, int]
"""Left, top, right and bottom, in units of the frame."""


def draw_part(communes: gpd.GeoDataFrame, fineness: str, code: str) -> tuple[Unit, ...]:
    """Draw the communes of a part of the country, from afar with their copies in the insets.

    They are simplified with those around them, so that what two parts share stays shared.

    Parameters
    ----------
    communes
        Indexed by code: ``nom_commune``, ``code_departement``, ``code_region``, ``geometry``
        (EPSG:4326, a valid coverage).
    fineness
        A key of :data:`PARTS`.
    code
        Code of the région or of the département.
    """
    own = communes[communes[PARTS[fineness].code_column] == code]
    near = communes.sindex.query(shapely.box(*own.total_bounds))
    around = communes.iloc[sorted(near)]
    drawn = draw_units(Level.COMMUNE, around, DETAILS[fineness])
    return tuple(
        unit for unit in drawn if unit.code in own.index and (fineness == "far" or not unit.inset)
    )


def write_part(units: Sequence[Unit], fineness: str) -> list[tuple[object, ...]]:
    """Return what a browser draws: from afar code, inset and path; else a unit by itself."""
    if fineness == "far":
        return [(unit.code, unit.inset, unit.path) for unit in units]
    return [(unit.code, unit.name, unit.x, unit.y, unit.path) for unit in units]


def place_parts(
    tables: Mapping[Level, gpd.GeoDataFrame], homes: Mapping[str, str]
) -> dict[str, dict[str, list[Box]]]:
    """Return where the parts are drawn, by fineness and code: at their place, then in insets.

    Parameters
    ----------
    tables
        Level -> its units, indexed by code (EPSG:4326).
    homes
        Code of a département -> code of its région.
    """
    placed = {
        fineness: {str(code): [_corners(box(edges))] for code, *edges in bounds.itertuples()}
        for fineness, bounds in ((name, tables[level].bounds) for name, level in PARTS.items())
    }
    for inset in INSETS:
        region = homes.get(CENTRES.get(inset.code, inset.code), "")
        if region in placed["far"]:
            placed["far"][region].append(_corners(frame_box(inset)))
    return placed


def _corners(place: Sequence[float]) -> Box:
    left, top, width, height = place
    return round(left), round(top), round(left + width), round(top + height)
