"""The features of a collection as GeoJSON: a batch of them, or one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import numpy as np

from app.http.problems import ProblemError, nearest
from app.ogc.arguments import pairs_of
from app.ogc.collections import Collections, link, places
from app.ogc.media import GEOJSON
from app.ogc.parameters import Arguments, Paging, read_crs, read_paging
from geodata.jsontext import to_json
from ptce_map.arrays import Integers
from ptce_map.labels import LANGS, label
from ptce_map.layers.features import collection, geojson_texts
from ptce_map.layers.layer import Layer


@dataclass(frozen=True, eq=False)
class Batch:
    """A batch of the features that answer a request: what the standard calls a page.

    ``rows`` are its features, ``n`` counts those that answer; ``arguments`` are the canonical ones
    of the request.
    """

    layer: Layer
    rows: Integers
    n: int
    paging: Paging
    crs: str
    arguments: Arguments

    @property
    def previous(self) -> int | None:
        """Offset of the batch before, the last that has features; ``None`` if this is the first."""
        limit, offset = self.paging.limit, self.paging.offset
        if not offset or not self.n:
            return None
        last = (self.n - 1) // limit * limit
        return max(min(offset - limit, last), 0)

    @property
    def next(self) -> int | None:
        """Offset of the batch after, ``None`` if this is the last."""
        end = self.paging.offset + self.paging.limit
        return end if end < self.n else None

    def url(self, base: str, lang: str, *, offset: int | None = None, form: str = "") -> str:
        """Return the address of this batch, or of another, in a format and language."""
        moved = {} if offset is None else {"offset": [str(offset)] if offset else []}
        pairs = pairs_of({**self.arguments, **moved})
        pairs += [("lang", lang)] if form == "html" or lang != LANGS[0] else []
        pairs += [("f", form)] if form else []
        return f"{base}?{urlencode(pairs)}" if pairs else base


def read_batch(collections: Collections, name: str, arguments: Arguments) -> Batch:
    """Read which features canonical arguments ask for, and find them."""
    paging, crs = read_paging(arguments), read_crs(arguments, "crs")
    rows = full_rows_first(collections.layer(name), collections.rows(name, arguments))
    shown = rows[paging.offset : paging.offset + paging.limit]
    return Batch(collections.layer(name), shown, len(rows), paging, crs, arguments)


def full_rows_first(layer: Layer, rows: Integers) -> Integers:
    """Put first the fewest rows that tell the type of every column that has one; keep the others.

    QGIS and GDAL guess the types of the columns from the first features that they read, ten or
    twenty of them, whose values must tell what is a list and what is a number.
    """
    telling = layer.telling[rows]
    missing, chosen = telling.any(axis=0), []
    while missing.any():
        fullest = int(np.argmax(telling[:, missing].sum(axis=1)))
        chosen.append(fullest)
        missing = missing & ~telling[fullest]
    return np.concatenate([rows[chosen], np.delete(rows, chosen)]).astype(rows.dtype)


def write_batch(batch: Batch, root: str, lang: str) -> bytes:
    """Write a batch as a GeoJSON feature collection."""
    base = f"{root}/collections/{batch.layer.name}"
    members = {
        "numberMatched": batch.n,
        "numberReturned": len(batch.rows),
        "links": batch_links(batch, base, lang),
    }
    return collection(members, written(batch.layer, batch.rows, batch.crs))


def batch_links(batch: Batch, base: str, lang: str) -> list[dict[str, str]]:
    """Return the links of a batch: itself, other formats, neighbours, collection."""
    items, as_html = f"{base}/items", label("ogc.as_html", lang)
    neighbours = {"prev": batch.previous, "next": batch.next}
    return [
        link(batch.url(items, lang), "self", GEOJSON, label("ogc.this", lang)),
        link(batch.url(items, lang, form="html"), "alternate", "text/html", as_html),
        *(
            link(batch.url(items, lang, offset=offset), rel, GEOJSON, label(f"ogc.{rel}", lang))
            for rel, offset in neighbours.items()
            if offset is not None
        ),
        link(base, "collection", "application/json", batch.layer.titles[lang]),
    ]


def written(layer: Layer, rows: Integers, crs: str) -> list[bytes]:
    """Write features in a coordinate reference system; a collection has one type of geometry."""
    texts = geojson_texts(places(layer, crs)[layer.place[rows]])
    heads = layer.heads(rows)
    return [head + text + b"}" for head, text in zip(heads, texts)]


def find_feature(layer: Layer, feature: str) -> int:
    """Return the position of a feature; refuse one that the collection does not have."""
    if feature not in layer.ids:
        raise ProblemError("feature", value=feature, **nearest(feature, layer.ids))
    return layer.ids.index(feature)


def write_feature(layer: Layer, row: int, crs: str, root: str, lang: str) -> bytes:
    """Write a feature with its links."""
    base = f"{root}/collections/{layer.name}"
    url = f"{base}/items/{quote(layer.ids[row])}"
    links: list[dict[str, Any]] = [
        link(url, "self", GEOJSON, label("ogc.this", lang)),
        link(f"{url}?f=html", "alternate", "text/html", label("ogc.as_html", lang)),
        link(base, "collection", "application/json", layer.titles[lang]),
    ]
    (feature,) = written(layer, np.array([row]), crs)
    return feature[:-1] + b',"links":' + to_json(links) + b"}"
