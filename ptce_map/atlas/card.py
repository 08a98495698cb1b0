"""The card of a view: the picture that goes with its address where it is shared, as PNG.

It is the SVG map of the page, with its finding, its legend and its sources, made a bitmap by resvg.
matplotlib, which knows the fonts, is imported when a card is first drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

import resvg_py

from geodata.insets import INSETS, PETITE_COURONNE
from ptce_map.map.svg.document import write_layers
from ptce_map.map.svg.frame import Box, box
from ptce_map.map.svg.insets import frame_box
from ptce_map.map.svg.look import Look, is_whole, look_box
from ptce_map.map.svg.shapes import Outline, Seat, Sheet
from ptce_map.map.themes import LIGHT, Theme, palette

WIDTH, HEIGHT = 1200, 630
"""Pixels: what the pages that show links ask for."""

MARGIN = 44
TEXT_WIDTH = 470
MAP = (540, 8, 652, 614)
"""Left, top, width and height of the map."""

MAINLAND: Box = box((-5.3, 41.25, 9.75, 51.2))
"""What the map shows of the whole country, in units of the frame: insets have their own place."""

INSET_PX = 66
INSET_PLACE = (546, 322)
INSET_GAP = (10, 26)
TITLE_SIZES = (44, 38, 32, 27)
MOST_LINES = 5
PT = 0.75
"""Points of a pixel."""

MM = 25.4 / 96
"""Millimetres of a pixel."""

CIRCLE = re.compile(r'style="--r:([\d.]+)"')


@dataclass(frozen=True)
class Card:
    """What a card says beside its map.

    ``classes`` are the text and the number of each class, from few to many, of ``k`` in all.
    """

    name: str
    title: str
    said: str
    measure: str
    classes: Sequence[tuple[str, int]]
    k: int
    sources: str
    theme: Theme = LIGHT


def render_card(
    card: Card, sheet: Sheet, look: Look, outlines: Sequence[Outline], seats: Sequence[Seat]
) -> bytes:
    """Draw a card: the same view and data are always the same bytes.

    Parameters
    ----------
    card
        Its texts.
    sheet, look, outlines, seats
        Its map, as the page draws it.
    """
    svg = write_card(card, sheet, look, outlines, seats)
    seen = seen_of(look)
    family, files = fonts()
    png: bytes = resvg_py.svg_to_bytes(
        svg_string=svg,
        style_sheet=style(look.k, px_of(seen), card.theme),
        skip_system_fonts=True,
        font_family=family,
        font_files=list(files),
    )
    return bytes(png)


def write_card(
    card: Card, sheet: Sheet, look: Look, outlines: Sequence[Outline], seats: Sequence[Seat]
) -> str:
    """Write a card as SVG, whose colours and sizes are in :func:`style`."""
    plate = Plate(sheet, look, outlines, seats)
    seen = seen_of(look)
    maps = [_window(MAP, seen, plate.layers("", px_of(seen)))]
    if seen is MAINLAND:
        maps += _insets(plate)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">'
    ground = f'<rect class="sea" width="{WIDTH}" height="{HEIGHT}"/>'
    return "".join((head, ground, *maps, *_texts(card), "</svg>"))


@dataclass(frozen=True)
class Plate:
    """What a map is drawn of."""

    sheet: Sheet
    look: Look
    outlines: Sequence[Outline]
    seats: Sequence[Seat]

    def layers(self, inset: str, px: float) -> str:
        """Write the layers of an inset, or of the country; ``px`` is a pixel in units."""
        units = tuple(unit for unit in self.sheet.units if unit.inset == inset)
        drawn = write_layers(
            Sheet(self.sheet.level, units, {} if inset else self.sheet.limits),
            self.look,
            [outline for outline in self.outlines if outline.inset == inset],
            [seat for seat in self.seats if seat.inset == inset],
        )
        own = drawn.replace('"t', f'"t{inset}-').replace('"#t', f'"#t{inset}-')
        return CIRCLE.sub(lambda found: f'r="{float(found[1]) * px:.0f}"', own)


def seen_of(look: Look) -> Box:
    """Return what the map shows: the mainland for the whole country, else the place gone to."""
    return MAINLAND if is_whole(look) else look_box(look)


def px_of(seen: Box) -> float:
    """Return how many units of the frame a pixel of the card is."""
    return max(seen[2] / MAP[2], seen[3] / MAP[3])


def _window(place: Sequence[float], seen: Box, layers: str) -> str:
    left, top, width, height = place
    view = " ".join(f"{edge:.0f}" for edge in seen)
    return (
        f'<svg x="{left}" y="{top}" width="{width}" height="{height}" viewBox="{view}">'
        f"{layers}</svg>"
    )


def _insets(plate: Plate) -> Iterator[str]:
    """Yield the insets shown, each in a frame of its own, in two columns in the Atlantic."""
    left, top = INSET_PLACE
    shown = [inset for inset in INSETS if inset.code in plate.look.insets]
    for rank, inset in enumerate(shown):
        x = left + rank % 2 * (INSET_PX + INSET_GAP[0])
        y = top + rank // 2 * (INSET_PX + INSET_GAP[1])
        seen = frame_box(inset)
        layers = plate.layers(inset.code, seen[2] / INSET_PX)
        yield _window((x, y, INSET_PX, INSET_PX), seen, layers)
        name = inset.short if inset.code == PETITE_COURONNE else inset.name
        yield f'<text class="small" x="{x}" y="{y + INSET_PX + 14}">{escape(name)}</text>'


def _texts(card: Card) -> Iterator[str]:
    """Yield the texts, from the top; then the legend and the sources, from the bottom."""
    y = MARGIN + 18
    yield f'<text class="name" x="{MARGIN}" y="{y}">{escape(card.name)}</text>'
    size, lines = fitted(card.title)
    y += 26
    for line in lines:
        y += round(size * 1.16)
        yield f'<text class="title" font-size="{size}" x="{MARGIN}" y="{y}">{escape(line)}</text>'
    y += 14
    for line in wrap(card.said, 21)[:2]:
        y += 28
        yield f'<text class="said" x="{MARGIN}" y="{y}">{escape(line)}</text>'
    yield from _legend(card)
    for rank, line in enumerate(wrap(card.sources, 13)[:2]):
        y = HEIGHT - 40 + 18 * rank
        yield f'<text class="small" x="{MARGIN}" y="{y}">{escape(line)}</text>'


def _legend(card: Card) -> Iterator[str]:
    """Yield the measure and its classes, side by side."""
    top = HEIGHT - 150
    yield f'<text class="measure" x="{MARGIN}" y="{top}">{escape(card.measure)}</text>'
    wide = min(72, TEXT_WIDTH / max(len(card.classes), 1))
    for rank, (text, number) in enumerate(card.classes):
        x = MARGIN + rank * wide
        size = f'width="{wide - 6:.0f}" height="20"'
        yield f'<rect class="k{number}" x="{x:.0f}" y="{top + 14}" {size}/>'
        yield f'<text class="class" x="{x:.0f}" y="{top + 54}">{escape(text)}</text>'


def fitted(text: str) -> tuple[int, list[str]]:
    """Return the largest size at which a title has few lines, and these."""
    for size in TITLE_SIZES:
        lines = wrap(text, size, bold=True)
        if len(lines) <= MOST_LINES:
            return size, lines
    return size, lines[:MOST_LINES]


def wrap(text: str, size: float, *, bold: bool = False) -> list[str]:
    """Break a text of so many pixels into lines that fit the column."""
    from ptce_map.atlas.paper.typeface import Face

    return Face(size * PT, bold).wrap(text, TEXT_WIDTH * MM)


@lru_cache
def fonts() -> tuple[str, tuple[str, ...]]:
    """Return the family of the sheets, and the files of its faces and of the last resort."""
    from matplotlib.font_manager import FontProperties, findfont

    from ptce_map.atlas.paper.typeface import families

    faces = [
        FontProperties(family=family, weight=weight)
        for family in families()
        for weight in ("normal", "bold")
    ]
    return families()[0], tuple(dict.fromkeys(findfont(face) for face in faces))


def style(k: int, px: float, theme: Theme = LIGHT) -> str:
    """Return the stylesheet of a card: that of the page, in what resvg knows of CSS.

    ``px`` is a pixel in units of the frame.
    """
    thin, line, dot = 0.8 * px, 1.5 * px, 7 * px
    rules = {
        "[hidden]": "display:none",
        ".sea, .grounds rect": f"fill:{theme.sea}",
        ".shapes path": f"stroke:{theme.boundary};stroke-width:{thin};stroke-linejoin:round",
        ".limits path": f"fill:none;stroke:{theme.boundary_strong};stroke-width:{thin * 1.3}",
        ".circles circle": f"fill:{theme.bar};fill-opacity:.8;stroke:{theme.casing};"
        f"stroke-width:{px:.1f}",
        ".territories path, .territories use": "fill:none;stroke-linejoin:round",
        ".casing use, .chosen .casing": f"fill:none;stroke:{theme.casing};stroke-width:{2 * line}",
        ".line use, .chosen .line": f"fill:none;stroke:{theme.pole};stroke-width:{line}",
        ".line .approximate": f"stroke-dasharray:{5 * px} {3.5 * px}",
        ".line .ended": f"stroke:{theme.ink_2};stroke-dasharray:{2 * px} {2.6 * px}",
        ".chosen .area": f"fill:{theme.pole};fill-opacity:.3",
        ".seats path": f"fill:none;stroke:{theme.casing};stroke-width:{dot * 1.45};"
        "stroke-linecap:round",
        ".seats path + path": f"stroke:{theme.pole};stroke-width:{dot}",
        ".seats .ended path + path": f"stroke:{theme.ink_2}",
        ".seats path + path + path": f"stroke:{theme.surface};stroke-width:{dot * 0.6}",
        ".frames rect": f"fill:none;stroke:{theme.boundary_strong};stroke-width:{thin * 3}",
        ".frames text, .names": "display:none",
        "text": f"fill:{theme.ink}",
        ".name": f"font-size:24px;font-weight:bold;fill:{theme.brand}",
        ".title, .measure": "font-weight:bold",
        ".measure": "font-size:18px",
        ".said": f"font-size:21px;fill:{theme.ink_2}",
        ".class": f"font-size:15px;fill:{theme.ink_2}",
        ".small": f"font-size:13px;fill:{theme.ink_2}",
    }
    colours = palette(theme, k)
    for number, colour in enumerate(colours):
        rules[f".shapes .c{number}"] = f"fill:{colour}"
        rules[f".k{number}"] = f"fill:{colour};stroke:{theme.boundary_strong}"
    rules[".shapes .c-1"] = f"fill:{theme.track}"
    rules[".shapes .outside"] = f"fill:{theme.outside}"
    return "\n".join(f"{selector}{{{declared}}}" for selector, declared in rules.items())
