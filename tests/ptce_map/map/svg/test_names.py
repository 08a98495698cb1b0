"""Names of places on the SVG map."""

from __future__ import annotations

import pandas as pd
import pytest

import geopandas as gpd

from ptce_map.map.svg.frame import to_units
from ptce_map.map.svg.names import name_places, zooms

COMMUNES = pd.DataFrame(
    {
        "nom_commune": ["Digne-les-Bains", "Manosque", "Saint-Vincent", "Sans point"],
        "code_departement": "04",
        "population": [16_000, 22_000, 90, 10],
    },
    index=["04070", "04112", "04200", "04999"],
)
SEATS = gpd.GeoSeries.from_xy(
    [6.23, 5.79, 6.4], [44.09, 43.83, 44.5], index=["04070", "04112", "04200"], crs=4326
)
DEPARTEMENTS = pd.DataFrame(
    {"nom_departement": ["Alpes-de-Haute-Provence"], "chef_lieu": ["04070"]}, index=["04"]
)


def test_the_prefecture_comes_first_then_the_largest() -> None:
    (names,) = name_places(COMMUNES, SEATS, DEPARTEMENTS, {"04": (5.5, 43.6, 7.0, 44.7)})

    assert names.name == "Alpes-de-Haute-Provence"
    assert [(place[0], place[3]) for place in names.places] == [
        ("Digne-les-Bains", 7),
        ("Manosque", 8),
        ("Saint-Vincent", 10),
    ]
    assert names.places[1][1:3] == pytest.approx(to_units((5.79, 43.83)), abs=0.5)
    left, top, right, bottom = names.bounds
    assert all(left < x < right and top < y < bottom for _, x, y, _ in names.places)


def test_a_departement_that_the_map_does_not_draw_has_no_names() -> None:
    assert list(name_places(COMMUNES, SEATS, DEPARTEMENTS, {})) == []


def test_smaller_communes_are_named_closer() -> None:
    found = zooms(pd.Series([20_000, 19_999, 500, 499, None]))
    assert found.tolist() == [8, 9, 9, 10, 10]
