"""The join of some poles: their tokens to communes, the communes to figures and to one outline.

Poles are joined one by one: what is said of one depends on no other, so that some of them may be
joined here and some elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

import geopandas as gpd

from geodata.cog import WGS84
from ptce_map.places.resolution import Resolver

UNITS = ("pole", "code_commune", "part", "token")
"""Columns of a unit of a pole; all are texts."""


@dataclass(frozen=True, eq=False)
class Ground:
    """What poles are joined to.

    Attributes
    ----------
    resolver
        What tokens stand for.
    areas
        Square kilometres of the communes and arrondissements that have a contour, by code.
    """

    resolver: Resolver
    areas: pd.Series


def build_ground(
    resolver: Resolver, communes: gpd.GeoDataFrame, arrondissements: gpd.GeoDataFrame
) -> Ground:
    """Gather what poles are joined to; reads ``area_km2``, by code."""
    return Ground(resolver, pd.concat([communes["area_km2"], arrondissements["area_km2"]]))


def find_units(declared: pd.DataFrame, ground: Ground) -> pd.DataFrame:
    """Resolve what poles declare (``pole``, ``token``): one row a pole and unit, with its figures.

    Adds ``population``, ``annee_population`` and ``area_km2``, missing without a contour, to
    :data:`UNITS`. A token that stands for nothing brings no commune.
    """
    return _measured(_distinct(_resolved(declared, ground.resolver)), ground)


def unite(units: pd.DataFrame, contours: gpd.GeoSeries) -> gpd.GeoDataFrame:
    """Return the outline of each pole, indexed by ``pole`` (EPSG:4326), of one scale of contours.

    Reads ``pole``, ``code_commune`` and ``part``. The contours, by code, must form a coverage.
    """
    placed = gpd.GeoDataFrame(
        {"pole": units["pole"].to_numpy()},
        geometry=contours.loc[unit_codes(units)].to_numpy(),
        crs=WGS84,
    )
    return placed.dissolve("pole", method="coverage")


def unit_codes(units: pd.DataFrame) -> pd.Series:
    """Return the code of each unit: of the part, else of the commune."""
    return units["part"].where(units["part"] != "", units["code_commune"])


def _resolved(declared: pd.DataFrame, resolver: Resolver) -> pd.DataFrame:
    """Resolve what the poles declare: one row a pole, token and unit."""
    rows = [
        (str(pole), *unit, token)
        for pole, token in zip(declared["pole"], declared["token"])
        for unit in resolver.resolve(token)
    ]
    return pd.DataFrame(rows, columns=list(UNITS), dtype="str")


def _distinct(units: pd.DataFrame) -> pd.DataFrame:
    """Keep each unit of a pole once; a whole commune wins over its parts."""
    once = units.drop_duplicates(["pole", "code_commune", "part"])
    communes = pd.MultiIndex.from_frame(once[["pole", "code_commune"]])
    is_whole = once["part"] == ""
    return once[is_whole | ~communes.isin(communes[is_whole])]


def _measured(units: pd.DataFrame, ground: Ground) -> pd.DataFrame:
    codes, places = unit_codes(units), ground.resolver.cog.places
    return units.assign(
        population=places["population"].loc[codes].to_numpy(),
        annee_population=places["annee_population"].loc[codes].to_numpy(),
        area_km2=ground.areas.reindex(codes).to_numpy(),
    )
