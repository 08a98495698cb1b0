"""The map of a view, as one SVG element that needs no script: units are links.

``assets/map-svg.js`` takes the same element as the living map. What an element stands for is in its
``data-`` attributes: ``code`` of a unit, ``pole`` of a territory, ``poles`` of a seat, ``inset`` of
a copy, ``at`` (x and y in the frame). Colours, widths and sizes are in ``assets/page/paper.css``,
which knows the size of a CSS pixel in units as ``--px``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from html import escape
from math import inf, log2, sqrt

from ptce_map.labels import label
from ptce_map.map.gathering import ALONE
from ptce_map.map.svg.discs import disc_areas_of, is_gathered
from ptce_map.map.svg.frame import WORLD, to_units
from ptce_map.map.svg.insets import hidden, write_frames, write_grounds
from ptce_map.map.svg.look import (
    SCREEN_PX,
    TILE_PX,
    Look,
    is_outside,
    is_whole,
    look_box,
    unit_class,
)
from ptce_map.map.svg.shapes import Outline, Seat, Sheet, Unit

STEP = "h.01"
"""A line too short to be seen: its round ends are a disc. WebKit scales a line of no length."""
SHAPES = '<g class="shapes">'
NAMED_SHAPES = '<g class="shapes" id="map-shapes">'
"""The units, which a page waits for before it is painted."""
DISCS = {"known": 2, "unknown": 3, "ended": 3}
"""Sign of a seat -> number of discs on each other that its mark is made of."""


def write_map(
    sheet: Sheet, look: Look, outlines: Sequence[Outline] = (), seats: Sequence[Seat] = ()
) -> str:
    """Write the map of a view: the layers of a level, then those of the poles, then the frames."""
    seen = look_box(look)
    colours = ";".join(f"--c{rank}:var(--class-{rank}-of-{look.k})" for rank in _ranks(look.k))
    size = f"--w:{seen[2]:.0f};--h:{seen[3]:.0f}"
    whole = ' data-whole=""' if is_whole(look) else ""
    layers = write_layers(sheet, look, outlines, seats)
    return (
        f'<svg id="map-svg" class="map-svg" role="group" tabindex="-1" data-level="{sheet.level}" '
        f'data-sheet="{sheet.level}" '
        f'data-classes="{look.k}"{whole} '
        f'viewBox="{" ".join(f"{edge:.0f}" for edge in seen)}" '
        f'aria-label="{escape(look.name)}" style="{colours};{size}">'
        f"{_patterns(seen[2] / SCREEN_PX)}{layers.replace(SHAPES, NAMED_SHAPES, 1)}</svg>"
    )


def write_layers(
    sheet: Sheet, look: Look, outlines: Sequence[Outline] = (), seats: Sequence[Seat] = ()
) -> str:
    """Write the layers of the map of a view, bottom to top."""
    zoom = log2(SCREEN_PX / look_box(look)[2] * WORLD / TILE_PX)
    layers = (
        write_grounds(look.insets),
        write_units(sheet, look),
        write_limits(sheet, look.insets),
        write_circles(sheet, look),
        write_territories(outlines, look, zoom),
        write_chosen(outlines, look),
        '<g class="ring"></g>',
        write_seats(seats, look, zoom),
        write_place(look.spot),
        write_frames(look.insets, look.lang),
        '<g class="names" aria-hidden="true"></g>',
    )
    return "".join(layers)


def write_parts(layers: Iterable[str]) -> str:
    """Write layers as a document of their own, which the page takes them from."""
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(layers)}</svg>'


def _ranks(k: int) -> range:
    return range(1, k + 1)


def _patterns(px: float) -> str:
    """Write the hatches of missing values and of the open pole; ``px`` is a pixel in units."""
    made = (("missing", 5, "45"), ("pole", 9, "45"))
    return "".join(
        f'<pattern id="hatch-{name}" width="{step}" height="{step}" patternUnits="userSpaceOnUse" '
        f'patternTransform="scale({px:.3f}) rotate({turn})">'
        f'<rect class="hatch-{name}-paper" width="{step}" height="{step}"/>'
        f'<rect class="hatch-{name}" width="1.2" height="{step}"/></pattern>'
        for name, step, turn in made
    )


def write_units(sheet: Sheet, look: Look) -> str:
    """Write the units as links, filled by their class."""
    units = "".join(_write_unit(unit, look) for unit in sheet.units)
    return f"{SHAPES}{units}</g>"


def _write_unit(unit: Unit, look: Look) -> str:
    is_beside = look.focus and is_outside(unit.code, look)
    value = label("legend.outside", look.lang) if is_beside else look.said.get(unit.code, "")
    said = ", ".join(filter(None, (unit.name, value)))
    name = unit_class(unit.code, look)
    return (
        f'<a data-code="{unit.code}"{_inset(unit.inset, look)} class="{name}"'
        f' href="{escape(look.address(unit.code))}" data-at="{unit.x},{unit.y}"'
        f' data-name="{escape(unit.name)}" aria-label="{escape(said)}"><path d="{unit.path}"/></a>'
    )


def _inset(inset: str, look: Look) -> str:
    return _of_inset(inset, look.insets)


def write_limits(sheet: Sheet, insets: Collection[str]) -> str:
    """Write the limits of the levels above."""
    paths = (_write_limit(name, path, insets) for name, path in sheet.limits.items())
    return f'<g class="limits">{"".join(paths)}</g>'


def _write_limit(name: str, path: str, insets: Collection[str]) -> str:
    inset, level, _ = name.split("/")
    return f'<path class="{level}" data-limit="{name}"{_of_inset(inset, insets)} d="{path}"/>'


def _of_inset(inset: str, shown: Collection[str]) -> str:
    """Return the attributes of a copy: hidden where its inset is not shown."""
    return f' data-inset="{inset}"{hidden(inset not in shown)}' if inset else ""


def write_circles(sheet: Sheet, look: Look) -> str:
    """Write the proportional circles, the largest below the others."""
    drawn = [unit for unit in sheet.units if look.radii.get(unit.code)]
    drawn.sort(key=lambda unit: -look.radii[unit.code])
    circles = (
        f'<circle data-code="{unit.code}"{_inset(unit.inset, look)} cx="{unit.x}" cy="{unit.y}"'
        f' style="--r:{look.radii[unit.code]}"/>'
        for unit in drawn
    )
    return f'<g class="circles">{"".join(circles)}</g>'


def write_territories(outlines: Sequence[Outline], look: Look, zoom: float) -> str:
    """Write the outlines of the poles shown, cased; areas that an inset cuts have none.

    Of a crowd of poles, those that wait for a closer zoom are left to the scripts.
    """
    most = zoom if is_gathered(look.poles, zoom) else inf
    shown = [
        (at, row)
        for at, row in enumerate(outlines)
        if row.path and row.pole in look.poles and max(row.zoom, row.thinned) <= most
    ]
    paths = (
        f'<path id="t{at}" d="{row.path}" class="{row.sign}" data-pole="{row.pole}"'
        f' vector-effect="non-scaling-stroke" data-part="{row.part}"{_source(row)}/>'
        for at, row in shown
    )
    uses = [
        f'<use href="#t{at}" class="{row.sign}" data-pole="{row.pole}"'
        f' data-zoom="{row.zoom}"{_thinned(row)}{_copy(row, look, zoom)}/>'
        for at, row in shown
        if row.part != "area"
    ]
    is_off = "territoires" not in look.overlays
    written = "".join(uses)
    return (
        f"<defs>{''.join(paths)}</defs>"
        f'<g class="territories"{hidden(is_off)}><g class="casing">{written}</g>'
        f'<g class="line">{written}</g></g>'
    )


def _thinned(outline: Outline) -> str:
    return f' data-thinned="{outline.thinned}"' if outline.thinned > outline.zoom else ""


def _source(outline: Outline) -> str:
    return f' data-inset="{outline.inset}"' if outline.inset else ""


def write_chosen(outlines: Sequence[Outline], look: Look) -> str:
    """Write the territory of the open pole: hatched, with a wide line."""
    mine = [
        outline
        for outline in outlines
        if outline.path
        and (outline.pole == look.selected or outline.pole in look.covering)
        and (not outline.inset or outline.inset in look.insets)
    ]
    areas = (
        f'<path class="area"{_source(row)} d="{row.path}"/>'
        for row in mine
        if row.part != "outline"
    )
    lines = [row for row in mine if row.part != "area"]
    casings = (f'<path class="casing"{_source(row)} d="{row.path}"/>' for row in lines)
    strong = (f'<path class="line {row.sign}"{_source(row)} d="{row.path}"/>' for row in lines)
    return f'<g class="chosen">{"".join((*areas, *casings, *strong))}</g>'


def _copy(outline: Outline, look: Look, zoom: float) -> str:
    is_off = outline.zoom > zoom or bool(outline.inset and outline.inset not in look.insets)
    return _source(outline) + hidden(is_off)


def write_place(spot: tuple[float, float] | None) -> str:
    """Write the mark of the place looked up: two dots on each other."""
    if spot is None:
        return '<g class="place"></g>'
    x, y = to_units(spot)
    dot = f'<path d="M{x:.1f} {y:.1f}{STEP}"/>'
    return f'<g class="place">{dot * 2}</g>'


def write_seats(seats: Sequence[Seat], look: Look, zoom: float = ALONE) -> str:
    """Write the seats of the poles shown, whose disc grows with their number."""
    areas = disc_areas_of(seats, look.poles, zoom)
    written = (_write_seat(seat, look, areas[seat.key]) for seat in seats if seat.key in areas)
    is_off = "sieges" not in look.overlays
    gathered = ' data-gathered=""' if is_gathered(look.poles, zoom) else ""
    return f'<g class="seats"{gathered}{hidden(is_off)}>{"".join(written)}</g>'


def _write_seat(seat: Seat, look: Look, area: float) -> str:
    size = f' style="--s:{sqrt(area):.3g}"' if area != 1 else ""
    dot = f'<path d="M{seat.x} {seat.y}{STEP}"/>' * DISCS[seat.sign]
    name = f' data-name="{escape(seat.name)}"' if seat.name else ""
    relays = f' data-relays="{" ".join(seat.relays)}"' if seat.relays else ""
    return (
        f'<g class="{seat.sign}" data-seat="{escape(seat.key)}"{name}'
        f' data-poles="{" ".join(seat.poles)}" data-at="{seat.x},{seat.y}"'
        f"{relays}{_inset(seat.inset, look)}{size}>{dot}</g>"
    )
