"""Backgrounds of other producers that an operator may put under the map. None is the default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from ptce_map.map.style.expressions import Layer
from ptce_map.map.themes import DARK, Theme

# Fills let the background through, and stay as readable as their legend.
FILL_OPACITY = 0.75


@dataclass(frozen=True)
class Basemap:
    """Raster tiles of another site.

    Attributes
    ----------
    host
        Origin of the tiles: the page must be allowed to ask it for images.
    tiles
        Template of their addresses.
    attribution
        What the licence wants said.
    """

    host: str
    tiles: str
    attribution: str
    max_zoom: int
    tile_size: int = 256

    @property
    def source(self) -> dict[str, Any]:
        """The source of a style document; the page itself says whose it is."""
        return {
            "type": "raster",
            "tiles": [self.tiles],
            "tileSize": self.tile_size,
            "maxzoom": self.max_zoom,
        }


GEOPLATEFORME = "https://data.geopf.fr"
WMTS = (
    f"{GEOPLATEFORME}/wmts?SERVICE=WMTS&VERSION=1.0.0&REQUEST=GetTile&STYLE=normal"
    "&TILEMATRIXSET=PM&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}"
)

BASEMAPS: Mapping[str, Basemap | None] = MappingProxyType(
    {
        "none": None,
        "ign-plan": Basemap(
            host=GEOPLATEFORME,
            tiles=f"{WMTS}&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2&FORMAT=image/png",
            attribution="IGN, Plan IGN",
            max_zoom=18,
        ),
    }
)
"""Value of the setting -> background."""


def basemap_layer(theme: Theme) -> Layer:
    """Draw the background, turned dark and grey in the dark theme."""
    dark = {"raster-saturation": -0.7, "raster-brightness-min": 0.0, "raster-brightness-max": 0.35}
    paint = dark if theme.name == DARK.name else {"raster-saturation": -0.4}
    return {
        "id": "basemap",
        "type": "raster",
        "source": "basemap",
        "paint": {**paint, "raster-fade-duration": 0},
    }
