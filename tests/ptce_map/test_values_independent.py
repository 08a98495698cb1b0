"""Values of ten named départements, worked out from the register by overlaying true contours."""

from __future__ import annotations

import pytest

from geodata.cog import Level, read_cog
from ptce_map.catalog import Catalog
from ptce_map.measures.facts import build_measures
from ptce_map.measures.table import MEASURES, MeasureIndex
from ptce_map.query.grammar import parse
from tests import overlay

pytestmark = pytest.mark.data

DEPARTEMENTS = ("05", "13", "26", "2A", "31", "59", "60", "75", "93", "974")
QUERIES = ("", "appel=aap-2013", "secteur=alimentation")


@pytest.fixture(scope="module")
def catalog(shipped_catalog: Catalog) -> Catalog:
    return shipped_catalog


@pytest.fixture(scope="module")
def measures(catalog: Catalog) -> MeasureIndex:
    memberships = catalog.territories.memberships
    return build_measures(catalog.poles, memberships, catalog.index, read_cog())


def value(catalog: Catalog, measures: MeasureIndex, measure: str, query: str, code: str) -> float:
    level = Level.DEPARTEMENT
    mask = catalog.index.select(parse(query, catalog.vocabulary).filters).mask
    values = MEASURES[measure].compute(measures, mask, level)
    return float(values[catalog.index.levels[level].codes.index(code)])


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("code", DEPARTEMENTS)
def test_number_of_poles(catalog: Catalog, measures: MeasureIndex, query: str, code: str) -> None:
    expected = overlay.count(query, Level.DEPARTEMENT, code)
    assert value(catalog, measures, "nombre", query, code) == expected


@pytest.mark.parametrize("code", DEPARTEMENTS)
def test_poles_per_million(catalog: Catalog, measures: MeasureIndex, code: str) -> None:
    places = overlay.places()
    inhabitants = places["population"][places["code_departement"] == code].sum()
    expected = 1e6 * overlay.count("", Level.DEPARTEMENT, code) / inhabitants
    assert value(catalog, measures, "par-million", "", code) == pytest.approx(expected)


@pytest.mark.parametrize("query", QUERIES[1:])
@pytest.mark.parametrize("code", DEPARTEMENTS)
def test_share_of_population(
    catalog: Catalog, measures: MeasureIndex, query: str, code: str
) -> None:
    expected = overlay.population_share(query, code)
    assert value(catalog, measures, "part-population", query, code) == pytest.approx(expected)


def test_the_ten_are_not_all_alike() -> None:
    assert {overlay.count("", Level.DEPARTEMENT, code) for code in DEPARTEMENTS} >= {0, 1, 3, 5}
