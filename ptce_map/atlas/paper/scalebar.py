"""Scale bars: a round length of ground, drawn at the scale of a panel."""

from __future__ import annotations

import math

from ptce_map.atlas.paper.canvas import Canvas
from ptce_map.atlas.paper.leaf import Box
from ptce_map.atlas.paper.panel import Panel
from ptce_map.atlas.paper.typeface import Face
from ptce_map.labels import number

STEPS = (5, 2, 1)
BAR_POINTS = 0.8
TICK_MM = 0.9
PLATE_MM = 0.8
PLATE_ALPHA = 0.9


def round_length(panel: Panel, most_mm: float) -> float:
    """Return the longest length, in metres, of 1, 2 or 5 and zeros that fits in a width."""
    most = most_mm / panel.scale
    power = 10.0 ** math.floor(math.log10(most))
    return next(step * power for step in STEPS if step * power <= most)


def length_text(metres: float, lang: str) -> str:
    """Write a length: "200 km", "500 m"."""
    if metres >= 1000:
        return f"{number(round(metres / 1000), lang)} km"
    return f"{number(round(metres), lang)} m"


def draw_scale_bar(
    canvas: Canvas, panel: Panel, face: Face, lang: str, *, right: float, bottom: float, most: float
) -> Box:
    """Draw a bar of at most some millimetres that ends at a corner; return the room it takes.

    It stands on a plate, which keeps it apart from the lines of the map.
    """
    metres = round_length(panel, most)
    left = right - metres * panel.scale
    top = bottom + TICK_MM
    text, middle = length_text(metres, lang), (left + right) / 2
    half = max(face.width_mm(text), right - left) / 2
    room = Box(middle - half, bottom, middle + half, top + 0.4 + face.ascent_mm)
    plate = room.shrunk(-PLATE_MM)
    canvas.rectangle(plate, fill=canvas.theme.sea, alpha=PLATE_ALPHA)
    ticks = [(left, top), (left, bottom), (right, bottom), (right, top)]
    canvas.polyline(ticks, BAR_POINTS)
    canvas.text(middle, top + 0.4, text, face, align="center")
    return plate
