"""The browser's files of a build: GeoJSON of the national view and of the insets, vector tiles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

import geopandas as gpd

from geodata.cog import WEB_MERCATOR, Level
from geodata.insets import PETITE_COURONNE, copies, frames
from geodata.layers import UPPER_LEVELS, Layers
from geodata.sources import sha256_of
from geodata.store import TILE_ZOOMS
from geodata.web import TILE_EXTENT, TileLayer, geojson, write_hashed, write_tiles

# Levels that the national GeoJSON shows are taken over by tiles from this zoom on.
TAKE_OVER_ZOOM = 6

# Populations from which a commune is named at zooms 8 and 9; from zoom 10, all are.
NAMED_FROM = (20_000, 500)
PLACE_ZOOMS = (8, 10)

# Tiles of the widest views are cut this fine: at 4096 units, twelve small communes would be lost.
COARSE_EXTENT = 16_384
WIDEST_EXTENT = 2 * COARSE_EXTENT


def _coded(frame: gpd.GeoDataFrame, level: Level) -> gpd.GeoDataFrame:
    """Rename code and name of a level to ``code`` and ``nom``, as the browser knows them."""
    names = {level.code_column: "code", level.name_column: "nom"}
    return frame.reset_index().rename(columns=names)


def write_web(layers: Layers, folder: Path) -> dict[str, str]:
    """Write the GeoJSON files of the browser; return their names by logical name."""
    return {
        name: write_hashed(folder, name, "geojson", geojson(frame, columns))
        for name, frame, columns in _web_frames(layers)
    }


def _web_frames(layers: Layers) -> Iterator[tuple[str, gpd.GeoDataFrame, Sequence[str]]]:
    """Yield each file's name, rows and properties: levels, coast, prefectures, insets."""
    for level, table in layers.national.items():
        yield f"{level}s", _coded(table, Level(level)), ("code", "nom")
    regions = layers.national[Level.REGION]
    yield "coast", _coast(regions), ("inset",)
    yield "prefectures", _prefectures(layers), ("code", "nom")
    for level in Level:
        without = PETITE_COURONNE if level is Level.REGION else ""
        units = _coded(layers.display[level], level)
        yield f"insets-{level}", copies(units, without=without), ("code", "nom", "inset")
        if level is not Level.COMMUNE:
            yield f"points-{level}", _points(units, without), ("code", "nom", "inset")
    yield "insets-frames", frames(), ("inset", "nom", "court", "window")


def _coast(regions: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the coast and the land border as lines, and their copies in the overseas insets."""
    outline = [regions.geometry.union_all(method="coverage").boundary]
    coast = gpd.GeoDataFrame(geometry=outline, crs=regions.crs)
    moved = copies(coast, without=PETITE_COURONNE)
    return pd.concat([coast.assign(inset=""), moved], ignore_index=True)


def _points(units: gpd.GeoDataFrame, without: str) -> gpd.GeoDataFrame:
    """Return a point inside the largest part of each unit, for circles, and its inset copies."""
    largest = units.explode(ignore_index=True).assign(
        area=lambda parts: parts.to_crs(WEB_MERCATOR).area
    )
    largest = largest.sort_values("area").drop_duplicates("code", keep="last").sort_values("code")
    points = largest.set_geometry(largest.representative_point())
    moved = copies(points, without=without)
    return pd.concat([points.assign(inset=""), moved], ignore_index=True)


def _prefectures(layers: Layers) -> gpd.GeoDataFrame:
    codes = layers.cog.departements.loc[layers.full[Level.DEPARTEMENT].index, "chef_lieu"]
    names = layers.full[Level.COMMUNE].loc[codes, "nom_commune"].to_numpy()
    points = layers.full["seat"].geometry.loc[codes]
    return gpd.GeoDataFrame({"code": codes.to_numpy(), "nom": names}, geometry=points.to_numpy())


def write_archives(layers: Layers, folder: Path) -> dict[str, str]:
    """Write the vector tiles: communes, the upper levels and names of places."""
    files = {}
    for name, tiles in (
        ("communes", _tile_layers(layers, (Level.COMMUNE,))),
        ("limits", (*_tile_layers(layers, UPPER_LEVELS), _places(layers))),
    ):
        scratch = folder / f"{name}.pmtiles"
        write_tiles(scratch, tiles)
        target = f"{name}.{sha256_of(scratch)[:10]}.pmtiles"
        scratch.rename(folder / target)
        files[name] = target
    return files


def _tile_layers(layers: Layers, levels: tuple[Level, ...]) -> Iterator[TileLayer]:
    widest, closest = TILE_ZOOMS
    scales = (
        (layers.coarse, widest, widest, WIDEST_EXTENT),
        (layers.coarse, widest + 1, 5, COARSE_EXTENT),
        (layers.display, 6, 7, TILE_EXTENT),
        (layers.full, 8, closest, TILE_EXTENT),
    )
    for level in levels:
        for tables, min_zoom, max_zoom, extent in scales:
            if level in layers.national and max_zoom < TAKE_OVER_ZOOM:
                continue
            frame = _coded(tables[level], level)
            yield TileLayer(str(level), frame, ("code", "nom"), min_zoom, max_zoom, extent)


def _places(layers: Layers) -> TileLayer:
    """Return the communes as points with their name and ``rang``: the zoom that names them."""
    communes = _coded(layers.full[Level.COMMUNE], Level.COMMUNE)
    rank = 10 - sum((communes["population"] >= least).astype("int64") for least in NAMED_FROM)
    points = layers.full["seat"].geometry.loc[communes["code"]].to_numpy()
    frame = communes.assign(rang=rank).set_geometry(points, crs=communes.crs)
    return TileLayer("place", frame, ("code", "nom", "rang", "population"), *PLACE_ZOOMS)
