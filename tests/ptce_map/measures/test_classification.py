from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.cog import Level
from ptce_map.errors import ClassificationError
from ptce_map.measures.breaks import K_RANGE, SCHEMES, Computed, Scheme, parse_breaks
from ptce_map.measures.classification import (
    FIXED,
    Scale,
    class_by_code,
    classify,
    legend_rows,
    scale_of,
)
from ptce_map.measures.table import MEASURES, Form

if TYPE_CHECKING:
    from collections.abc import Sequence

COUNT, RATE, SHARE = (MEASURES[key] for key in ("nombre", "par-million", "part-population"))


@pytest.mark.parametrize("level", [Level.COMMUNE, Level.EPCI, Level.DEPARTEMENT])
def test_counts_below_the_region_have_a_class_a_pole(level: Level) -> None:
    counts = np.array([0, 1, 2, 3, 4, 5, 6, 99])
    assert classify(counts, scale_of(COUNT, level)).tolist() == [0, 1, 2, 3, 4, 5, 5, 5]


def test_counts_of_regions() -> None:
    classes = classify(np.arange(13), scale_of(COUNT, Level.REGION))
    assert classes.tolist() == [0, 1, 1, 2, 2, 3, 3, 4, 4, 4, 5, 5, 5]


def test_a_class_is_closed_below_and_open_above() -> None:
    values = np.array([0, 0.2, 0.8, 0.99, 1, 1.5, 2.9, 3, 9])
    classes = classify(values, scale_of(RATE, Level.REGION))
    assert classes.tolist() == [0, 1, 2, 2, 3, 4, 4, 5, 5]


def test_only_a_full_share_is_in_the_last_class() -> None:
    values = np.array([0, 9.9, 10, 99.999, 100])
    assert classify(values, scale_of(SHARE, Level.EPCI)).tolist() == [0, 1, 2, 4, 5]


def test_fixed_limits_hold_where_they_suit_the_values() -> None:
    counts = np.array([0, 1, 1, 2, 2, 3, 4, 5, 9])
    assert scale_of(COUNT, Level.DEPARTEMENT, counts).lows == (1, 2, 3, 4, 5)
    same = np.ones(100)
    assert scale_of(COUNT, Level.COMMUNE, same).lows == (1, 2, 3, 4, 5)


def test_fixed_limits_that_tell_nothing_of_the_values_give_way_to_round_quantiles() -> None:
    counts = np.arange(0, 101).astype(float)
    scale = scale_of(COUNT, Level.DEPARTEMENT, counts)
    assert scale.lows == (1, 21, 41, 61, 81)
    assert np.bincount(classify(counts, scale)).tolist() == [1, 20, 20, 20, 20, 20]
    shares = np.linspace(0.1, 9.0, 50)
    lows = scale_of(SHARE, Level.EPCI, shares).lows
    assert lows == (0, 1.9, 3.7, 5.5, 7.3)


def test_missing_values_do_not_decide_whether_fixed_limits_suit() -> None:
    values = np.array([np.nan] * 50 + [1.0, 2.0, 3.0, 4.0, 5.0])
    assert scale_of(COUNT, Level.DEPARTEMENT, values).lows == (1, 2, 3, 4, 5)


def test_missing_is_neither_zero_nor_a_class() -> None:
    assert classify(np.array([np.nan, 0, 1]), Scale((1.0,))).tolist() == [-1, 0, 1]


@pytest.mark.parametrize("measure", [m for m in MEASURES.values() if Form.CHOROPLETH in m.forms])
def test_every_choropleth_has_five_fixed_ascending_classes(measure) -> None:
    for level in measure.levels:
        lows = FIXED[measure.key, level]
        assert len(lows) == 5
        assert list(lows) == sorted(set(lows))


@pytest.mark.parametrize(
    ("scheme", "lows"),
    [
        (Scheme.QUANTILES, (0, 3, 5, 7, 9)),
        (Scheme.EQUAL_INTERVAL, (0, 21, 41, 60, 80)),
        (Scheme.FISHER_JENKS, (0, 3, 5, 7, 10)),
        (Scheme.HEAD_TAIL, (0, 100)),
    ],
)
def test_limits_of_the_computed_schemes_are_readable(scheme: Scheme, lows: Sequence[float]) -> None:
    values = np.array([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 100, np.nan])
    found = scale_of(RATE, Level.REGION, values, scheme=scheme, k=5)
    if scheme is not Scheme.FISHER_JENKS:
        assert found.lows == pytest.approx(lows)
    assert found.lows[0] == 0
    assert classify(values, found).max() == found.k


def test_few_distinct_values_make_fewer_classes() -> None:
    values = np.array([0.0, 2.0, 2.0, 7.0])
    assert scale_of(RATE, Level.REGION, values, scheme=Scheme.QUANTILES, k=7).lows == (0, 3)
    same = np.array([0.0, 2.0, 2.0])
    assert scale_of(RATE, Level.REGION, same, scheme=Scheme.QUANTILES).lows == (0,)
    nothing = np.zeros(3)
    assert scale_of(COUNT, Level.EPCI, nothing, scheme=Scheme.QUANTILES).lows == (1,)


@given(
    values=st.lists(
        st.one_of(st.just(0.0), st.floats(0.001, 1e6), st.just(math.nan)), min_size=1, max_size=40
    ),
    scheme=st.sampled_from(
        [scheme for scheme, way in SCHEMES.items() if isinstance(way, Computed)]
    ),
    k=st.sampled_from(list(K_RANGE)),
)
def test_limits_ascend_and_every_value_has_its_class(
    values: list[float], scheme: Scheme, k: int
) -> None:
    array = np.array(values)
    scale = scale_of(RATE, Level.REGION, array, scheme=scheme, k=k)
    assert list(scale.lows) == sorted(set(scale.lows))
    assert scale.k < K_RANGE.stop
    classes = classify(array, scale)
    assert ((classes == 0) == (array == 0)).all()
    assert ((classes == -1) == np.isnan(array)).all()
    assert classes.max() <= scale.k


def test_manual_limits() -> None:
    assert parse_breaks("0.5,2,10") == (0.5, 2.0, 10.0)
    found = scale_of(RATE, Level.REGION, scheme=Scheme.MANUAL, breaks=(0.5, 2.0, 10.0))
    assert found.lows == (0.0, 0.5, 2.0, 10.0)
    whole = scale_of(COUNT, Level.REGION, scheme=Scheme.MANUAL, breaks=(1.0, 4.0))
    assert whole.lows == (1.0, 4.0)


@pytest.mark.parametrize("text", ["", "a", "1,", "2,1", "1,1", "0,1", "-1", "1,2,3,4,5,6,7", "1e5"])
def test_manual_limits_that_are_refused(text: str) -> None:
    with pytest.raises(ClassificationError, match="are not 1 to 6 ascending positive numbers"):
        parse_breaks(text)


def texts(values: Sequence[float], scale: Scale, lang: str = "fr") -> list[tuple[str, str, int]]:
    rows = legend_rows(classify(np.array(values), scale), scale, lang)
    return [(row.text, row.short, row.n_units) for row in rows]


def test_the_legend_goes_down_and_stops_at_the_highest_class() -> None:
    assert texts([0, 0, 1, 2, 5, 6, np.nan], scale_of(COUNT, Level.REGION)) == [
        ("5 à 6", "5-6", 2),
        ("3 à 4", "3-4", 0),
        ("1 à 2", "1-2", 2),
        ("Aucun pôle recensé", "0", 2),
        ("Donnée absente", "?", 1),
    ]


@pytest.mark.parametrize(
    ("lang", "read"),
    [
        ("fr", ["3\u202f000 et plus", "1\u202f000 à 2\u202f999"]),
        ("en", ["3,000 or more", "1,000 to 2,999"]),
    ],
)
def test_the_legend_of_thousands_is_written_as_its_language_does(
    lang: str, read: list[str]
) -> None:
    scale = Scale((1000.0, 3000.0), is_whole=True)
    assert [text for text, _, _ in texts([1500, 4000], scale, lang)][:2] == read


def test_the_legend_of_nothing_keeps_zero_and_missing() -> None:
    assert texts([0, 0], scale_of(COUNT, Level.DEPARTEMENT), "en") == [
        ("No hub recorded", "0", 2),
        ("No data", "?", 0),
    ]


def test_the_legend_of_counts_names_the_poles() -> None:
    read = [text for text, _, _ in texts([1, 2, 5], scale_of(COUNT, Level.DEPARTEMENT))]
    assert read[:5] == ["5 et plus", "4 pôles", "3 pôles", "2 pôles", "1 pôle"]


def test_the_legend_of_rates_has_the_decimals_that_limits_need() -> None:
    read = [text for text, _, _ in texts([0.1, 9], scale_of(RATE, Level.REGION))]
    assert read[:5] == ["3 et plus", "1,5 à 3", "1 à 1,5", "0,8 à 1", "moins de 0,8"]
    english = [text for text, _, _ in texts([0.1, 9], scale_of(RATE, Level.REGION), "en")]
    assert english[:5] == ["3 or more", "1.5 to 3", "1 to 1.5", "0.8 to 1", "under 0.8"]


def test_the_legend_of_shares_ends_at_a_hundred() -> None:
    read = [text for text, _, _ in texts([100], scale_of(SHARE, Level.EPCI))]
    assert read[:5] == ["100", "50 à moins de 100", "25 à 50", "10 à 25", "moins de 10"]


def test_a_single_class_of_positive_values_has_no_end() -> None:
    assert texts([3], Scale((0.0,)))[0] == ("0 et plus", "0+", 1)


def test_class_by_code_leaves_zero_out() -> None:
    assert class_by_code(np.array([0, 2, -1]), ("01", "02", "03")) == {"02": 2, "03": -1}
