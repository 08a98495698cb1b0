"""Pure geometry of the boundaries: compose, clean, measure, dissolve, simplify.

Everything is computed in the metric CRS of each territory (Lambert-93, and each overseas
département's own) and handed over in EPSG:4326. The smallest piece, called an *atom*, is a commune,
or an arrondissement municipal in Paris, Lyon and Marseille: communes are unions of atoms, every
other level is a union of communes, so that all levels share their borders to the vertex.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

import geopandas as gpd
import shapely

from geodata.cog import WGS84, Cog, Kind, Level, is_drawn, metric_crs
from geodata.errors import CompositionError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

# Gaps between communes narrower than this are closed: five inlets of the coast, 0.2 km² in all.
# Llívia, the Spanish enclave (2.6 km across), stays a hole.
GAP_WIDTH_M = 200.0


def compose(contours: gpd.GeoDataFrame, cog: Cog) -> gpd.GeoDataFrame:
    """Give each contour the current commune it belongs to, so that none is left without.

    A contour of an older COG goes to its successor. A commune of the COG without a contour (one
    re-established since) takes its contour as a commune déléguée and is cut out of the commune it
    left. Paris, Lyon and Marseille are given by their arrondissements.

    Parameters
    ----------
    contours
        As :mod:`geodata.contours` gives them (``code``, ``kind``, ``geometry``).
    cog
        The COG to be composed; its communes of the collectivités d'outre-mer are left aside.

    Returns
    -------
    GeoDataFrame
        One row an atom, indexed by its code (``code_atom``): ``code_commune``,
        ``code_departement``, ``geometry`` (EPSG:4326, not yet a clean coverage).

    Raises
    ------
    CompositionError
        If a contour has no successor, or a commune no contour; every offender is named.
    """
    by_kind = {kind: _by_code(contours, kind) for kind in Kind}
    current, former = by_kind[Kind.ACTUELLE], by_kind[Kind.DELEGUEE]
    arrondissements = by_kind[Kind.ARRONDISSEMENT]
    successors = {code: cog.successor(code) for code in (*current, *arrondissements)}
    with_contour = set(successors.values())
    expected = cog.communes.index[is_drawn(cog.communes)]
    left_aside = cog.communes.index.difference(expected)
    re_established = [code for code in expected if code not in with_contour]
    _refuse_orphans(
        [code for code, successor in successors.items() if successor is None],
        [code for code in re_established if code not in former],
    )
    atoms = {**current, **arrondissements, **{code: former[code] for code in re_established}}
    aside = {str(successors[code]) for code in arrondissements}
    aside |= {code for code in current if successors[code] in left_aside}
    for code in aside & atoms.keys():
        del atoms[code]
    _cut_out(atoms, re_established)
    communes = [str(cog.successor(code)) for code in atoms]
    return gpd.GeoDataFrame(
        {
            "code_commune": communes,
            "code_departement": cog.communes.loc[communes, "code_departement"].to_numpy(),
        },
        geometry=list(atoms.values()),
        index=pd.Index(atoms, name="code_atom"),
        crs=WGS84,
    ).sort_index()


def _by_code(contours: gpd.GeoDataFrame, kind: Kind) -> dict[str, shapely.Geometry]:
    rows = contours[contours["kind"] == kind]
    return dict(zip(rows["code"], rows.geometry))


def _refuse_orphans(unknown: Sequence[str], missing: Sequence[str]) -> None:
    if unknown:
        raise CompositionError(
            f"Contours {sorted(unknown)} are of communes that the COG does not know. "
            "Use contours of the COG's year or of an earlier one."
        )
    if missing:
        raise CompositionError(
            f"Communes {sorted(missing)} have no contour. "
            "Use contours that hold them, as communes or as communes déléguées."
        )


def _cut_out(atoms: dict[str, shapely.Geometry], codes: Sequence[str]) -> None:
    """Cut communes re-established since out of the contours that still cover them."""
    if not codes:
        return
    others = [code for code in atoms if code not in codes]
    tree = shapely.STRtree([atoms[code] for code in others])
    inner = [shapely.point_on_surface(atoms[code]) for code in codes]
    for position, container in tree.query(inner, predicate="within").T:
        code = others[container]
        atoms[code] = shapely.difference(atoms[code], atoms[codes[position]])


def per_metric_crs(
    frame: gpd.GeoDataFrame,
    operation: Callable[[NDArray[np.object_]], NDArray[np.object_]],
) -> gpd.GeoDataFrame:
    """Apply an operation on geometries in the metric CRS of each territory.

    ``frame`` needs ``code_departement`` and a geometry in EPSG:4326; so does what comes back, in
    the same order.
    """
    crs = frame["code_departement"].map(metric_crs)
    done = [
        rows.to_crs(code).set_geometry(operation(rows.to_crs(code).geometry.to_numpy()), crs=code)
        for code, rows in frame.groupby(crs.to_numpy())
    ]
    return pd.concat([rows.to_crs(WGS84) for rows in done]).loc[frame.index]


def clean(atoms: gpd.GeoDataFrame, gap_width_m: float = GAP_WIDTH_M) -> gpd.GeoDataFrame:
    """Make the atoms a valid polygonal coverage: no overlap, no sliver, shared edges identical.

    Gaps narrower than ``gap_width_m`` metres go to the neighbour with the longest border (GEOS
    CoverageCleaner). Columns and order are kept.
    """
    return per_metric_crs(
        atoms,
        lambda geometries: shapely.coverage_clean(  # type: ignore[attr-defined]
            geometries, gap_width=gap_width_m
        ),
    )


def simplify(atoms: gpd.GeoDataFrame, tolerance_m: float) -> gpd.GeoDataFrame:
    """Simplify a coverage and keep shared borders shared (Visvalingam-Whyatt).

    ``tolerance_m`` is about the square root of the area, in m², of the triangles taken away.
    """
    return per_metric_crs(
        atoms, lambda geometries: shapely.coverage_simplify(geometries, tolerance_m)
    )


def areas_km2(frame: gpd.GeoDataFrame) -> pd.Series:
    """Return the area of each row in km², measured in the metric CRS of its département."""
    areas = pd.Series(0.0, index=frame.index, name="area_km2")
    crs = frame["code_departement"].map(metric_crs)
    for code, rows in frame.groupby(crs.to_numpy()):
        areas[rows.index] = rows.to_crs(code).area / 1e6
    return areas


def dissolve(frame: gpd.GeoDataFrame, by: str) -> gpd.GeoSeries:
    """Unite the geometries of a valid coverage by a column; empty codes are left out."""
    rows = frame.loc[frame[by] != "", [by, "geometry"]]
    return rows.dissolve(by=by, method="coverage").geometry


COG_COLUMNS = ("nom_commune", "code_departement", "code_region", "code_epci", "population")
"""Columns of the COG that the communes of a build have."""


def communes_table(atoms: gpd.GeoDataFrame, cog: Cog) -> gpd.GeoDataFrame:
    """Join dissolved communes to the COG by code.

    Returns
    -------
    GeoDataFrame
        Indexed by ``code_commune``: ``nom_commune``, ``code_departement``, ``code_region``,
        ``code_epci`` (empty if none), ``population``, ``area_km2``, ``geometry`` (EPSG:4326).
    """
    geometry = dissolve(atoms, "code_commune")
    table = gpd.GeoDataFrame(cog.communes.loc[geometry.index, list(COG_COLUMNS)], geometry=geometry)
    table.index.name = "code_commune"
    table.insert(table.shape[1] - 1, "area_km2", areas_km2(table))
    return table


def level_table(communes: gpd.GeoDataFrame, cog: Cog, level: Level) -> gpd.GeoDataFrame:
    """Dissolve communes upward to the units of a level.

    Returns
    -------
    GeoDataFrame
        Indexed by the level's code: its name, ``population`` (inhabitants), ``area_km2``,
        ``n_communes``, ``geometry`` (EPSG:4326). Sums of its communes' values.
    """
    column = level.code_column
    rows = communes[communes[column] != ""]
    sums = rows.groupby(column).agg(
        population=("population", "sum"),
        area_km2=("area_km2", "sum"),
        n_communes=("population", "size"),
    )
    sums.insert(0, level.name_column, cog.table(level).loc[sums.index, level.name_column])
    return gpd.GeoDataFrame(sums, geometry=dissolve(communes, column), crs=WGS84)


def arrondissements_table(atoms: gpd.GeoDataFrame, cog: Cog) -> gpd.GeoDataFrame:
    """Return the arrondissements municipaux among the atoms, joined to the COG.

    Indexed by ``code_arrondissement``: ``nom_arrondissement``, ``code_commune``, ``population``,
    ``area_km2``, ``geometry`` (EPSG:4326).
    """
    rows = atoms[atoms.index.isin(cog.arrondissements.index)]
    names = cog.arrondissements.loc[rows.index]
    return gpd.GeoDataFrame(
        {
            "nom_arrondissement": names["nom"],
            "code_commune": rows["code_commune"],
            "population": names["population"],
            "area_km2": areas_km2(rows),
        },
        geometry=rows.geometry,
    ).rename_axis("code_arrondissement")


def seats(communes: gpd.GeoDataFrame, contours: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give each commune one point: its mairie if that lies in the commune, else one inside it.

    Returns
    -------
    GeoDataFrame
        Indexed by ``code_commune``: ``origin`` (``mairie`` or ``representative``), ``geometry``
        (points, EPSG:4326).
    """
    rows = contours[contours["kind"] == Kind.ACTUELLE].set_index("code")
    mairies = gpd.GeoSeries(rows["seat"], crs=WGS84).reindex(communes.index)
    inside = mairies.within(communes.geometry, align=False)
    points = mairies.where(inside, communes.representative_point())
    origin = np.where(inside, "mairie", "representative")
    return gpd.GeoDataFrame({"origin": origin}, geometry=points, index=communes.index)
