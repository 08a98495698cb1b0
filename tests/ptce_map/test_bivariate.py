from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from geodata.cog import Level
from ptce_map.bivariate import (
    BASES,
    Basis,
    Presence,
    classify,
    covered,
    pair_programmes,
    values_of,
)
from ptce_map.catalog import build_catalog
from tests import builders

if TYPE_CHECKING:
    from geodata.store import Boundaries
    from ptce_map.bivariate import Pair
    from ptce_map.catalog import Catalog
    from tests.conftest import TinyFrance

SECOND = (
    builders.pole("les-halles", territoire="com:13055|com:13003"),
    builders.pole("la-cale", territoire="com:2A002|com:97501"),
    builders.pole("le-cap", territoire="com:2A002"),
    builders.pole("nulle-part", territoire="reg:94", precision="region-only"),
)


@pytest.fixture(scope="module")
def other(tiny_france: TinyFrance, boundaries: Boundaries) -> Catalog:
    return build_catalog(
        builders.register(SECOND, [builders.award("la-cale")]), boundaries, tiny_france.cog
    )


@pytest.fixture(scope="module")
def pairs(catalog: Catalog, other: Catalog) -> dict[Level, Pair]:
    return {level: pair_programmes(catalog, other, level) for level in Level}


def test_every_commune_has_its_row_and_its_presence(pairs: dict[Level, Pair]) -> None:
    units = pairs[Level.COMMUNE].units
    assert units["presence"].to_dict() == {
        "13001": "premier",
        "13002": "premier",
        "13003": "second",
        "13055": "deux",
        "2A001": "premier",
        "2A002": "second",
        "2A003": "aucun",
        "2A004": "aucun",
        "97101": "premier",
        "97501": "second",
    }
    assert pairs[Level.COMMUNE].count(Presence.BOTH) == 1


def test_what_is_covered_of_a_cut_city_is_that_of_its_arrondissements(
    pairs: dict[Level, Pair],
) -> None:
    city = pairs[Level.COMMUNE].units.loc["13055"]
    assert (city.population, city.population_1, city.population_2) == (8, 3, 8)
    assert (city.population_deux, city.communes_deux) == (3, 1)


def test_units_count_poles_communes_and_inhabitants(pairs: dict[Level, Pair]) -> None:
    units = pairs[Level.DEPARTEMENT].units
    numbers = [column for column in units.columns if column not in ("nom", "presence")]
    assert dict(zip(numbers, units.loc["13", numbers])) == {
        "poles_1": 3,
        "poles_2": 1,
        "communes": 4,
        "communes_1": 3,
        "communes_2": 2,
        "communes_deux": 1,
        "population": 15,
        "population_1": 6,
        "population_2": 12,
        "population_deux": 3,
    }
    assert units.loc["2A", ["nom", "presence"]].tolist() == ["Corse-du-Sud", "deux"]


@pytest.mark.parametrize("level", list(Level))
def test_every_level_adds_up_to_the_country(pairs: dict[Level, Pair], level: Level) -> None:
    sums = pairs[level].units.filter(regex="^(communes|population)").sum()
    assert sums.to_dict() == {
        "communes": 10,
        "communes_1": 5,
        "communes_2": 4,
        "communes_deux": 1,
        "population": 1023,
        "population_1": 1 + 2 + 16 + 3 + 256,
        "population_2": 8 + 4 + 32 + 512,
        "population_deux": 3,
    }


def test_communes_of_no_epci_have_a_row_together(pairs: dict[Level, Pair]) -> None:
    units = pairs[Level.EPCI].units
    assert list(units.index) == ["200000013", "200000021", ""]
    assert units.loc["", ["nom", "communes", "communes_2"]].tolist() == ["", 5, 3]
    assert list(pairs[Level.REGION].units.index) == ["01", "93", "94", "975"]


def test_poles_of_no_known_commune_are_counted_apart(
    pairs: dict[Level, Pair], other: Catalog
) -> None:
    assert pairs[Level.REGION].unplaced == (1, 1)
    assert "nulle-part" not in set(covered(other)["pole"])


def test_a_place_without_contour_is_covered_all_the_same(pairs: dict[Level, Pair]) -> None:
    assert pairs[Level.DEPARTEMENT].units.at["975", "population_2"] == 512


def test_exchanging_the_programmes_exchanges_the_columns(catalog: Catalog, other: Catalog) -> None:
    straight, turned = (
        pair_programmes(*both, Level.DEPARTEMENT).units
        for both in ((catalog, other), (other, catalog))
    )
    for column in ("poles", "communes", "population"):
        assert (straight[f"{column}_1"] == turned[f"{column}_2"]).all()
    assert (straight["population_deux"] == turned["population_deux"]).all()


def test_a_presence_has_two_classes_on_each_axis(pairs: dict[Level, Pair]) -> None:
    classes = classify(pairs[Level.COMMUNE], Basis.PRESENCE)
    assert (classes.k, classes.limits) == (2, (1.0, 1.0))
    assert classes.cells.tolist() == [1, 1, 2, 3, 1, 2, 0, 0, 1, 2]


def test_shares_are_of_inhabitants_or_of_communes(pairs: dict[Level, Pair]) -> None:
    pair = pairs[Level.DEPARTEMENT]
    assert values_of(pair, Basis.POPULATION, 1) == pytest.approx([40, 100 * 16 / 240, 100, 0])
    assert values_of(pair, Basis.COMMUNES, 2) == pytest.approx([50, 25, 0, 100])
    assert values_of(pair, Basis.COUNT, 2).tolist() == [1, 2, 0, 1]


def test_the_limit_of_the_classes_is_the_median_of_those_that_have_some(
    pairs: dict[Level, Pair],
) -> None:
    classes = classify(pairs[Level.DEPARTEMENT], Basis.POPULATION)
    assert classes.limits == (40.0, 80.0)
    assert [ranks.tolist() for ranks in classes.ranks] == [[2, 1, 2, 0], [2, 1, 0, 2]]
    assert classes.cells.tolist() == [8, 4, 2, 6]


def test_what_is_unknown_has_no_cell(pairs: dict[Level, Pair]) -> None:
    pair = pairs[Level.DEPARTEMENT]
    units = pair.units.assign(population=[0, *pair.units["population"][1:]])
    classes = classify(type(pair)(pair.level, units, pair.unplaced), Basis.POPULATION)
    assert classes.cells[0] == -1


def test_nothing_anywhere_is_the_lowest_class(catalog: Catalog, other: Catalog) -> None:
    pair = pair_programmes(catalog, other, Level.REGION)
    empty = pair.units.assign(poles_2=0)
    classes = classify(type(pair)(pair.level, empty, pair.unplaced), Basis.COUNT)
    assert (classes.ranks[1] == 0).all()


def test_each_level_has_a_basis_of_its_own() -> None:
    assert set(BASES) == set(Level)
    assert all(len(bases) == len(set(bases)) for bases in BASES.values())
    assert np.unique([len(bases) for bases in BASES.values()]).tolist() == [1, 3, 4]


def test_a_limit_is_above_none_and_a_count_of_several(pairs: dict[Level, Pair]) -> None:
    pair = pairs[Level.DEPARTEMENT]
    assert classify(pair, Basis.COUNT).limits == (2, 2)
    thin = pair.units.assign(population=10**9)
    classes = classify(type(pair)(pair.level, thin, pair.unplaced), Basis.POPULATION)
    assert classes.limits == (0.1, 0.1)
    assert classes.ranks[0].tolist() == [1, 1, 1, 0]
