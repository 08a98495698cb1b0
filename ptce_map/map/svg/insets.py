"""The insets of the map: their sea, their frames and their names."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from html import escape
from math import pi

from geodata.insets import INSETS, PETITE_COURONNE, Inset
from ptce_map.labels import label
from ptce_map.map.svg.frame import WORLD, to_units

EARTH_KM = 6378.137

BRIEF = {"971": "Guad.", "972": "Mart.", "973": "Guy.", "974": "Réun.", "976": "May."}
"""Inset -> its name where its frame is small, if that is not the short one."""


def hidden(is_hidden: bool) -> str:
    """Return the attribute that hides an element, empty where it is seen."""
    return ' hidden=""' if is_hidden else ""


def write_grounds(insets: Collection[str]) -> str:
    """Write the sea of the insets."""
    rects = (_rect(inset, insets) for inset in INSETS)
    return f'<g class="grounds">{"".join(rects)}</g>'


def write_frames(insets: Collection[str], lang: str = "fr") -> str:
    """Write the frames of the insets and their names, long and short."""
    frames: Iterable[str] = (
        f"{_rect(inset, insets)}{_title(inset, insets, lang)}" for inset in INSETS
    )
    return f'<g class="frames">{"".join(frames)}</g>'


def _rect(inset: Inset, shown: Collection[str]) -> str:
    left, top, width, height = frame_box(inset)
    return (
        f'<rect data-inset="{inset.code}"{hidden(inset.code not in shown)}'
        f' x="{left}" y="{top}" width="{width}" height="{height}"/>'
    )


def name_inset(inset: Inset, lang: str) -> str:
    """Name the ground of an inset: a département, whose name is the same in every language."""
    return label("map.inset.paris", lang) if inset.code == PETITE_COURONNE else inset.name


def _title(inset: Inset, shown: Collection[str], lang: str) -> str:
    left, top, _, _ = frame_box(inset)
    names = {"long": name_inset(inset, lang), "short": BRIEF.get(inset.code, inset.short)}
    return "".join(
        f'<text class="{kind}" data-inset="{inset.code}"{hidden(inset.code not in shown)}'
        f' x="{left}" y="{top}" dx=".4em" dy="1.2em">{escape(text)}</text>'
        for kind, text in names.items()
    )


def frame_box(inset: Inset) -> tuple[int, int, int, int]:
    """Return left, top, width and height of the frame of an inset, in units."""
    left, bottom, right, top = inset.frame
    unit = WORLD / (2 * pi * EARTH_KM)
    x, y = to_units((0, 0))
    return (
        round(x + left * unit),
        round(y - top * unit),
        round((right - left) * unit),
        round((top - bottom) * unit),
    )
