"""Files for the browser: GeoJSON and vector tiles, named by their hash and compressed ahead."""

from __future__ import annotations

import gzip
import hashlib
import io
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
from pmtiles.reader import MmapSource, all_tiles
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

import geopandas as gpd
import shapely

from geodata.coding import CODINGS, Effort
from geodata.jsontext import to_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# 4 decimals of a degree are 11 m: a tenth of a pixel at the zoom where tiles take over.
GEOJSON_DECIMALS = 4
# Units on the side of a tile.
TILE_EXTENT = 4096
# Share of a tile that its neighbours overlap, so that no stroke is cut at its edge.
TILE_BUFFER = 80 / 4096


def geojson(frame: gpd.GeoDataFrame, columns: Sequence[str]) -> bytes:
    """Encode a frame as a compact GeoJSON for display.

    Columns are kept as properties. Coordinates are rounded to 4 decimals; rounding moves shared
    vertices alike, so that a coverage stays one.
    """
    rounded = shapely.transform(
        frame.geometry.to_numpy(), lambda xy: np.round(xy, GEOJSON_DECIMALS)
    )
    properties = frame[list(columns)].to_dict("records")
    features = ",".join(
        f'{{"type":"Feature","properties":{to_json(values).decode()},"geometry":{geometry}}}'
        for values, geometry in zip(properties, shapely.to_geojson(rounded))
    )
    return f'{{"type":"FeatureCollection","features":[{features}]}}'.encode()


def write_hashed(folder: Path, name: str, suffix: str, data: bytes) -> str:
    """Write a file named by its content, with gzip and brotli copies; return its name.

    Examples
    --------
    ``departements.3f2a9c1d4b.geojson``, ``….geojson.gz``, ``….geojson.br``.
    """
    file_name = f"{name}.{hashlib.sha256(data).hexdigest()[:10]}.{suffix}"
    (folder / file_name).write_bytes(data)
    for coding, suffix in (("gzip", "gz"), ("br", "br")):
        coded = CODINGS[coding](data, Effort.AT_BUILD)
        (folder / f"{file_name}.{suffix}").write_bytes(coded)
    return file_name


@dataclass(frozen=True)
class TileLayer:
    """A layer of vector tiles.

    Attributes
    ----------
    name
        Name of the layer in the tiles.
    frame
        Rows, in EPSG:4326.
    columns
        The columns that the tiles carry.
    min_zoom, max_zoom
        The zooms served.
    extent
        Units on the side of a tile: what is smaller than a unit is lost.
    """

    name: str
    frame: gpd.GeoDataFrame
    columns: tuple[str, ...]
    min_zoom: int
    max_zoom: int
    extent: int = TILE_EXTENT


def write_tiles(path: Path, layers: Iterable[TileLayer]) -> None:
    """Write layers as one PMTiles archive.

    GDAL cuts the tiles of each layer; the layers of a tile, which are protocol buffer messages,
    are then joined end to end, as the vector tile format allows.
    """
    tiles: dict[tuple[int, int, int], list[bytes]] = defaultdict(list)
    fields: dict[str, dict[str, str]] = {}
    for layer in layers:
        fields[layer.name] = _fields(layer)
        for zxy, data in _cut(layer):
            tiles[zxy].append(data)
    path.write_bytes(_archive(tiles, fields))


def _fields(layer: TileLayer) -> dict[str, str]:
    """Return the type of each column, in the words of TileJSON."""
    numbers = layer.frame[list(layer.columns)].select_dtypes("number").columns
    return {column: "Number" if column in numbers else "String" for column in layer.columns}


def _cut(layer: TileLayer) -> list[tuple[tuple[int, int, int], bytes]]:
    options = {
        "MINZOOM": layer.min_zoom,
        "MAXZOOM": layer.max_zoom,
        "EXTENT": layer.extent,
        "BUFFER": round(layer.extent * TILE_BUFFER),
        "SIMPLIFICATION": 0,
        "SIMPLIFICATION_MAX_ZOOM": 0,
        "MAX_SIZE": 20_000_000,
        "MAX_FEATURES": 1_000_000,
    }
    with TemporaryDirectory() as scratch:
        path = Path(scratch) / "layer.pmtiles"
        # Imported here: GDAL is for the build, and for files of a few formats.
        import pyogrio

        pyogrio.write_dataframe(
            layer.frame[[*layer.columns, "geometry"]],
            path,
            driver="PMTiles",
            layer=layer.name,
            dataset_options=options,
        )
        with path.open("rb") as file:
            return [(zxy, gzip.decompress(data)) for zxy, data in all_tiles(MmapSource(file))]


def _archive(
    tiles: Mapping[tuple[int, int, int], Sequence[bytes]], fields: Mapping[str, Mapping[str, str]]
) -> bytes:
    buffer = io.BytesIO()
    writer = Writer(buffer)
    for zxy in sorted(tiles, key=lambda zxy: zxy_to_tileid(*zxy)):
        writer.write_tile(
            zxy_to_tileid(*zxy), CODINGS["gzip"](b"".join(tiles[zxy]), Effort.AT_BUILD)
        )
    zooms = [zoom for zoom, _, _ in tiles]
    header = {
        "tile_type": TileType.MVT,
        "tile_compression": Compression.GZIP,
        "min_zoom": min(zooms),
        "max_zoom": max(zooms),
        "min_lon_e7": -1_800_000_000,
        "min_lat_e7": -850_000_000,
        "max_lon_e7": 1_800_000_000,
        "max_lat_e7": 850_000_000,
        "center_zoom": min(zooms),
        "center_lon_e7": 0,
        "center_lat_e7": 0,
    }
    vector_layers = [{"id": name, "fields": columns} for name, columns in fields.items()]
    writer.finalize(header, {"vector_layers": vector_layers})
    return buffer.getvalue()
