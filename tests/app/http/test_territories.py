"""Territories of a register of many poles: a tile at a time, or those of a query."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from app import create_app
from app.files import plates
from app.files.plates import blank_poles, closer_paths
from app.http import territories
from ptce_map.map.svg.crowd import LEAST_ZOOM, MOST_ZOOM, tile_side

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from app.dataset import Dataset


@pytest.fixture
def crowd(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """The site of a register whose territories are many for one file."""
    monkeypatch.setattr(plates, "MOST_TOGETHER", 0)
    return create_app(dataset=replace(dataset)).server.test_client()


def tiles(client: FlaskClient, dataset: Dataset, zoom: int) -> list[list[Any]]:
    """Return the rows of all tiles of a zoom."""
    address = territories.addresses(dataset)["tiles"]["of"]
    side = tile_side(zoom)
    left, top, right, bottom = (int(edge // side) for edge in dataset.plates.placed.area)
    found = []
    for x in range(left, right + 1):
        for y in range(top, bottom + 1):
            answer = client.get(address.format(zoom=zoom, x=x, y=y))
            assert answer.status_code == 200
            assert "immutable" in answer.headers["Cache-Control"]
            found += json.loads(answer.data)
    return found


def test_the_tiles_of_a_zoom_have_every_territory(crowd: FlaskClient, dataset: Dataset) -> None:
    rows = tiles(crowd, dataset, LEAST_ZOOM + 2)
    drawn = {at for at, outline in enumerate(dataset.plates.outlines) if outline.path}
    seen = {at for at in drawn if dataset.plates.outlines[at].zoom < LEAST_ZOOM + 3}

    assert seen
    assert {row[0] for row in rows} == seen
    paths = {row[0]: row[7] for row in rows}
    assert all(dataset.plates.outlines[at].path == path for at, path in paths.items())


def test_what_is_no_tile_is_not_found(crowd: FlaskClient, dataset: Dataset) -> None:
    address = territories.addresses(dataset)["tiles"]["of"]
    gone = address.replace(dataset.stamp[:10], "0123456789")
    asked = [
        address.format(zoom=MOST_ZOOM + 1, x=0, y=0),
        address.format(zoom=LEAST_ZOOM - 1, x=0, y=0),
        gone.format(zoom=5, x=0, y=0),
        "/carte/territoires/other.json",
    ]
    assert [crowd.get(path).status_code for path in asked] == [404] * 4
    assert crowd.get(address.format(zoom=5, x=4000, y=-2)).json == []


def test_the_territories_of_a_query_come_by_themselves(
    crowd: FlaskClient, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    outlines = dataset.plates.closer_outlines
    pole = outlines[0].pole
    rows = json.loads(crowd.get(f"/carte/territoires/close.json?id={pole}").data)

    assert [row[0] for row in rows] == [
        at for at, row in enumerate(outlines) if row.pole == pole and row.path
    ]
    assert rows[0][7] == outlines[0].path
    monkeypatch.setattr(territories, "CROWD", 1)
    assert crowd.get("/carte/territoires/far.json").status_code == 404


def test_a_crowd_has_no_file_of_all_its_territories(crowd: FlaskClient, dataset: Dataset) -> None:
    assert 'data-pole="' not in blank_poles(dataset.plates)
    assert "data-seat=" in blank_poles(dataset.plates)
    assert "poles" not in dict(closer_paths(dataset.plates))


def test_a_register_of_few_poles_has_one_file_and_no_tile(
    client: FlaskClient, dataset: Dataset
) -> None:
    assert territories.addresses(dataset) == {}
    assert client.get("/carte/territoires/far.json").status_code == 404
    assert 'data-pole="' in blank_poles(dataset.plates)
    assert "poles" in dict(closer_paths(dataset.plates))
