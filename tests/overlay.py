"""What the map should show, worked out another way: tables read as text, true contours overlaid.

Nothing here comes from the join, the index or the measures of the project: tokens are expanded by
hand, territories are plain unions of communes, and units are laid over them.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pandas as pd

import geopandas as gpd
import shapely

from geodata.cog import Level, read_cog
from geodata.store import read_arrondissements, read_communes, read_level
from ptce_map.register.register import REGISTER_FOLDER

# An equal-area projection of the whole world, so that one tolerance serves the overseas too.
EQUAL_AREA = "EPSG:6933"
# Neighbours that share a limit overlap by nothing; a commune of France is never this small.
SLIVER_M2 = 10_000
PARTED = ["75056", "69123", "13055"]
HOMES = ["code_departement", "code_epci", "code_region", "commune"]


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of the register, as text."""
    with (Path(REGISTER_FOLDER) / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def poles_of(query: str) -> set[str]:
    """Return the poles that a query of one key, or none, asks for."""
    key, _, value = query.partition("=")
    if key == "appel":
        return {row["pole"] for row in rows("laureats") if row["appel"] == value}
    if key == "secteur":
        return {row["id"] for row in rows("poles") if value in row["secteurs"].split("|")}
    return {row["id"] for row in rows("poles")}


@cache
def places() -> gpd.GeoDataFrame:
    """Return the communes, three of them as their arrondissements, in an equal-area projection."""
    communes = read_communes()[["code_departement", "code_epci", "code_region", "population"]]
    communes = read_communes()[[*communes.columns, "geometry"]].assign(
        commune=lambda table: table.index
    )
    parts = read_arrondissements()
    homes = communes.loc[parts["code_commune"]]
    parts = parts[["population", "geometry"]].assign(
        **{
            name: homes[name].to_numpy()
            for name in ("code_departement", "code_epci", "code_region", "commune")
        }
    )
    return pd.concat([communes.drop(index=PARTED), parts]).to_crs(EQUAL_AREA)


def declared(token: str) -> pd.Series:
    """Tell, for each place, whether a token of the register names it."""
    kind, _, code = token.partition(":")
    here = places()
    if kind == "arm":
        return pd.Series(here.index == code, index=here.index)
    if kind == "com":
        known = set(here["commune"])
        return here["commune"] == (code if code in known else read_cog().successor(code))
    return (
        here[{"epci": "code_epci", "dep": "code_departement", "reg": "code_region"}[kind]] == code
    )


@cache
def territory(pole: str) -> shapely.Geometry:
    """Return the union of the places that a pole declares; empty if only its région is known."""
    row = next(row for row in rows("poles") if row["id"] == pole)
    if row["precision"] == "region-only":
        return shapely.Polygon()
    named = pd.concat([declared(token) for token in row["territoire"].split("|")], axis=1)
    return shapely.union_all(places().geometry[named.any(axis=1)].to_numpy())


@cache
def contours(level: Level) -> gpd.GeoSeries:
    """Return the true contours of a level."""
    return (read_communes() if level is Level.COMMUNE else read_level(level)).geometry


def unit(level: Level, code: str) -> shapely.Geometry:
    """Return the true contour of a unit."""
    return contours(level).loc[[code]].to_crs(EQUAL_AREA).iloc[0]


def count(query: str, level: Level, code: str) -> int:
    """Count the territories of a query that overlap a unit, and the poles known by that région."""
    contour = unit(level, code)
    shapely.prepare(contour)
    near = [
        territory(pole) for pole in sorted(poles_of(query)) if contour.intersects(territory(pole))
    ]
    overlaps = sum(shapely.intersection(contour, other).area > SLIVER_M2 for other in near)
    by_region = [
        row["id"]
        for row in rows("poles")
        if row["precision"] == "region-only" and f"reg:{code}" in row["territoire"].split("|")
    ]
    return overlaps + (len(poles_of(query) & set(by_region)) if level is Level.REGION else 0)


def population_share(query: str, departement: str) -> float:
    """Return the share of inhabitants of a département whose place lies in a territory, in %."""
    here = places()[lambda table: table["code_departement"] == departement]
    covered = shapely.union_all([territory(pole) for pole in sorted(poles_of(query))])
    shapely.prepare(covered)
    inside = shapely.contains(covered, here.representative_point().to_numpy())
    return float(100 * here["population"][inside].sum() / here["population"].sum())
