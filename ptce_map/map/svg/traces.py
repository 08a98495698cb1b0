"""The traces of the SVG map. Each says in its ``meta`` what it draws; the page gives it data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import atan, pi, sinh
from typing import Any

from geodata.cog import Level
from geodata.insets import INSETS, Bounds
from ptce_map.map.container import FRANCE_BOUNDS
from ptce_map.map.signs import GONE, KNOWN, UNKNOWN
from ptce_map.map.style.overlays import DASHES, DOTS
from ptce_map.map.svg.units import INSET_SUBPLOTS, MAIN, in_subplot
from ptce_map.map.themes import Theme, palette
from ptce_map.register.rules import APPROXIMATE, DECLARED

CLEAR = "rgba(0,0,0,0)"
SILENT = {"hoverinfo": "skip", "showlegend": False}
LINE_PX = 1.35
TITLE_DROP = 0.03
EDGE_STEPS = 12
TITLE_ROOM = "\u00a0"
# Radius of the sphere of Web Mercator.
EARTH_KM = 6378.137

Trace = dict[str, Any]


def colorscale(theme: Theme, k: int) -> list[tuple[float, str]]:
    """Return the steps of colour from missing (-1) and zero to class k."""
    colours = (theme.boundary, *palette(theme, k))
    n = len(colours)
    return [(edge / n, colour) for rank, colour in enumerate(colours) for edge in (rank, rank + 1)]


def fill(theme: Theme, subplot: str, level: Level, layer: Mapping[str, Any], url: str) -> Trace:
    """Fill the units of a level by class, from missing (-1, plain grey) and zero up."""
    shown = [unit["properties"] for unit in in_subplot(layer["features"], subplot)]
    return {
        "type": "choropleth",
        "geo": subplot,
        "meta": {"role": "fill", "level": level, "units": shown},
        "geojson": url,
        "featureidkey": "properties.cle",
        "locations": [unit["cle"] for unit in shown],
        "customdata": shown,
        "z": [0] * len(shown),
        "zmin": -1.5,
        "zmax": 5.5,
        "colorscale": colorscale(theme, 5),
        "showscale": False,
        "hoverinfo": "none",
        "marker": {"line": {"color": theme.boundary, "width": 0.75}},
        "visible": False,
    }


def edges(theme: Theme, layer: Mapping[str, Any], url: str) -> Trace:
    """Draw the limits of the régions over the départements, filling nothing."""
    shown = [unit["properties"]["cle"] for unit in in_subplot(layer["features"], MAIN)]
    return {
        "type": "choropleth",
        "geo": MAIN,
        "meta": {"role": "edges"},
        "geojson": url,
        "featureidkey": "properties.cle",
        "locations": shown,
        "z": [0] * len(shown),
        "colorscale": [(0, CLEAR), (1, CLEAR)],
        "showscale": False,
        "marker": {"line": {"color": theme.boundary_strong, "width": 1.0}},
        "visible": False,
        **SILENT,
    }


def circles(theme: Theme, subplot: str, level: Level, layer: Mapping[str, Any]) -> Trace:
    """Draw proportional circles; the page gives them their sizes."""
    shown = [
        unit
        for unit in in_subplot(layer["features"], subplot)
        if unit["properties"]["inset"] or _is_near(unit["geometry"]["coordinates"])
    ]
    keys = ("code", "nom", "inset")
    return {
        "type": "scattergeo",
        "geo": subplot,
        "meta": {
            "role": "circles",
            "level": level,
            "units": [{key: unit["properties"][key] for key in keys} for unit in shown],
        },
        "mode": "markers",
        "lon": [unit["geometry"]["coordinates"][0] for unit in shown],
        "lat": [unit["geometry"]["coordinates"][1] for unit in shown],
        "marker": {
            "color": theme.bar,
            "opacity": 0.8,
            "size": 0,
            "line": {"color": theme.casing, "width": 1},
        },
        "hoverinfo": "none",
        "showlegend": False,
        "visible": False,
    }


def _is_near(point: Sequence[float]) -> bool:
    west, south, east, north = FRANCE_BOUNDS
    return west < point[0] < east and south < point[1] < north


def territories(theme: Theme, subplot: str) -> Iterator[Trace]:
    """Draw the outlines of the poles, cased, never filled, then those selected."""
    thin = {"color": theme.pole, "width": LINE_PX}
    dash = ",".join(f"{step * LINE_PX:.1f}px" for step in DASHES)
    casing = {"color": theme.casing, "width": 3}
    dots = ",".join(f"{step * LINE_PX:.1f}px" for step in DOTS)
    yield _lines(subplot, {"role": "territory", "sign": ""}, casing)
    for sign, line in (
        (DECLARED, thin),
        (APPROXIMATE, thin | {"dash": dash}),
        (GONE, thin | {"color": theme.ink_2, "dash": dots}),
    ):
        yield _lines(subplot, {"role": "territory", "sign": sign}, line)
    for colour, width in ((theme.casing, 6), (theme.pole, 3)):
        yield _lines(subplot, {"role": "selected"}, {"color": colour, "width": width})


def _lines(subplot: str, meta: Mapping[str, Any], line: Mapping[str, Any]) -> Trace:
    return {
        "type": "scattergeo",
        "geo": subplot,
        "meta": dict(meta),
        "mode": "lines",
        "lon": [],
        "lat": [],
        "line": dict(line),
        **SILENT,
    }


def seats(theme: Theme, subplot: str) -> Iterator[Trace]:
    """Draw the seats of the coordinators: discs, rings if unknown, grey rings if the pole ended."""
    for sign, colour, stroke in (
        (GONE, theme.surface, theme.ink_2),
        (UNKNOWN, theme.surface, theme.pole),
        (KNOWN, theme.pole, theme.casing),
    ):
        yield {
            "type": "scattergeo",
            "geo": subplot,
            "meta": {"role": "seats", "sign": sign},
            "mode": "markers",
            "lon": [],
            "lat": [],
            "marker": {"color": colour, "opacity": 1, "line": {"color": stroke, "width": 1.5}},
            "hoverinfo": "none",
            "showlegend": False,
        }


def inset_frames(theme: Theme, subplot: str) -> Iterator[Trace]:
    """Draw the frame of each inset of a subplot, its title at the top left corner.

    ``meta.titles`` are the long and the short title; the page writes the one that fits.
    """
    for inset in INSETS:
        if INSET_SUBPLOTS[inset.code] != subplot:
            continue
        ring = frame_ring(inset.frame)
        titles = [f"{TITLE_ROOM}{title}" for title in (inset.name, inset.short)]
        yield {
            "type": "scattergeo",
            "geo": subplot,
            "meta": {"role": "frame", "inset": inset.code, "titles": titles},
            "mode": "lines+text",
            "lon": [lon for lon, _ in ring],
            "lat": [lat for _, lat in ring],
            "text": titles[:1],
            "textposition": "bottom right",
            "textfont": {"color": theme.ink, "size": 11},
            "line": {"color": theme.boundary_strong, "width": 0.8},
            **SILENT,
        }


def frame_ring(frame: Bounds) -> list[tuple[float, float]]:
    """Return the ring of a frame in degrees, from its title, just under the top left corner.

    d3-geo joins points by great circles: edges along a parallel are cut in steps to stay straight.
    """
    west, south, east, north = degrees(frame)
    steps = [west + (east - west) * step / EDGE_STEPS for step in range(EDGE_STEPS + 1)]
    start = (west, round(north - TITLE_DROP * (north - south), 4))
    edges = (*((lon, north) for lon in steps), *((lon, south) for lon in steps[::-1]))
    return [start, *edges, start]


def degrees(frame: Bounds) -> Bounds:
    """Return bounds given in km of Web Mercator in degrees."""
    west, south, east, north = (edge / EARTH_KM for edge in frame)
    edges = (west, atan(sinh(south)), east, atan(sinh(north)))
    left, bottom, right, top = (round(edge * 180 / pi, 4) for edge in edges)
    return left, bottom, right, top
