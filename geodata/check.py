"""Checks of the built boundaries. Each check returns its offenders; none means sound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import shapely

from geodata.cog import Cog, Level, is_drawn, read_cog
from geodata.sources import sha256_of
from geodata.store import DERIVED, Scale, current_build, read_communes, read_level, read_manifest

# Superficie de la France métropolitaine (IGN, Répertoire géographique des communes).
METROPOLITAN_AREA_KM2 = 551_695.0
AREA_TOLERANCE = 0.01
EXPECTED_DEPARTEMENTS = 101
EXPECTED_REGIONS = 18
# The only hole in metropolitan France: Llívia, a Spanish town within Pyrénées-Orientales.
LLIVIA = shapely.Point(1.98, 42.46)


@dataclass(frozen=True)
class Built:
    """What the checks look at."""

    cog: Cog
    communes: gpd.GeoDataFrame
    departements: gpd.GeoDataFrame
    regions: gpd.GeoDataFrame
    folder: Path


def load(folder: Path = DERIVED) -> Built:
    """Read the build in use for the checks."""
    return Built(
        cog=read_cog(),
        communes=read_communes(folder),
        departements=read_level(Level.DEPARTEMENT, folder),
        regions=read_level(Level.REGION, folder),
        folder=folder,
    )


def count_of_levels(built: Built) -> list[str]:
    """Count 101 départements and 18 régions."""
    found = (
        ("départements", len(built.departements), EXPECTED_DEPARTEMENTS),
        ("régions", len(built.regions), EXPECTED_REGIONS),
    )
    return [f"{n} {what} instead of {wanted}" for what, n, wanted in found if n != wanted]


def unique_codes(built: Built) -> list[str]:
    """Find no code twice."""
    tables = (built.communes, built.departements, built.regions)
    return [str(code) for table in tables for code in table.index[table.index.duplicated()]]


def every_commune_has_a_contour(built: Built) -> list[str]:
    """Find every commune of the COG but those of the collectivités d'outre-mer, and no other."""
    expected = built.cog.communes.index[is_drawn(built.cog.communes)]
    empty = built.communes.index[built.communes.geometry.isna() | built.communes.is_empty]
    return sorted({*expected.symmetric_difference(built.communes.index), *empty})


def commune_inside_its_departement(built: Built) -> list[str]:
    """Find every commune inside its département."""
    points = built.communes.representative_point()
    homes = built.departements.geometry.groupby(level=0).first()
    homes = homes.reindex(built.communes["code_departement"])
    inside = points.within(homes.set_axis(points.index), align=False)
    return [str(code) for code in built.communes.index[~inside]]


def valid_coverage(built: Built) -> list[str]:
    """Find no overlap and no unmatched edge, at the full and at the display scale."""
    offenders = []
    for scale in Scale:
        communes = read_communes(built.folder, scale=scale)
        edges = shapely.coverage_invalid_edges(communes.geometry.to_numpy())
        offenders += [f"{code} ({scale})" for code in communes.index[~shapely.is_empty(edges)]]
    return offenders


def metropolitan_area(built: Built) -> list[str]:
    """Measure 551,695 km² of metropolitan France, within 1 %."""
    metropolitan = built.cog.communes.index[built.cog.communes["zone"] == "metro"]
    rows = built.communes[built.communes.index.isin(metropolitan)]
    area = float(rows["area_km2"].sum())
    sound = abs(area / METROPOLITAN_AREA_KM2 - 1) <= AREA_TOLERANCE
    return [] if sound else [f"{area:.0f} km² instead of {METROPOLITAN_AREA_KM2:.0f}"]


def holes_are_known(built: Built) -> list[str]:
    """Find no hole in France but Llívia, so that a neighbour fills those of a département."""
    union = built.departements.geometry.union_all(method="coverage")
    holes = [shapely.Polygon(ring) for part in shapely.get_parts(union) for ring in part.interiors]
    unknown = [hole.centroid for hole in holes if not hole.contains(LLIVIA)]
    return [f"hole at {shapely.to_wkt(point, rounding_precision=4)}" for point in unknown]


def files_match_the_manifest(built: Built) -> list[str]:
    """Find every file of the manifest, to the byte."""
    build = current_build(built.folder)
    files = read_manifest(built.folder)["files"]
    return [
        name
        for name, facts in files.items()
        if not (build / name).exists() or sha256_of(build / name) != facts["sha256"]
    ]


CHECKS: tuple[Callable[[Built], list[str]], ...] = (
    count_of_levels,
    unique_codes,
    every_commune_has_a_contour,
    commune_inside_its_departement,
    valid_coverage,
    metropolitan_area,
    holes_are_known,
    files_match_the_manifest,
)
