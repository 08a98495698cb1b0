"""The application on the shipped register and the built boundaries."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import brotli
import pytest

from app.dashboard.callbacks import answer_query, open_drawer
from ptce_map.filters.filters import FILTERS, Filters
from ptce_map.labels import LANGS

if TYPE_CHECKING:
    from app.dataset import Dataset

pytestmark = pytest.mark.data

LARGEST_VIEW = 3_000
"""Bytes, compressed."""


@pytest.mark.parametrize(("query", "n"), [("", 76), ("appel=aap-2013", 23), ("appel=ami-2025", 0)])
def test_queries_have_the_number_of_poles_that_the_register_says(
    shipped: Dataset, query: str, n: int
) -> None:
    view, *_ = answer_query(shipped, query)

    assert (view["n"], len(view["poles"])) == (n, n)


def test_a_region_shows_poles_with_communes_in_it(shipped: Dataset) -> None:
    view, *_ = answer_query(shipped, "region=76")
    departements = shipped.catalog.cog.departements
    occitanie = set(departements.index[departements["code_region"] == "76"])
    poles = shipped.poles.loc[view["poles"]]

    assert view["n"] > 10
    assert all(occitanie & set(codes) for codes in poles["departements"])


@pytest.mark.parametrize("lang", LANGS)
def test_every_pole_can_be_opened(shipped: Dataset, lang: str) -> None:
    for pole in shipped.poles.index:
        drawer = open_drawer(shipped, pole, "", f"lang={lang}")
        assert drawer[0].children == shipped.poles.at[pole, "nom"]


@pytest.mark.parametrize("key", [row.key for row in FILTERS])
def test_every_value_of_every_filter_is_answered_within_its_weight(
    shipped: Dataset, key: str
) -> None:
    facets = shipped.index.select(Filters()).facets
    counts = facets.get(key) or dict.fromkeys(shipped.poles.index, 1)  # an id is that of one pole
    for value in shipped.vocabulary.values(key):
        for level in ("region", "departement", "epci", "commune"):
            view, *parts = answer_query(shipped, f"{key}={value}&niveau={level}")
            answer = json.dumps([view, parts], default=lambda part: part.to_plotly_json())

            assert view["n"] == counts[value]
            assert len(brotli.compress(answer.encode(), quality=5)) < LARGEST_VIEW
