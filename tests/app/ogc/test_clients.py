"""Programs that are not ours, on a real server: GDAL through pyogrio, and ogrinfo where it is."""

from __future__ import annotations

import re
import subprocess
from multiprocessing import get_context
from typing import TYPE_CHECKING

import numpy as np
import pytest
from werkzeug.serving import make_server

import pyogrio
import shapely

from app.ogc.items import full_rows_first
from ptce_map.exports import EXPORTS
from ptce_map.layers.layer import Geometry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from app.dataset import Dataset
    from ptce_map.layers.layer import Layer

pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded")

LAYERS = ("poles", "communes-des-poles", "departements", "regions", "epci")


@pytest.fixture(scope="module")
def site(server: Flask) -> Iterator[str]:
    """The address of a server of this machine, in a process of its own: GDAL waits in ours."""
    bound = make_server("127.0.0.1", 0, server)
    process = get_context("fork").Process(target=bound.serve_forever, daemon=True)
    process.start()
    bound.server_close()
    yield f"http://127.0.0.1:{bound.server_port}"
    process.terminate()
    process.join(5)


def test_gdal_lists_the_collections(site: str) -> None:
    assert tuple(name for name, _ in pyogrio.list_layers(f"OAPIF:{site}/ogc")) == LAYERS


@pytest.mark.parametrize("layer", LAYERS)
def test_gdal_reads_every_feature(site: str, dataset: Dataset, layer: str) -> None:
    own = dataset.shelf.layers[layer]
    read = pyogrio.read_dataframe(f"OAPIF:{site}/ogc", layer=layer)
    name = own.fields[0].name
    rows = full_rows_first(own, np.arange(len(own.ids)))
    assert read[name].tolist() == [own.ids[row] for row in rows]
    shapes = own.shapes[Geometry.TERRITORY].published[own.place[rows]]
    for given, true in zip(read.geometry, shapes):
        assert (given is None) == (true is None)
        assert true is None or shapely.equals(shapely.normalize(given), shapely.normalize(true))


TYPES = {"string": "String", "integer": "Integer", "number": "Real", "strings": "StringList"}
"""Type of a column -> how GDAL calls it."""


def true_types(layer: Layer) -> dict[str, str]:
    kinds = {field.name: f"{field.kind}s" if field.many else field.kind for field in layer.fields}
    return {name: TYPES[kind] for name, kind in kinds.items()}


@pytest.mark.parametrize("layer", LAYERS)
def test_gdal_takes_the_types_from_the_schema(site: str, dataset: Dataset, layer: str) -> None:
    info = pyogrio.read_info(f"OAPIF:{site}/ogc", layer=layer, PAGE_SIZE="1")
    types = dict(zip(info["fields"], (kind.removeprefix("OFT") for kind in info["ogr_types"])))
    assert len(info["fields"]) == len(types)
    assert types == {"id": "String", **true_types(dataset.shelf.layers[layer])}


@pytest.mark.parametrize("layer", LAYERS)
def test_gdal_takes_the_types_from_the_first_features(
    site: str, dataset: Dataset, layer: str
) -> None:
    """Older GDAL knows no schema: it guesses the types of the columns that hold a value."""
    own = dataset.shelf.layers[layer]
    is_held = dict(zip((field.name for field in own.fields), own.telling.any(axis=0)))
    command = ["ogrinfo", "-ro", "-so", "-oo", "PAGE_SIZE=2", "-oo", "IGNORE_SCHEMA=YES"]
    source = [f"OAPIF:{site}/ogc", layer]
    said = subprocess.run([*command, *source], capture_output=True, text=True, check=True).stdout
    types = dict(re.findall(r"^(\w+): (\w+) \(", said, re.MULTILINE))
    true = true_types(own)
    assert {name: types[name] for name in true if is_held[name]} == {
        name: kind for name, kind in true.items() if is_held[name]
    }


def test_gdal_keeps_every_list_and_sum(site: str, dataset: Dataset) -> None:
    own = dataset.shelf.layers["poles"]
    read = pyogrio.read_dataframe(f"OAPIF:{site}/ogc", layer="poles").set_index("id")
    for name in ("alias", "appels_deduits", "secteurs"):
        held = {key: list(cell) for key, cell in read[name].items() if cell is not None}
        assert held == {key: cell for key, cell in zip(own.ids, own.columns[name]) if cell}
    sums = {key: cell for key, cell in read["aide_eur"].items() if cell == cell}
    assert sums == {
        key: cell for key, cell in zip(own.ids, own.columns["aide_eur"]) if cell is not None
    }


def test_gdal_pages_and_filters(site: str) -> None:
    source = f"OAPIF:{site}/ogc"
    read = pyogrio.read_dataframe(source, layer="poles", bbox=(2.5, 0.5, 3, 0.6))
    assert read["id"].tolist() == ["la-voisine"]
    read = pyogrio.read_dataframe(source, layer="poles", where="n_communes > 2")
    assert read["id"].tolist() == ["la-voisine"]
    paged = pyogrio.read_dataframe(source, layer="communes-des-poles", PAGE_SIZE="2")
    assert len(paged) == 7


def test_gdal_takes_the_system_asked_for(site: str) -> None:
    read = pyogrio.read_dataframe(f"OAPIF:{site}/ogc", layer="poles", CRS="EPSG:2154")
    assert read.crs.to_epsg() == 2154
    assert read.total_bounds[2] > 100_000


@pytest.mark.parametrize("extension", ["geojson", "fgb", "jsonl"])
def test_gdal_reads_downloads_over_http(site: str, extension: str) -> None:
    read = pyogrio.read_dataframe(f"/vsicurl/{site}/api/poles.{extension}?q=phare")
    assert read["id"].tolist() == ["le-phare"]
    assert extension in EXPORTS


def test_ogrinfo_reads_the_service(site: str) -> None:
    command = ["ogrinfo", "-ro", "-al", "-geom=NO", f"OAPIF:{site}/ogc", "poles"]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "Feature Count: 5" in result.stdout
    assert "nom (String) = Le Phare" in result.stdout
