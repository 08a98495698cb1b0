"""Symbols, renderers and labels in the XML of QGIS, as its version 3.22 and later read them.

Source: the files that QGIS 3.22 itself saves (``saveNamedStyle``); properties left out have its
defaults. Lengths are millimetres, colours ``red,green,blue,alpha``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement


@dataclass(frozen=True)
class Stroke:
    """A layer of a symbol: its class in QGIS, and its properties."""

    kind: str
    properties: Mapping[str, str]


@dataclass(frozen=True)
class Row:
    """A row of a legend: what it says, the features that it draws and its symbol.

    ``attributes`` are those that choose the features: ``filter`` of a rule, ``lower`` and ``upper``
    of a range.
    """

    text: str
    symbol: Sequence[Stroke]
    attributes: dict[str, str]


def rgba(colour: str, alpha: int = 255) -> str:
    """Write a colour such as ``#B5380B`` as QGIS does: ``181,56,11,255``."""
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return ",".join(map(str, (*parts, alpha)))


def fill(colour: str, edge: str, width: float) -> Stroke:
    """Return a plain fill with an edge."""
    return Stroke(
        "SimpleFill",
        {
            "color": rgba(colour),
            "style": "solid",
            "outline_color": rgba(edge),
            "outline_style": "solid",
            "outline_width": str(width),
            "outline_width_unit": "MM",
            "joinstyle": "round",
        },
    )


def line(colour: str, width: float, dashes: Sequence[float] = ()) -> Stroke:
    """Return a line along an outline; ``dashes`` are lengths drawn and left."""
    return Stroke(
        "SimpleLine",
        {
            "line_color": rgba(colour),
            "line_width": str(width),
            "line_width_unit": "MM",
            "joinstyle": "round",
            "capstyle": "flat" if dashes else "round",
            "use_custom_dash": str(int(bool(dashes))),
            "customdash": ";".join(map(str, dashes)),
            "customdash_unit": "MM",
        },
    )


def disc(colour: str, edge: str, size: float, width: float) -> Stroke:
    """Return a disc of a diameter, with an edge."""
    return Stroke(
        "SimpleMarker",
        {
            "name": "circle",
            "color": rgba(colour),
            "outline_color": rgba(edge),
            "outline_width": str(width),
            "outline_width_unit": "MM",
            "size": str(size),
            "size_unit": "MM",
        },
    )


def rules(parent: Element, kind: str, rows: Sequence[Row]) -> None:
    """Write a renderer that draws what meets the filter of each row."""
    renderer = SubElement(parent, "renderer-v2", type="RuleRenderer", symbollevels="0")
    children = SubElement(renderer, "rules", key="root")
    for at, row in enumerate(rows):
        said = {"key": f"rule-{at}", "symbol": str(at), "label": row.text}
        SubElement(children, "rule", said | row.attributes)
    _symbols(renderer, kind, [row.symbol for row in rows])


def ranges(parent: Element, kind: str, attribute: str, rows: Sequence[Row]) -> None:
    """Write a renderer that draws each feature by the range that an attribute falls in."""
    renderer = SubElement(
        parent,
        "renderer-v2",
        type="graduatedSymbol",
        attr=attribute,
        graduatedMethod="GraduatedColor",
        symbollevels="0",
    )
    children = SubElement(renderer, "ranges")
    for at, row in enumerate(rows):
        said = {"symbol": str(at), "label": row.text, "render": "true"}
        SubElement(children, "range", said | row.attributes)
    _symbols(renderer, kind, [row.symbol for row in rows])


def _symbols(renderer: Element, kind: str, symbols: Iterable[Sequence[Stroke]]) -> None:
    """Write symbols under their numbers; ``kind`` is ``fill`` or ``marker``."""
    parent = SubElement(renderer, "symbols")
    for at, strokes in enumerate(symbols):
        symbol = SubElement(parent, "symbol", type=kind, name=str(at), alpha="1")
        for stroke in strokes:
            layer = SubElement(
                symbol, "layer", {"class": stroke.kind, "enabled": "1", "pass": "0", "locked": "0"}
            )
            options = SubElement(layer, "Option", type="Map")
            for name, value in stroke.properties.items():
                SubElement(options, "Option", type="QString", name=name, value=value)


def labels(parent: Element, field: str, ink: str, halo: str, scale: int) -> None:
    """Write labels of a field, with a halo, shown from a scale on.

    Parameters
    ----------
    field
        Name of the field.
    ink, halo
        Colours.
    scale
        Denominator of the smallest scale at which they are shown.
    """
    labeling = SubElement(parent, "labeling", type="simple")
    settings = SubElement(labeling, "settings", calloutType="simple")
    text = SubElement(
        settings,
        "text-style",
        fieldName=field,
        fontSize="9",
        fontSizeUnit="Point",
        textColor=rgba(ink),
        textOpacity="1",
    )
    SubElement(
        text,
        "text-buffer",
        bufferDraw="1",
        bufferSize="0.8",
        bufferSizeUnits="MM",
        bufferColor=rgba(halo),
        bufferOpacity="1",
    )
    SubElement(text, "text-format", wrapChar="", autoWrapLength="28", multilineAlign="1")
    SubElement(settings, "rendering", scaleVisibility="1", scaleMin="0", scaleMax=str(scale))
