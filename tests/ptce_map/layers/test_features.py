from __future__ import annotations

import json
import pickle
import re

import numpy as np
import pandas as pd
import pytest

import shapely

from geodata.packed import Packed
from ptce_map.arrays import Integers
from ptce_map.layers import features
from ptce_map.layers.features import (
    Geometries,
    Shapes,
    collection,
    feature_head,
    geojson_texts,
    plain,
    published,
)

SQUARE = shapely.box(0, 0, 1, 1)


def shapes(*geometries: shapely.Geometry | None) -> Shapes:
    return Shapes(np.array([*geometries, None], dtype=object)[:-1])


def test_published_outlines_are_rounded_turned_and_valid() -> None:
    clockwise = shapely.Polygon(
        [(0.00000012, 0), (0, 1), (1, 1), (1, 0)],
        holes=[[(0.2, 0.2), (0.8, 0.2), (0.8, 0.8)], [(0.1, 0.9), (0.1000001, 0.9), (0.1, 0.91)]],
    )
    outline, missing = published(np.array([clockwise, None], dtype=object))
    assert missing is None
    assert outline.is_valid
    assert outline.exterior.is_ccw
    assert [ring.is_ccw for ring in outline.interiors] == [False]
    coordinates = shapely.get_coordinates(outline)
    assert np.array_equal(coordinates, coordinates.round(6))


def test_geometries_as_json() -> None:
    square, nothing = shapes(SQUARE, None).json(np.arange(2))
    assert json.loads(square)["coordinates"][0][0] == json.loads(square)["coordinates"][0][-1]
    assert nothing == b"null"


def test_a_form_is_made_of_the_geometries_that_are_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    several = shapes(SQUARE, shapely.Point(1, 2), None)
    made: list[int] = []

    def write(kept: Geometries) -> list[bytes]:
        made.append(len(kept))
        return geojson_texts(kept)

    monkeypatch.setattr(features, "geojson_texts", write)

    point, again, nothing = several.json(np.array([1, 1, 2]))
    assert point == again != nothing
    assert several.json(np.array([2, 0]))[0] == nothing
    ring = json.loads(several.json(np.array([0]), clockwise=True)[0])["coordinates"][0]
    assert not shapely.LinearRing(ring).is_ccw
    assert made == [2, 1, 1]


def test_polygons_become_multipolygons_and_points_stay() -> None:
    several = shapes(SQUARE, shapely.Point(1, 2), None)
    kinds = [shape and shape.geom_type for shape in several.multiple(several.positions)]
    assert kinds == ["MultiPolygon", "Point", None]


def test_bbox_of_some_geometries() -> None:
    several = shapes(SQUARE, None, shapely.Point(-2, 3))
    assert several.bbox(np.array([0, 1, 2])) == [-2.0, 0.0, 1.0, 3.0]
    assert several.bbox(np.array([1])) is None
    assert several.bbox(np.array([], dtype=int)) is None


def test_a_feature_and_a_collection() -> None:
    feature = feature_head("a", {"nom": "é"}) + b"null}"
    read = json.loads(collection({"name": "x"}, [feature]))
    assert read == {
        "type": "FeatureCollection",
        "name": "x",
        "features": [{"type": "Feature", "id": "a", "properties": {"nom": "é"}, "geometry": None}],
    }


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
def test_plain(cell: object, value: object) -> None:
    assert plain(cell) == value
    assert type(plain(cell)) is type(value)


def test_coordinates_are_written_with_six_decimals_at_most() -> None:
    # GEOS writes the first with seventeen digits.
    corners = [(4.714032, 47.290381), (0.047156, -0.000001), (2.5, 1e-9)]
    squares = np.array([shapely.box(x, y, x + 0.1234567, y + 0.1) for x, y in corners])
    text = b"".join(Shapes(squares).json(np.arange(3))).decode()
    assert "4.714032,47.290381" in text.replace(" ", "")
    assert max(map(len, re.findall(r"\.(\d+)", text))) == 6
    read = shapely.from_geojson([text.decode() for text in Shapes(squares).json(np.arange(3))])
    assert shapely.equals_exact(read, Shapes(squares).published).all()


def test_stored_shapes_are_what_they_were_and_few_of_their_forms_are_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn = shapes(SQUARE, None, shapely.Point(1, 2))
    stored = pickle.loads(pickle.dumps(drawn))

    assert isinstance(stored.outlines, Packed)
    assert stored.is_known.tolist() == drawn.is_known.tolist() == [True, False, True]
    assert stored.json(np.array([2, 0, 1])) == drawn.json(np.array([2, 0, 1]))
    assert stored.bbox(stored.positions) == [0, 0, 1, 2]

    monkeypatch.setattr(features, "MOST_KEPT", 2)
    kept: dict[int, str] = {}
    made: list[list[int]] = []

    def make(missing: Integers) -> list[str]:
        made.append(missing.tolist())
        return [str(at) for at in missing.tolist()]

    assert features.find(kept, [5, 4, 5], make) == {4: "4", 5: "5"}
    assert features.find(kept, [4], make) == {4: "4"}
    assert features.find(kept, [1, 4], make) == {1: "1", 4: "4"}
    assert kept == {1: "1"}
    assert features.find(kept, [1, 2, 3, 4], make) == {n: str(n) for n in (1, 2, 3, 4)}
    assert kept == {}
    assert made == [[4, 5], [1], [2, 3, 4]]
