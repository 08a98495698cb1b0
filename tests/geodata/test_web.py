from __future__ import annotations

import gzip
import hashlib
import json

import brotli
import pandas as pd
import pytest
from pmtiles.reader import MmapSource, Reader, all_tiles
from pmtiles.tile import Compression, TileType

import geopandas as gpd
import pyogrio
import shapely

from geodata.web import TILE_EXTENT, TileLayer, geojson, write_hashed, write_tiles
from tests.geodata.france import point, square


@pytest.fixture
def squares():
    columns = {"code": ["15001", "15002"], "nom": ["L'Étang", "Le Mas"], "hidden": [1, 2]}
    return gpd.GeoDataFrame(columns, geometry=[square(0, 0), square(1, 0)], crs=4326)


def layer_of(frame, *, name="commune", min_zoom=4, max_zoom=6):
    return TileLayer(name, frame, ("code", "nom"), min_zoom, max_zoom)


def read_zoom(path, name, zoom):
    frame = pyogrio.read_dataframe(path, layer=name, ZOOM_LEVEL=zoom)
    return frame.dissolve("code").to_crs(4326)


def test_geojson_keeps_the_columns_asked_for(squares):
    collection = json.loads(geojson(squares, ("code", "nom")))
    assert collection["type"] == "FeatureCollection"
    assert [feature["properties"] for feature in collection["features"]] == [
        {"code": "15001", "nom": "L'Étang"},
        {"code": "15002", "nom": "Le Mas"},
    ]


def test_geojson_is_compact_utf8(squares):
    data = geojson(squares, ("nom",))
    assert b'{"type":"Feature","properties":{"nom":"L\'\xc3\x89tang"},"geometry":{"type"' in data
    assert b": " not in data


def test_geojson_rounds_shared_corners_alike(squares):
    features = json.loads(geojson(squares, ()))["features"]
    left, right = (
        {tuple(xy) for xy in feature["geometry"]["coordinates"][0]} for feature in features
    )
    assert left & right == {(2.4927, 44.9681), (2.4919, 45.0581)}
    assert [feature["properties"] for feature in features] == [{}, {}]


def test_geojson_does_not_change_the_frame(squares):
    before = squares.copy()
    geojson(squares, ("code",))
    assert squares.equals(before)


def test_write_hashed_names_the_file_by_its_content(tmp_path):
    data = b'{"type":"FeatureCollection","features":[]}' * 100
    name = write_hashed(tmp_path, "regions", "geojson", data)
    assert name == f"regions.{hashlib.sha256(data).hexdigest()[:10]}.geojson"
    assert (tmp_path / name).read_bytes() == data
    assert gzip.decompress((tmp_path / f"{name}.gz").read_bytes()) == data
    assert brotli.decompress((tmp_path / f"{name}.br").read_bytes()) == data
    assert len(list(tmp_path.iterdir())) == 3


def test_write_hashed_writes_the_same_bytes_again(tmp_path):
    written = []
    for folder in (tmp_path / "a", tmp_path / "b"):
        folder.mkdir()
        write_hashed(folder, "regions", "geojson", b"{}")
        written.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert written[0] == written[1]


def test_tiles_give_back_the_shapes(tmp_path, squares):
    path = tmp_path / "communes.pmtiles"
    write_tiles(path, [layer_of(squares, max_zoom=8)])
    for zoom in (4, 8):
        found = read_zoom(path, "commune", zoom)
        assert found.index.tolist() == ["15001", "15002"]
        assert found["nom"].tolist() == ["L'Étang", "Le Mas"]
        assert "hidden" not in found.columns
        unit = 360 / 2**zoom / TILE_EXTENT
        for code, shape in zip(squares["code"], squares.geometry):
            difference = shapely.hausdorff_distance(found.geometry[code], shape)
            assert difference < 2 * unit


def test_tiles_describe_themselves(tmp_path, squares):
    path = tmp_path / "communes.pmtiles"
    write_tiles(path, [layer_of(squares)])
    with path.open("rb") as file:
        reader = Reader(MmapSource(file))
        header, metadata = reader.header(), reader.metadata()
    assert (header["min_zoom"], header["max_zoom"]) == (4, 6)
    assert header["tile_type"] is TileType.MVT
    assert header["tile_compression"] is Compression.GZIP
    assert metadata == {
        "vector_layers": [{"id": "commune", "fields": {"code": "String", "nom": "String"}}]
    }


def test_tiles_hold_every_layer_at_its_zooms(tmp_path, squares):
    path = tmp_path / "limits.pmtiles"
    others = squares.assign(code=["a", "b"])
    write_tiles(
        path,
        [
            layer_of(squares[:1], min_zoom=4, max_zoom=5),
            layer_of(squares, min_zoom=6, max_zoom=7),
            layer_of(others, name="epci", min_zoom=5, max_zoom=6),
        ],
    )
    with path.open("rb") as file:
        zooms = {zxy[0] for zxy, _ in all_tiles(MmapSource(file))}
    assert zooms == {4, 5, 6, 7}
    assert read_zoom(path, "commune", 4).index.tolist() == ["15001"]
    assert read_zoom(path, "commune", 6).index.tolist() == ["15001", "15002"]
    assert read_zoom(path, "epci", 6).index.tolist() == ["a", "b"]
    assert read_zoom(path, "epci", 7).empty


@pytest.mark.parametrize(("extent", "codes"), [(4096, []), (16_384, ["x"])])
def test_what_is_smaller_than_a_unit_is_lost(tmp_path, extent, codes):
    """A narrow strip around a line of the grid of zoom 4, two fifths of a coarse unit wide."""
    unit = 360 / 2**4 / TILE_EXTENT
    place = point(0.5, 0.5)
    line = unit * round(place.x / unit)
    strip = shapely.box(line - 0.2 * unit, place.y, line + 0.2 * unit, place.y + unit)
    frame = gpd.GeoDataFrame({"code": ["x"], "nom": ["X"]}, geometry=[strip], crs=4326)
    whole = frame.assign(code="all", geometry=[square(0, 0)])
    path = tmp_path / "tiny.pmtiles"
    rows = pd.concat([frame, whole], ignore_index=True)
    write_tiles(path, [TileLayer("commune", rows, ("code", "nom"), 4, 4, extent)])
    assert read_zoom(path, "commune", 4).index.tolist() == ["all", *codes]


def test_tiles_overlap_so_that_no_stroke_is_cut(tmp_path):
    """A square at the edge of a tile of zoom 8 is in the tile beside it too."""
    tile = 360 / 2**8
    west = tile * (point(0, 0).x // tile)
    near = shapely.box(west + 0.001, 45.0, west + 0.01, 45.01)
    frame = gpd.GeoDataFrame({"code": ["x"], "nom": ["X"]}, geometry=[near], crs=4326)
    path = tmp_path / "edge.pmtiles"
    write_tiles(path, [layer_of(frame, min_zoom=8, max_zoom=8)])
    with path.open("rb") as file:
        columns = sorted({x for (_, x, _), _ in all_tiles(MmapSource(file))})
    assert columns == [round((west + 180) / tile) - 1, round((west + 180) / tile)]


def test_tiles_are_the_same_bytes_again(tmp_path, squares):
    paths = [tmp_path / "a.pmtiles", tmp_path / "b.pmtiles"]
    for path in paths:
        write_tiles(path, [layer_of(squares)])
    assert paths[0].read_bytes() == paths[1].read_bytes()
