"""OGC API – Features at ``/ogc``: part 1 (core), part 2 (CRS) and part 3 (CQL2 filters)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from app.dataset import Dataset
from app.http.addresses import without_slash
from app.http.answers import Answers, open_to_all
from app.http.documents import create_document
from app.http.problems import ProblemError, asked_language, check_parameters
from app.ogc import items, openapi, pages
from app.ogc.arguments import canonical_arguments, pairs_of
from app.ogc.collections import Collections
from app.ogc.conformance import CONFORMS_TO
from app.ogc.landing import landing, listing
from app.ogc.media import GEOJSON, HTML, JSON, OPENAPI, SCHEMA
from app.ogc.pages import Content
from app.ogc.parameters import COMMON, FORMATS, Arguments, read_crs, single
from app.ogc.schemas import feature_schema
from geodata.jsontext import to_json
from ptce_map.errors import QueryError
from ptce_map.exports.download import licence_url
from ptce_map.labels import label
from ptce_map.layers.layer import Layer

NEGOTIATED = {"f": "Accept", "lang": "Accept-Language"}
"""Parameter -> header that decides where the address does not."""


@dataclass(frozen=True)
class Resource:
    """A resource in its two forms; each is written only if it is asked for."""

    media_type: str
    data: Callable[[], bytes]
    page: Callable[[], Content]
    crs: str = ""


@dataclass(frozen=True, eq=False)
class Service:
    """The service of a dataset: what each address answers."""

    dataset: Dataset
    answers: Answers
    collections: Collections

    @property
    def root(self) -> str:
        """Address of the service."""
        return (self.dataset.shelf.site or request.url_root.rstrip("/")) + "/ogc"

    def answer(
        self,
        parameters: tuple[str, ...],
        resource: Callable[[str, Arguments], Resource],
        layer: Layer | None = None,
    ) -> Response:
        """Answer a request that takes some parameters, in the format and language it asks for.

        ``layer`` is the one whose features are asked for, if features are.
        """
        given = request.args.to_dict(flat=False)
        check_parameters(given, parameters)
        for key in COMMON:
            single(given, key)
        lang, form = asked_language(), asked_format()
        arguments = canonical_arguments(given, self.dataset.vocabulary, layer)
        if form != "html":
            arguments = {key: values for key, values in arguments.items() if key != "theme"}
        asked = resource(lang, arguments)
        response = self.answers.answer(
            f"{self.root} {request.path} {urlencode(pairs_of(arguments))} {lang} {form}",
            HTML if form == "html" else asked.media_type,
            (lambda: self.document(asked.page(), lang, arguments))
            if form == "html"
            else asked.data,
            vary=[header for key, header in NEGOTIATED.items() if key not in request.args],
        )
        response.content_language.add(lang)
        response.headers["Link"] = self.header_links(layer)
        if asked.crs and form != "html":
            response.headers["Content-Crs"] = f"<{asked.crs}>"
        return response

    def header_links(self, layer: Layer | None) -> str:
        """Return what an answer refers to: the schema of its features, if any, and the licence."""
        licence = licence_url(self.dataset.register)
        schema = f"{self.root}/collections/{layer.name}/schema" if layer else ""
        targets = {schema: f'rel="describedby"; type="{SCHEMA}"', licence: 'rel="license"'}
        service = f'<{self.root}/api>; rel="service-desc"; type="{OPENAPI}"'
        return ", ".join((*(f"<{url}>; {rel}" for url, rel in targets.items() if url), service))

    def document(self, content: Content, lang: str, arguments: Arguments) -> bytes:
        """Write a page."""
        return create_document(
            self.dataset,
            lang,
            arguments,
            template="ogc.html",
            title=content.title,
            content=content,
        ).encode()

    def landing(self, lang: str) -> Resource:
        """Lead to the definition, the conformance and the collections."""
        return Resource(
            JSON,
            lambda: to_json(landing(self.collections, self.root, lang)),
            lambda: pages.landing_page(self.collections, self.root, lang),
        )

    def conformance(self, lang: str) -> Resource:
        """Declare what the service conforms to."""
        return Resource(
            JSON,
            lambda: to_json({"conformsTo": CONFORMS_TO}),
            lambda: pages.list_page(label("ogc.conformance", lang), CONFORMS_TO),
        )

    def definition(self, lang: str) -> Resource:
        """Define the service."""
        define = openapi.define(self.collections, self.root, lang)
        return Resource(
            OPENAPI,
            lambda: to_json(define),
            lambda: pages.list_page(label("ogc.definition", lang), define["paths"]),
        )

    def collection_list(self, lang: str) -> Resource:
        """List the collections."""
        return Resource(
            JSON,
            lambda: to_json(listing(self.collections, self.root, lang)),
            lambda: pages.collections_page(self.collections, self.root, lang),
        )

    def collection(self, name: str, lang: str) -> Resource:
        """Describe a collection."""
        layer = self.collections.layer(name)
        described = self.collections.describe(name, self.root, lang)
        return Resource(
            JSON,
            lambda: to_json(described),
            lambda: pages.collection_page(layer, described, self.root, lang),
        )

    def queryables(self, name: str, lang: str) -> Resource:
        """Describe what a filter of a collection may name."""
        described = self.collections.queryables(name, self.root, lang)
        return Resource(
            SCHEMA,
            lambda: to_json(described),
            lambda: pages.list_page(label("ogc.queryables", lang), described["properties"]),
        )

    def names(self, name: str) -> list[str]:
        """Return the names of the properties of a collection."""
        return [field.name for field in self.collections.layer(name).fields]

    def schema(self, name: str, lang: str) -> Resource:
        """Describe the features of a collection."""
        url = f"{self.root}/collections/{name}/schema"
        described = feature_schema(self.collections.layer(name), url, lang)
        return Resource(
            SCHEMA,
            lambda: to_json(described),
            lambda: pages.list_page(label("ogc.schema", lang), self.names(name)),
        )

    def items(self, name: str, lang: str, arguments: Arguments) -> Resource:
        """Find features of a collection."""
        batch = items.read_batch(self.collections, name, arguments)
        return Resource(
            GEOJSON,
            lambda: items.write_batch(batch, self.root, lang),
            lambda: pages.items_page(batch, self.root, lang),
            batch.crs,
        )

    def item(self, name: str, feature: str, lang: str, arguments: Arguments) -> Resource:
        """Find a feature of a collection."""
        layer = self.collections.layer(name)
        row = items.find_feature(layer, feature)
        crs = read_crs(arguments, "crs")
        return Resource(
            GEOJSON,
            lambda: items.write_feature(layer, row, crs, self.root, lang),
            lambda: pages.feature_page(layer, row, self.root, lang),
            crs,
        )


def create_blueprint(dataset: Dataset, answers: Answers) -> Blueprint:
    """Create the routes of the service."""
    service = Service(dataset, answers, Collections(dataset))
    blueprint = Blueprint("ogc", __name__, url_prefix="/ogc")
    blueprint.after_request(open_to_all)
    plain: Mapping[str, Callable[[str], Resource]] = {
        "": service.landing,
        "/conformance": service.conformance,
        "/api": service.definition,
        "/collections": service.collection_list,
    }
    for path, resource in plain.items():
        add_route(blueprint, path, service, resource)
    blueprint.add_url_rule("/", "slash", without_slash)

    @blueprint.get("/collections/<name>")
    def collection(name: str) -> Response:
        return service.answer(COMMON, lambda lang, _: service.collection(name, lang))

    @blueprint.get("/collections/<name>/queryables")
    def queryables(name: str) -> Response:
        return service.answer(COMMON, lambda lang, _: service.queryables(name, lang))

    @blueprint.get("/collections/<name>/schema")
    def schema(name: str) -> Response:
        return service.answer(COMMON, lambda lang, _: service.schema(name, lang))

    @blueprint.get("/collections/<name>/items")
    def features(name: str) -> Response:
        allowed = service.collections.parameters(name)
        layer = service.collections.layer(name)
        return service.answer(allowed, partial(service.items, name), layer)

    @blueprint.get("/collections/<name>/items/<feature>")
    def feature(name: str, feature: str) -> Response:
        return service.answer((*COMMON, "crs"), partial(service.item, name, feature))

    return blueprint


def add_route(
    blueprint: Blueprint, path: str, service: Service, resource: Callable[[str], Resource]
) -> None:
    """Add the route of a resource that takes no parameter of its own."""

    def view() -> Response:
        return service.answer(COMMON, lambda lang, _: resource(lang))

    blueprint.add_url_rule(path, resource.__name__, view, methods=["GET"])


def asked_format() -> str:
    """Return the format asked for, by the address, else by what the request accepts, else JSON.

    Raises
    ------
    QueryError
        If the address asks for another format.
    ProblemError
        If nothing that the service writes is accepted.
    """
    form = request.args.get("f")
    if form is not None and form not in FORMATS:
        raise QueryError("value", key="f", value=form, allowed=FORMATS)
    if form is not None:
        return form
    types = dict.fromkeys((JSON, GEOJSON, SCHEMA, OPENAPI), "json") | {"text/html": "html"}
    types[OPENAPI.partition(";")[0]] = "json"
    if not request.accept_mimetypes:
        return FORMATS[0]
    chosen = request.accept_mimetypes.best_match(types)
    if chosen is None:
        raise ProblemError("not_acceptable", allowed=tuple(types))
    return types[chosen]
