"""The page of the API: the query carried over from the map, in every format, and how to use it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from urllib.parse import parse_qs, urlencode

from app.api.lines import create_tools
from app.api.metadata import describe_dataset
from app.dataset import Dataset
from app.http.addresses import kept as keep
from app.http.answers import Answers
from app.http.documents import asked_theme, create_document
from app.http.problems import STATUSES
from ptce_map.errors import QueryError
from ptce_map.exports import EXPORTS, SUFFIXES, Order, Shelf, attribution
from ptce_map.exports.download import LEFT_OUT
from ptce_map.exports.orders import GEOMETRY_KEY, RINGS_KEY, SEPARATOR_KEY, Rings, Separator
from ptce_map.filters.filters import filter_keys
from ptce_map.filters.sentence import sentence
from ptce_map.labels import LANGS, label, number
from ptce_map.layers.layer import Geometry
from ptce_map.query.grammar import View
from ptce_map.query.mistakes import query_problem

EXAMPLES = (
    "/api/poles.geojson?region=76&secteur=alimentation",
    "/api/poles.csv?appel=ami-2023&geometrie=point",
    "/api/poles.csv?separateur=point-virgule",
    "/api/poles.gpkg?geometrie=simplifiee",
    "/api/poles.qlr?region=76",
    "/api/carte.png?region=76",
    "/api/carte.pdf?niveau=region&mesure=par-million",
    "/api/poles.geojson?geometrie=simplifiee&anneaux=d3",
    "/api/communes-des-poles.csv?departement=38",
    "/api/poles.csv.datapackage.json?region=76",
    "/ogc/collections/poles/items?bbox=-1.5,42.3,4.9,45.1",
    "/ogc/collections/poles/items?filter=n_communes%20%3E%20100&f=html",
)
SIZED = "poles"
"""Layer whose files are small enough to be weighed for a page."""

SHOWN_LINES = (
    ("curl", "geojson", "{tool}"),
    ("python", "geojson", "{tool} (geopandas)"),
    ("python", "csv", "{tool} (pandas)"),
    ("r", "geojson", "{tool} (sf)"),
    ("r", "csv", "{tool} (readr)"),
    ("javascript", "geojson", "{tool} (d3)"),
    ("javascript", "fgb", "{tool} (flatgeobuf)"),
    ("javascript", "parquet", "{tool} (hyparquet)"),
    ("gdal", "fgb", "{tool}"),
    ("command_line", "gpkg", "{tool}"),
)
"""Tool, format that it reads, and title of the line."""


@dataclass(frozen=True)
class Line:
    """Some code to copy."""

    title: str
    code: str


@dataclass(frozen=True)
class Asked:
    """What the page is asked for: the order carried over, and what is wrong with it, if it is.

    ``kept`` is the canonical query of the page, which its links to itself keep.
    """

    order: Order
    kept: str
    wrong: str = ""


def create_page(dataset: Dataset, answers: Answers, asked: Asked, root: str, lang: str) -> str:
    """Write the page: ``root`` is the address of the site, as the code to copy tells it."""
    shelf, order = dataset.shelf, asked.order
    n = dataset.index.select(order.filters).n
    urls = {name: root + shelf.path(export.order_of(order)) for name, export in EXPORTS.items()}
    return create_document(
        dataset,
        lang,
        {**keep(lang, View().theme), **parse_qs(asked.kept)},
        template="api.html",
        title=label("api.title", lang),
        root=root,
        wrong=asked.wrong,
        sentence=sentence(order.filters, n, dataset.vocabulary, lang),
        groups=[create_group(shelf, answers, order, layer, lang) for layer in SUFFIXES],
        urls=urls,
        lines=create_lines(shelf, urls, lang),
        is_public=bool(shelf.site),
        umap=umap_url(shelf, urls, lang),
        geometries=create_geometries(shelf, asked, lang),
        keys=create_keys(dataset, lang),
        examples=EXAMPLES,
        problems=STATUSES.items(),
        attribution=attribution(dataset.catalog, lang),
        described=describe_dataset(dataset, root, lang),
    )


def read_asked(shelf: Shelf, query_string: str, lang: str) -> Asked:
    """Read the query carried over; one that is not understood gives everything, and what is wrong.

    Every geometry is understood here: formats that lack it keep their own.
    """
    theme = asked_theme()
    kept = "" if theme == View().theme else urlencode({"theme": theme})
    try:
        order = replace(shelf.order(SIZED, "geojson", query_string), lang=lang)
    except QueryError as error:
        return Asked(Order(lang=lang), kept, query_problem(error, lang))
    said = shelf.path(replace(order, lang=View().lang)).partition("?")[2]
    return Asked(order, "&".join(part for part in (said, kept) if part))


def create_group(
    shelf: Shelf, answers: Answers, order: Order, layer: str, lang: str
) -> dict[str, Any]:
    """Gather the formats of a layer: name, address, weight where it is quickly known, a note."""
    has_size = layer == SIZED
    formats = []
    for export in EXPORTS.values():
        file_order = export.order_of(replace(order, layer=layer))
        path = shelf.path(file_order)
        size = len(answers.bytes_of(path, partial(shelf.write, file_order))) if has_size else 0
        formats.append(
            {
                "name": label(export.label_key, lang),
                "path": path,
                "size": weight(size, lang),
                "note": shelf.download(file_order).notes.get(LEFT_OUT, ""),
            }
        )
    rows = len(shelf.download(replace(order, layer=layer)).rows)
    return {
        "title": shelf.layers[layer].titles[lang],
        "rows": label("api.rows", lang, n=rows),
        "formats": formats,
        "has_size": has_size,
    }


def create_geometries(shelf: Shelf, asked: Asked, lang: str) -> list[tuple[str, str, bool]]:
    """Return name, address and whether it is the one shown, of this page with each geometry."""
    order = replace(asked.order, extension="geojson")
    choices = []
    for geometry in Geometry:
        path = shelf.path(replace(order, geometry=geometry))
        address = f"/api?{path.partition('?')[2]}".rstrip("?")
        name = label(f"geometry.{geometry.value}", lang)
        choices.append((name, address, geometry is order.geometry))
    return choices


def weight(size: int, lang: str) -> str:
    """Write a size in kilobytes or megabytes."""
    if size < 1_000_000:
        return label("api.kilobytes", lang, x=number(max(round(size / 1000), 1), lang))
    return label("api.megabytes", lang, x=number(size / 1_000_000, lang, decimals=1))


def create_lines(shelf: Shelf, urls: Mapping[str, str], lang: str) -> list[Line]:
    """Write the lines that fetch the query with the usual tools."""
    tools = create_tools(SIZED, lang, is_public=bool(shelf.site))
    return [
        Line(title.format(tool=tools[name].name), tools[name].line(extension, urls))
        for name, extension, title in SHOWN_LINES
    ]


def umap_url(shelf: Shelf, urls: Mapping[str, str], lang: str) -> str:
    """Return the address that opens a download in uMap; empty unless the site is public."""
    tools = create_tools(SIZED, lang, is_public=bool(shelf.site))
    return tools["umap"].line("geojson", urls) if "umap" in tools else ""


def create_keys(dataset: Dataset, lang: str) -> list[dict[str, Any]]:
    """List the keys of the query with the values that they take."""
    vocabulary = dataset.vocabulary
    filters = [
        {
            "key": key,
            "title": vocabulary.title(key, lang),
            "choices": [
                (value, vocabulary.name(key, value, lang)) for value in vocabulary.values(key)
            ],
        }
        for key in filter_keys(vocabulary)
    ]
    geometries = [
        (geometry.value, label(f"geometry.{geometry.value}", lang)) for geometry in Geometry
    ]
    separators = [
        (str(separator), label(f"separator.{separator}", lang)) for separator in Separator
    ]
    rings = [(str(rings), label(f"rings.{rings}", lang)) for rings in Rings]
    languages = [(language, label(f"language.{language}", lang)) for language in LANGS]
    return [
        *filters,
        {"key": "q", "title": label("header.search", lang), "choices": []},
        {"key": GEOMETRY_KEY, "title": label("api.geometry", lang), "choices": geometries},
        {"key": SEPARATOR_KEY, "title": label("api.separator", lang), "choices": separators},
        {"key": RINGS_KEY, "title": label("api.rings", lang), "choices": rings},
        {"key": "lang", "title": label("header.language", lang), "choices": languages},
    ]
