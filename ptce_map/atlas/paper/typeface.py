"""Type: fonts, sizes, and the measure of texts in millimetres, without drawing them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from matplotlib.font_manager import FontManager, FontProperties, findSystemFonts, fontManager
from matplotlib.textpath import TextPath, text_to_path

MM_PER_POINT = 25.4 / 72
LINE_HEIGHT = 1.22
NARROWER_MM = 0.2
FONT_FILES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Liberation Sans": ("liberationsans-regular", "liberationsans-bold"),
        "Arial": ("arial", "arialbd", "arial bold"),
        "Helvetica": ("helvetica", "helvetica-bold"),
        "Arimo": ("arimo-regular", "arimo-bold"),
    }
)
"""Sans faces of one width, the preferred first -> names of their files, less extension and case."""

LAST_RESORT = "DejaVu Sans"
"""Comes with matplotlib: always there, for every family and every sign that the others lack."""

FALLBACKS = ("Liberation Sans", "Arial", "Helvetica", "sans-serif")
"""What a reader of an SVG may have in place of the family that drew it."""


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
        return FontProperties(family=list(families()), size=self.size, weight=weight)

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
def families() -> tuple[str, ...]:
    """Return the family that sheets are set in, and that of the signs it lacks."""
    return find_families(fontManager, findSystemFonts())


def find_families(manager: FontManager, files: list[str]) -> tuple[str, ...]:
    """Make the preferred family among some files of fonts known to matplotlib.

    matplotlib lists the fonts of a machine once, in a cache that outlives those installed later:
    files are looked up anew, so that the type depends on the machine alone.
    """
    by_name = {Path(file).stem.lower(): file for file in sorted(files, reverse=True)}
    for family, names in FONT_FILES.items():
        found = [by_name[name] for name in names if name in by_name]
        if found:
            known = {entry.fname for entry in manager.ttflist}
            for file in found:
                if file not in known:
                    manager.addfont(file)
            return family, LAST_RESORT
    return (LAST_RESORT,)


@lru_cache(maxsize=8192)
def _width(text: str, size: float, bold: bool) -> float:
    face = Face(size, bold).properties()
    width, _, _ = text_to_path.get_text_width_height_descent(text, face, ismath=False)
    return float(width) * MM_PER_POINT
