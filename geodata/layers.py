"""Compute every layer of the boundaries, at every scale, before anything is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import geopandas as gpd

from geodata import boundaries
from geodata.cog import Cog, Kind, Level

UPPER_LEVELS = (Level.EPCI, Level.DEPARTEMENT, Level.REGION)

# Tolerances in metres. The raw contours are drawn at about 150 m: the full scale suits zooms 8 to
# 10 (a pixel is 50 m at zoom 10), DISPLAY zooms 6 and 7, COARSE zooms 3 to 5 (1.7 km at zoom 5).
DISPLAY_TOLERANCE_M = 350.0
COARSE_TOLERANCE_M = 1200.0
# Départements and régions of the national view, within 20,000 vertices.
NATIONAL_TOLERANCE_M = 900.0
Progress = Callable[[str], None]


def silent(_step: str) -> None:
    """Report nothing: the default of the functions that tell their progress."""


@dataclass
class Layers:
    """Everything computed, before anything is written."""

    cog: Cog
    full: dict[str, gpd.GeoDataFrame] = field(default_factory=dict)
    display: dict[str, gpd.GeoDataFrame] = field(default_factory=dict)
    coarse: dict[str, gpd.GeoDataFrame] = field(default_factory=dict)
    national: dict[str, gpd.GeoDataFrame] = field(default_factory=dict)


def compute(contours: gpd.GeoDataFrame, cog: Cog, progress: Progress = silent) -> Layers:
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
    upper = {str(level): boundaries.level_table(communes, cog, level) for level in UPPER_LEVELS}
    return {str(Level.COMMUNE): communes, **upper}


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
