"""The territories of a register of many poles: a tile of the map at a time, or those of a query."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask import Blueprint, Response
from werkzeug.exceptions import NotFound

from app.dataset import Dataset
from app.http.addresses import asked_query
from app.http.answers import Answers, chosen_coding
from app.http.communes import create_response
from geodata.jsontext import to_json
from ptce_map.map.gathering import CROWD
from ptce_map.map.svg.crowd import (
    FINE_ZOOM,
    LEAST_ZOOM,
    MOST_ZOOM,
    find_in_tile,
    is_tile,
    write_rows,
)
from ptce_map.map.svg.shapes import CLOSE, DETAILS, Detail, Outline
from ptce_map.query.grammar import parse_leniently, to_query

MEDIA_TYPE = "application/json"
OF_A_QUERY = "/carte/territoires/{fineness}.json"


def addresses(dataset: Dataset) -> dict[str, dict[str, Any]]:
    """Return where scripts find the territories of a crowd; nothing where one file has all."""
    if not dataset.plates.is_crowd:
        return {}
    tiles = f"/geo/territoires/{dataset.stamp[:10]}/{{zoom}}/{{x}}/{{y}}.json"
    return {"tiles": {"of": tiles, "few": OF_A_QUERY, "fine": FINE_ZOOM}}


def create_blueprint(dataset: Dataset, answers: Answers) -> Blueprint:
    """Create the routes of the territories of a dataset."""
    blueprint = Blueprint("territories", __name__)
    plates, edition = dataset.plates, dataset.stamp[:10]

    @blueprint.get(
        "/geo/territoires/<asked>/<int:zoom>/<int(signed=True):x>/<int(signed=True):y>.json"
    )
    def tile(asked: str, zoom: int, x: int, y: int) -> Response:
        if asked != edition or not plates.is_crowd or not LEAST_ZOOM <= zoom <= MOST_ZOOM:
            raise NotFound
        if not is_tile(plates.placed, zoom, x, y):
            return create_response(b"[]", "identity")
        coding = chosen_coding(MEDIA_TYPE)

        def make() -> bytes:
            drawn = plates.closer_outlines if zoom >= FINE_ZOOM else plates.outlines
            return to_json(write_rows(drawn, find_in_tile(drawn, plates.placed, zoom, x, y)))

        body = answers.bytes_of(f"territoires/{edition}/{zoom}/{x}/{y}", make, coding)
        return create_response(body, coding)

    @blueprint.get(OF_A_QUERY.replace("{", "<").replace("}", ">"))
    def few(fineness: str) -> Response:
        if fineness not in DETAILS or not plates.is_crowd:
            raise NotFound
        query, _ = parse_leniently(asked_query(), dataset.vocabulary)
        selection = dataset.index.select(query.filters)
        if selection.n > CROWD:
            raise NotFound
        drawn = drawn_at(dataset, DETAILS[fineness])
        return answers.answer(
            f"territoires/{fineness}?{to_query(query.filters, dataset.vocabulary)}",
            MEDIA_TYPE,
            lambda: to_json(write_rows(drawn, of_poles(dataset, frozenset(selection.ids)))),
        )

    return blueprint


def drawn_at(dataset: Dataset, detail: Detail) -> tuple[Outline, ...]:
    """Return the outlines drawn so finely."""
    plates = dataset.plates
    return plates.closer_outlines if detail is CLOSE else plates.outlines


def of_poles(dataset: Dataset, poles: Collection[str]) -> list[int]:
    """Return the positions of the outlines of some poles."""
    return [at for at, row in enumerate(dataset.plates.outlines) if row.pole in poles]
