from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

import geopandas as gpd
import shapely

from ptce_map.features import PROPERTIES, json_value, published
from tests.conftest import rectangle

if TYPE_CHECKING:
    from ptce_map.catalog import Catalog

ALL = np.ones(5, dtype=bool)


def test_properties_of_a_pole(catalog: Catalog) -> None:
    feature = json.loads(catalog.features.poles[0])
    assert list(feature) == ["type", "id", "properties", "geometry"]
    assert (feature["type"], feature["id"]) == ("Feature", "le-phare")
    assert tuple(feature["properties"]) == PROPERTIES
    assert feature["properties"] == {
        "id": "le-phare",
        "nom": "Le Phare",
        "alias": ["Phare", "Le Fanal"],
        "lieu": "Saint-Étienne",
        "regions": ["93"],
        "departements": ["13"],
        "secteurs": ["alimentation", "culture"],
        "structures": ["association"],
        "appels": ["aap-2013", "ami-2022"],
        "coordinateur": "L'Œuvre commune",
        "aide_eur": 150000,
        "n_communes": 2,
        "population": 3,
        "superficie_km2": 20.0,
        "precision": "declared",
        "confiance": "high",
        "site_web": "https://example.org/phare",
        "sources": ["journal", "rapport"],
    }


def test_what_is_unknown_is_null(catalog: Catalog) -> None:
    feature = json.loads(catalog.features.poles[4])
    assert feature["geometry"] is None
    unknown = [key for key, value in feature["properties"].items() if value is None]
    assert unknown == [
        *("lieu", "coordinateur", "aide_eur", "n_communes", "population", "superficie_km2"),
        "site_web",
    ]
    assert feature["properties"]["departements"] == []
    assert feature["properties"]["appels"] == []


def test_geometry_is_the_outline_of_the_pole(catalog: Catalog) -> None:
    feature = json.loads(catalog.features.poles[0])
    outline = shapely.geometry.shape(feature["geometry"])
    assert outline.equals(rectangle(0, 0).union(rectangle(1, 0)))
    assert outline.exterior.is_ccw


def test_bbox_of_a_selection(catalog: Catalog) -> None:
    bbox = catalog.features.bbox
    assert bbox(ALL) == [-63.0, -30.0, 3.0, 1.5]
    assert bbox(np.array([True, False, True, False, True])) == [0.0, 0.0, 2.0, 1.5]
    assert bbox(np.array([False, False, False, False, True])) is None
    assert bbox(~ALL) is None


def test_sources_and_who_cites_them(catalog: Catalog) -> None:
    features = catalog.features
    assert [json.loads(source) for source in features.sources] == [
        {
            "id": "journal",
            "url": "https://example.org/journal",
            "editeur": None,
            "titre": None,
        },
        {
            "id": "rapport",
            "url": "https://example.org/rapport",
            "editeur": "Le Rapport",
            "titre": None,
        },
    ]
    assert features.cites[:, 0].all()
    assert features.cites[:, 1].tolist() == [True, False, False, False, False]


def test_published_outlines_are_rounded_turned_and_valid() -> None:
    clockwise = shapely.Polygon(
        [(0.00000012, 0), (0, 1), (1, 1), (1, 0)],
        holes=[[(0.2, 0.2), (0.8, 0.2), (0.8, 0.8)], [(0.1, 0.9), (0.1000001, 0.9), (0.1, 0.91)]],
    )
    (outline,) = published(gpd.GeoSeries([clockwise, None], crs=4326)).iloc[:1]
    assert outline.is_valid
    assert outline.exterior.is_ccw
    assert [ring.is_ccw for ring in outline.interiors] == [False]
    coordinates = shapely.get_coordinates(outline)
    assert np.array_equal(coordinates, coordinates.round(6))


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (("a", "b"), ["a", "b"]),
        ((), []),
        ("", None),
        (pd.NA, None),
        (float("nan"), None),
        (np.int64(3), 3),
        (np.float64(1.23456), 1.23),
        ("Le Phare", "Le Phare"),
    ],
)
def test_json_value(cell: object, value: object) -> None:
    assert json_value(cell) == value
    assert type(json_value(cell)) is type(value)
