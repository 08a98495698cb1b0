"""The features of a collection as GeoJSON: a page of them, or one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import numpy as np

import shapely

from app.ogc.collections import Arguments, Collections, link
from app.ogc.crs import CRS84, projected
from app.ogc.parameters import Paging, read_crs, read_paging
from app.problems import ProblemError
from ptce_map.arrays import Integers
from ptce_map.exports.layers import Geometry, Layer
from ptce_map.features import collection, to_json
from ptce_map.labels import label

GEOJSON = "application/geo+json"


@dataclass(frozen=True, eq=False)
class Page:
    """A page of the features that answer a request.

    ``rows`` are the features of the page, ``n`` counts those that answer; ``arguments`` are those
    of the request, without its format.
    """

    layer: Layer
    rows: Integers
    n: int
    paging: Paging
    crs: str
    arguments: Arguments

    @property
    def previous(self) -> int | None:
        """Offset of the page before, ``None`` if this is the first."""
        return max(self.paging.offset - self.paging.limit, 0) if self.paging.offset else None

    @property
    def next(self) -> int | None:
        """Offset of the page after, ``None`` if this is the last."""
        end = self.paging.offset + self.paging.limit
        return end if end < self.n else None

    def url(self, base: str, *, offset: int | None = None, form: str = "") -> str:
        """Return the address of this page, or of another, in a format."""
        pairs = [(key, value) for key, values in self.arguments.items() for value in values]
        if offset is not None:
            pairs = [pair for pair in pairs if pair[0] != "offset"]
            pairs += [("offset", str(offset))] if offset else []
        pairs += [("f", form)] if form else []
        return f"{base}?{urlencode(pairs)}" if pairs else base


def read_page(collections: Collections, name: str, arguments: Arguments) -> Page:
    """Read which features are asked for, and find them."""
    paging, crs = read_paging(arguments), read_crs(arguments, "crs")
    rows = collections.rows(name, arguments)
    shown = rows[paging.offset : paging.offset + paging.limit]
    given = {key: values for key, values in arguments.items() if key != "f"}
    return Page(collections.layer(name), shown, len(rows), paging, crs, given)


def write_page(page: Page, root: str, lang: str) -> bytes:
    """Write a page as a GeoJSON feature collection."""
    base = f"{root}/collections/{page.layer.name}"
    members = {
        "numberMatched": page.n,
        "numberReturned": len(page.rows),
        "links": page_links(page, base, lang),
    }
    return collection(members, written(page.layer, page.rows, page.crs))


def page_links(page: Page, base: str, lang: str) -> list[dict[str, str]]:
    """Return the links of a page: itself, other formats, neighbours, collection."""
    items = f"{base}/items"
    neighbours = {"prev": page.previous, "next": page.next}
    return [
        link(page.url(items), "self", GEOJSON, label("ogc.this", lang)),
        link(page.url(items, form="html"), "alternate", "text/html", label("ogc.as_html", lang)),
        *(
            link(page.url(items, offset=offset), rel, GEOJSON, label(f"ogc.{rel}", lang))
            for rel, offset in neighbours.items()
            if offset is not None
        ),
        link(base, "collection", "application/json", label(f"layer.{page.layer.name}", lang)),
    ]


def written(layer: Layer, rows: Integers, crs: str) -> list[bytes]:
    """Write features with their geometry in a coordinate reference system."""
    if crs == CRS84:
        return layer.features(Geometry.TERRITORY, rows)
    shapes = layer.shapes[Geometry.TERRITORY].published[layer.place[rows]]
    texts = shapely.to_geojson(projected(shapes, crs))
    heads = (layer.heads[row] for row in rows.tolist())
    return [head + (text or "null").encode() + b"}" for head, text in zip(heads, texts)]


def find_feature(layer: Layer, feature: str) -> int:
    """Return the position of a feature; refuse one that the collection does not have."""
    if feature not in layer.ids:
        raise ProblemError("feature", value=feature)
    return layer.ids.index(feature)


def write_feature(layer: Layer, row: int, crs: str, root: str, lang: str) -> bytes:
    """Write a feature with its links."""
    base = f"{root}/collections/{layer.name}"
    url = f"{base}/items/{quote(layer.ids[row])}"
    links: list[dict[str, Any]] = [
        link(url, "self", GEOJSON, label("ogc.this", lang)),
        link(f"{url}?f=html", "alternate", "text/html", label("ogc.as_html", lang)),
        link(base, "collection", "application/json", label(f"layer.{layer.name}", lang)),
    ]
    (feature,) = written(layer, np.array([row]), crs)
    return feature[:-1] + b',"links":' + to_json(links) + b"}"
