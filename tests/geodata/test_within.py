from __future__ import annotations

import numpy as np
import pytest

from geodata import store
from geodata.cog import Level
from geodata.store import Scale
from geodata.within import measure_boxes, read_within

INDEX = Level.COMMUNE.code_column


@pytest.fixture
def path(derived):
    """The file of the communes."""
    return store.current_build(derived) / store.file_name(Level.COMMUNE)


def test_boxes_are_those_of_the_geometries(path, derived, monkeypatch):
    communes = store.read_communes(derived)
    for at_a_time in (2, 1_000):
        monkeypatch.setattr("geodata.within.AT_A_TIME", at_a_time)
        boxes = measure_boxes(path, INDEX)
        assert boxes.codes.tolist() == communes.index.tolist()
        assert np.array_equal(boxes.edges, communes.bounds.to_numpy())


def test_a_window_has_the_rows_that_an_index_of_all_finds(path, derived):
    communes, boxes = store.read_communes(derived), measure_boxes(path, INDEX)
    for code, commune in communes.geometry.items():
        found = read_within(path, INDEX, boxes, commune.bounds)
        rows = np.sort(communes.sindex.query(commune.envelope))

        assert code in found.index
        assert found.equals(communes.iloc[rows])
        assert found.crs == communes.crs


def test_a_window_on_the_sea_has_no_row(path):
    assert (
        len(read_within(path, INDEX, measure_boxes(path, INDEX), (-30.0, 40.0, -29.0, 41.0))) == 0
    )


def test_only_the_communes_are_read_by_window(derived):
    boundaries = store.open_boundaries(derived)
    west, south, east, north = boundaries.units(Level.COMMUNE).geometry.iloc[0].bounds
    window = (west, south, east, north)

    near = boundaries.units_within(Level.COMMUNE, Scale.DISPLAY, window)
    assert 0 < len(near) < len(boundaries.units(Level.COMMUNE, Scale.DISPLAY))
    regions = boundaries.units(Level.REGION)
    assert boundaries.units_within(Level.REGION, Scale.FULL, window) is regions
