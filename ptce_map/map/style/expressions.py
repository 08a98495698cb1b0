"""What the layers of the style share: zooms, expressions of feature-state, fonts."""

from __future__ import annotations

from typing import Any

Layer = dict[str, Any]
Expression = list[Any]

FONT = ["Segoe UI", "Roboto", "Helvetica Neue", "Liberation Sans", "Arial", "sans-serif"]
# From this zoom on, limits come from vector tiles instead of the national GeoJSON.
TILES_ZOOM = 6.5
NAMES_ZOOM = 7.5
CLOSE_ZOOM = 8.0

CLASS: Expression = ["coalesce", ["feature-state", "classe"], 0]
HOVERED: Expression = ["boolean", ["feature-state", "hover"], False]
SHOWN: Expression = ["boolean", ["feature-state", "shown"], False]
POLES_HERE: Expression = ["coalesce", ["feature-state", "n"], 0]
DISC_AREA: Expression = ["coalesce", ["feature-state", "area"], 1]


def at_zoom(close: float, far: float) -> Expression:
    """Return a width of its own below and from the zoom where the map is close."""
    return ["step", ["zoom"], far, CLOSE_ZOOM, close]
