"""How QGIS draws each layer: the colours, classes and words of the page, in a light theme."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from xml.etree.ElementTree import Element, SubElement, tostring

import numpy as np

from geodata.cog import Level
from ptce_map.arrays import Values
from ptce_map.labels import label
from ptce_map.map.accent import themes_of
from ptce_map.map.qgis import symbols
from ptce_map.map.qgis.symbols import Row
from ptce_map.map.themes import LIGHT, Theme, palette
from ptce_map.measures.classification import Scale, legend_rows, scale_of
from ptce_map.measures.table import COUNT, MEASURES
from ptce_map.register.rules import APPROXIMATE, ENDED

VERSION = "3.22.16"
"""Version of QGIS whose XML this is; later ones read it."""

DOCTYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
MULTIPLY = "6"
"""Blend mode of the classes: what lies under them stays in sight, in any order of the layers."""

CASING_MM, LINE_MM, EDGE_MM = 1.0, 0.45, 0.15
DASHES_MM = (1.5, 1.0)
SEAT_MM, SEAT_EDGE_MM = 2.4, 0.4
"""Widths of lines and diameters of discs; a dash is drawn, then left."""

NAMED_FROM = MappingProxyType({"poles": 3_000_000, "communes-des-poles": 300_000})
"""Layer -> denominator of the scale from which its rows are named."""


@dataclass(frozen=True)
class Drawn:
    """What a style depends on: the language, the classes of the counts of poles, the colours."""

    lang: str
    scale: Scale
    highest: int
    theme: Theme


def drawn(values: Values, level: Level, lang: str, accent: str = "") -> Drawn:
    """Return what styles depend on, from the numbers of poles of the units of a level.

    Parameters
    ----------
    values, level
        Number of poles of each unit; the level of these.
    lang
        The language.
    accent
        Colour of the accent of the programme, ``#RRGGBB``; empty for that of the product.
    """
    scale = scale_of(MEASURES[COUNT], level, values)
    return Drawn(lang, scale, int(values.max(initial=0)), themes_of(accent)[LIGHT.name])


def style(layer: str, shown: Drawn) -> str:
    """Write the style of a layer as a QML document.

    Raises
    ------
    KeyError
        If the layer has no style.
    """
    root = Element("qgis", version=VERSION, labelsEnabled="0")
    STYLES[layer](root, shown)
    return DOCTYPE + tostring(root, encoding="unicode")


def fill_in(element: Element, layer: str, shown: Drawn) -> None:
    """Write the style of a layer into an element, such as a layer of a project."""
    STYLES[layer](element, shown)


def territories(root: Element, shown: Drawn) -> None:
    """Outline the poles: full where the area is documented, dashed where it is approximate.

    A pole that has ended is grey.
    """
    rows, theme = [], shown.theme
    for ended, colour in ((False, theme.pole), (True, theme.hatch)):
        for approximate, dashes in ((False, ()), (True, DASHES_MM)):
            strokes = (
                symbols.line(theme.casing, CASING_MM),
                symbols.line(colour, LINE_MM, dashes),
            )
            tests = (
                _is("precision", APPROXIMATE, approximate),
                _is("etat", ENDED, ended),
            )
            text = _words(shown.lang, approximate=approximate, ended=ended)
            rows.append(Row(text, strokes, {"filter": " AND ".join(tests)}))
    symbols.rules(root, "fill", rows)
    _name(root, "poles", "nom", shown.theme)


def _is(field: str, value: str, wanted: bool) -> str:
    """Write that a field is a value, or that it is not, unknown included."""
    return f"\"{field}\" {'IS' if wanted else 'IS NOT'} '{value}'"


def _words(lang: str, *, approximate: bool, ended: bool) -> str:
    precision = label(f"precision.{APPROXIMATE if approximate else 'declared'}", lang)
    return f"{precision}, {label(f'etat.{ENDED}', lang)}" if ended else precision


def seats(root: Element, shown: Drawn) -> None:
    """Draw a disc at each known seat, a ring where a mark stands for an unknown one."""
    looks = (
        ("known", "IS NOT NULL", shown.theme.pole, shown.theme.casing),
        ("unknown", "IS NULL", shown.theme.surface, shown.theme.pole),
    )
    rows = [
        Row(
            label(f"qgis.seat.{name}", shown.lang),
            (symbols.disc(colour, edge, SEAT_MM, SEAT_EDGE_MM),),
            {"filter": f'"siege" {test}'},
        )
        for name, test, colour, edge in looks
    ]
    symbols.rules(root, "marker", rows)


def communes(root: Element, shown: Drawn) -> None:
    """Fill the communes of the poles in the light colour of the poles."""
    look = (symbols.fill(shown.theme.pole_soft, shown.theme.boundary, EDGE_MM),)
    text = label("layer.communes-des-poles", shown.lang)
    symbols.rules(root, "fill", [Row(text, look, {})])
    _name(root, "communes-des-poles", "nom_commune", shown.theme)


def marks(root: Element, shown: Drawn) -> None:
    """Draw a disc for each row, such as communes shown as points."""
    look = (symbols.disc(shown.theme.pole, shown.theme.casing, SEAT_MM, SEAT_EDGE_MM),)
    text = label("layer.communes-des-poles", shown.lang)
    symbols.rules(root, "marker", [Row(text, look, {})])


def counts(root: Element, shown: Drawn) -> None:
    """Fill units by their number of poles, in the classes of the page."""
    scale = shown.scale
    colours = palette(shown.theme, scale.k)
    ranks = legend_rows(np.arange(scale.k + 1), scale, shown.lang)
    texts = {row.number: row.text for row in ranks}
    uppers = [0.0, *(low - 1 for low in scale.lows[1:]), max(shown.highest, scale.lows[-1])]
    rows = [
        Row(
            texts[rank],
            (symbols.fill(colours[rank], shown.theme.boundary, EDGE_MM),),
            {"lower": str(low), "upper": str(upper)},
        )
        for rank, (low, upper) in enumerate(zip((0.0, *scale.lows), uppers))
    ]
    symbols.ranges(root, "fill", "n_poles", rows)
    SubElement(root, "blendMode").text = MULTIPLY


def _name(root: Element, layer: str, field: str, theme: Theme) -> None:
    root.set("labelsEnabled", "1")
    symbols.labels(root, field, theme.ink, theme.casing, NAMED_FROM[layer])


STYLES: Mapping[str, Callable[[Element, Drawn], None]] = MappingProxyType(
    {
        "poles": territories,
        "sieges": seats,
        "communes-des-poles": communes,
        "points-des-communes": marks,
        "departements": counts,
    }
)
"""Layer -> what writes its style."""
