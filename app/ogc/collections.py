"""The collections of the service: the layers, each with its extents and its addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

import numpy as np

import shapely

from app.dataset import Dataset
from app.ogc.crs import CRS84, CRSS, to_stored
from app.ogc.parameters import (
    COMMON,
    FILTERING,
    GRAMMAR,
    ITEMS,
    Interval,
    read_bbox,
    read_crs,
    read_datetime,
    single,
)
from app.problems import ProblemError, asked_language
from ptce_map.arrays import Integers, Mask
from ptce_map.cql import GEOMETRY_PROPERTY, FilterError, select
from ptce_map.errors import QueryError
from ptce_map.exports.download import licence_url
from ptce_map.exports.layers import Geometry, Layer
from ptce_map.exports.orders import PREFIXES
from ptce_map.labels import label
from ptce_map.query import FILTERS, Filters, canonical

Arguments = Mapping[str, list[str]]


@dataclass(frozen=True, eq=False)
class Collections:
    """The collections of a dataset."""

    dataset: Dataset

    @property
    def layers(self) -> Mapping[str, Layer]:
        """The layers, by name."""
        return self.dataset.shelf.layers

    def layer(self, name: str) -> Layer:
        """Return the layer of a collection; refuse one that does not exist."""
        if name not in self.layers:
            raise ProblemError("layer", value=name, allowed=tuple(self.layers))
        return self.layers[name]

    @cached_property
    def rounds(self) -> Sequence[Sequence[Interval]]:
        """The years of the rounds that each pole won, each from its first instant to its last."""
        years = self.dataset.register.appels["annee"]
        won = self.dataset.poles["appels"]
        known = {appel: _year(int(year)) for appel, year in years.dropna().items()}
        return [[known[appel] for appel in appels if appel in known] for appels in won]

    def rows(self, name: str, arguments: Arguments) -> Integers:
        """Return the positions of the features of a collection that answer a request."""
        layer = self.layer(name)
        mask = np.ones(len(layer.ids), dtype=bool)
        if layer.name in PREFIXES:
            mask &= self._of_poles(arguments)[layer.pole]
        for key in arguments:
            if key in layer.columns and not (layer.name in PREFIXES and key in GRAMMAR):
                mask &= holding(layer, key, arguments[key])
        box = read_bbox(arguments)
        if box is not None:
            mask &= shapely.intersects(_shapes(layer), box)[layer.place]
        return np.flatnonzero(mask & filtered(layer, arguments))

    def _of_poles(self, arguments: Arguments) -> Mask:
        """Select the poles that answer the grammar of the page and the time asked for."""
        vocabulary = self.dataset.vocabulary
        asked = {row.key: tuple(arguments.get(row.key, ())) for row in FILTERS}
        filters = canonical(Filters(**asked, q=single(arguments, "q") or ""), vocabulary)
        mask = self.dataset.index.mask(filters)
        time = read_datetime(arguments)
        if time is None:
            return mask
        is_met: Mask = np.array([_meets(years, time) for years in self.rounds], dtype=bool)
        return np.logical_and(mask, is_met)

    def extent(self, name: str) -> dict[str, Any]:
        """Return the box of a collection, and for the poles the years of their rounds."""
        layer = self.layer(name)
        box = shapely.total_bounds(layer.shapes[Geometry.TERRITORY].outlines).round(6).tolist()
        spatial = {"spatial": {"bbox": [box], "crs": CRS84}} if not np.isnan(box).any() else {}
        years = [year for pole in self.rounds for year in pole]
        if name not in PREFIXES or not years:
            return spatial
        first, last = min(start for start, _ in years), max(end for _, end in years)
        interval = [f"{first:%Y-%m-%dT%H:%M:%SZ}", f"{last:%Y-%m-%dT%H:%M:%SZ}"]
        return {**spatial, "temporal": {"interval": [interval]}}

    def describe(self, name: str, root: str, lang: str) -> dict[str, Any]:
        """Describe a collection."""
        base = f"{root}/collections/{name}"
        links = [
            link(base, "self", "application/json", label(f"layer.{name}", lang)),
            link(f"{base}?f=html", "alternate", "text/html", label("ogc.as_html", lang)),
            link(f"{base}/items", "items", "application/geo+json", label("ogc.items", lang)),
            link(f"{base}/items?f=html", "items", "text/html", label("ogc.items", lang)),
            link(
                f"{base}/queryables",
                "http://www.opengis.net/def/rel/ogc/1.0/queryables",
                "application/schema+json",
                label("ogc.queryables", lang),
            ),
        ]
        licence = licence_url(self.dataset.register.licence)
        return {
            "id": name,
            "title": label(f"layer.{name}", lang),
            "description": label(f"ogc.{name}", lang),
            "itemType": "feature",
            "extent": self.extent(name),
            "crs": list(CRSS),
            "storageCrs": CRS84,
            "links": [*links, link(licence, "license", "text/html", "")] if licence else links,
        }

    def queryables(self, name: str, root: str, lang: str) -> dict[str, Any]:
        """Describe the properties that a filter may name, as a JSON Schema."""
        layer = self.layer(name)
        properties: dict[str, Any] = {
            field.name: {
                "title": field.name,
                "description": label(field.label_key, lang),
                **_json_type(field.kind, many=field.many),
            }
            for field in layer.fields
        }
        properties[GEOMETRY_PROPERTY] = {
            "title": GEOMETRY_PROPERTY,
            "format": "geometry-multipolygon",
            "x-ogc-role": "primary-geometry",
        }
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": f"{root}/collections/{name}/queryables",
            "type": "object",
            "title": label(f"layer.{name}", lang),
            "properties": properties,
            "additionalProperties": False,
        }

    def parameters(self, name: str) -> tuple[str, ...]:
        """Return the parameters that the features of a collection take."""
        names = [field.name for field in self.layer(name).fields]
        grammar = GRAMMAR if name in PREFIXES else ()
        return tuple(dict.fromkeys((*COMMON, *ITEMS, *FILTERING, *grammar, *names)))


def link(href: str, rel: str, media_type: str, title: str) -> dict[str, str]:
    """Return a link."""
    given = {"href": href, "rel": rel, "type": media_type, "title": title}
    return {name: text for name, text in given.items() if text}


def holding(layer: Layer, column: str, values: Sequence[str]) -> Mask:
    """Select the rows whose cell is, or holds, one of some values written as text."""
    wanted = set(values)
    cells = (cell if isinstance(cell, list) else [cell] for cell in layer.columns[column])
    texts = ({str(one) for one in cell if one is not None} for cell in cells)
    return np.array([not wanted.isdisjoint(one) for one in texts], dtype=bool)


def filtered(layer: Layer, arguments: Arguments) -> Mask:
    """Select the rows that a CQL2 filter holds for; all if there is none."""
    text, uri = single(arguments, "filter"), read_crs(arguments, "filter-crs")
    language = single(arguments, "filter-lang") or "cql2-text"
    if language != "cql2-text":
        raise QueryError("value", key="filter-lang", value=language, allowed=("cql2-text",))
    if text is None:
        return np.ones(len(layer.ids), dtype=bool)
    try:
        return select(text, layer, lambda geometry: to_stored(geometry, uri))
    except FilterError as error:
        reason = label(f"filter.{error.kind}", asked_language(), **error.values)
        raise ProblemError("filter", key="filter", value=text, reason=reason) from error


def _shapes(layer: Layer) -> Any:
    return layer.shapes[Geometry.TERRITORY].published


def _year(year: int) -> Interval:
    last = datetime(year, 12, 31, 23, 59, 59, tzinfo=UTC)
    return datetime(year, 1, 1, tzinfo=UTC), last


def _meets(years: Sequence[Interval], time: Interval) -> bool:
    return any(first <= time[1] and time[0] <= last for first, last in years)


def _json_type(kind: str, *, many: bool) -> dict[str, Any]:
    one = {"type": kind}
    return {"type": "array", "items": one} if many else one
