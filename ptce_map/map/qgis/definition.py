"""The definition of layers (``.qlr``): QGIS opens it and reads the layers from the site, styled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from pyproj import CRS

from geodata.cog import WGS84
from ptce_map.map.qgis.styles import Drawn, fill_in

DOCTYPE = "<!DOCTYPE qgis-layer-definition>\n"
MEDIA_TYPE = "application/x-qgis-layer-definition"
GEOMETRIES = {"sieges": "Point"}
"""Style -> type of the geometries that it draws, polygons unless said."""


@dataclass(frozen=True)
class LiveLayer:
    """A layer that QGIS reads from the site: its name, its style, and its source for a provider."""

    key: str
    name: str
    style: str
    provider: str
    source: str


def file_layer(key: str, name: str, style: str, url: str) -> LiveLayer:
    """Return a layer read from a file of the site by GDAL, at each opening."""
    return LiveLayer(key, name, style, "ogr", f"/vsicurl/{url}")


def service_layer(collection: str, name: str, style: str, service: str) -> LiveLayer:
    """Return a layer read from a collection of an OGC API – Features, the part in sight alone."""
    source = f"restrictToRequestBBOX='1' typename='{collection}' url='{service}'"
    return LiveLayer(collection, name, style, "OAPIF", source)


def definition(title: str, layers: Sequence[LiveLayer], shown: Drawn) -> bytes:
    """Write the definition of a group of layers, the first one on top."""
    root = Element("qlr")
    tree = SubElement(root, "layer-tree-group", name="", checked="Qt::Checked", expanded="1")
    group = SubElement(tree, "layer-tree-group", name=title, checked="Qt::Checked", expanded="1")
    for layer in layers:
        SubElement(
            group,
            "layer-tree-layer",
            id=layer.key,
            name=layer.name,
            providerKey=layer.provider,
            source=layer.source,
            checked="Qt::Checked",
            expanded="1",
        )
    maplayers = SubElement(root, "maplayers")
    for layer in layers:
        _write_layer(maplayers, layer, shown)
    indent(root)
    return f"{DOCTYPE}{tostring(root, encoding='unicode')}\n".encode()


def _write_layer(parent: Element, layer: LiveLayer, shown: Drawn) -> None:
    geometry = GEOMETRIES.get(layer.style, "Polygon")
    element = SubElement(
        parent, "maplayer", type="vector", geometry=geometry, labelsEnabled="0", readOnly="1"
    )
    for name, text in (
        ("id", layer.key),
        ("datasource", layer.source),
        ("layername", layer.name),
        ("provider", layer.provider),
    ):
        SubElement(element, name).text = text
    system = SubElement(SubElement(element, "srs"), "spatialrefsys")
    SubElement(system, "wkt").text = CRS(WGS84).to_wkt("WKT2_2019")
    SubElement(system, "authid").text = f"EPSG:{WGS84}"
    fill_in(element, layer.style, shown)
