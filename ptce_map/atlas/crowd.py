"""A sheet of more poles than it can name: discs gather neighbouring seats, and say how many."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from ptce_map.atlas.marks import SEAT_MM, SEATS, Mark, PlacedMark
from ptce_map.atlas.paper.canvas import Canvas
from ptce_map.atlas.paper.typeface import Face
from ptce_map.atlas.subject import MOST_NAMED
from ptce_map.labels import number
from ptce_map.map.gathering import disc_areas, gather

APART_MM = 4.2
"""Seats nearer than this are one disc."""

LEAST_MM = 0.4
"""Radius of the smallest disc."""


def is_crowd(marks: Sequence[PlacedMark]) -> bool:
    """Tell whether the marks of a sheet stand for too many poles to be named."""
    return len({pole for placed in marks for pole in placed.mark.poles}) > MOST_NAMED


def gathered(
    marks: Sequence[PlacedMark], unit: float, own: str = ""
) -> tuple[tuple[PlacedMark, ...], tuple[PlacedMark, ...]]:
    """Gather the marks of each panel, known seats and unknown ones apart; the pole ``own`` is not.

    Return the marks of ``own``, and the discs, which share their area with the number of poles.
    """
    alone = tuple(placed for placed in marks if own in placed.mark.poles)
    groups: dict[tuple[int, str], list[PlacedMark]] = {}
    for placed in marks:
        if own not in placed.mark.poles:
            groups.setdefault((id(placed.panel), placed.mark.sign), []).append(placed)
    merged = [disc for group in groups.values() for disc in _merged(group, unit)]
    counts = np.array([len(disc.mark.poles) for disc in merged], dtype=np.int64)
    areas = disc_areas(counts, int(counts.max(initial=1)))
    radii = np.maximum(SEAT_MM * np.sqrt(unit * areas), LEAST_MM)
    sized = (replace(disc, radius=radius) for disc, radius in zip(merged, radii.tolist()))
    return alone, tuple(sorted(sized, key=lambda disc: -disc.radius))


def _merged(marks: Sequence[PlacedMark], unit: float) -> Iterator[PlacedMark]:
    """Yield a mark for each group of neighbours, where the heaviest of them stands."""
    points = np.array([(placed.x, placed.y) for placed in marks])
    weights = np.array([len(placed.mark.poles) for placed in marks], dtype=np.int64)
    members: dict[int, list[str]] = {}
    for placed, head in zip(marks, gather(points, weights, APART_MM * unit).tolist()):
        members.setdefault(head, []).extend(placed.mark.poles)
    for head, poles in members.items():
        mark = marks[head].mark
        yield replace(marks[head], mark=Mark(tuple(poles), mark.sign, mark.point))


def draw_counts(canvas: Canvas, discs: Iterable[PlacedMark], face: Face, lang: str) -> None:
    """Write in each disc of several poles how many they are, where there is room for it."""
    for disc in discs:
        text = number(len(disc.mark.poles), lang)
        corner = math.hypot(face.width_mm(text), face.ascent_mm) / 2
        if len(disc.mark.poles) > 1 and corner <= disc.radius:
            colour = getattr(canvas.theme, SEATS[disc.mark.sign][1])
            top = disc.y + face.ascent_mm * 0.85
            canvas.paragraph(disc.x, top, [text], face, align="center", colour=colour)
