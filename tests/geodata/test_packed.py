"""Geometries that are stored and made again: the same, in the same places, and no others."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

import geopandas as gpd
import shapely

from geodata.packed import Packed, pack, pack_points

SHAPES = np.array(
    [shapely.box(0, 0, 1, 1), None, shapely.Point(1 / 3, 2 / 3), shapely.MultiPolygon()],
    dtype=object,
)


def test_geometries_come_back_as_they_were() -> None:
    packed = pack(SHAPES)

    assert len(packed) == 4
    assert shapely.equals_identical(packed[:][[0, 2, 3]], SHAPES[[0, 2, 3]]).all()
    assert packed[:][1] is None
    assert packed.is_known.tolist() == [True, False, True, True]
    assert pack(packed) is packed


@pytest.mark.parametrize(
    ("rows", "kinds"),
    [
        (np.array([2, 0, 2]), ["Point", "Polygon", "Point"]),
        (np.array([False, True, True, False]), [None, "Point"]),
        (np.array([], dtype=np.int64), []),
        (slice(3, None), ["MultiPolygon"]),
    ],
)
def test_only_those_asked_for_are_made(rows: object, kinds: list[str | None]) -> None:
    made = pack(SHAPES)[rows]

    assert [None if shape is None else shape.geom_type for shape in made] == kinds


def test_stored_geometries_are_buffers_beside_the_pickle() -> None:
    buffers: list[pickle.PickleBuffer] = []
    text = pickle.dumps(pack(SHAPES), protocol=5, buffer_callback=buffers.append)
    again = pickle.loads(text, buffers=[bytes(buffer.raw()) for buffer in buffers])

    assert isinstance(again, Packed)
    assert again[np.array([2])][0] == SHAPES[2]
    assert b"".join(map(bytes, buffers)).count(shapely.to_wkb(SHAPES[0])) == 1
    assert shapely.to_wkb(SHAPES[0]) not in text


def test_nothing_is_packed_as_nothing() -> None:
    assert pack(np.array([], dtype=object))[:].tolist() == []


def test_points_are_found_by_code_in_rising_order() -> None:
    places = {"75056": (2.35, 48.85), "2A004": (8.7, 41.9), "01001": (4.9, 46.15)}
    stored = gpd.GeoSeries(
        [shapely.Point(place) for place in places.values()], index=list(places), crs="EPSG:4326"
    )
    points = pack_points(stored)
    found = points.at(["75056", "01001", "99999", "", "75056", "2A0041"])

    assert found.index.tolist() == ["01001", "75056"]
    assert [(point.x, point.y) for point in found] == [places["01001"], places["75056"]]
    assert found.crs == stored.crs
    assert points.at([]).empty
    assert pack_points(stored.iloc[:0]).at(["75056"]).empty
