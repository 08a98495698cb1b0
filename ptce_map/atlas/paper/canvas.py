"""What is drawn on a sheet: areas, lines, discs and texts, placed in millimetres.

A sheet is one figure with one pair of axes as large as the paper, whose unit is the millimetre.
Nothing here uses pyplot: sheets are drawn in several threads at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.collections import Collection, EllipseCollection, LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

import shapely

from ptce_map.atlas.paper.leaf import Box, Leaf
from ptce_map.atlas.paper.panel import Geometries
from ptce_map.atlas.paper.typeface import Face
from ptce_map.map.themes import LIGHT, Theme

INCH_MM = 25.4
HALO_POINTS = 3.2
HALO_ALPHA = 0.95


class Canvas:
    """A sheet being drawn. What is drawn later covers what was drawn before.

    ``name`` becomes the id of a group of the SVG, so that whoever edits the map finds its way.
    """

    def __init__(self, leaf: Leaf, theme: Theme = LIGHT) -> None:
        box = leaf.box
        self.unit = leaf.unit
        self.theme = theme
        self.figure = Figure(figsize=(box.width / INCH_MM, box.height / INCH_MM))
        self.axes = self.figure.add_axes((0.0, 0.0, 1.0, 1.0))
        self.axes.set_axis_off()
        self.axes.set_xlim(box.left, box.right)
        self.axes.set_ylim(box.bottom, box.top)
        self._order = 0

    def areas(
        self,
        geometries: Geometries,
        *,
        name: str,
        clip: Box | None = None,
        fill: str | Sequence[str] = "none",
        edge: str = "none",
        width: float = 0.0,
        **style: Any,
    ) -> None:
        """Draw polygons: one colour for all or one each, edges in points of width."""
        drawn = [
            (rank, geometry)
            for rank, geometry in enumerate(geometries)
            if not shapely.is_empty(geometry)
        ]
        colours = [fill] * len(geometries) if isinstance(fill, str) else fill
        areas = PathCollection(
            [path_of(geometry) for _, geometry in drawn],
            facecolors=[colours[rank] for rank, _ in drawn],
            edgecolors=edge,
            linewidths=width,
            **style,
        )
        self._add(areas, name, clip)

    def lines(
        self,
        geometries: Geometries,
        *,
        name: str,
        colour: str,
        width: float,
        clip: Box | None = None,
        **style: Any,
    ) -> None:
        """Draw lines, in points of width."""
        parts = shapely.get_parts(geometries)
        segments = [shapely.get_coordinates(part) for part in parts if shapely.length(part)]
        drawn = LineCollection(segments, colors=colour, linewidths=width, **style)
        self._add(drawn, name, clip)

    def polyline(
        self, points: Sequence[tuple[float, float]], width: float, colour: str | None = None
    ) -> None:
        """Draw a line through points, square at its corners."""
        path = Path(np.array(points))
        patch = PathPatch(path, fill=False, edgecolor=colour or self.theme.ink, linewidth=width)
        patch.set(capstyle="projecting", joinstyle="miter", zorder=self._next())
        self.axes.add_patch(patch)

    def discs(
        self,
        points: npt.NDArray[np.float64],
        radii: npt.NDArray[np.float64],
        *,
        name: str,
        clip: Box | None = None,
        fill: str,
        edge: str = "none",
        width: float = 0.0,
        **style: Any,
    ) -> None:
        """Draw discs of given radii around points, both in millimetres."""
        discs = EllipseCollection(
            2 * radii,
            2 * radii,
            np.zeros(len(radii)),
            units="xy",
            offsets=points,
            offset_transform=self.axes.transData,
            facecolors=fill,
            edgecolors=edge,
            linewidths=width,
            **style,
        )
        self._add(discs, name, clip)

    def rectangle(
        self,
        box: Box,
        *,
        fill: str = "none",
        edge: str = "none",
        width: float = 0.0,
        alpha: float = 1.0,
    ) -> None:
        """Draw a rectangle."""
        patch = Rectangle(
            (box.left, box.bottom),
            box.width,
            box.height,
            facecolor=fill,
            edgecolor=edge,
            linewidth=width,
            alpha=alpha,
            joinstyle="miter",
            zorder=self._next(),
        )
        self.axes.add_patch(patch)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        face: Face,
        *,
        colour: str | None = None,
        align: str = "left",
    ) -> None:
        """Write a line of text whose letters stand on y."""
        self.axes.text(
            x,
            y,
            text,
            fontproperties=face.properties(),
            color=colour or self.theme.ink,
            horizontalalignment=align,
            verticalalignment="baseline",
            parse_math=False,
            zorder=self._next(),
        )

    def paragraph(
        self, x: float, top: float, lines: Iterable[str], face: Face, **style: Any
    ) -> float:
        """Write lines under each other, the first one just under ``top``; return their bottom."""
        y = top
        for line in lines:
            self.text(x, y - face.ascent_mm, line, face, **style)
            y -= face.line_mm
        return y

    def halo(
        self, x: float, top: float, lines: Iterable[str], face: Face, align: str = "left"
    ) -> None:
        """Draw what a paragraph stands out from the map by, before the paragraph is written.

        It is drawn as outlines under the text, so that the text itself stays text.
        """
        share = {"left": 0.0, "center": 0.5, "right": 1.0}[align]
        paths = [
            face.path(
                line, x - share * face.width_mm(line), top - face.ascent_mm - n * face.line_mm
            )
            for n, line in enumerate(lines)
        ]
        patch = PathPatch(
            Path.make_compound_path(*paths),
            facecolor=self.theme.casing,
            edgecolor=self.theme.casing,
            linewidth=HALO_POINTS,
            joinstyle="round",
            alpha=HALO_ALPHA,
            zorder=self._next(),
        )
        self.axes.add_patch(patch)

    def image(self, pixels: npt.NDArray[np.uint8], box: Box, *, name: str) -> None:
        """Draw an image, red, green, blue and opacity, over a box."""
        extent = (box.left, box.right, box.bottom, box.top)
        drawn = AxesImage(self.axes, extent=extent, interpolation="antialiased")
        drawn.set_data(pixels)
        drawn.set_gid(name)
        drawn.set_zorder(self._next())
        self.axes.add_artist(drawn)

    def _add(self, collection: Collection, name: str, clip: Box | None) -> None:
        collection.set_gid(name)
        collection.set_zorder(self._next())
        self.axes.add_collection(collection, autolim=False)
        if clip:
            frame = Rectangle((clip.left, clip.bottom), clip.width, clip.height)
            frame.set_transform(self.axes.transData)
            collection.set_clip_path(frame)

    def _next(self) -> float:
        self._order += 1
        return float(self._order)


def path_of(geometry: shapely.Geometry) -> Path:
    """Return a polygon, its holes and all its parts as one path."""
    polygons = [part for part in shapely.get_parts(geometry) if isinstance(part, shapely.Polygon)]
    rings = [ring for polygon in polygons for ring in (polygon.exterior, *polygon.interiors)]
    closed = [Path(shapely.get_coordinates(ring), closed=True) for ring in rings]
    return Path.make_compound_path(*closed)
