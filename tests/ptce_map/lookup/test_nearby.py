from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

import geopandas as gpd
import shapely

from geodata.cog import LAMBERT_93, WGS84
from ptce_map.lookup.nearby import WITHIN_KM, Nearby, find_nearby

if TYPE_CHECKING:
    from ptce_map.catalog import Catalog

KM = 1000
NOWHERE = pd.DataFrame({"pole": [], "code_commune": [], "part": []}, dtype="str")


def in_a_row(*starts_km: float, secteurs: tuple[tuple[str, ...], ...] = ()) -> gpd.GeoDataFrame:
    """Return square territories of 10 km, each so many kilometres east of a point of Lambert-93."""
    squares = [
        shapely.box(700 * KM + start * KM, 6600 * KM, 710 * KM + start * KM, 6610 * KM)
        for start in starts_km
    ]
    names = [chr(ord("a") + rank) for rank in range(len(squares))]
    return gpd.GeoDataFrame(
        {
            "departements": [("18",)] * len(squares),
            "secteurs": list(secteurs) or [("culture",)] * len(squares),
        },
        index=names,
        geometry=gpd.GeoSeries(squares, index=names, crs=LAMBERT_93).to_crs(WGS84),
    )


def test_distances_are_kilometres_between_the_nearest_edges() -> None:
    nearby = find_nearby(in_a_row(0, 40, 61), NOWHERE)

    assert [(neighbour.pole, round(neighbour.km, 3)) for neighbour in nearby["a"]] == [("b", 30.0)]
    assert [(neighbour.pole, round(neighbour.km, 3)) for neighbour in nearby["b"]] == [
        ("c", 11.0),
        ("a", 30.0),
    ]
    assert not nearby["a"][0].is_neighbour


@pytest.mark.parametrize(("start", "n"), [(WITHIN_KM + 9.99, 1), (WITHIN_KM + 10.01, 0)])
def test_the_distance_has_a_limit(start: float, n: int) -> None:
    assert len(find_nearby(in_a_row(0, start), NOWHERE)["a"]) == n


def test_territories_that_touch_are_neighbours() -> None:
    (other,) = find_nearby(in_a_row(0, 10), NOWHERE)["a"]

    assert other == Nearby("b", km=0.0, n_shared=0, secteurs=("culture",))
    assert other.is_neighbour


def test_sectors_in_common_keep_the_order_of_the_pole_and_leave_out_what_is_not_stated() -> None:
    secteurs = (("culture", "sante", "non-renseigne"), ("non-renseigne", "sante", "culture"))
    (other,) = find_nearby(in_a_row(0, 20, secteurs=secteurs), NOWHERE)["a"]

    assert other.secteurs == ("culture", "sante")


def test_poles_of_an_overseas_departement_are_not_compared_with_the_others() -> None:
    poles = in_a_row(0, 20)
    poles.at["b", "departements"] = ("971",)

    assert find_nearby(poles, NOWHERE) == {"a": (), "b": ()}


def test_shared_communes_are_counted_and_parts_of_one_are_told_apart(catalog: Catalog) -> None:
    nearby = find_nearby(catalog.poles, catalog.territories.memberships)

    assert list(nearby) == list(catalog.poles.index)
    assert nearby["le-phare"] == (
        Nearby("la-voisine", 0.0, n_shared=2, secteurs=("alimentation",)),
        Nearby("le-quartier", 0.0, n_shared=0, secteurs=()),
    )
    assert nearby["ile-haute"] == nearby["insulaire"] == ()


def test_a_whole_commune_is_shared_with_its_part_and_two_parts_are_not() -> None:
    poles = in_a_row(0, 10, 20)
    rows = [("a", "13055", ""), ("b", "13055", "13201"), ("c", "13055", "13202")]
    memberships = pd.DataFrame(rows, columns=["pole", "code_commune", "part"])
    nearby = find_nearby(poles, memberships)

    assert {neighbour.pole: neighbour.n_shared for neighbour in nearby["a"]} == {"b": 1, "c": 1}
    assert {neighbour.pole: neighbour.n_shared for neighbour in nearby["b"]} == {"a": 1, "c": 0}
