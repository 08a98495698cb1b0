"""The join: declared tokens -> communes of the COG -> geometry, population and area of each pole.

Rows in, rows out: a pole known by its région alone is kept, without geometry, and so is one whose
places have no contour or are unknown to the COG: these are told, pole by pole.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

import geopandas as gpd
import shapely

from geodata.cog import WGS84, Cog, Level
from ptce_map.places.resolution import Resolver, build_resolver
from ptce_map.register.register import Register
from ptce_map.register.rules import REGION_ONLY
from ptce_map.territory.cluster import find_units_on, unite_on
from ptce_map.territory.join import build_ground, find_units, unite

CODES = {"departements": Level.DEPARTEMENT, "regions": Level.REGION, "epci": Level.EPCI}
"""Column of the poles -> level whose codes it holds."""


@dataclass(frozen=True, eq=False)
class Territories:
    """The territories of the poles.

    Attributes
    ----------
    poles
        One row a pole, in the order of the register, indexed by ``id``: ``siege`` (the current
        commune or arrondissement of the seat, empty if unknown), ``n_communes``, ``population``,
        ``annees_population`` (the years of its censuses, as texts),
        ``superficie_km2``, ``departements``, ``regions``, ``epci`` (sorted tuples of codes) and
        ``geometry`` (EPSG:4326). A pole known by its région alone has its régions and its seat: no
        geometry, missing numbers, empty tuples. ``sans_contour`` holds the tokens, and the code of
        the seat, that no map draws; their communes count in the numbers but for the area, which is
        then missing.
    memberships
        One row a pole and commune, or a pole and arrondissement municipal: ``pole``,
        ``code_commune``, ``part`` (code of the arrondissement, or empty for the whole commune),
        ``token`` (the first that brought it), ``population``, ``annee_population``, ``area_km2``.
    passages
        Former codes that were resolved: ``pole``, ``token``, ``ancien_code``, ``code_commune``.
    """

    poles: gpd.GeoDataFrame
    memberships: pd.DataFrame
    passages: pd.DataFrame


def build_territories(
    register: Register,
    communes: gpd.GeoDataFrame,
    arrondissements: gpd.GeoDataFrame,
    cog: Cog,
    *,
    scheduler: str = "",
) -> Territories:
    """Resolve the declared tokens of every pole, dissolve its communes and measure them.

    A token that stands for nothing brings no commune, a seat that stands for nothing is none.

    Parameters
    ----------
    register
        The poles and what they declare.
    communes, arrondissements
        Indexed by code: ``geometry`` (EPSG:4326, a valid coverage) and ``area_km2``.
    cog
        Codes and populations.
    scheduler
        Address of a dask scheduler whose workers do the join; here if it is empty. What comes of
        it is the same.

    Raises
    ------
    ClusterError
        If the scheduler cannot be used.
    """
    resolver = build_resolver(cog, communes.index)
    declared = register.poles["territoire"].explode().dropna()
    tokens = declared.rename("token").rename_axis("pole").reset_index()
    ground = build_ground(resolver, communes, arrondissements)
    units = find_units_on(scheduler, tokens, ground) if scheduler else find_units(tokens, ground)
    poles = _with_every_pole(_facts(units, cog), register.poles.index)
    is_located = register.poles["precision"] != REGION_ONLY
    is_drawn = units["pole"].map(is_located).astype(bool) & ~units["code_commune"].isin(
        resolver.undrawn
    )
    memberships = units[is_drawn].reset_index(drop=True)
    outlines = dissolve(memberships, communes, arrondissements, scheduler=scheduler)
    return Territories(
        poles=gpd.GeoDataFrame(
            _without_territory(poles, ~is_located).assign(
                siege=register.poles["siege"].map(resolver.seat),
                sans_contour=_undrawn(register.poles, resolver),
            ),
            geometry=outlines.reindex(poles.index),
            crs=WGS84,
        ),
        memberships=memberships,
        passages=_passages(declared, resolver),
    )


def dissolve(
    memberships: pd.DataFrame,
    communes: gpd.GeoDataFrame,
    arrondissements: gpd.GeoDataFrame,
    *,
    scheduler: str = "",
) -> gpd.GeoSeries:
    """Return the outline of each pole, indexed by ``id`` (EPSG:4326), at the scale of the contours.

    Parameters
    ----------
    memberships
        ``pole``, ``code_commune`` and ``part``.
    communes, arrondissements
        Of one scale, indexed by code; their contours must form a coverage.
    scheduler
        Address of a dask scheduler whose workers do it; here if it is empty.
    """
    contours = pd.concat([communes.geometry, arrondissements.geometry])
    if scheduler:
        return unite_on(scheduler, memberships, contours).geometry
    return unite(memberships, contours).geometry


def _undrawn(poles: pd.DataFrame, resolver: Resolver) -> pd.Series:
    """Return, for each pole, the tokens and the seat that no map draws, each once."""
    places = ((*tokens, f"com:{seat}") for tokens, seat in zip(poles["territoire"], poles["siege"]))
    undrawn = [
        tuple(dict.fromkeys(token for token in tokens if resolver.without_contour(token)))
        for tokens in places
    ]
    return pd.Series(undrawn, index=poles.index, dtype="object")


def _with_every_pole(facts: pd.DataFrame, poles: pd.Index) -> pd.DataFrame:
    """Return a row a pole: missing numbers and empty tuples where no commune is known."""
    complete = facts.reindex(poles)
    for column in (*CODES, "annees_population"):
        complete[column] = [codes if isinstance(codes, tuple) else () for codes in complete[column]]
    return complete


def _facts(units: pd.DataFrame, cog: Cog) -> pd.DataFrame:
    """Sum up the units of each pole, indexed by ``id``."""
    codes = cog.communes.loc[units["code_commune"], [level.code_column for level in CODES.values()]]
    by_pole = pd.concat([units, codes.set_axis(units.index)], axis=1).groupby("pole")
    facts = by_pole.agg(
        n_communes=("code_commune", "nunique"),
        population=("population", "sum"),
        annees_population=("annee_population", distinct_years),
        superficie_km2=("area_km2", _whole_sum),
    ).astype({"n_communes": "Int64", "population": "Int64"})
    sets = {name: by_pole[level.code_column].agg(_sorted_codes) for name, level in CODES.items()}
    return facts.assign(**sets)


def _whole_sum(values: pd.Series) -> float:
    """Add up values; the sum is missing where one is."""
    return float(values.sum(skipna=False))


def _sorted_codes(codes: pd.Series) -> tuple[str, ...]:
    return tuple(sorted(set(codes) - {""}))


def _without_territory(facts: pd.DataFrame, is_region_only: pd.Series) -> pd.DataFrame:
    """Leave nothing but their régions to the poles known by their région alone."""
    emptied = facts.copy()
    for column in ("n_communes", "population", "superficie_km2"):
        emptied[column] = facts[column].mask(is_region_only)
    for column in ("departements", "epci"):
        emptied[column] = [
            () if bare else codes for bare, codes in zip(is_region_only, facts[column])
        ]
    return emptied


def _passages(declared: pd.Series, resolver: Resolver) -> pd.DataFrame:
    rows = [
        (pole, token, former, found[0][0])
        for pole, token in declared.items()
        if (former := resolver.former_code(token)) and (found := resolver.resolve(token))
    ]
    return pd.DataFrame(rows, columns=["pole", "token", "ancien_code", "code_commune"], dtype="str")


def heart(geometry: shapely.Geometry) -> shapely.Point:
    """Return a point well inside the largest part of a territory."""
    largest = max(shapely.get_parts(geometry), key=shapely.area)
    point: shapely.Point = shapely.point_on_surface(largest)
    return point


def distinct_years(years: pd.Series) -> tuple[str, ...]:
    """Return the years of a column, each once, in order, as texts."""
    return tuple(str(year) for year in sorted(set(years.dropna().astype(int))))
