"""Columns of text beside the map: headings, rows and notes that flow from box to box."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ptce_map.atlas.canvas import Canvas
from ptce_map.atlas.page import Box
from ptce_map.atlas.typeface import Face

COUNT_MM = 50.0
"""Where numbers of units end, from the left of the column."""

Swatch = Callable[[Box], None]


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

    def items(self, items: Iterable[tuple[str, str]], face: Face, indent: float) -> None:
        """Write a list: a bold mark on the right of an indent, then a wrapped text."""
        bold = Face(face.size, bold=True)
        for mark, text in items:
            lines = face.wrap(text, self.width - indent - 1.2)
            strip = self.room(len(lines) * face.line_mm)
            left = strip.left + indent
            self.canvas.paragraph(
                left, strip.top, [mark], bold, align="right", colour=self.canvas.theme.pole
            )
            self.canvas.paragraph(left + 1.2, strip.top, lines, face)
