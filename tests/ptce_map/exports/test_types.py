"""The types that readers see of a column are those of the column, whatever is asked for."""

from __future__ import annotations

import io
import json
import warnings
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

import pyogrio

from ptce_map.exports import SUFFIXES, Order
from tests.rereading import selections

if TYPE_CHECKING:
    from ptce_map.exports import Shelf


GDAL_TYPES = {
    ("string", False): "OFTString",
    ("string", True): "OFTStringList",
    ("integer", False): "OFTInteger",
    ("number", False): "OFTReal",
}
"""Type of a column, and whether it holds lists -> how GDAL calls it."""


def held_orders(shelf: Shelf, extension: str) -> list[Order]:
    """Return the orders of a format that some row answers."""
    chosen = product(SUFFIXES, selections(shelf))
    orders = [Order(layer, extension, filters) for layer, filters in chosen]
    return [order for order in orders if len(shelf.download(order).rows)]


@pytest.mark.parametrize("extension", ["geojson", "jsonl"])
def test_every_feature_has_one_shape(shelf: Shelf, extension: str) -> None:
    """Every key is there, whatever is asked for, and an empty list is null."""
    for order in held_orders(shelf, extension):
        layer, data = order.layer, shelf.write(order).decode()
        whole = json.loads(data)["features"] if extension == "geojson" else None
        found = whole or [json.loads(line) for line in data.splitlines()]
        names = [field.name for field in shelf.layers[layer].fields]
        assert {tuple(feature) for feature in found} <= {("type", "id", "properties", "geometry")}
        assert {tuple(feature["properties"]) for feature in found} == {tuple(names)}
        assert not any([] in feature["properties"].values() for feature in found)


@pytest.mark.parametrize("layer", SUFFIXES)
def test_columns_have_the_same_types_whatever_is_asked_for(
    shelf: Shelf, tmp_path: Path, layer: str
) -> None:
    """GDAL guesses the types of GeoJSON: those of the columns that hold something are true."""
    true = {field.name: GDAL_TYPES[field.kind, field.many] for field in shelf.layers[layer].fields}
    orders = [order for name in ("geojson", "jsonl") for order in held_orders(shelf, name)]
    for order in [order for order in orders if order.layer == layer]:
        extension = order.extension
        download, path = shelf.download(order), tmp_path / f"{layer}.{extension}"
        path.write_bytes(shelf.write(order))
        info = pyogrio.read_info(path)
        types = dict(zip(info["fields"], info["ogr_types"]))
        held = shelf.layers[layer].telling[download.rows].any(axis=0)
        guessed = {
            name: true[name] if is_held else "OFTString" for name, is_held in zip(true, held)
        }
        assert types == guessed


TYPED = ("gpkg", "fgb", "shp.zip", "kml", "parquet")
"""Formats whose files say the types of their columns."""


@pytest.mark.parametrize("layer", SUFFIXES)
@pytest.mark.parametrize("extension", TYPED)
def test_columns_that_say_their_types_say_the_same_whatever_is_asked_for(
    shelf: Shelf, layer: str, extension: str
) -> None:
    orders = [order for order in held_orders(shelf, extension) if order.layer == layer]
    said = {types_in(shelf.write(order), extension) for order in orders}
    assert len(said) == 1


def types_in(data: bytes, extension: str) -> tuple[tuple[str, str], ...]:
    if extension == "parquet":
        schema = pq.read_schema(io.BytesIO(data))
        return tuple((name, str(kind)) for name, kind in zip(schema.names, schema.types))
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "File .* has GPKG application_id", RuntimeWarning)
        info = pyogrio.read_info(io.BytesIO(data), layer=0)
    return tuple(zip(info["fields"].tolist(), info["ogr_types"]))
