"""Columns of text beside the map: headings, rows and notes that flow from box to box."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from ptce_map.atlas.paper.canvas import Canvas
from ptce_map.atlas.paper.leaf import Box
from ptce_map.atlas.paper.typeface import Face

COUNT_MM = 50.0
"""Where numbers of units end, from the left of the column."""

FOLLOWING = 8
"""Entries that a heading must have under it, if it has as many, or it goes to the next column."""

MARK_MM = 1.2
"""Room between a mark and its text."""

Swatch = Callable[[Box], None]


@dataclass(frozen=True)
class Entry:
    """An entry of a list: a mark and a text; without mark, a heading."""

    mark: str
    text: str

    def lines(self, face: Face, width: float, *, is_top: bool) -> list[str]:
        """Return the lines of the text; a heading has an empty one above but at the top."""
        lines = face.wrap(self.text, width)
        return lines if self.mark or is_top else ["", *lines]


@dataclass(frozen=True)
class Strip:
    """An entry laid out: its lines, and the box in which its text stands."""

    entry: Entry
    lines: list[str]
    box: Box


class Columns:
    """Boxes that fill from the top, one after the other; nothing is cut in two."""

    def __init__(self, canvas: Canvas, boxes: Sequence[Box]) -> None:
        self.canvas = canvas
        self.unit = canvas.unit
        self._boxes = list(boxes)
        self._turn()

    @property
    def width(self) -> float:
        """Width of the column being filled."""
        return self._box.width

    def gap(self, height: float) -> None:
        """Leave some room."""
        self._y -= height

    def turn(self) -> None:
        """Go to the next column if it stands beside this one."""
        if self._boxes and self._boxes[0].top == self._box.top:
            self._turn()

    def _turn(self) -> None:
        self._box = self._boxes.pop(0)
        self._y = self._box.top

    def room(self, height: float) -> Box:
        """Take a strip as wide as the column; move to the next one if it does not fit."""
        if self._y - height < self._box.bottom and self._boxes:
            self._turn()
        strip = Box(self._box.left, self._y - height, self._box.right, self._y)
        self._y -= height
        return strip

    def lines(self, text: str, face: Face, colour: str | None = None) -> None:
        """Write a text, wrapped to the column."""
        for line in face.wrap(text, self.width):
            strip = self.room(face.line_mm)
            self.canvas.paragraph(strip.left, strip.top, [line], face, colour=colour)

    def row(self, swatch: Swatch, text: str, face: Face, height: float, count: str = "") -> None:
        """Write a row of a legend: its sign, its text and, on the right, a number."""
        strip = self.room(height)
        sign, rest = strip.from_left(9.0 * self.unit, 2.0 * self.unit)
        swatch(sign)
        y = strip.centre[1] - face.ascent_mm / 2
        self.canvas.text(rest.left, y, text, face)
        if count:
            colour = self.canvas.theme.ink_2
            right = min(rest.right, strip.left + COUNT_MM * self.unit)
            self.canvas.text(right, y, count, face, align="right", colour=colour)

    def flow(self, entries: Sequence[Entry], face: Face) -> list[Strip]:
        """Return where the entries of a list would stand: as many as find room."""
        strips, boxes, box, y = [], list(self._boxes), self._box, self._y
        indent = max((_width(entry.mark, face) for entry in entries), default=0.0)
        for rank, entry in enumerate(entries):
            lines = entry.lines(face, box.width - indent, is_top=y == box.top)
            follow = 0 if entry.mark else _following(entries[rank + 1 :])
            if y - (len(lines) + follow) * face.line_mm < box.bottom and boxes:
                box = boxes.pop(0)
                y, lines = box.top, entry.lines(face, box.width - indent, is_top=True)
            bottom = y - len(lines) * face.line_mm
            if bottom < box.bottom:
                break
            left = box.left + (indent if entry.mark else 0.0)
            strips.append(Strip(entry, lines, Box(left, bottom, box.right, y)))
            y = bottom
        return strips

    def write(self, strips: Iterable[Strip], face: Face) -> None:
        """Write the entries of a list: marks end where texts start, headings are bold."""
        bold = Face(face.size, bold=True)
        style: dict[str, Any] = {"align": "right", "colour": self.canvas.theme.pole}
        for strip in strips:
            left, top, mark = strip.box.left, strip.box.top, strip.entry.mark
            if mark:
                self.canvas.paragraph(left - MARK_MM, top, [mark], bold, **style)
            self.canvas.paragraph(left, top, strip.lines, face if mark else bold)


def _following(entries: Sequence[Entry]) -> int:
    """Return how many entries must stay with the heading that comes before them."""
    marked = list(takewhile(lambda entry: entry.mark, entries[:FOLLOWING]))
    return len(marked)


def _width(mark: str, face: Face) -> float:
    return Face(face.size, bold=True).width_mm(mark) + MARK_MM if mark else 0.0
