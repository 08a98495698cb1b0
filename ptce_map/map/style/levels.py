"""Layers of the administrative levels: fills by class, limits, coast, ring under the pointer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from geodata.cog import Level
from ptce_map.map.style.expressions import (
    CLASS,
    HOVERED,
    NAMES_ZOOM,
    TILES_ZOOM,
    Expression,
    Layer,
    at_zoom,
)
from ptce_map.map.themes import Theme, palette

# Sources that draw each level: name, layer of a vector source, lowest and highest zoom.
LEVEL_SOURCES: Mapping[Level, tuple[tuple[str, str | None, float | None, float | None], ...]] = {
    Level.REGION: (("regions", None, None, TILES_ZOOM), ("limits", "region", TILES_ZOOM, None)),
    Level.DEPARTEMENT: (
        ("departements", None, None, TILES_ZOOM),
        ("limits", "departement", TILES_ZOOM, None),
    ),
    Level.EPCI: (("limits", "epci", None, None),),
    Level.COMMUNE: (("communes", "commune", None, None),),
}


def _bounded(layer: Layer, low: float | None, high: float | None) -> Layer:
    zooms = {"minzoom": low, "maxzoom": high}
    return layer | {key: value for key, value in zooms.items() if value is not None}


def _level_layers(
    level: Level, prefix: str, kind: str, paint: Mapping[str, Any], *, insets: bool = True
) -> Iterable[Layer]:
    """Repeat a layer for every source that draws a level, hidden until the level is chosen."""
    origins = list(LEVEL_SOURCES[level])
    if insets:
        origins.append((f"insets-{level}", None, None, None))
    for source, source_layer, low, high in origins:
        layer: Layer = {
            "id": "-".join((prefix, level, source)),
            "type": kind,
            "source": source,
            "metadata": {"niveau": str(level)},
            "layout": {"visibility": "none"},
            "paint": dict(paint),
        }
        if source_layer:
            layer["source-layer"] = source_layer
        yield _bounded(layer, low, high)


def class_colour(theme: Theme, k: int = 5) -> Expression:
    """Return the expression that colours a unit by its class; missing is plain paper."""
    paper, *colours = palette(theme, k)
    pairs = [item for rank, colour in enumerate(colours, start=1) for item in (rank, colour)]
    return ["match", CLASS, *pairs, paper]


def fills(theme: Theme, level: Level, fill_opacity: float = 1) -> Iterable[Layer]:
    """Fill the units by class, and hatch those whose value is missing.

    A hatch costs at every frame, for nothing where no value is missing: the map asks for it then.
    """
    paint = {"fill-color": class_colour(theme), "fill-opacity": fill_opacity}
    yield from _level_layers(level, "fill", "fill", paint)
    hatched = {"fill-opacity": ["case", ["==", CLASS, -1], 1, 0], "fill-layer-opacity": 0}
    for layer in _level_layers(level, "missing", "fill", hatched):
        layer["metadata"]["hatch"] = f"hatch-missing-{theme.name}"
        yield layer


def circles(theme: Theme, level: Level) -> Iterable[Layer]:
    """Draw proportional circles; their radius, in pixels, is the feature-state ``r``."""
    radius: Expression = ["coalesce", ["feature-state", "r"], 0]
    opacity: Expression = ["case", [">", radius, 0], 0.8, 0]
    yield {
        "id": f"circle-{level}",
        "type": "circle",
        "source": f"points-{level}",
        "metadata": {"niveau": str(level), "forme": "cercles"},
        "layout": {"visibility": "none"},
        "paint": {
            "circle-radius": radius,
            "circle-color": theme.bar,
            "circle-opacity": opacity,
            "circle-stroke-color": theme.casing,
            "circle-stroke-width": 1.0,
            "circle-stroke-opacity": opacity,
        },
    }


def limits(theme: Theme, level: Level) -> Iterable[Layer]:
    """Draw the limits of a level, then those of the upper levels and the coast."""
    width = 0.6 if level in {Level.COMMUNE, Level.EPCI} else 0.75
    own = {"line-color": theme.boundary, "line-width": width}
    for layer in _level_layers(level, "limit", "line", own):
        if level is Level.COMMUNE and not layer["source"].startswith("insets"):
            layer["minzoom"] = NAMES_ZOOM
        yield layer
    for upper, colour, stroke in _upper_limits(theme, level):
        for layer in _level_layers(
            upper,
            f"upper-{level}",
            "line",
            {"line-color": colour, "line-width": stroke},
            insets=False,
        ):
            # From the zoom of the tiles on, the coast is that of the régions.
            if upper is not level or layer["source"] == "limits":
                yield layer | {"metadata": {"niveau": str(level)}}
    coast: Layer = {
        "type": "line",
        "source": "coast",
        "metadata": {"niveau": str(level)},
        "layout": {"visibility": "none", "line-join": "round"},
        "paint": {"line-color": theme.boundary_strong, "line-width": 1.0},
    }
    at_true_place: Expression = ["==", ["get", "inset"], ""]
    yield {"id": f"coast-{level}", **coast, "filter": at_true_place, "maxzoom": TILES_ZOOM}
    yield {"id": f"coast-insets-{level}", **coast, "filter": ["!=", ["get", "inset"], ""]}


def _upper_limits(theme: Theme, level: Level) -> Sequence[tuple[Level, str, Any]]:
    regions = (Level.REGION, theme.boundary_strong, 1.0)
    departements = (Level.DEPARTEMENT, theme.boundary_strong, at_zoom(1.4, 0.6))
    return {
        Level.REGION: (regions,),
        Level.DEPARTEMENT: (regions,),
        Level.EPCI: (departements, regions),
        Level.COMMUNE: (departements, regions),
    }[level]


def hover_rings(theme: Theme, level: Level) -> Iterable[Layer]:
    """Ring the unit under the pointer; too small to be ringed below zoom 6 for communes.

    The map asks for the rings when it has a unit to ring.
    """
    for name, colour, width in (("casing", theme.casing, 5.5), ("ring", theme.ink, 2.25)):
        paint = {
            "line-color": colour,
            "line-width": width,
            "line-opacity": ["case", HOVERED, 1, 0],
            "line-layer-opacity": 0,
        }
        for layer in _level_layers(level, f"hover-{name}", "line", paint):
            if level is Level.COMMUNE and not layer["source"].startswith("insets"):
                layer["minzoom"] = 6
            layer["layout"]["line-join"] = "round"
            yield layer
