"""The styles and the definition for QGIS: well-formed, in the colours and classes of the page."""

from __future__ import annotations

from xml.etree.ElementTree import Element, fromstring

import numpy as np
import pytest

from geodata.cog import Level
from ptce_map.labels import LANGS, label
from ptce_map.map.qgis.definition import definition, file_layer, service_layer
from ptce_map.map.qgis.styles import STYLES, drawn, style
from ptce_map.map.qgis.symbols import rgba
from ptce_map.map.themes import LIGHT, palette

COUNTS = np.array([0.0, 1.0, 2.0, 3.0, 5.0, 9.0])


def parsed(layer: str, lang: str = "fr") -> Element:
    text = style(layer, drawn(COUNTS, Level.DEPARTEMENT, lang))
    assert text.startswith("<!DOCTYPE qgis ")
    return fromstring(text)


def options(symbol: Element) -> list[dict[str, str]]:
    """Return the properties of each layer of a symbol."""
    return [
        {found.attrib["name"]: found.attrib["value"] for found in layer.findall("Option/Option")}
        for layer in symbol.findall("layer")
    ]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("layer", STYLES)
def test_every_row_of_a_legend_has_a_text_and_a_symbol(layer: str, lang: str) -> None:
    root = parsed(layer, lang)
    rows = [*root.iter("rule"), *root.iter("range")]
    assert rows
    assert {row.attrib["symbol"] for row in rows} == {
        symbol.attrib["name"] for symbol in root.iter("symbol")
    }
    assert all(row.attrib["label"] for row in rows)


def test_counts_are_in_the_classes_and_colours_of_the_page() -> None:
    root = parsed("departements")
    shown = drawn(COUNTS, Level.DEPARTEMENT, "fr")
    ranges = [row.attrib for row in root.iter("range")]
    colours = [options(symbol)[0]["color"] for symbol in root.iter("symbol")]
    assert [float(row["lower"]) for row in ranges] == [0.0, *shown.scale.lows]
    assert colours == [rgba(colour) for colour in palette(LIGHT, shown.scale.k)]
    assert float(ranges[-1]["upper"]) == 9.0
    for count in COUNTS:
        assert sum(float(row["lower"]) <= count <= float(row["upper"]) for row in ranges) == 1
    assert ranges[0]["label"] == label("legend.zero", "fr")
    assert [row.attrib["attr"] for row in root.iter("renderer-v2")] == ["n_poles"]


def test_a_register_without_pole_has_classes_all_the_same() -> None:
    text = style("departements", drawn(np.zeros(3), Level.DEPARTEMENT, "fr"))
    ranges = [row.attrib for row in fromstring(text).iter("range")]
    assert all(float(row["lower"]) <= float(row["upper"]) for row in ranges)


def test_territories_are_outlined_by_precision_and_grey_where_they_ended() -> None:
    root = parsed("poles")
    symbols = [options(symbol) for symbol in root.iter("symbol")]
    assert [layers[0]["line_color"] for layers in symbols] == [rgba(LIGHT.casing)] * 4
    assert [layers[1]["line_color"] for layers in symbols] == [
        *(rgba(LIGHT.pole), rgba(LIGHT.pole), rgba(LIGHT.hatch), rgba(LIGHT.hatch))
    ]
    assert [layers[1]["use_custom_dash"] for layers in symbols] == ["0", "1", "0", "1"]
    filters = [row.attrib["filter"] for row in root.iter("rule")]
    assert filters[1] == "\"precision\" IS 'approximate' AND \"etat\" IS NOT 'termine'"


@pytest.mark.parametrize(
    ("layer", "field"), [("poles", "nom"), ("communes-des-poles", "nom_commune")]
)
def test_rows_are_named_close_up(layer: str, field: str) -> None:
    root = parsed(layer)
    (text,) = root.iter("text-style")
    (rendering,) = root.iter("rendering")
    assert (root.attrib["labelsEnabled"], text.attrib["fieldName"]) == ("1", field)
    assert int(rendering.attrib["scaleMin"]) == 0 < int(rendering.attrib["scaleMax"])


def test_a_definition_opens_layers_styled_and_in_their_system() -> None:
    url = "https://a.org/api/poles.geojson?q=a&geometrie=point"
    layers = [
        file_layer("sieges", "Sièges", "sieges", url),
        service_layer("departements", "Départements", "departements", "https://a.org/ogc"),
    ]
    text = definition("Les pôles", layers, drawn(COUNTS, Level.DEPARTEMENT, "fr"))
    root = fromstring(text)
    tree = [layer.attrib for layer in root.iter("layer-tree-layer")]
    found = root.findall("maplayers/maplayer")
    assert text.startswith(b"<!DOCTYPE qgis-layer-definition>")
    assert [row["source"] for row in tree] == [layer.findtext("datasource") for layer in found]
    assert [row["id"] for row in tree] == [layer.findtext("id") for layer in found]
    assert tree[0]["source"] == f"/vsicurl/{url}"
    assert [layer.findtext("provider") for layer in found] == ["ogr", "OAPIF"]
    assert [layer.attrib["geometry"] for layer in found] == ["Point", "Polygon"]
    assert all(layer.find("renderer-v2") is not None for layer in found)
    systems = [str(layer.findtext("srs/spatialrefsys/wkt")) for layer in found]
    assert all(system.startswith("GEOGCRS[") for system in systems)
