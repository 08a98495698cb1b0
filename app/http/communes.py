"""The communes of a part of the country as SVG draws them: made when first asked for, and kept."""

from __future__ import annotations

import hashlib
import json

from flask import Blueprint, Response
from werkzeug.exceptions import NotFound

from app.dataset import Dataset
from app.http.answers import Answers, chosen_coding
from app.http.routes import IMMUTABLE
from geodata.cog import Level
from geodata.jsontext import to_json
from geodata.store import Scale
from ptce_map.map.svg.communes import DETAILS, PARTS, draw_part, write_part

MEDIA_TYPE = "application/json"


def edition_of(dataset: Dataset) -> str:
    """Return the digest of what decides the drawing: the boundaries, and how fine it is."""
    said = [
        dict(dataset.catalog.boundaries.manifest),
        {name: str(detail) for name, detail in DETAILS.items()},
    ]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:10]


def url_template(dataset: Dataset) -> str:
    """Return the form of the addresses of the parts."""
    return f"/geo/communes/{edition_of(dataset)}/{{fineness}}/{{code}}.json"


def create_blueprint(dataset: Dataset, answers: Answers) -> Blueprint:
    """Create the route of the parts of a dataset."""
    blueprint = Blueprint("communes", __name__)
    edition = edition_of(dataset)

    @blueprint.get("/geo/communes/<asked>/<fineness>/<code>.json")
    def part(asked: str, fineness: str, code: str) -> Response:
        if asked != edition or code not in codes_of(dataset, fineness):
            raise NotFound
        coding = chosen_coding(MEDIA_TYPE)
        body = answers.bytes_of(
            f"communes/{edition}/{fineness}/{code}", lambda: make(dataset, fineness, code), coding
        )
        return create_response(body, coding)

    return blueprint


def codes_of(dataset: Dataset, fineness: str) -> frozenset[str]:
    """Return the codes of the parts that are drawn; none of a fineness that is not."""
    return frozenset(dataset.place_bounds[PARTS[fineness]] if fineness in PARTS else ())


def make(dataset: Dataset, fineness: str, code: str) -> bytes:
    """Draw a part."""
    communes = dataset.catalog.boundaries.units(Level.COMMUNE, Scale.DISPLAY)
    return to_json(write_part(draw_part(communes, fineness, code), fineness))


def create_response(body: bytes, coding: str) -> Response:
    """Create the answer of a part, which never changes."""
    response = Response(body, content_type=MEDIA_TYPE)
    if coding != "identity":
        response.content_encoding = coding
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = IMMUTABLE
    return response
