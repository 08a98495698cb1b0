"""What the SVG map fills and where it draws it: metropolitan units, and the copies of the insets.

d3-geo, which draws, takes the outside of a counter-clockwise ring for its inside, and fails on
rings of fewer than four points: contours are turned clockwise. Nothing of this is ever exported.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from geodata.insets import INSETS, PETITE_COURONNE
from ptce_map.map.container import FRANCE_BOUNDS

MAIN = "geo"
# The column of the overseas départements, and Paris.
INSET_SUBPLOTS: Mapping[str, str] = {
    inset.code: "geo3" if inset.code == PETITE_COURONNE else "geo2" for inset in INSETS
}
SUBPLOTS = (MAIN, "geo2", "geo3")
MIN_RING = 4

Feature = dict[str, Any]
Ring = list[list[float]]


def unit_layer(national: Mapping[str, Any], copies: Mapping[str, Any]) -> dict[str, Any]:
    """Gather what the SVG map fills: metropolitan units, and the copies of the insets.

    Parameters
    ----------
    national, copies
        GeoJSON collections of a level: ``code``, ``nom``, and for copies ``inset``.

    Returns
    -------
    dict
        A GeoJSON collection: ``cle`` (unique: the inset and the code), ``code``, ``nom``, ``inset``
        (empty for the true place). Units off the map are left to the insets; rings are clockwise,
        those too short to be drawn are left out.
    """
    main = [unit(feature) for feature in national["features"] if is_on_map(feature)]
    moved = [unit(feature) for feature in copies["features"]]
    return {"type": "FeatureCollection", "features": [*main, *moved]}


def unit(feature: Mapping[str, Any]) -> Feature:
    """Return a unit as the SVG map reads it."""
    given = feature["properties"]
    inset = given.get("inset", "")
    key = f"{inset}/{given['code']}" if inset else given["code"]
    properties = {"cle": key, "code": given["code"], "nom": given["nom"], "inset": inset}
    polygons = [clockwise(rings) for rings in _polygons(feature["geometry"])]
    geometry = {"type": "MultiPolygon", "coordinates": [rings for rings in polygons if rings]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def is_on_map(feature: Mapping[str, Any]) -> bool:
    """Tell whether a unit lies on the map of metropolitan France."""
    west, south, east, north = FRANCE_BOUNDS
    lon, lat = _polygons(feature["geometry"])[0][0][0][:2]
    return west < lon < east and south < lat < north


def _polygons(geometry: Mapping[str, Any]) -> list[list[Ring]]:
    coordinates: list[Any] = geometry["coordinates"]
    return [coordinates] if geometry["type"] == "Polygon" else coordinates


def clockwise(rings: Sequence[Ring]) -> list[Ring]:
    """Turn the outer ring of a polygon clockwise and its holes the other way.

    Rings of fewer than four points or without an area are left out, with the whole polygon if it is
    the outer one.
    """
    drawn = [(ring, signed_area(ring)) for ring in rings if len(ring) >= MIN_RING]
    if not drawn or drawn[0][0] is not rings[0] or drawn[0][1] == 0:
        return []
    return [
        ring[::-1] if (area > 0) == (position == 0) else ring
        for position, (ring, area) in enumerate(drawn)
        if area
    ]


def signed_area(ring: Ring) -> float:
    """Return the area of a ring in square degrees, negative if it turns clockwise."""
    pairs = pairwise(ring)
    return sum(x0 * y1 - x1 * y0 for (x0, y0, *_), (x1, y1, *_) in pairs) / 2


def subplot_of(properties: Mapping[str, Any]) -> str:
    """Return the subplot that draws a feature, by its inset."""
    return INSET_SUBPLOTS.get(properties["inset"], MAIN)


def in_subplot(features: Iterable[Feature], subplot: str) -> list[Feature]:
    """Return the features that a subplot draws."""
    return [feature for feature in features if subplot_of(feature["properties"]) == subplot]
