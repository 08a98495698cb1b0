"""What a view shows of the SVG map, and what follows from it for the window and for each unit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from ptce_map.map.svg.frame import HEIGHT, HOME, WIDTH, WORLD, Box, box, to_units

MARGIN = 0.12
"""Share of a place that is left free on each side of it."""

SCREEN_PX = 900
"""Width of the map that is expected before a screen has told its own."""

LEAST_WIDTH = 130
"""Units of the narrowest place that is gone to."""

TILE_PX = 512


@dataclass(frozen=True)
class Look:
    """What a view shows.

    Attributes
    ----------
    name
        Name of the map, for those who do not see it.
    k
        Number of classes.
    classes
        Code -> class; zero left out, -1 for a missing value.
    radii
        Code -> radius of its circle in CSS pixels; empty where there are none.
    said
        Code -> its value in words.
    focus
        Codes of the part of the country asked for; ``None`` for all of it.
    poles
        Ids of the poles shown.
    selected
        Id of the open pole; empty if there is none.
    overlays
        Which of ``territoires`` and ``sieges`` are shown.
    insets
        Codes of the insets shown.
    bounds
        West, south, east and north of the place gone to; ``None`` for the whole country.
    extent
        Longitude, latitude and zoom that the reader moved the map to, if so.
    address
        Code -> address of the link of a unit.
    covering
        Ids of the poles that cover the place looked up: they wear the mark of the open pole.
    spot
        Longitude and latitude of the place looked up, if there is one.
    lang
        Language of the names that are not those of places.
    """

    name: str
    k: int
    classes: Mapping[str, int]
    said: Mapping[str, str]
    address: Callable[[str], str]
    radii: Mapping[str, float] = field(default_factory=dict)
    focus: Collection[str] | None = None
    poles: Collection[str] = ()
    selected: str = ""
    overlays: Collection[str] = ("territoires", "sieges")
    insets: Collection[str] = ()
    bounds: Sequence[float] | None = None
    extent: tuple[float, float, float] | None = None
    covering: Collection[str] = ()
    spot: tuple[float, float] | None = None
    lang: str = "fr"


def is_whole(look: Look) -> bool:
    """Tell whether a view shows the whole country."""
    return look.bounds is None and look.extent is None


def look_box(look: Look) -> Box:
    """Return left, top, width and height of what is shown: the whole country, or a place."""
    if look.extent:
        lon, lat, zoom = look.extent
        x, y = to_units((lon, lat))
        width = SCREEN_PX * WORLD / (TILE_PX * 2**zoom)
        height = width * HEIGHT / WIDTH
        return x - width / 2, y - height / 2, width, height
    if look.bounds is None:
        return box(HOME)
    left, top, width, height = box(look.bounds)
    wide, high = (max((1 + 2 * MARGIN) * side, LEAST_WIDTH) for side in (width, height))
    return left + (width - wide) / 2, top + (height - high) / 2, wide, high


def unit_class(code: str, look: Look) -> str:
    """Return the names by which the stylesheet fills a unit: its class, and whether it is asked."""
    return f"c{look.classes.get(code, 0)}" + (" outside" if is_outside(code, look) else "")


def is_outside(code: str, look: Look) -> bool:
    """Tell whether a unit lies outside of the places asked for."""
    return look.focus is not None and code not in look.focus
