from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from geodata.cog import Level
from ptce_map.filters.filters import Filters
from ptce_map.labels import LANGS, label
from ptce_map.measures.facts import build_measures
from ptce_map.measures.table import MEASURES, Form, Kind, MeasureIndex

if TYPE_CHECKING:
    from ptce_map.catalog import Catalog


@pytest.fixture
def measures(catalog: Catalog) -> MeasureIndex:
    return build_measures(
        catalog.poles, catalog.territories.memberships, catalog.index, catalog.cog
    )


def values(
    measures: MeasureIndex, key: str, level: Level, filters: Filters | None = None
) -> dict[str, float]:
    mask = measures.poles.select(filters or Filters()).mask
    found = MEASURES[key].compute(measures, mask, level)
    return dict(zip(measures.poles.levels[level].codes, found.tolist()))


@pytest.mark.parametrize(
    ("level", "filters", "counts"),
    [
        (Level.REGION, Filters(), {"01": 1, "93": 3, "94": 2}),
        (Level.DEPARTEMENT, Filters(), {"13": 3, "2A": 1, "971": 1}),
        (Level.EPCI, Filters(), {"200000013": 2, "200000021": 0}),
        (
            Level.COMMUNE,
            Filters(),
            {"13001": 2, "13002": 2, "13055": 1, "2A001": 1, "97101": 1},
        ),
        (Level.COMMUNE, Filters(structure=("scic",)), {"13001": 1, "13002": 1, "2A001": 1}),
        (Level.REGION, Filters(precision=("region-only",)), {"01": 0, "93": 0, "94": 1}),
        (Level.DEPARTEMENT, Filters(precision=("region-only",)), {"13": 0, "2A": 0, "971": 0}),
    ],
)
def test_number_of_poles(
    measures: MeasureIndex, level: Level, filters: Filters, counts: dict[str, float]
) -> None:
    found = values(measures, "nombre", level, filters)
    assert {code: found[code] for code in counts} == counts
    assert sum(found.values()) == sum(counts.values())


def test_one_measure_counts_the_poles() -> None:
    assert [key for key, measure in MEASURES.items() if measure.is_count] == ["nombre"]


def test_poles_per_million_divide_by_the_inhabitants(
    measures: MeasureIndex, catalog: Catalog
) -> None:
    population = catalog.cog.communes.groupby("code_departement")["population"].sum()
    found = values(measures, "par-million", Level.DEPARTEMENT)
    assert found["13"] == pytest.approx(3e6 / population["13"])


@pytest.mark.parametrize("level", [Level.REGION, Level.DEPARTEMENT, Level.EPCI])
def test_shares_agree_with_a_union_of_communes(
    measures: MeasureIndex, catalog: Catalog, level: Level
) -> None:
    units = catalog.territories.memberships
    whole = set(units.loc[units["part"] == "", "code_commune"])
    parts = units.loc[(units["part"] != "") & ~units["code_commune"].isin(whole)]
    cog = catalog.cog
    inhabitants = cog.communes.loc[sorted(whole), "population"].copy()
    by_part = parts.drop_duplicates("part").groupby("code_commune")["population"].sum()
    covered = inhabitants.add(by_part, fill_value=0)
    home = cog.communes[level.code_column]
    expected = 100 * covered.groupby(home).sum() / cog.communes["population"].groupby(home).sum()
    found = values(measures, "part-population", level)
    for code, share in found.items():
        assert share == pytest.approx(
            expected.get(code, 0) if expected.get(code) == expected.get(code) else 0
        )


def test_a_commune_covered_in_part_counts_among_the_communes(
    measures: MeasureIndex, catalog: Catalog
) -> None:
    touched = catalog.territories.memberships["code_commune"].drop_duplicates()
    home = catalog.cog.communes["code_departement"]
    expected = 100 * home.loc[touched].value_counts() / home.value_counts()
    found = values(measures, "part-communes", Level.DEPARTEMENT)
    assert found["13"] == pytest.approx(expected["13"])


def test_shares_are_never_above_a_hundred(measures: MeasureIndex) -> None:
    for key in ("part-population", "part-communes"):
        for level in MEASURES[key].levels:
            found = np.array(list(values(measures, key, level).values()))
            assert np.nanmax(found) <= 100


def test_grants_add_up_to_those_known_and_located(measures: MeasureIndex) -> None:
    for level in MEASURES["aides"].levels:
        found = values(measures, "aides", level)
        located = measures.poles.has_territory | (level is Level.REGION)
        expected = np.nansum(np.where(located, measures.grants, 0))
        assert np.nansum(list(found.values())) == pytest.approx(expected)


def test_shares_of_a_pole_add_up_to_one(measures: MeasureIndex) -> None:
    facts = measures.units[Level.REGION]
    totals = np.bincount(facts.pole, weights=facts.share)
    assert totals[totals > 0] == pytest.approx(1)


def test_a_grant_is_shared_out_by_the_inhabitants_of_its_territory(measures: MeasureIndex) -> None:
    grants = np.full(len(measures.grants), np.nan)
    grants[measures.poles.ids.index("la-voisine")] = 1900
    alone = MeasureIndex(measures.poles, measures.units, grants)
    found = values(alone, "aides", Level.DEPARTEMENT, Filters(id=("la-voisine",)))
    assert found == pytest.approx({"13": 300, "2A": 1600, "971": 0})


def test_a_unit_whose_grants_are_all_unknown_is_unknown(measures: MeasureIndex) -> None:
    nothing = MeasureIndex(measures.poles, measures.units, np.full(len(measures.grants), np.nan))
    found = values(nothing, "aides", Level.DEPARTEMENT)
    counts = values(measures, "nombre", Level.DEPARTEMENT)
    assert {code for code, value in found.items() if np.isnan(value)} == {
        code for code, n in counts.items() if n > 0
    }


@pytest.mark.parametrize("measure", MEASURES.values(), ids=list(MEASURES))
def test_a_type_allows_its_own_forms_only(measure) -> None:
    if measure.kind is Kind.RATIO:
        assert measure.forms == (Form.CHOROPLETH,)
        assert measure.denominator
    else:
        assert Form.CIRCLES in measure.forms
        assert not measure.denominator


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("key", MEASURES)
def test_a_measure_is_named(key: str, lang: str) -> None:
    assert label(f"measure.{key}", lang)
    assert label(f"measure.{key}.unit", lang)
