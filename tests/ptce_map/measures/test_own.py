"""What a register's own columns add up to and are divided by, unit by unit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from geodata.cog import Level
from ptce_map.measures.facts import build_measures
from ptce_map.measures.own import make_measure, read_values
from ptce_map.measures.table import Form, Kind, MeasureIndex
from ptce_map.register.own_measures import OwnMeasure

if TYPE_CHECKING:
    from ptce_map.catalog import Catalog

TEXTS = {"fr": "x", "en": "x"}
SUM = OwnMeasure("somme", "budget", "", 1, TEXTS, TEXTS, {})
RATIO = replace(SUM, key="ratio", denominator="agents")


@pytest.fixture(scope="module")
def measures(catalog: Catalog) -> MeasureIndex:
    """Two poles that say both, one that says one, two that say nothing."""
    table = build_measures(
        catalog.poles, catalog.territories.memberships, catalog.index, catalog.cog
    )
    columns = {
        "budget": np.array([100.0, 60.0, 30.0, np.nan, np.nan]),
        "agents": np.array([2.0, 3.0, np.nan, np.nan, np.nan]),
    }
    return replace(table, columns=columns)


def found(measures: MeasureIndex, declared: OwnMeasure, level: Level) -> dict[str, float]:
    everyone = np.ones(len(measures.poles.ids), dtype=bool)
    values = make_measure(declared).compute(measures, everyone, level)
    return dict(zip(measures.poles.levels[level].codes, values.tolist()))


@pytest.mark.parametrize("level", [Level.REGION, Level.DEPARTEMENT])
def test_a_sum_is_that_of_the_poles_of_the_level(measures: MeasureIndex, level: Level) -> None:
    located = set(measures.units[level].pole.tolist())
    known = [value for at, value in enumerate(measures.columns["budget"]) if at in located]
    assert np.nansum(list(found(measures, SUM, level).values())) == pytest.approx(np.nansum(known))


def test_a_pole_counts_in_a_ratio_if_it_says_both(measures: MeasureIndex) -> None:
    budget = replace(measures, columns={**measures.columns, "budget": measures.columns["agents"]})
    ratios = found(budget, RATIO, Level.DEPARTEMENT).values()
    assert {ratio for ratio in ratios if not np.isnan(ratio)} <= {0.0, 1.0}


def test_a_ratio_by_poles_is_a_mean_of_those_that_say_it(measures: MeasureIndex) -> None:
    same = replace(measures, columns={"budget": np.array([7.0, 7.0, np.nan, 7.0, np.nan])})
    means = found(same, replace(RATIO, denominator="poles", per=10), Level.REGION).values()
    assert {round(mean, 9) for mean in means if not np.isnan(mean)} <= {0.0, 70.0}


def test_the_type_decides_the_form() -> None:
    stock, ratio = make_measure(SUM), make_measure(replace(RATIO, denominator="habitants"))
    assert (stock.kind, stock.forms) == (Kind.STOCK, (Form.CIRCLES,))
    assert (ratio.kind, ratio.forms) == (Kind.RATIO, (Form.CHOROPLETH,))
    assert (stock.denominator, ratio.denominator) == ("", "measure.denominator.population")
    assert Level.COMMUNE not in {*stock.levels, *ratio.levels}


def test_less_than_zero_and_nothing_are_not_known() -> None:
    poles = pd.DataFrame({"budget": pd.array([1, -1, None], dtype="Int64")})
    assert np.array_equal(read_values(poles, "budget"), [1.0, np.nan, np.nan], equal_nan=True)
