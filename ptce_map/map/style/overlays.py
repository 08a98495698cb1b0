"""Layers above the levels: territories and seats of the poles, frames of the insets, names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ptce_map.map.signs import GONE, KNOWN, UNKNOWN
from ptce_map.map.style.expressions import (
    CLOSE_ZOOM,
    DISC_AREA,
    FONT,
    NAMES_ZOOM,
    POLES_HERE,
    SHOWN,
    Expression,
    Layer,
    at_zoom,
)
from ptce_map.map.themes import Theme
from ptce_map.register.rules import APPROXIMATE, DECLARED

# Below this zoom, a frame is narrower than the name of its département.
TITLE_ZOOM = 4.3
# Zooms at which what is too small to be outlined is judged again.
SIZE_ZOOMS = tuple(zoom / 2 for zoom in range(6, 23))
# Where an inset cuts a territory, its area and its outline are features of their own.
OUTLINE: Expression = ["!=", ["get", "part"], "area"]


def _territory(name: str, kind: str, paint: Mapping[str, Any], condition: Expression) -> Layer:
    layer: Layer = {
        "id": name,
        "type": kind,
        "source": "territoires",
        "metadata": {"overlay": "territories"},
        "filter": condition,
        "paint": dict(paint),
    }
    return layer | ({"layout": {"line-join": "round"}} if kind == "line" else {})


def _sign(value: str) -> Expression:
    return ["all", OUTLINE, ["==", ["get", "sign"], value]]


def _where_large(opacity: float) -> Expression:
    """Return the opacity of a line: nothing where the territory waits for a closer zoom."""
    is_crowd = ["boolean", ["feature-state", "crowd"], False]
    least = ["case", is_crowd, ["get", "thinned"], ["get", "zoom"]]

    def at(zoom: float) -> Expression:
        return ["case", ["all", SHOWN, ["<=", least, zoom]], opacity, 0]

    steps = [item for zoom in SIZE_ZOOMS[1:] for item in (zoom, at(zoom))]
    return ["step", ["zoom"], at(SIZE_ZOOMS[0]), *steps]


# A dash is measured in widths of its line: 4.5 px drawn and 3 px left at a width of 1.35 px.
DASHES = (3.3, 2.2)
# Of a pole that ended: dots nearly as long as they are wide.
DOTS = (1.1, 1.7)
NOTHING: Expression = ["==", ["get", "id"], ""]


def territories(theme: Theme) -> Iterable[Layer]:
    """Draw the outlines of the poles, cased, never filled; the selected one is hatched.

    Layers whose id starts with ``selected-`` receive the id of the selected pole as their filter;
    ``metadata["sign"]`` says which sign they draw.
    """
    casing = {"line-color": theme.casing, "line-opacity": _where_large(0.95)}
    line = {
        "line-color": theme.pole,
        "line-width": at_zoom(2.0, 1.35),
        "line-opacity": _where_large(1),
    }
    hatch = _territory("selected-hatch", "fill", {}, NOTHING)
    hatch["metadata"]["hatch"] = f"hatch-pole-{theme.name}"
    yield hatch
    yield _territory(
        "territory-casing", "line", casing | {"line-width": at_zoom(4.5, 3.0)}, OUTLINE
    )
    yield _territory("territory-declared", "line", line, _sign(DECLARED))
    dashed = line | {"line-dasharray": ["literal", list(DASHES)]}
    yield _territory("territory-approximate", "line", dashed, _sign(APPROXIMATE))
    dotted = {"line-color": theme.ink_2, "line-dasharray": ["literal", list(DOTS)]}
    yield _territory("territory-ended", "line", line | dotted, _sign(GONE))
    wide = {"line-color": theme.casing, "line-width": 6}
    yield _territory("selected-casing", "line", wide, NOTHING)
    strong = {"line-color": theme.pole, "line-width": 3}
    for sign, extra in (
        (DECLARED, {}),
        (APPROXIMATE, {"line-dasharray": ["literal", list(DASHES)]}),
        (GONE, dotted),
    ):
        layer = _territory(f"selected-{sign}", "line", strong | extra, NOTHING)
        layer["metadata"]["sign"] = sign
        yield layer


def _radius(base: float) -> Expression:
    """Return a radius whose disc grows with the number of poles shown at the seat."""
    grown: Expression = ["*", base, ["sqrt", DISC_AREA]]
    close: Expression = ["*", base * 1.5, ["sqrt", DISC_AREA]]
    return ["step", ["zoom"], grown, CLOSE_ZOOM, close]


def seats(theme: Theme) -> Iterable[Layer]:
    """Draw the seats of the coordinators: discs, rings where the seat is not known.

    That of a pole that ended is a grey ring, under the others.
    """
    opacity = ["case", [">", POLES_HERE, 0], 1, 0]
    for name, sign, radius, fill, stroke, width in (
        ("seat-ended-casing", GONE, _radius(5.2), theme.casing, theme.casing, 0.0),
        ("seat-ended", GONE, _radius(2.9), theme.surface, theme.ink_2, 1.5),
        ("seat-known", KNOWN, _radius(4.0), theme.pole, theme.casing, 1.5),
        ("seat-unknown-casing", UNKNOWN, _radius(5.2), theme.casing, theme.casing, 0.0),
        ("seat-unknown", UNKNOWN, _radius(2.9), theme.surface, theme.pole, 1.5),
    ):
        yield {
            "id": name,
            "type": "circle",
            "source": "sieges",
            "metadata": {"overlay": "seats"},
            "filter": ["==", ["get", "sign"], sign],
            "paint": {
                "circle-radius": radius,
                "circle-color": fill,
                "circle-opacity": opacity,
                "circle-stroke-color": stroke,
                "circle-stroke-width": width,
                "circle-stroke-opacity": opacity,
            },
        }


def frame_grounds(theme: Theme) -> Iterable[Layer]:
    """Fill the frames of the insets with the sea."""
    yield {
        "id": "frame-ground",
        "type": "fill",
        "source": "insets-frames",
        "metadata": {"insets": True},
        "filter": ["==", ["geometry-type"], "Polygon"],
        "paint": {"fill-color": theme.sea},
    }


def frame_edges(theme: Theme) -> Iterable[Layer]:
    """Draw the frames of the insets and their titles."""
    yield {
        "id": "frame-edge",
        "type": "line",
        "source": "insets-frames",
        "metadata": {"insets": True},
        "filter": ["==", ["geometry-type"], "Polygon"],
        "paint": {"line-color": theme.boundary_strong, "line-width": 0.8},
    }
    for name, text, zooms in (
        ("frame-title", "nom", {"minzoom": TITLE_ZOOM}),
        ("frame-title-short", "court", {"maxzoom": TITLE_ZOOM}),
    ):
        yield {
            "id": name,
            "type": "symbol",
            "source": "insets-frames",
            "metadata": {"insets": True},
            "filter": ["==", ["geometry-type"], "Point"],
            **zooms,
            "layout": {
                "text-field": ["get", text],
                "text-font": FONT,
                "text-size": 11,
                "text-anchor": "top-left",
                "text-offset": [0.3, 0.2],
                "text-allow-overlap": True,
                "text-max-width": 20,
            },
            "paint": {"text-color": theme.ink},
        }


def names(theme: Theme) -> Iterable[Layer]:
    """Name places close up; where names meet, the layer listed last is the one that is read.

    Communes come by size as the map comes closer, then départements in spaced capitals, prefectures
    and seats of the poles.
    """
    largest_first = {"symbol-sort-key": ["-", ["get", "population"]], "text-padding": 20}
    places = _name(theme, "place", "limits", ["<=", ["get", "rang"], ["zoom"]], largest_first)
    yield places | {"source-layer": "place"}
    spaced: dict[str, Any] = {
        "text-transform": "uppercase",
        "text-letter-spacing": 0.2,
        "text-padding": 40,
    }
    departements = _name(theme, "departement", "limits", ["has", "nom"], spaced)
    departements["paint"]["text-color"] = theme.ink_2
    yield departements | {"source-layer": "departement"}
    beside: dict[str, Any] = {
        "text-variable-anchor": ["bottom", "top", "left", "right"],
        "text-radial-offset": 0.7,
        "text-justify": "auto",
    }
    # In one place only: a seat in the prefecture already says its name there.
    above = beside | {"text-variable-anchor": ["bottom"]}
    yield _name(theme, "prefecture", "prefectures", ["has", "nom"], above)
    at_true_place = ["all", ["==", ["get", "connu"], True], ["==", ["get", "inset"], ""]]
    yield _name(theme, "seat", "sieges", at_true_place, beside)


def _name(
    theme: Theme, name: str, source: str, condition: Expression, layout: Mapping[str, Any]
) -> Layer:
    font = {"text-field": ["get", "nom"], "text-font": FONT, "text-size": 12}
    return {
        "id": f"name-{name}",
        "type": "symbol",
        "source": source,
        "minzoom": NAMES_ZOOM,
        "filter": condition,
        "layout": {**font, **layout},
        "paint": {
            "text-color": theme.ink,
            "text-halo-color": theme.casing,
            "text-halo-width": 1.5,
        },
    }
