"""The only reader of the built boundaries.

``geodata/derived`` holds complete builds, each in a folder named by its fingerprint, and a file
``current`` that names the one to read: it is replaced last, so that readers never see half a build.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import Any
from weakref import WeakValueDictionary

import pandas as pd
from platformdirs import user_cache_path

import geopandas as gpd

from geodata.cog import Level
from geodata.errors import DerivedError
from geodata.packed import Points, pack_points
from geodata.sources import sha256_of
from geodata.within import Boxes, Window, measure_boxes, read_within

IS_INSTALLED = __name__ != "geodata.store"
"""Whether this is the package of a wheel, where it has another name, or that of a repository."""
DERIVED = (
    user_cache_path("ptce-map") / "derived" if IS_INSTALLED else Path(__file__).with_name("derived")
)
"""Folder of the builds: in the repository, or in the cache of the user where it is installed."""
REMEDY = "Run `make build-geodata`, or `python -m geodata build`."
CURRENT = "current"
MANIFEST = "manifest.json"
WEB = "web"
SEAT = "seat"
ARRONDISSEMENT = "arrondissement"

TILE_ZOOMS = (3, 10)
"""Least and greatest zoom of the vector tiles; a phone shows the whole country at zoom 3.4."""


class Scale(StrEnum):
    """How finely a geometry is drawn."""

    FULL = "full"
    DISPLAY = "display"


def current_build(folder: Path = DERIVED) -> Path:
    """Return the folder of the build in use.

    Raises
    ------
    DerivedError
        If nothing was built yet, or the build in use was deleted.
    """
    pointer = folder / CURRENT
    build = folder / pointer.read_text("utf-8").strip() if pointer.exists() else None
    if build is None or not (build / MANIFEST).exists():
        raise DerivedError(f"Boundaries are missing from '{folder}'. {REMEDY}")
    return build


def altered_files(folder: Path = DERIVED) -> list[str]:
    """Return the files of the build in use that are missing, or that are not what was built."""
    build, manifest = current_build(folder), read_manifest(folder)
    return [
        name
        for name, built in manifest.get("files", {}).items()
        if not _is_whole(build / name, built["bytes"], built["sha256"])
    ]


def _is_whole(path: Path, size: int, sha256: str) -> bool:
    try:
        return path.stat().st_size == size and sha256_of(path) == sha256
    except OSError:
        return False


def check_whole(folder: Path = DERIVED) -> None:
    """Check the files of the build in use by their hashes.

    Raises
    ------
    DerivedError
        If one is missing, cut or altered; all of them are named.
    """
    if altered := altered_files(folder):
        raise DerivedError(
            f"Boundaries of '{folder}' are not as they were built: {', '.join(altered)}. {REMEDY}"
        )


def read_manifest(folder: Path = DERIVED) -> dict[str, Any]:
    """Read what the build in use is made of: sources, millésimes, counts, hashes, versions."""
    manifest: dict[str, Any] = json.loads((current_build(folder) / MANIFEST).read_text("utf-8"))
    return manifest


def file_name(name: str, scale: Scale = Scale.FULL) -> str:
    """Return the name of a GeoParquet file of a build."""
    return f"{name}.parquet" if scale is Scale.FULL else f"{name}.{scale}.parquet"


def _read(name: str, folder: Path, scale: Scale = Scale.FULL) -> gpd.GeoDataFrame:
    return gpd.read_parquet(current_build(folder) / file_name(name, scale))


def read_communes(folder: Path = DERIVED, *, scale: Scale = Scale.FULL) -> gpd.GeoDataFrame:
    """Read the communes.

    Indexed by ``code_commune``: ``nom_commune``, ``code_departement``, ``code_region``,
    ``code_epci`` (empty if none), ``population`` (inhabitants), ``area_km2`` (of the full contour,
    at both scales), ``geometry`` (EPSG:4326, a valid polygonal coverage).
    """
    return _read(Level.COMMUNE, folder, scale)


def read_arrondissements(folder: Path = DERIVED, *, scale: Scale = Scale.FULL) -> gpd.GeoDataFrame:
    """Read the arrondissements municipaux of Paris, Lyon and Marseille.

    Indexed by ``code_arrondissement``: ``nom_arrondissement``, ``code_commune``, ``population``,
    ``area_km2``, ``geometry`` (EPSG:4326, nested in their commune to the vertex).
    """
    return _read(ARRONDISSEMENT, folder, scale)


def read_deleguees(folder: Path = DERIVED) -> gpd.GeoDataFrame:
    """Read the communes déléguées and associées of the contours.

    One row a code and kind: ``code``, ``kind``, ``nom`` (missing where the COG of the year no
    longer lists the part), ``geometry`` (EPSG:4326, as the source draws it).
    """
    return _read("deleguee", folder)


def read_level(
    level: Level, folder: Path = DERIVED, *, scale: Scale = Scale.FULL
) -> gpd.GeoDataFrame:
    """Read the units of a level above the commune.

    Indexed by the level's code: its name, ``population``, ``area_km2``, ``n_communes``,
    ``geometry`` (EPSG:4326).
    """
    return _read(level, folder, scale)


def read_seats(folder: Path = DERIVED) -> gpd.GeoDataFrame:
    """Read one point a commune or arrondissement municipal.

    Indexed by code: ``origin`` (``mairie`` or ``representative``), ``geometry`` (EPSG:4326). No
    source places the mairies of the arrondissements: theirs are points inside.
    """
    return _with_parts(_read(SEAT, folder), read_arrondissements(folder))


def _with_parts(communes: gpd.GeoDataFrame, parts: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    points = gpd.GeoDataFrame(
        {"origin": "representative"}, geometry=parts.representative_point(), index=parts.index
    )
    return pd.concat([communes, points]).rename_axis("code")


@dataclass(frozen=True, eq=False)
class Boundaries:
    """The boundaries of one build, shared by all that draws or publishes them.

    Attributes
    ----------
    read
        Name and scale of a table -> its rows: those of the functions above.
    manifest
        What the build is made of.
    read_within
        The same of the communes whose boxes meet a window alone; all are read where there is none.
    """

    read: Callable[[str, Scale], gpd.GeoDataFrame]
    manifest: Mapping[str, Any] = field(default_factory=dict)
    read_within: Callable[[Scale, Window], gpd.GeoDataFrame] | None = None

    def units(self, level: Level, scale: Scale = Scale.FULL) -> gpd.GeoDataFrame:
        """Return the units of a level, communes included, as :func:`read_level` does."""
        return self.read(level, scale)

    def units_within(self, level: Level, scale: Scale, window: Window) -> gpd.GeoDataFrame:
        """Return the units of a level, of the communes those near a window (degrees) alone."""
        if level is not Level.COMMUNE or self.read_within is None:
            return self.units(level, scale)
        return self.read_within(scale, window)

    def arrondissements(self, scale: Scale = Scale.FULL) -> gpd.GeoDataFrame:
        """Return the arrondissements municipaux, as :func:`read_arrondissements` does."""
        return self.read(ARRONDISSEMENT, scale)

    @property
    def seats(self) -> gpd.GeoSeries:
        """One point a commune or arrondissement municipal (EPSG:4326), by code."""
        return _with_parts(self.read(SEAT, Scale.FULL), self.arrondissements()).geometry

    @cached_property
    def spots(self) -> Points:
        """The seats, for those who need some of them: as points, all take 20 MB."""
        return pack_points(self.seats)

    @property
    def contour_year(self) -> int:
        """Year of the contours that the build was composed from; 0 if it is not known."""
        sources = self.manifest.get("sources") or [{}]
        return int(sources[0].get("millesime", 0))


def open_boundaries(folder: Path = DERIVED) -> Boundaries:
    """Open the build in use: its tables are read when they are asked for.

    A table is shared by those who hold it, and given up when the last of them is done: that of the
    communes takes 200 MB, which few answers need. A build that replaces it later is not seen: what
    was opened stays of one piece.

    Raises
    ------
    DerivedError
        If the boundaries are not built, or not whole.
    """
    check_whole(folder)
    build, manifest = current_build(folder), read_manifest(folder)

    held: WeakValueDictionary[str, gpd.GeoDataFrame] = WeakValueDictionary()
    lock = Lock()

    def read(name: str, scale: Scale) -> gpd.GeoDataFrame:
        file = file_name(name, scale)
        with lock:
            table = held.get(file)
            if table is None:
                table = held[file] = gpd.read_parquet(build / file)
        return table

    boxes: dict[Path, Boxes] = {}

    def read_communes_within(scale: Scale, window: Window) -> gpd.GeoDataFrame:
        path, index = build / file_name(Level.COMMUNE, scale), Level.COMMUNE.code_column
        if path not in boxes:
            boxes[path] = measure_boxes(path, index)
        return read_within(path, index, boxes[path], window)

    return Boundaries(read, MappingProxyType(manifest), read_communes_within)


def web_folder(folder: Path = DERIVED) -> Path:
    """Return the folder of the browser's files of the build in use."""
    return current_build(folder) / WEB


def web_files(folder: Path = DERIVED) -> dict[str, str]:
    """Return the browser's files: logical name -> file name with its hash."""
    files: dict[str, str] = read_manifest(folder)["web"]
    return files
