"""A register of many poles: a tile at a time, or those of a query."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from app import create_app
from app.files import plates
from app.files.payloads import create_payloads
from app.files.plates import blank_poles, closer_paths, create_overlays
from app.http import crowds
from ptce_map.map.svg.crowd import LEAST_ZOOM, MOST_ZOOM, tile_side

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from app.dataset import Dataset


@pytest.fixture
def crowd(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """The site of a register whose territories are many for one file."""
    monkeypatch.setattr(plates, "MOST_TOGETHER", 0)
    return create_app(dataset=replace(dataset)).server.test_client()


def tiles(
    client: FlaskClient, dataset: Dataset, zoom: int, name: str = "territories"
) -> list[list[Any]]:
    """Return the rows of all tiles of a zoom."""
    address = crowds.addresses(dataset)["tiles"]["of"]
    side = tile_side(zoom)
    left, top, right, bottom = (int(edge // side) for edge in dataset.plates.placed.area)
    found = []
    for x in range(left, right + 1):
        for y in range(top, bottom + 1):
            answer = client.get(address.format(zoom=zoom, x=x, y=y))
            assert answer.status_code == 200
            assert "immutable" in answer.headers["Cache-Control"]
            found += json.loads(answer.data)[name]
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
    address = crowds.addresses(dataset)["tiles"]["of"]
    gone = address.replace(dataset.stamp[:10], "0123456789")
    asked = [
        address.format(zoom=MOST_ZOOM + 1, x=0, y=0),
        address.format(zoom=LEAST_ZOOM - 1, x=0, y=0),
        gone.format(zoom=5, x=0, y=0),
        "/carte/poles/other.json",
    ]
    assert [crowd.get(path).status_code for path in asked] == [404] * 4
    assert crowd.get(address.format(zoom=5, x=4000, y=-2)).json == {
        "territories": [],
        "seats": [],
    }


def test_the_territories_of_a_query_come_by_themselves(
    crowd: FlaskClient, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    outlines = dataset.plates.closer_outlines
    pole = outlines[0].pole
    found = json.loads(crowd.get(f"/carte/poles/close.json?id={pole}").data)
    rows, ranks = found["territories"], dataset.catalog.reading_order

    assert [row[6] for row in found["seats"]] == [[ranks[pole]]] * len(found["seats"])
    assert found["seats"]
    assert [row[0] for row in rows] == [
        at for at, row in enumerate(outlines) if row.pole == pole and row.path
    ]
    assert rows[0][7] == outlines[0].path
    monkeypatch.setattr(crowds, "CROWD", 1)
    assert crowd.get("/carte/poles/far.json").status_code == 404


def test_the_tiles_of_a_zoom_have_every_seat(crowd: FlaskClient, dataset: Dataset) -> None:
    ranks = dataset.catalog.reading_order
    rows = [row for row in tiles(crowd, dataset, MOST_ZOOM - 6, "seats") if not row[2]]

    seated = {pole for seat in dataset.plates.seats for pole in seat.poles}
    assert sorted(rank for row in rows for rank in row[6]) == sorted(ranks[id_] for id_ in seated)


def test_the_card_is_told_the_poles_of_a_unit_that_are_shown(
    crowd: FlaskClient, dataset: Dataset
) -> None:
    def told(query: str) -> tuple[int, list[str]]:
        answer = crowd.get(f"/carte/fiches.json?{query}").json
        return answer["n"], [pole["id"] for pole in answer["poles"]]

    poles = dataset.catalog.poles
    code = str(poles["departements"].iloc[0][0])
    held = [str(id_) for id_, codes in poles["departements"].items() if code in codes]
    order = sorted(held, key=dataset.catalog.reading_order.__getitem__)
    assert told(f"unite=departement:{code}") == (len(held), order)
    assert told(f"unite=departement:{code}&id={order[0]}") == (1, order[:1])
    assert told(f"id={order[0]}&lang=en") == (1, order[:1])
    for unknown in ("departement:00", "planete:01", "departement"):
        assert crowd.get(f"/carte/fiches.json?unite={unknown}").status_code == 404


def test_the_card_is_told_of_some_poles_and_how_many_there_are(
    crowd: FlaskClient, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crowds, "MOST_TOLD", 2)
    answer = crowd.get("/carte/fiches.json").json

    assert answer["n"] == len(dataset.poles)
    assert len(answer["poles"]) == 2


def test_a_crowd_has_no_file_of_all_its_poles(crowd: FlaskClient, dataset: Dataset) -> None:
    catalog, drawn = dataset.catalog, dataset.plates
    made = {payload.name for payload in create_payloads(catalog, create_overlays(catalog), drawn)}

    assert not made & {"map-poles", "close-poles", "poles-fr", "poles-en", "territoires", "sieges"}
    page = crowd.get("/").text
    assert 'data-poles="/geo' not in page
    assert "/carte/fiches.json" in page


def test_a_register_of_few_poles_has_one_file_and_no_tile(
    client: FlaskClient, dataset: Dataset
) -> None:
    assert crowds.addresses(dataset) == {}
    for path in ("poles/far.json", "fiches.json"):
        assert client.get(f"/carte/{path}").status_code == 404
    assert 'data-pole="' in blank_poles(dataset.plates)
    assert "poles" in dict(closer_paths(dataset.plates))
    assert {"map-poles", "poles-fr"} <= set(dataset.payloads)
