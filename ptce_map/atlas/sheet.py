"""A sheet: the parts put together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from geodata.cog import Level
from ptce_map.atlas.crowd import draw_counts, gathered, is_crowd
from ptce_map.atlas.ground import draw_circles, draw_ground
from ptce_map.atlas.heading import draw_folio, draw_footer, draw_heading
from ptce_map.atlas.localities import departements_in, name_departements, name_towns, towns_in
from ptce_map.atlas.marks import (
    PlacedMark,
    draw_marks,
    draw_selected,
    draw_territories,
    find_marks,
    place_marks,
    place_unmarked,
)
from ptce_map.atlas.naming import Naming, draw_labels, name_poles, open_boards
from ptce_map.atlas.paper.canvas import Canvas
from ptce_map.atlas.paper.column import Columns
from ptce_map.atlas.paper.leaf import Box, Layout, Leaf
from ptce_map.atlas.paper.panel import Geometries, Panel
from ptce_map.atlas.paper.placement import Board
from ptce_map.atlas.paper.scalebar import draw_scale_bar
from ptce_map.atlas.paper.typeface import Face
from ptce_map.atlas.side import draw_side
from ptce_map.atlas.subject import Subject
from ptce_map.atlas.windows import (
    ZOOM,
    Windows,
    draw_frame,
    draw_locator,
    draw_zoomed,
    lay_out,
    open_windows,
)

NAME_PT = 6.0
COUNT_PT = 5.0
PART_NAME_PT = 7.0
PLACE_PT = 5.6
TOWN_PT = 6.2
PART_SEATS = 1.6
"""How much larger, in area, seats are on a map of a part of the country."""

INSET_PT = 6.8
FRAME_POINTS = 0.6


@dataclass(frozen=True, eq=False)
class Sheet:
    """A sheet drawn, and how its poles are named."""

    figure: Figure
    naming: Naming


def draw_sheet(subject: Subject, leaf: Leaf, folio: int | None = None) -> Sheet:
    """Draw the sheet of a subject, numbered if it is a leaf of a book."""
    layout = lay_out(leaf, subject.focus)
    windows = open_windows(leaf, layout, subject.focus, subject.catalog.boundaries)
    canvas = Canvas(leaf, subject.theme)
    furniture, ink = draw_panels(canvas, subject, windows, layout, leaf)
    taken = (*furniture, *layout.columns)
    naming = _draw_poles(canvas, subject, windows, leaf, taken, ink)
    columns = Columns(canvas, layout.columns)
    draw_side(columns, subject, naming, leaf.type_scale)
    draw_heading(canvas, layout, subject, leaf)
    draw_footer(canvas, layout.footer, subject, windows.main, leaf)
    if folio is not None:
        draw_folio(canvas, leaf, folio)
    return Sheet(canvas.figure, naming)


def draw_panels(
    canvas: Canvas,
    subject: Subject,
    windows: Windows,
    layout: Layout,
    leaf: Leaf,
) -> tuple[list[Box], Geometries]:
    """Draw the main map and the insets; return what labels must not cover, and had better not."""
    ink = [draw_panel(canvas, subject, windows.main)]
    if ZOOM in windows.insets:
        draw_zoomed(canvas, windows.main, windows.insets[ZOOM])
    furniture = [_draw_main_bar(canvas, subject, windows.main, layout, leaf)]
    face = Face(INSET_PT * leaf.type_scale, bold=True)
    for code, panel in windows.insets.items():
        ink.append(draw_panel(canvas, subject, panel))
        furniture += draw_frame(
            canvas,
            code,
            panel,
            subject.catalog.cog,
            face=face,
            unit=leaf.unit,
            lang=subject.lang,
        )
        furniture.append(panel.box)
    if windows.locator:
        boundaries = subject.catalog.boundaries
        draw_locator(canvas, windows.locator, boundaries, subject.focus, windows.main)
        furniture.append(windows.locator.box)
    canvas.rectangle(windows.main.box, edge=canvas.theme.boundary_strong, width=FRAME_POINTS)
    return furniture, np.concatenate(ink)


def draw_panel(canvas: Canvas, subject: Subject, panel: Panel) -> Geometries:
    """Draw what a panel shows; return the outlines of the territories."""
    boundaries = subject.catalog.boundaries
    draw_ground(canvas, panel, boundaries, subject.thematic)
    if subject.thematic.has_circles:
        draw_circles(canvas, panel, boundaries, subject.thematic)
    outlines = draw_territories(canvas, panel, subject.outlined)
    return np.concatenate([outlines, draw_selected(canvas, panel, subject.own)])


def _draw_main_bar(
    canvas: Canvas, subject: Subject, main: Panel, layout: Layout, leaf: Leaf
) -> Box:
    """Draw the scale bar of the main map: on one of the country, left of Corsica, over insets."""
    is_country = subject.focus.is_country
    shift, rise = (24.0, 1.0) if is_country else (4.0, 3.0)
    ground = layout.main if is_country else main.box
    return draw_scale_bar(
        canvas,
        main,
        Face(INSET_PT * leaf.type_scale),
        subject.lang,
        right=main.box.right - shift * leaf.unit,
        bottom=ground.bottom + rise * leaf.unit,
        most=36.0 * leaf.unit,
    )


def _draw_poles(
    canvas: Canvas,
    subject: Subject,
    windows: Windows,
    leaf: Leaf,
    obstacles: Sequence[Box],
    ink: Geometries,
) -> Naming:
    poles, is_part = subject.poles, not subject.focus.is_country
    size = leaf.unit * (PART_SEATS if is_part else 1.0)
    seats = subject.catalog.boundaries.spots.at(poles["siege"])
    marks = place_marks(find_marks(poles, seats), windows.by_precedence, size)
    marks = tuple(uncovered(marks, windows))
    discs: tuple[PlacedMark, ...] = ()
    if crowded := is_crowd(marks):
        marks, discs = gathered(marks, size, subject.pole)
    outlined = subject.own if crowded else pd.concat([subject.own, subject.outlined])
    marks = (*marks, *place_unmarked(outlined, marks, windows.by_precedence))
    boards = open_boards(windows.by_precedence, (*marks, *discs), obstacles, ink)
    face = Face((PART_NAME_PT if is_part else NAME_PT) * leaf.type_scale)
    naming = _name(subject, marks, discs, boards, face)
    if is_part and subject.thematic.level is not Level.REGION:
        where = (canvas, windows.main, boards[windows.main])
        small = Face(PLACE_PT * leaf.type_scale)
        towns = towns_in(subject.focus, subject.catalog)
        name_towns(*where, towns, Face(TOWN_PT * leaf.type_scale))
        places = departements_in(subject.focus, subject.catalog)
        name_departements(*where, places, small)
    draw_marks(canvas, (*discs, *marks))
    draw_counts(canvas, discs, Face(COUNT_PT * leaf.type_scale, bold=True), subject.lang)
    draw_labels(canvas, naming.labels)
    return naming


def _name(
    subject: Subject,
    marks: Sequence[PlacedMark],
    discs: Sequence[PlacedMark],
    boards: Mapping[Panel, Board],
    face: Face,
) -> Naming:
    """Name the poles of the marks; those of the discs are counted, not named."""
    counted = {pole for disc in discs for pole in disc.mark.poles}
    poles = {pole: name for pole, name in subject.poles["nom"].items() if pole not in counted}
    naming = name_poles(poles, marks, boards, face)
    naming = replace(naming, is_crowd=bool(discs))
    if subject.pole:
        # Around one pole, those out of sight are none of the sheet's business.
        return replace(naming, absent=tuple(pole for pole in naming.absent if pole == subject.pole))
    return naming


def uncovered(marks: Iterable[PlacedMark], windows: Windows) -> Iterable[PlacedMark]:
    """Leave out the marks of the main map that an inset covers."""
    frames = [panel.box for panel in windows.insets.values()]
    for placed in marks:
        hidden = any(
            box.left < placed.x < box.right and box.bottom < placed.y < box.top for box in frames
        )
        if placed.panel is not windows.main or not hidden:
            yield placed
