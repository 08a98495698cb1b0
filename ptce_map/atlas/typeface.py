"""Type: fonts, sizes, and the measure of texts in millimetres, without drawing them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.textpath import TextPath, text_to_path

MM_PER_POINT = 25.4 / 72
LINE_HEIGHT = 1.22
NARROWER_MM = 0.2
FAMILIES = ("Liberation Sans", "Arial", "Helvetica", "Arimo", "DejaVu Sans")
"""Sans faces of one width but for the last, which comes with matplotlib and is always there."""


@dataclass(frozen=True)
class Face:
    """A size, in points, and a weight of the sheet's type."""

    size: float
    bold: bool = False

    @property
    def line_mm(self) -> float:
        """Distance between the lines of a text, in millimetres."""
        return self.size * LINE_HEIGHT * MM_PER_POINT

    @property
    def ascent_mm(self) -> float:
        """Height of a capital above its line, in millimetres."""
        return 0.72 * self.size * MM_PER_POINT

    def properties(self) -> FontProperties:
        """Return the face as matplotlib knows it."""
        weight = "bold" if self.bold else "normal"
        return FontProperties(family=list(_families()), size=self.size, weight=weight)

    def width_mm(self, text: str) -> float:
        """Return the width of a line of text, in millimetres."""
        return _width(text, self.size, self.bold)

    def wrap(self, text: str, width_mm: float) -> list[str]:
        """Break a text into lines that fit a width; a word that does not fit has its own line."""
        lines = [""]
        for word in text.split(" "):
            longer = f"{lines[-1]} {word}" if lines[-1] else word
            if lines[-1] and self.width_mm(longer) > width_mm:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def balance(self, text: str, width_mm: float) -> list[str]:
        """Break a text into as few lines, of widths as equal as they can be."""
        lines = self.wrap(text, width_mm)
        while True:
            narrower = self.wrap(text, max(map(self.width_mm, lines)) - NARROWER_MM)
            if len(narrower) > len(lines) or narrower == lines:
                return lines
            lines = narrower

    def path(self, text: str, x: float, y: float) -> TextPath:
        """Return the outlines of a line of text that starts at (x, y), all in millimetres."""
        return TextPath((x, y), text, size=self.size * MM_PER_POINT, prop=self.properties())


@lru_cache
def _families() -> tuple[str, ...]:
    known = set(fontManager.get_font_names())
    return tuple(family for family in FAMILIES if family in known)


@lru_cache(maxsize=8192)
def _width(text: str, size: float, bold: bool) -> float:
    face = Face(size, bold).properties()
    width, _, _ = text_to_path.get_text_width_height_descent(text, face, ismath=False)
    return float(width) * MM_PER_POINT
