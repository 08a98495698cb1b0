"""A register of many poles: what a tile of the map shows of them, or what a query does.

Territories, seats and what the hover card tells come as they are looked at, never all together.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping
from heapq import nsmallest
from typing import Any

import numpy as np
from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from app.dataset import Dataset
from app.files.facts import pole_fact
from app.http.addresses import asked_query
from app.http.answers import Answers, chosen_coding
from app.http.communes import create_response
from geodata.cog import Level
from geodata.jsontext import to_json
from ptce_map.arrays import Mask
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
OF_A_QUERY = "/carte/poles/{fineness}.json"
FACTS = "/carte/fiches.json"
MOST_TOLD = 20
"""Poles of which the hover card is told at most."""


def addresses(dataset: Dataset) -> dict[str, dict[str, Any]]:
    """Return where scripts find the poles of a crowd; nothing where one file has all."""
    if not dataset.plates.is_crowd:
        return {}
    tiles = f"/geo/poles/{dataset.stamp[:10]}/{{zoom}}/{{x}}/{{y}}.json"
    return {"tiles": {"of": tiles, "few": OF_A_QUERY, "facts": FACTS, "fine": FINE_ZOOM}}


def create_blueprint(dataset: Dataset, answers: Answers) -> Blueprint:
    """Create the routes of the poles of a dataset, where they are many."""
    blueprint = Blueprint("crowds", __name__)
    plates, edition = dataset.plates, dataset.stamp[:10]

    @blueprint.get("/geo/poles/<asked>/<int:zoom>/<int(signed=True):x>/<int(signed=True):y>.json")
    def tile(asked: str, zoom: int, x: int, y: int) -> Response:
        if asked != edition or not plates.is_crowd or not LEAST_ZOOM <= zoom <= MOST_ZOOM:
            raise NotFound
        if not is_tile(plates.placed, zoom, x, y) and not plates.clusters.is_tile(zoom, x, y):
            return create_response(to_json({"territories": [], "seats": []}), "identity")
        coding = chosen_coding(MEDIA_TYPE)
        body = answers.bytes_of(
            f"poles/{edition}/{zoom}/{x}/{y}",
            lambda: to_json(write_tile(dataset, zoom, x, y)),
            coding,
        )
        return create_response(body, coding)

    @blueprint.get(OF_A_QUERY.replace("{", "<").replace("}", ">"))
    def few(fineness: str) -> Response:
        if fineness not in DETAILS or not plates.is_crowd:
            raise NotFound
        query, _ = parse_leniently(asked_query(), dataset.vocabulary)
        selection = dataset.index.select(query.filters)
        if selection.n > CROWD:
            raise NotFound
        return answers.answer(
            f"poles/{fineness}?{to_query(query.filters, dataset.vocabulary)}",
            MEDIA_TYPE,
            lambda: to_json(write_few(dataset, DETAILS[fineness], frozenset(selection.ids))),
        )

    @blueprint.get(FACTS)
    def facts() -> Response:
        if not plates.is_crowd:
            raise NotFound
        query, _ = parse_leniently(asked_query(), dataset.vocabulary)
        level, code = unit_asked(dataset, request.args.get("unite", ""))
        lang = query.view.lang
        return answers.answer(
            f"fiches/{lang}/{level}/{code}?{to_query(query.filters, dataset.vocabulary)}",
            MEDIA_TYPE,
            lambda: to_json(
                tell(dataset, dataset.index.select(query.filters).mask, level, code, lang)
            ),
        )

    return blueprint


def write_tile(dataset: Dataset, zoom: int, x: int, y: int) -> dict[str, Any]:
    """Write what a tile shows: territories, discs of seats, how many poles the largest has."""
    plates, ranks = dataset.plates, dataset.catalog.reading_order
    drawn = plates.closer_outlines if zoom >= FINE_ZOOM else plates.outlines
    clusters = plates.clusters
    return {
        "territories": write_rows(drawn, find_in_tile(drawn, plates.placed, zoom, x, y)),
        "seats": clusters.write(clusters.in_tile(zoom, x, y), ranks),
        "largest": clusters.largest(zoom),
    }


def write_few(dataset: Dataset, detail: Detail, poles: Collection[str]) -> dict[str, Any]:
    """Write the territories of some poles, and their seats, each alone."""
    clusters, ranks = dataset.plates.clusters, dataset.catalog.reading_order
    return {
        "territories": write_rows(drawn_at(dataset, detail), of_poles(dataset, poles)),
        "seats": clusters.write(clusters.of_poles(poles), ranks, poles),
    }


def drawn_at(dataset: Dataset, detail: Detail) -> tuple[Outline, ...]:
    """Return the outlines drawn so finely."""
    plates = dataset.plates
    return plates.closer_outlines if detail is CLOSE else plates.outlines


def of_poles(dataset: Dataset, poles: Collection[str]) -> list[int]:
    """Return the positions of the outlines of some poles."""
    return [at for at, row in enumerate(dataset.plates.outlines) if row.pole in poles]


def unit_asked(dataset: Dataset, text: str) -> tuple[Level | None, str]:
    """Read a unit, ``departement:01``; no level where none is asked for.

    Raises
    ------
    NotFound
        If there is no such unit.
    """
    name, _, code = text.partition(":")
    if not text:
        return None, ""
    levels: Mapping[str, Level] = {str(level): level for level in dataset.index.levels}
    codes = dataset.index.levels[levels[name]].codes if name in levels else ()
    at = bisect_left(codes, code)
    if codes[at : at + 1] != (code,):
        raise NotFound
    return levels[name], code


def tell(dataset: Dataset, mask: Mask, level: Level | None, code: str, lang: str) -> dict[str, Any]:
    """Tell how many of some poles a unit has, and of the first of them what the card shows.

    Parameters
    ----------
    dataset
        The poles.
    mask
        Those that are shown.
    level, code
        The unit; all poles shown without a level.
    lang
        Language of the names.
    """
    held = mask
    if level is not None:
        units = dataset.index.levels[level]
        held = np.zeros_like(mask)
        held[units.pole[units.unit == bisect_left(units.codes, code)]] = True
        held &= mask
    ranks, ids = dataset.catalog.reading_order, dataset.index.ids
    found = [ids[at] for at in np.flatnonzero(held).tolist()]
    catalog = dataset.catalog
    first = nsmallest(MOST_TOLD, found, key=ranks.__getitem__)
    told = [pole_fact(catalog, pole, lang) for pole in catalog.poles.loc[first].itertuples()]
    return {"n": len(found), "poles": told}
