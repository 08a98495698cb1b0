"""Names of the poles on the map: beside their seat where there is room, numbered otherwise.

The largest territories are named first. A pole whose name finds no room has a number at its seat,
and its name in the list beside the map: no name is cut, none is dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ptce_map.atlas.marks import PlacedMark
from ptce_map.atlas.paper.canvas import Canvas
from ptce_map.atlas.paper.leaf import Box
from ptce_map.atlas.paper.panel import Geometries, Panel
from ptce_map.atlas.paper.placement import Board, Place, Request
from ptce_map.atlas.paper.typeface import Face
from ptce_map.labels import sort_key

NAME_WIDTH = 4.6
"""Width of a name before it breaks, in millimetres for a point of type size."""

NAME_LINES = 3
NAME_REACH_MM = 6.0
NUMBER_REACHES_MM = (4.0, 12.0, 30.0)
LEADER_POINTS = 0.45
LEADER_CASING_POINTS = 1.9
SEPARATOR = " · "


@dataclass(frozen=True)
class Label:
    """A label on the sheet: its lines, and where they stand."""

    poles: tuple[str, ...]
    lines: tuple[str, ...]
    face: Face
    place: Place
    is_number: bool


@dataclass(frozen=True)
class Naming:
    """How the poles of a sheet are named.

    ``numbers`` gives the number of each pole that has one; ``absent`` are the poles without a mark
    on the sheet: nothing but their région is known, or their seat is elsewhere. ``is_crowd`` tells
    that there are too many to be named.
    """

    labels: tuple[Label, ...]
    numbers: Mapping[str, int]
    absent: tuple[str, ...]
    is_crowd: bool = False


def name_poles(
    poles: Mapping[str, str],
    marks: Sequence[PlacedMark],
    boards: Mapping[Panel, Board],
    face: Face,
) -> Naming:
    """Name or number poles.

    Parameters
    ----------
    poles
        Id -> name of the poles of the sheet, the most important first.
    marks
        Marks in the order of their panels; a pole is named in the first panel that shows its mark.
    boards
        What labels must not cover, in each panel; they take their places there.
    face
        Type of the names.
    """
    rank = {pole: position for position, pole in enumerate(poles)}
    named = sorted(_first_panels(marks), key=lambda placed: min(rank[p] for p in placed.mark.poles))
    tried = [(placed, _try_name(boards[placed.panel], placed, poles, face)) for placed in named]
    unnamed = [placed for placed, label in tried if label is None]
    numbers = _numbered((pole for placed in unnamed for pole in placed.mark.poles), poles)
    bold = Face(face.size, bold=True)
    counted = [_number(boards[placed.panel], placed, numbers, bold) for placed in unnamed]
    marked = {pole for placed in named for pole in placed.mark.poles}
    absent = sorted(set(poles) - marked, key=lambda pole: sort_key(poles[pole]))
    labels = (*(label for _, label in tried if label), *counted)
    return Naming(labels, numbers, tuple(absent))


def draw_labels(canvas: Canvas, labels: Iterable[Label]) -> None:
    """Draw leaders and labels, the light under them first, so that none covers another."""
    labels = tuple(labels)
    leaders = [label.place.leader for label in labels if label.place.leader]
    for leader in leaders:
        canvas.polyline(leader, LEADER_CASING_POINTS, canvas.theme.casing)
    for label in labels:
        box, align = label.place.box, label.place.align
        canvas.halo(_side(box, align), box.top, label.lines, label.face, align)
    for leader in leaders:
        canvas.polyline(leader, LEADER_POINTS)
    for label in labels:
        box, align = label.place.box, label.place.align
        colour = canvas.theme.pole if label.is_number else canvas.theme.ink
        style = {"colour": colour, "align": align}
        canvas.paragraph(_side(box, align), box.top, label.lines, label.face, **style)


def _side(box: Box, align: str) -> float:
    """Return where lines are set from."""
    return {"left": box.left, "center": box.centre[0], "right": box.right}[align]


def _first_panels(marks: Sequence[PlacedMark]) -> list[PlacedMark]:
    """Keep each mark once, in the first panel that shows it."""
    first: dict[tuple[str, ...], PlacedMark] = {}
    for placed in marks:
        first.setdefault(placed.mark.poles, placed)
    return list(first.values())


def open_boards(
    panels: Iterable[Panel], marks: Sequence[PlacedMark], obstacles: Iterable[Box], ink: Geometries
) -> dict[Panel, Board]:
    """Return the board of each panel: its marks and some boxes are taken, lines are ink."""
    discs = [_square(placed) for placed in marks]
    taken = [*discs, *obstacles]
    return {panel: Board(panel.box.shrunk(0.8), _others(taken, panel), ink) for panel in panels}


def _others(boxes: Iterable[Box], panel: Panel) -> list[Box]:
    """Leave out the frame of the panel itself."""
    return [box for box in boxes if box != panel.box]


def _square(mark: PlacedMark) -> Box:
    half = 0.8 * mark.radius
    return Box(mark.x - half, mark.y - half, mark.x + half, mark.y + half)


def _try_name(board: Board, mark: PlacedMark, poles: Mapping[str, str], face: Face) -> Label | None:
    names = sorted((poles[pole] for pole in mark.mark.poles), key=sort_key)
    lines = [line for name in names for line in face.balance(name, NAME_WIDTH * face.size)]
    if len(lines) > NAME_LINES:
        return None
    place = board.place(_request(mark, lines, face, NAME_REACH_MM))
    return Label(mark.mark.poles, tuple(lines), face, place, is_number=False) if place else None


def _number(board: Board, mark: PlacedMark, numbers: Mapping[str, int], face: Face) -> Label:
    text = SEPARATOR.join(str(number) for number in sorted(numbers[p] for p in mark.mark.poles))
    requests = (_request(mark, [text], face, reach) for reach in NUMBER_REACHES_MM)
    place = next(filter(None, map(board.place, requests)), None) or _upon(mark, text, face)
    return Label(mark.mark.poles, (text,), face, place, is_number=True)


def _upon(mark: PlacedMark, text: str, face: Face) -> Place:
    """Return the place of last resort, just right of the mark."""
    left, half = mark.x + mark.radius + 0.3, face.line_mm / 2
    box = Box(left, mark.y - half, left + face.width_mm(text), mark.y + half)
    return Place(box, align="left")


def _request(mark: PlacedMark, lines: Sequence[str], face: Face, reach: float) -> Request:
    width = max(map(face.width_mm, lines))
    return Request(mark.x, mark.y, mark.radius, width, len(lines) * face.line_mm, reach)


def _numbered(unnamed: Iterable[str], poles: Mapping[str, str]) -> dict[str, int]:
    ordered = sorted(unnamed, key=lambda pole: sort_key(poles[pole]))
    return {pole: position for position, pole in enumerate(ordered, start=1)}
