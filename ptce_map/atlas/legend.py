"""The legend: classes or circles, territories, seats, key figures."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

import shapely

from ptce_map.atlas.ground import CIRCLE_CLASS, CIRCLE_EDGE_POINTS, HATCH_POINTS
from ptce_map.atlas.marks import (
    CASING_POINTS,
    LINE_POINTS,
    LINES,
    SEAT_MM,
    SEATS,
    SELECTED_HATCH_ALPHA,
    SELECTED_HATCH_MM,
    SELECTED_HATCH_POINTS,
    SELECTED_POINTS,
)
from ptce_map.atlas.naming import LEADER_POINTS
from ptce_map.atlas.paper.canvas import Canvas
from ptce_map.atlas.paper.column import Columns
from ptce_map.atlas.paper.hatching import hatch
from ptce_map.atlas.paper.leaf import Box
from ptce_map.atlas.paper.typeface import Face
from ptce_map.atlas.thematic import Thematic
from ptce_map.labels import label, number
from ptce_map.map.signs import GONE, KNOWN, UNKNOWN
from ptce_map.map.words import written_value
from ptce_map.measures.classification import MISSING
from ptce_map.register.rules import APPROXIMATE, DECLARED

ROW_MM = 4.3
SWATCH_EDGE_POINTS = 0.4


def draw_classes(columns: Columns, thematic: Thematic, face: Face, lang: str) -> None:
    """Draw a row a class, with the number of its units; one of missing values if there are any."""
    for entry in thematic.legend(lang):
        if entry.number == MISSING and not entry.n_units:
            continue
        swatch = partial(_class_swatch, columns.canvas, entry.number, thematic.colour(entry.number))
        count = number(entry.n_units, lang)
        columns.row(swatch, entry.text, face, ROW_MM * columns.unit, count)


def draw_circle_scale(columns: Columns, thematic: Thematic, face: Face, lang: str) -> None:
    """Draw nested circles standing on one point, each with its value on the right."""
    canvas, unit = columns.canvas, columns.unit
    values = np.array([circle.value for circle in thematic.circles])
    radii = thematic.radii(values, unit)
    strip = columns.room(2 * float(radii[0]) + 2.0 * unit)
    ground, x = strip.bottom + 1.0 * unit, strip.left + float(radii[0]) + 0.5
    points = np.column_stack([np.full(len(radii), x), ground + radii])
    style: dict[str, Any] = {"edge": canvas.theme.brand, "width": CIRCLE_EDGE_POINTS}
    fill = canvas.theme.sequential[CIRCLE_CLASS]
    canvas.discs(points, radii, name="circle-scale", fill=fill, **style)
    right, free = x + float(radii[0]) + 3.0 * unit, strip.top
    for radius, value in zip(radii.tolist(), values.tolist()):
        top = ground + 2 * radius
        level = min(top, free)
        canvas.polyline([(x, top), (right - 2.0 * unit, top), (right, level)], LEADER_POINTS)
        text = written_value(thematic.measure, value, lang)
        canvas.text(right + 1.0, level - face.ascent_mm / 2, text, face)
        free = level - face.line_mm


def draw_territories_legend(
    columns: Columns, face: Face, lang: str, *, has_ended: bool = False
) -> None:
    """Draw the signs of the territories: documented, approximate, and of a pole that ended."""
    for sign in (DECLARED, APPROXIMATE, *((GONE,) if has_ended else ())):
        swatch = partial(_line_swatch, columns.canvas, *LINES[sign])
        columns.row(swatch, label(f"legend.{sign}", lang), face, ROW_MM * columns.unit)


def draw_selected_legend(columns: Columns, face: Face, lang: str) -> None:
    """Draw the sign of the pole that the sheet is about."""
    swatch = partial(_selected_swatch, columns.canvas)
    columns.row(swatch, label("legend.selected", lang), face, ROW_MM * columns.unit)


def draw_seats_legend(columns: Columns, face: Face, lang: str, *, has_ended: bool = False) -> None:
    """Draw the signs of the seats: a disc where it is known, a ring where it is not."""
    for sign in (KNOWN, UNKNOWN, *((GONE,) if has_ended else ())):
        swatch = partial(_seat_swatch, columns.canvas, columns.unit, sign)
        columns.row(swatch, label(f"legend.seat.{sign}", lang), face, ROW_MM * columns.unit)


def _class_swatch(canvas: Canvas, number: int, colour: str, box: Box) -> None:
    swatch = box.shrunk(0.45)
    canvas.rectangle(
        swatch, fill=colour, edge=canvas.theme.boundary_strong, width=SWATCH_EDGE_POINTS
    )
    if number == MISSING:
        area = np.array([shapely.box(swatch.left, swatch.bottom, swatch.right, swatch.top)])
        lines, colour = hatch(area, swatch), canvas.theme.hatch
        canvas.lines(lines, name="swatch-missing", colour=colour, width=HATCH_POINTS)


def _selected_swatch(canvas: Canvas, box: Box) -> None:
    swatch, colour = box.shrunk(0.6), canvas.theme.pole
    area = np.array([shapely.box(swatch.left, swatch.bottom, swatch.right, swatch.top)])
    style: dict[str, Any] = {"width": SELECTED_HATCH_POINTS, "alpha": SELECTED_HATCH_ALPHA}
    lines = hatch(area, swatch, SELECTED_HATCH_MM)
    canvas.lines(lines, name="swatch-selected", colour=colour, **style)
    canvas.rectangle(swatch, edge=colour, width=SELECTED_POINTS)


def _line_swatch(canvas: Canvas, colour: str, dashes: Any, box: Box) -> None:
    y = box.centre[1]
    line = np.array([shapely.LineString([(box.left, y), (box.right, y)])])
    canvas.lines(line, name="swatch-casing", colour=canvas.theme.casing, width=CASING_POINTS)
    style: dict[str, Any] = {"linestyles": [dashes], "width": LINE_POINTS}
    canvas.lines(line, name="swatch-line", colour=getattr(canvas.theme, colour), **style)


def _seat_swatch(canvas: Canvas, unit: float, sign: str, box: Box) -> None:
    fill, edge, width = SEATS[sign]
    colours = {"fill": getattr(canvas.theme, fill), "edge": getattr(canvas.theme, edge)}
    point, radius = np.array([box.centre]), np.array([SEAT_MM * unit**0.5])
    canvas.discs(point, radius, name="swatch-seat", width=width, **colours)
