"""The MapLibre style document of the map: its whole symbology, as data.

Layers name what they belong to in ``metadata`` (``niveau``, ``overlay``), which is how
``assets/map.js`` shows a level or an overlay without knowing any layer by name. Colours of classes
come through feature-state: ``classe`` (0 to 5, -1 for missing), ``hover``, ``shown`` and ``n``.

The specification is that of MapLibre, version 8. No ``glyphs`` are named: labels are drawn with the
reader's own fonts. Every ``transition`` is off: a filter answers at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from geodata.cog import Level
from geodata.store import TILE_ZOOMS
from ptce_map.map.drawing import MAX_RADIUS_PX
from ptce_map.map.gathering import GATHERING
from ptce_map.map.style.basemaps import FILL_OPACITY, Basemap, basemap_layer
from ptce_map.map.style.levels import circles, class_colour, fills, hover_rings, limits
from ptce_map.map.style.overlays import frame_edges, frame_grounds, names, seats, territories
from ptce_map.map.themes import Theme
from ptce_map.measures.breaks import K_RANGE

__all__ = ["build_style"]

CIRCLE_LEVELS = tuple(MAX_RADIUS_PX)


def build_style(
    theme: Theme, urls: Mapping[str, str], basemap: Basemap | None = None
) -> dict[str, Any]:
    """Build the style document of a theme.

    Parameters
    ----------
    theme
        Colours.
    urls
        Addresses of the sources: ``regions``, ``departements``, ``coast``, ``prefectures``,
        ``insets-frames``, ``insets-<level>``, ``points-<level>``, ``territoires``, ``sieges``
        (GeoJSON), ``limits`` and ``communes`` (templates of vector tiles).
    basemap
        Background under the fills, which then let it through.

    Returns
    -------
    dict
        A style of version 8. Its metadata describe the hatches that the page draws
        (``ptce:images``), the colours of k classes (``ptce:fills``), that of the country beyond the
        places asked for (``ptce:outside``), the opacity of the fills (``ptce:opacity``) and how
        seats are gathered (``ptce:gathering``).
    """
    opacity = FILL_OPACITY if basemap else 1
    return {
        "version": 8,
        "name": f"ptce-{theme.name}",
        "metadata": {
            "ptce:images": images(theme),
            "ptce:fills": {str(k): class_colour(theme, k) for k in range(1, K_RANGE.stop)},
            "ptce:outside": theme.outside,
            "ptce:opacity": opacity,
            "ptce:gathering": GATHERING,
        },
        "transition": {"duration": 0, "delay": 0},
        "sources": sources(urls) | ({"basemap": basemap.source} if basemap else {}),
        "layers": [
            {"id": "sea", "type": "background", "paint": {"background-color": theme.sea}},
            *([basemap_layer(theme)] if basemap else []),
            *frame_grounds(theme),
            *(layer for level in Level for layer in fills(theme, level, opacity)),
            *(layer for level in Level for layer in limits(theme, level)),
            *(layer for level in CIRCLE_LEVELS for layer in circles(theme, level)),
            *territories(theme),
            *(layer for level in Level for layer in hover_rings(theme, level)),
            *seats(theme),
            *frame_edges(theme),
            *names(theme),
        ],
    }


def images(theme: Theme) -> dict[str, dict[str, Any]]:
    """Describe the hatches: colour, width and step of 45° lines, in CSS pixels."""
    return {
        f"hatch-missing-{theme.name}": {"color": theme.hatch, "width": 1.2, "step": 5},
        f"hatch-pole-{theme.name}": {
            "color": theme.pole,
            "width": 1.0,
            "step": 9,
            "opacity": 0.5,
        },
    }


def sources(urls: Mapping[str, str]) -> dict[str, Any]:
    """Describe the sources; features are known by their code, or by the id of their pole."""
    keys = {"territoires": "id", "sieges": "cle", "coast": None, "insets-frames": "inset"}
    vector = {
        name: {
            "type": "vector",
            "tiles": [urls[name]],
            "minzoom": TILE_ZOOMS[0],
            "maxzoom": TILE_ZOOMS[1],
            "promoteId": "code",
        }
        for name in ("limits", "communes")
    }
    plain = {
        name: _geojson_source(url, keys.get(name, "code"))
        for name, url in urls.items()
        if name not in vector
    }
    return plain | vector


def _geojson_source(url: str, key: str | None) -> dict[str, Any]:
    """Describe a source of a file; without an address, one that scripts fill."""
    data = url or {"type": "FeatureCollection", "features": []}
    source: dict[str, Any] = {"type": "geojson", "data": data, "tolerance": 0.2}
    return source | ({"promoteId": key} if key else {})
