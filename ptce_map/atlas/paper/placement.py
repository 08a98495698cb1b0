"""Placement of labels: boxes near their points that overlap nothing, tied by leaders if far.

Each label has candidate boxes around its point, from near to far, to the right first. The first
that is free is taken; a label without a free candidate is refused, and its caller says so
otherwise. The same labels in the same order always get the same places.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

import shapely

from ptce_map.arrays import Mask, Values
from ptce_map.atlas.paper.leaf import Box
from ptce_map.atlas.paper.panel import Geometries

Boxes = Values
Segment = tuple[tuple[float, float], tuple[float, float]]

DIRECTIONS = 24
STEP_MM = 1.1
NEAREST_MM = 0.45
LEADER_MM = 1.6
CLEARANCE_MM = 0.35
INK_STEP_MM = 0.5
INK_COST = 0.12


@dataclass(frozen=True)
class Request:
    """A label to place: its size, the disc that it belongs to and how far it may stand."""

    x: float
    y: float
    radius: float
    width: float
    height: float
    reach: float


@dataclass(frozen=True)
class Place:
    """A box for a label, and the ends of its leader if it stands apart from its disc.

    ``align`` is how its lines are set: those right of the disc start on the left.
    """

    box: Box
    leader: Segment | None = None
    align: str = "center"


class Board:
    """What labels must not cover: obstacles, and the labels and leaders already placed.

    ``ink`` are lines that labels had better not cover: the fewer under a label, the better.
    """

    def __init__(self, room: Box, obstacles: Iterable[Box], ink: Geometries) -> None:
        self._room = room
        self._ink = _summed_ink(room, ink)
        self._taken = np.array([_bounds(box) for box in obstacles], dtype=np.float64).reshape(-1, 4)
        self._leaders: list[shapely.LineString] = []

    def place(self, request: Request) -> Place | None:
        """Find the best free place beside a disc and take it; ``None`` if there is none."""
        boxes, gaps, costs = _candidates(request)
        for rank in self._best(boxes, costs):
            box = Box(*boxes[rank].tolist())
            leader = _leader(request, box) if gaps[rank] >= LEADER_MM else None
            if leader is None or self._is_clear(leader):
                self._take(box, leader)
                return Place(box, leader, _align(request, box))
        return None

    def place_over(self, request: Request) -> Place | None:
        """Find the best free place over a point or near it and take it, without leader."""
        boxes, costs = _over(request)
        for rank in self._best(boxes, costs):
            box = Box(*boxes[rank].tolist())
            self._take(box, None)
            return Place(box)
        return None

    def _best(self, boxes: Boxes, costs: Values) -> list[int]:
        """Return the ranks of the boxes that are free, the best first."""
        free = self._inside(boxes) & ~_overlap(boxes, self._taken) & ~self._crossed(boxes)
        choices = np.flatnonzero(free)
        order = np.argsort((costs + INK_COST * self._inked(boxes))[free], kind="stable")
        ranks: list[int] = choices[order].tolist()
        return ranks

    def _take(self, box: Box, leader: Segment | None) -> None:
        self._taken = np.vstack([self._taken, _bounds(box)])
        if leader:
            self._leaders.append(shapely.LineString(leader))

    def _inside(self, boxes: Boxes) -> Mask:
        left, bottom, right, top = _bounds(self._room)
        low = (boxes[:, 0] >= left) & (boxes[:, 1] >= bottom)
        inside: Mask = low & (boxes[:, 2] <= right) & (boxes[:, 3] <= top)
        return inside

    def _inked(self, boxes: Boxes) -> Values:
        """Return how many steps of lines each box covers."""
        corner = np.array([self._room.left, self._room.bottom] * 2)
        last = np.array(self._ink.shape * 2) - 1
        left, bottom, right, top = np.clip((boxes - corner) // INK_STEP_MM, 0, last).astype(int).T
        ink = self._ink
        inked: Values = ink[right, top] - ink[left, top] - ink[right, bottom] + ink[left, bottom]
        return inked

    def _crossed(self, boxes: Boxes) -> Mask:
        leaders = shapely.MultiLineString(self._leaders)
        crossed: Mask = shapely.intersects(np.asarray(shapely.box(*boxes.T)), leaders)
        return crossed

    def _is_clear(self, leader: Segment) -> bool:
        line = shapely.LineString(leader)
        boxes = np.asarray(shapely.box(*self._taken.T))
        return not shapely.intersects(line, [*boxes, *self._leaders]).any()


def _candidates(
    request: Request,
) -> tuple[Boxes, Values, Values]:
    """Return the candidate boxes, how far each stands from its disc, and how poor it is for that.

    Near is better than far, right better than left, beside better than above or below.
    """
    angles = 2 * math.pi * np.arange(DIRECTIONS) / DIRECTIONS
    gaps = np.arange(NEAREST_MM, request.reach + NEAREST_MM, STEP_MM)
    angle, gap = (grid.ravel() for grid in np.meshgrid(angles, gaps))
    cosine, sine = np.cos(angle), np.sin(angle)
    far = request.radius + gap
    half_width, half_height = request.width / 2, request.height / 2
    x = request.x + far * cosine + np.clip(1.4 * cosine, -1, 1) * half_width
    y = request.y + far * sine + np.clip(1.4 * sine, -1, 1) * half_height
    boxes = np.column_stack([x - half_width, y - half_height, x + half_width, y + half_height])
    return boxes, gap, gap + 0.45 * (1 - cosine) + 0.25 * np.abs(sine)


def _over(request: Request) -> tuple[Boxes, Values]:
    """Return candidate boxes over a point and around it, and how far each is from it."""
    n = int(request.reach / STEP_MM)
    steps = STEP_MM * np.arange(-n, n + 1)
    right, up = (grid.ravel() for grid in np.meshgrid(steps, steps))
    x, y = request.x + right, request.y + up
    half_width, half_height = request.width / 2, request.height / 2
    boxes = np.column_stack([x - half_width, y - half_height, x + half_width, y + half_height])
    return boxes, np.hypot(right, up)


def _summed_ink(room: Box, lines: Geometries) -> Values:
    """Count the steps of lines below and left of each node of a grid."""
    steps = shapely.get_coordinates(shapely.segmentize(lines, INK_STEP_MM))
    edges = [
        np.arange(room.left, room.right + INK_STEP_MM, INK_STEP_MM),
        np.arange(room.bottom, room.top + INK_STEP_MM, INK_STEP_MM),
    ]
    counts, _, _ = np.histogram2d(steps[:, 0], steps[:, 1], bins=edges)
    summed: Values = counts.cumsum(axis=0).cumsum(axis=1)
    return summed


def _overlap(boxes: Boxes, others: Boxes) -> Mask:
    """Tell which boxes come nearer than the clearance to any of the others."""
    left, bottom, right, top = (column[:, None] for column in boxes.T)
    apart = (left - others[:, 2] >= CLEARANCE_MM) | (others[:, 0] - right >= CLEARANCE_MM)
    apart |= (bottom - others[:, 3] >= CLEARANCE_MM) | (others[:, 1] - top >= CLEARANCE_MM)
    overlap: Mask = ~apart.all(axis=1)
    return overlap


def _leader(request: Request, box: Box) -> Segment:
    """Return the segment from the edge of the disc to the nearest point of the box."""
    x = min(max(request.x, box.left), box.right)
    y = min(max(request.y, box.bottom), box.top)
    length = math.hypot(x - request.x, y - request.y)
    start, end = (request.radius + CLEARANCE_MM) / length, 1 - CLEARANCE_MM / length
    return (
        (request.x + start * (x - request.x), request.y + start * (y - request.y)),
        (request.x + end * (x - request.x), request.y + end * (y - request.y)),
    )


def _align(request: Request, box: Box) -> str:
    if box.left >= request.x:
        return "left"
    return "right" if box.right <= request.x else "center"


def _bounds(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.bottom, box.right, box.top
