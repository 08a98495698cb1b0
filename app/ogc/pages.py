"""The pages of the service: every resource of it in HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from app.ogc.collections import Collections
from app.ogc.items import Batch
from ptce_map.labels import label
from ptce_map.layers.layer import Layer

SHOWN = 8
"""Columns of features."""


@dataclass(frozen=True)
class Table:
    """A table of a page: ``rows`` are cells, each a text and the address it leads to, if any."""

    caption: str
    header: Sequence[str]
    rows: Sequence[Sequence[tuple[str, str]]]


@dataclass(frozen=True)
class Content:
    """What a page shows."""

    title: str
    text: str = ""
    links: Sequence[tuple[str, str]] = ()
    tables: Sequence[Table] = field(default_factory=tuple)


def landing_page(collections: Collections, root: str, lang: str) -> Content:
    """Lead to the parts of the service."""
    targets = {
        "ogc.collections": "/collections",
        "ogc.definition": "/api",
        "ogc.conformance": "/conformance",
    }
    links = [
        (label(key, lang), f"{root}{path}?f=html&lang={lang}") for key, path in targets.items()
    ]
    title = collections.dataset.register.titles[lang]
    return Content(title, collections.dataset.programme.say("description", lang), links)


def list_page(title: str, items: Iterable[str]) -> Content:
    """List texts, such as conformance classes or paths."""
    return Content(title, tables=[Table(title, [""], [[(item, "")] for item in items])])


def collections_page(collections: Collections, root: str, lang: str) -> Content:
    """List the collections."""
    rows = [
        [
            (layer.titles[lang], f"{root}/collections/{name}?f=html&lang={lang}"),
            (label(f"ogc.{name}", lang), ""),
            (str(len(layer.ids)), f"{root}/collections/{name}/items?f=html&lang={lang}"),
        ]
        for name, layer in collections.layers.items()
    ]
    title = label("ogc.collections", lang)
    return Content(title, tables=[Table(title, ["", "", label("ogc.features", lang)], rows)])


def collection_page(layer: Layer, description: dict[str, Any], root: str, lang: str) -> Content:
    """Show a collection and what its columns mean."""
    columns = [[(column.name, ""), (column.said(lang), "")] for column in layer.fields]
    base = f"{root}/collections/{layer.name}"
    return Content(
        description["title"],
        description["description"],
        [
            (label("ogc.items", lang), f"{base}/items?f=html&lang={lang}"),
            (label("ogc.queryables", lang), f"{base}/queryables?f=html&lang={lang}"),
            (label("ogc.schema", lang), f"{base}/schema?f=html&lang={lang}"),
            (label("ogc.collections", lang), f"{root}/collections?f=html&lang={lang}"),
            ("GeoJSON", f"{base}/items?f=json"),
        ],
        [Table(label("note.columns", lang), ["", ""], columns)],
    )


def collection_url(layer: Layer, root: str, lang: str) -> str:
    """Return the address of the page of a collection."""
    return f"{root}/collections/{layer.name}?f=html&lang={lang}"


def items_page(batch: Batch, root: str, lang: str) -> Content:
    """Show a batch of features: their first columns, and the batches beside."""
    base = f"{root}/collections/{batch.layer.name}/items"
    steps = {"ogc.prev": batch.previous, "ogc.next": batch.next}
    links = [
        (batch.layer.titles[lang], collection_url(batch.layer, root, lang)),
        ("GeoJSON", batch.url(base, lang, form="json")),
    ]
    links += [
        (label(key, lang), batch.url(base, lang, offset=offset, form="html"))
        for key, offset in steps.items()
        if offset is not None
    ]
    names = [column.name for column in batch.layer.fields[:SHOWN]]
    ids = [batch.layer.ids[row] for row in batch.rows.tolist()]
    rows = [
        [
            (
                said(batch.layer.columns[name][row]),
                "" if at else f"{base}/{quote(key)}?f=html&lang={lang}",
            )
            for at, name in enumerate(names)
        ]
        for key, row in zip(ids, batch.rows.tolist())
    ]
    caption = label("ogc.matched", lang, n=batch.n)
    title = batch.layer.titles[lang]
    return Content(title, links=links, tables=[Table(caption, names, rows)])


def feature_page(layer: Layer, row: int, root: str, lang: str) -> Content:
    """Show a feature and all its properties."""
    url = f"{root}/collections/{layer.name}/items/{quote(layer.ids[row])}"
    rows = [
        [
            (column.name, ""),
            (said(layer.columns[column.name][row]), ""),
            (column.said(lang), ""),
        ]
        for column in layer.fields
    ]
    return Content(
        layer.ids[row],
        layer.titles[lang],
        [
            (layer.titles[lang], collection_url(layer, root, lang)),
            ("GeoJSON", f"{url}?f=json"),
        ],
        [Table(label("note.columns", lang), ["", "", ""], rows)],
    )


def said(cell: Any) -> str:
    """Write a cell: nothing for what is unknown, values apart by commas."""
    if cell is None:
        return ""
    return ", ".join(cell) if isinstance(cell, list) else str(cell)
