"""The map as SVG, for browsers without WebGL: plotly's ``geo`` traces, in a conic projection.

Traces say in their ``meta`` what they draw; ``assets/map-svg.js`` gives them the data of a view.
Régions and départements only: SVG is too slow for the thousands of units of the levels below.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from geodata.cog import Level
from geodata.insets import INSETS, Bounds
from ptce_map.map.gathering import GATHERING
from ptce_map.map.svg.traces import (
    CLEAR,
    Trace,
    circles,
    colorscale,
    degrees,
    edges,
    fill,
    inset_frames,
    seats,
    territories,
)
from ptce_map.map.svg.units import INSET_SUBPLOTS, MAIN, SUBPLOTS, unit_layer
from ptce_map.map.themes import Theme
from ptce_map.measures.breaks import K_RANGE

__all__ = ["SVG_LEVELS", "build_svg_map", "unit_layer"]

SVG_LEVELS = (Level.REGION, Level.DEPARTEMENT)
# Standard parallels and meridian of Lambert-93.
PROJECTION = {"type": "conic conformal", "parallels": [44, 49], "rotation": {"lon": 3}}
CENTRE = {"lon": 3.0, "lat": 46.5}
# Wider than France, so that the map fills its frame; the page fits latitudes to the frame's shape.
LONGITUDES = (-17.0, 23.0)
LATITUDES = (36.5, 56.5)
FRAME_ROOM_KM = 4.0
# Reach of a seat: farther away, the pointer is over its unit.
HOVER_PX = 4


def build_svg_map(
    theme: Theme,
    units: Mapping[Level, Mapping[str, Any]],
    points: Mapping[Level, Mapping[str, Any]],
    urls: Mapping[str, str],
) -> dict[str, Any]:
    """Build the figure of a theme, without the data of any view.

    Parameters
    ----------
    theme
        Colours.
    units
        Level -> collection of :func:`unit_layer`.
    points
        Level -> GeoJSON points of the circles: ``code``, ``nom``, ``inset``.
    urls
        Addresses: ``svg-<level>`` of the collections, ``territoires``, ``sieges``.

    Returns
    -------
    dict
        ``data`` and ``layout``. Each trace has ``meta.role``: ``fill``, ``edges``, ``circles``
        (with ``level`` and ``units``), ``territory`` (with ``sign``), ``selected``, ``seats``
        (with ``sign``) or ``frame`` (with ``inset``). ``layout.meta`` holds the colours of k
        classes, where the insets are, and the sources of the overlays.
    """
    data = [
        trace
        for subplot in SUBPLOTS
        for trace in _subplot_traces(theme, subplot, units, points, urls)
    ]
    return {"data": data, "layout": _layout(theme, urls)}


def _subplot_traces(
    theme: Theme,
    subplot: str,
    units: Mapping[Level, Mapping[str, Any]],
    points: Mapping[Level, Mapping[str, Any]],
    urls: Mapping[str, str],
) -> Iterator[Trace]:
    """Yield the traces of a subplot, bottom to top."""
    for level in SVG_LEVELS:
        yield fill(theme, subplot, level, units[level], urls[f"svg-{level}"])
    if subplot == MAIN:
        yield edges(theme, units[Level.REGION], urls[f"svg-{Level.REGION}"])
    for level in SVG_LEVELS:
        yield circles(theme, subplot, level, points[level])
    yield from territories(theme, subplot)
    yield from seats(theme, subplot)
    yield from inset_frames(theme, subplot)


def _layout(theme: Theme, urls: Mapping[str, str]) -> dict[str, Any]:
    spread = {subplot: inset_bounds(subplot) for subplot in SUBPLOTS[1:]}
    insets = {subplot: _inset_subplot(theme, bounds) for subplot, bounds in spread.items()}
    return {
        MAIN: {
            "scope": "europe",
            "visible": False,
            "bgcolor": CLEAR,
            "domain": {"x": [0, 1], "y": [0, 1]},
            "projection": PROJECTION | {"scale": 1.0},
            "center": CENTRE,
            "lonaxis": {"range": LONGITUDES},
            "lataxis": {"range": LATITUDES},
        },
        **insets,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "paper_bgcolor": CLEAR,
        "dragmode": "pan",
        "hovermode": "closest",
        "hoverdistance": HOVER_PX,
        "showlegend": False,
        "template": {},
        "uirevision": "map",
        "meta": {
            "colorscales": {str(k): colorscale(theme, k) for k in range(1, K_RANGE.stop)},
            "frames": spread,
            "ground": theme.sea,
            "places": dict(INSET_SUBPLOTS),
            "gathering": GATHERING,
            "sources": {name: urls[name] for name in ("territoires", "sieges")},
        },
    }


def inset_bounds(subplot: str) -> Bounds:
    """Return the bounds of the frames of a subplot and their lines, in km of Web Mercator."""
    frames = [inset.frame for inset in INSETS if INSET_SUBPLOTS[inset.code] == subplot]
    west, south, east, north = zip(*frames)
    return (
        min(west) - FRAME_ROOM_KM,
        min(south) - FRAME_ROOM_KM,
        max(east) + FRAME_ROOM_KM,
        max(north) + FRAME_ROOM_KM,
    )


def _inset_subplot(theme: Theme, bounds: Bounds) -> dict[str, Any]:
    west, south, east, north = degrees(bounds)
    x, y = (bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2
    lon, lat, _, _ = degrees((x, y, x, y))
    return {
        "scope": "world",
        "visible": False,
        "bgcolor": theme.sea,
        "projection": {"type": "mercator", "scale": 1.0},
        "center": {"lon": lon, "lat": lat},
        "lonaxis": {"range": [west, east]},
        "lataxis": {"range": [south, north]},
    }
