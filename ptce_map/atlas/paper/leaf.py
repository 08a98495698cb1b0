"""The sheet: paper, margins and the boxes of its parts, in millimetres from the bottom left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Paper(StrEnum):
    """Sizes of paper."""

    A4 = "a4"
    A3 = "a3"


class Orientation(StrEnum):
    """Ways to hold a sheet."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


SHORT_SIDE_MM = 210.0
LONG_SIDE_MM = 297.0
PAPER_SCALE: Mapping[Paper, float] = MappingProxyType({Paper.A4: 1.0, Paper.A3: 420 / 297})
"""How much larger than A4, in length: the layout grows with the paper."""

TYPE_SCALE: Mapping[Paper, float] = MappingProxyType({Paper.A4: 1.0, Paper.A3: 1.2})
"""How much larger than on A4 the type is: less than the paper, so that A3 has room for more."""


@dataclass(frozen=True)
class Box:
    """A rectangle of the sheet, in millimetres."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Width."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Height."""
        return self.top - self.bottom

    @property
    def centre(self) -> tuple[float, float]:
        """Centre."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    def shrunk(self, margin: float) -> Box:
        """Return the box less a margin on its four sides."""
        return Box(self.left + margin, self.bottom + margin, self.right - margin, self.top - margin)

    def from_top(self, height: float, gap: float = 0.0) -> tuple[Box, Box]:
        """Cut a strip off the top: return it and what remains under a gap."""
        cut = self.top - height
        return (
            Box(self.left, cut, self.right, self.top),
            Box(self.left, self.bottom, self.right, cut - gap),
        )

    def from_left(self, width: float, gap: float = 0.0) -> tuple[Box, Box]:
        """Cut a strip off the left: return it and what remains beyond a gap."""
        cut = self.left + width
        return (
            Box(self.left, self.bottom, cut, self.top),
            Box(cut + gap, self.bottom, self.right, self.top),
        )

    def rows(self, n: int, gap: float = 0.0) -> tuple[Box, ...]:
        """Cut into equal rows, from the top."""
        height = (self.height - gap * (n - 1)) / n
        tops = [self.top - row * (height + gap) for row in range(n)]
        return tuple(Box(self.left, top - height, self.right, top) for top in tops)

    def columns(self, n: int, gap: float = 0.0) -> tuple[Box, ...]:
        """Cut into equal columns, from the left."""
        width = (self.width - gap * (n - 1)) / n
        lefts = [self.left + column * (width + gap) for column in range(n)]
        return tuple(Box(left, self.bottom, left + width, self.top) for left in lefts)


@dataclass(frozen=True)
class Leaf:
    """A sheet of paper, held one way."""

    paper: Paper = Paper.A4
    orientation: Orientation = Orientation.LANDSCAPE

    @property
    def unit(self) -> float:
        """How much larger than on A4 lengths are."""
        return PAPER_SCALE[self.paper]

    @property
    def type_scale(self) -> float:
        """How much larger than on A4 the type is."""
        return TYPE_SCALE[self.paper]

    @property
    def box(self) -> Box:
        """The whole sheet."""
        sides = (round(side * self.unit) for side in (SHORT_SIDE_MM, LONG_SIDE_MM))
        short, long = sides
        if self.orientation is Orientation.LANDSCAPE:
            return Box(0.0, 0.0, long, short)
        return Box(0.0, 0.0, short, long)


@dataclass(frozen=True)
class Layout:
    """Where the parts of a sheet stand.

    Attributes
    ----------
    panel
        Ground of the main map.
    main
        Part of the panel in which the land of the main map is fitted.
    insets
        Frame of each inset, by its code.
    columns
        Columns of the legend and of the lists, in the order in which they fill.
    """

    title: Box
    panel: Box
    main: Box
    insets: Mapping[str, Box]
    columns: tuple[Box, ...]
    footer: Box


MARGIN_MM = 10.0
TITLE_MM = 16.5
FOOTER_MM = 5.5
GAP_MM = 4.0
SIDE_MM = 66.0
BAND_MM = 54.0
INSET_COLUMN_MM = 30.0
INSET_ROW_MM = 32.0
ZOOM_MM = 32.0
REGIONAL_ZOOM_MM = 84.0
BESIDE_ZOOM_MM = (55.0, 36.0)
"""How far the map of Île-de-France moves right and up: Yvelines leave the corner below free."""


def national_layout(
    leaf: Leaf, overseas: tuple[str, ...], zoom: str, title_mm: float = TITLE_MM
) -> Layout:
    """Lay a map of the whole country out: insets along the longest side, Paris above Brittany.

    ``overseas`` are the codes of the insets in a row; ``zoom`` is that of Paris.
    """
    unit = leaf.unit
    title, panel, columns, footer = _parts(leaf, title_mm)
    inner = panel.shrunk(2 * unit)
    if leaf.orientation is Orientation.LANDSCAPE:
        stack, main = inner.from_left(INSET_COLUMN_MM * unit, 1.5 * unit)
        insets = dict(zip(overseas, stack.rows(len(overseas), 1.5 * unit)))
    else:
        main, row = inner.from_top(inner.height - (INSET_ROW_MM + 1.5) * unit, 1.5 * unit)
        insets = dict(zip(overseas, row.columns(len(overseas), 1.5 * unit)))
    corner, _ = main.from_top(ZOOM_MM * unit)
    insets[zoom], _ = corner.from_left(35.0 * unit)
    bay = Box(main.left, main.bottom, main.left + 33.0 * unit, main.bottom + 80.0 * unit)
    overflow = (bay,) if leaf.orientation is Orientation.LANDSCAPE else ()
    return Layout(title, panel, main, MappingProxyType(insets), columns + overflow, footer)


def regional_layout(leaf: Leaf, zoom: str = "", title_mm: float = TITLE_MM) -> Layout:
    """Lay a map of one or a few places out: the map takes the whole panel.

    ``zoom`` is the code of an enlargement that has the bottom left corner; the map moves over.
    """
    title, panel, columns, footer = _parts(leaf, title_mm)
    unit, main = leaf.unit, panel.shrunk(4 * leaf.unit)
    if not zoom:
        return Layout(title, panel, main, MappingProxyType({}), columns, footer)
    side, inner = REGIONAL_ZOOM_MM * unit, panel.shrunk(2 * unit)
    corner = Box(inner.left, inner.bottom, inner.left + side, inner.bottom + side)
    right, up = (shift * unit for shift in BESIDE_ZOOM_MM)
    main = Box(main.left + right, main.bottom + up, main.right, main.top)
    return Layout(title, panel, main, MappingProxyType({zoom: corner}), columns, footer)


def _parts(leaf: Leaf, title_mm: float) -> tuple[Box, Box, tuple[Box, ...], Box]:
    """Return title, panel, columns and footer."""
    unit = leaf.unit
    title, rest = leaf.box.shrunk(MARGIN_MM * unit).from_top(title_mm * unit, 1.0 * unit)
    body, footer = rest.from_top(rest.height - FOOTER_MM * unit, 2.0 * unit)
    if leaf.orientation is Orientation.LANDSCAPE:
        panel, side = body.from_left(body.width - (SIDE_MM + GAP_MM) * unit, GAP_MM * unit)
        return title, panel, (side,), footer
    panel, band = body.from_top(body.height - (BAND_MM + GAP_MM) * unit, GAP_MM * unit)
    return title, panel, band.columns(3, GAP_MM * unit), footer
