"""The API of downloads: ``/api/<layer>.<format>?<query>``, its documentation and its catalogue."""

from __future__ import annotations

from flask import Blueprint, Response, request

from app.api.metadata import describe_catalogue
from app.api.page import create_page, read_asked
from app.dataset import Dataset
from app.http.addresses import asked_query, attached, site_root, under_root, without_slash
from app.http.answers import Answers, open_to_all
from app.http.problems import ProblemError, asked_language, check_parameters, nearest
from geodata.jsontext import to_json
from ptce_map.exports import EXPORTS, SUFFIXES, WRITTEN, Order, Shelf, description_of
from ptce_map.exports.download import licence_url

JSON_LD = "application/ld+json"
CATALOGUE_KEYS = ("lang",)
"""Keys that the catalogue, which speaks both languages, takes like every address."""


def create_blueprint(dataset: Dataset, answers: Answers) -> Blueprint:
    """Create the routes of the API of a dataset."""
    blueprint = Blueprint("api", __name__)
    blueprint.after_request(open_to_all)

    @blueprint.get("/api")
    def page() -> Response:
        lang, root = asked_language(), site_root(dataset)
        asked = read_asked(dataset.shelf, asked_query(), lang)
        return answers.answer(
            f"{root}/api?{asked.kept} {lang} {asked.wrong}",
            "text/html; charset=utf-8",
            lambda: create_page(dataset, answers, asked, root, lang).encode(),
            vary=() if "lang" in request.args else ("Accept", "Accept-Language"),
        )

    @blueprint.get("/api/catalog.jsonld")
    def catalogue() -> Response:
        check_parameters(request.args, CATALOGUE_KEYS)
        root = site_root(dataset)
        return answers.answer(
            f"catalogue {root}", JSON_LD, lambda: to_json(describe_catalogue(dataset, root))
        )

    @blueprint.get("/api/<path:name>")
    def download(name: str) -> Response:
        layer, _, extension = name.partition(".")
        check_layer(layer)
        response = answer_download(dataset, answers, layer, extension or negotiated_format())
        if not extension:
            response.vary.add("Accept")
        return response

    blueprint.add_url_rule("/api/", "slash", without_slash)
    return blueprint


def check_layer(layer: str) -> None:
    """Refuse a layer that does not exist."""
    if layer not in SUFFIXES:
        raise ProblemError(
            "layer", value=layer, allowed=tuple(SUFFIXES), **nearest(layer, SUFFIXES)
        )


def negotiated_format() -> str:
    """Return the extension of the format that the request accepts.

    Raises
    ------
    ProblemError
        If it accepts none.
    """
    types = {export.media_type.partition(";")[0]: name for name, export in EXPORTS.items()}
    chosen = request.accept_mimetypes.best_match(types) if request.accept_mimetypes else None
    if chosen is None and request.accept_mimetypes:
        raise ProblemError("not_acceptable", allowed=tuple(types))
    return types[chosen] if chosen else next(iter(EXPORTS))


def answer_download(dataset: Dataset, answers: Answers, layer: str, extension: str) -> Response:
    """Answer with a file: equivalent queries are one answer."""
    if extension not in WRITTEN:
        raise ProblemError(
            "format", value=extension, allowed=tuple(WRITTEN), **nearest(extension, WRITTEN)
        )
    shelf = dataset.shelf
    order = shelf.order(layer, extension, asked_query())
    response = answers.answer(
        shelf.path(order),
        WRITTEN[extension].media_type,
        lambda: shelf.write(order),
    )
    response.headers["Content-Disposition"] = attached(shelf.file_name(order))
    response.headers["Link"] = links(shelf, order, licence_url(dataset.register))
    response.headers["OGC-NumberReturned"] = str(len(shelf.download(order).rows))
    response.content_language.add(order.lang)
    return response


def links(shelf: Shelf, order: Order, licence: str) -> str:
    """Return what a download refers to: its canonical address, its description, its licence."""
    described = description_of(order)
    kind = WRITTEN[described.extension].media_type
    return ", ".join(
        (
            f'<{under_root(shelf.path(order))}>; rel="canonical"',
            f'<{under_root(shelf.path(described))}>; rel="describedby"; type="{kind}"',
            *([f'<{licence}>; rel="license"'] if licence else []),
            f'<{under_root("/api")}>; rel="service-doc"; type="text/html"',
        )
    )
