"""What frames the map: title, key figures and sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ptce_map.atlas.logo import read_pixels
from ptce_map.atlas.paper.canvas import Canvas
from ptce_map.atlas.paper.leaf import MARGIN_MM, SIDE_MM, Box, Layout, Leaf
from ptce_map.atlas.paper.panel import Panel
from ptce_map.atlas.paper.typeface import Face
from ptce_map.atlas.subject import Subject
from ptce_map.atlas.texts import overline, scale_text, sources, subtitle, title
from ptce_map.labels import number
from ptce_map.measures.censuses import name_figure

OVERLINE_PT = 7.5
TITLE_PT = 15.0
LEAST_SHARE = 0.6
SUBTITLE_PT = 9.5
FIGURE_PT = 11.5
UNIT_PT = 6.2
FOOTER_PT = 5.9
FOLIO_PT = 8.0
LOGO_MM, LOGO_GAP_MM = 13.0, 3.0
MOST_WIDE = 3
"""How many times its height a logo may take of the title, in width."""


def draw_heading(canvas: Canvas, layout: Layout, subject: Subject, leaf: Leaf) -> None:
    """Write what the maps are about, the title, the subtitle and, on the right, key figures."""
    scale, soft, gap = leaf.type_scale, canvas.theme.ink_2, 4.0 * leaf.unit
    left, right = layout.title.from_left(layout.title.width - SIDE_MM * leaf.unit - gap, gap)
    left = _draw_logo(canvas, left, subject, leaf)
    above = Face(OVERLINE_PT * scale)
    y = canvas.paragraph(left.left, left.top, [overline(subject)], above, colour=soft)
    face = _fitting(title(subject), left.width, Face(TITLE_PT * scale, bold=True))
    lines = face.wrap(title(subject), left.width)
    y = canvas.paragraph(left.left, y - 0.4 * leaf.unit, lines, face)
    below = _fitting(subtitle(subject), left.width, Face(SUBTITLE_PT * scale))
    canvas.paragraph(left.left, y - 0.2 * leaf.unit, [subtitle(subject)], below, colour=soft)
    _draw_figures(canvas, right, subject, leaf)


def _draw_logo(canvas: Canvas, box: Box, subject: Subject, leaf: Leaf) -> Box:
    """Draw the logo of the programme, if it has one, at the left of a box; return the rest."""
    logo = subject.catalog.register.logo
    if logo is None:
        return box
    pixels = read_pixels(logo)
    high, wide = pixels.shape[:2]
    height = min(LOGO_MM * leaf.unit, box.height, MOST_WIDE * LOGO_MM * leaf.unit * high / wide)
    strip, rest = box.from_left(height * wide / high, LOGO_GAP_MM * leaf.unit)
    place, _ = strip.from_top(height)
    canvas.image(pixels, place, name="logo")
    return rest


def draw_footer(canvas: Canvas, box: Box, subject: Subject, main: Panel, leaf: Leaf) -> None:
    """Write sources, projection, licence and scale."""
    face = Face(FOOTER_PT * leaf.type_scale)
    scale = scale_text(main.denominator, leaf.paper, subject.lang)
    lines = face.wrap(f"{sources(subject)} {scale}.", box.width)
    canvas.paragraph(box.left, box.top, lines, face, colour=canvas.theme.ink_2)


def draw_folio(canvas: Canvas, leaf: Leaf, folio: int) -> None:
    """Write the number of a leaf at its bottom right."""
    face = Face(FOLIO_PT * leaf.type_scale)
    margin = MARGIN_MM * leaf.unit
    x, y = leaf.box.right - margin, margin / 2 - face.ascent_mm / 2
    canvas.text(x, y, str(folio), face, align="right", colour=canvas.theme.ink_2)


def _fitting(text: str, width: float, face: Face) -> Face:
    """Return the largest face in which a text takes one line, down to 0.6 of the one wished."""
    least = LEAST_SHARE * face.size
    while face.width_mm(text) > width and face.size > least:
        face = replace(face, size=face.size - 0.5)
    return face


def _draw_figures(canvas: Canvas, box: Box, subject: Subject, leaf: Leaf) -> None:
    """Write the key figures in two rows of two, value above unit."""
    value_face = Face(FIGURE_PT * leaf.type_scale, bold=True)
    unit_face = Face(UNIT_PT * leaf.type_scale)
    cells = [cell for row in box.rows(2) for cell in row.columns(2)]
    for cell, (value, unit) in zip(cells, _figures(subject)):
        y = canvas.paragraph(cell.left, cell.top, [value], value_face)
        canvas.paragraph(cell.left, y + 0.3, [unit], unit_face, colour=canvas.theme.ink_2)


def _figures(subject: Subject) -> Iterator[tuple[str, str]]:
    figures, lang = subject.figures, subject.lang
    for key in ("poles", "communes", "population", "departements"):
        yield number(getattr(figures, key), lang), name_figure(figures, key, lang)
