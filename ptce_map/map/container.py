"""The figure that plotly makes a map of, as plain data: its own objects take long to check it."""

from __future__ import annotations

from typing import Any

from ptce_map.map.svg.frame import HOME

CONFIG: dict[str, Any] = {
    "displayModeBar": False,
    "displaylogo": False,
    "doubleClick": False,
    "responsive": True,
    "scrollZoom": True,
    "showSendToCloud": False,
}


def map_container(style_url: str) -> dict[str, Any]:
    """Return an almost empty figure that carries our own MapLibre style document.

    plotly is the container only: sources, layers and colours are in the style, and views are
    applied to the map by ``assets/map.js``. The style is given by its address, never as a dict:
    plotly drops empty sources after an update, and MapLibre then refuses the style.
    """
    west, south, east, north = HOME
    trace = {"type": "scattermap", "lat": [], "lon": [], "hoverinfo": "none", "showlegend": False}
    return {
        "data": [trace],
        "layout": {
            "map": {
                "style": style_url,
                "center": {"lon": (west + east) / 2, "lat": (south + north) / 2},
                "zoom": 4.6,
                "uirevision": "map",
            },
            "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "hovermode": False,
            "dragmode": "pan",
            "template": None,
            "uirevision": "map",
        },
    }
