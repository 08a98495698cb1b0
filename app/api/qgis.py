"""The layers of a query for QGIS: ``/api/poles.qlr``, which reads them from this site, styled."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from flask import Blueprint, Response

from app.dataset import Dataset
from app.http.addresses import asked_query, attached, site_root
from app.http.answers import Answers, open_to_all
from geodata.cog import Level
from ptce_map.exports import Geometry, Order
from ptce_map.filters.filters import Filters
from ptce_map.labels import label
from ptce_map.map.qgis.definition import (
    MEDIA_TYPE,
    LiveLayer,
    definition,
    file_layer,
    service_layer,
)
from ptce_map.map.qgis.styles import drawn

EXTENSION = "qlr"
PATH = f"/api/poles.{EXTENSION}"


def create_blueprint(dataset: Dataset, answers: Answers) -> Blueprint:
    """Create the route of the definition."""
    blueprint = Blueprint("qgis", __name__)
    blueprint.after_request(open_to_all)

    @blueprint.get(PATH)
    def layers() -> Response:
        order, root = dataset.shelf.order("poles", "geojson", asked_query()), site_root(dataset)
        response = answers.answer(
            f"{root} {EXTENSION} {dataset.shelf.path(order)}",
            MEDIA_TYPE,
            lambda: write_definition(dataset, order, root),
        )
        name = dataset.shelf.file_name(order).removesuffix(order.extension)
        response.headers["Content-Disposition"] = attached(f"{name}{EXTENSION}")
        response.content_language.add(order.lang)
        return response

    return blueprint


def write_definition(dataset: Dataset, order: Order, root: str) -> bytes:
    """Write the definition of the layers of an order, on the site at an address."""
    everyone = np.ones(len(dataset.catalog.poles), dtype=bool)
    counts = dataset.catalog.index.levels[Level.DEPARTEMENT].counts(everyone)
    values, accent = counts.astype(np.float64), dataset.register.accent
    shown = drawn(values, Level.DEPARTEMENT, order.lang, accent)
    title = dataset.title(order.lang)
    return definition(title, list_layers(dataset, order, root), shown)


def list_layers(dataset: Dataset, order: Order, root: str) -> list[LiveLayer]:
    """Return the seats and the territories of an order, then the départements if it has no filter.

    The service counts all the poles of each département, which would not be those of a filter.
    """
    shelf, lang = dataset.shelf, order.lang
    points = replace(order, geometry=Geometry.POINT)
    seats = label("gpkg.sieges", lang)
    layers = [
        file_layer("sieges", seats, "sieges", root + shelf.path(points)),
        file_layer("poles", label("sheet.poles", lang), "poles", root + shelf.path(order)),
    ]
    if order.filters == Filters():
        name = label("gpkg.departements", lang)
        layers.append(service_layer("departements", name, "departements", f"{root}/ogc"))
    return layers
