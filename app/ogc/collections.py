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
from app.http.problems import ProblemError, asked_language, nearest
from app.ogc.crs import CRS84, CRSS, shapes_in
from app.ogc.media import SCHEMA
from app.ogc.parameters import (
    COMMON,
    FILTERING,
    ITEMS,
    Arguments,
    Interval,
    grammar,
    read_bbox,
    read_crs,
    read_datetime,
    read_values,
    single,
)
from geodata.packed import Geometries
from ptce_map.arrays import Integers, Mask
from ptce_map.exports.download import licence_url
from ptce_map.exports.orders import SUFFIXES
from ptce_map.filters.filters import Filters
from ptce_map.labels import label
from ptce_map.layers.cql import select
from ptce_map.layers.cql_values import GEOMETRY_PROPERTY, FilterError
from ptce_map.layers.fields import Field
from ptce_map.layers.layer import Geometry, Layer


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
            known = tuple(self.layers)
            raise ProblemError("layer", value=name, allowed=known, **nearest(name, known))
        return self.layers[name]

    @cached_property
    def rounds(self) -> Sequence[Sequence[Interval]]:
        """The years of the rounds that each pole won, each from its first instant to its last."""
        years = self.dataset.register.appels["annee"]
        won = self.dataset.poles["appels"]
        known = {appel: _year(int(year)) for appel, year in years.dropna().items()}
        return [[known[appel] for appel in appels if appel in known] for appels in won]

    def rows(self, name: str, arguments: Arguments) -> Integers:
        """Return the positions of the features of a collection that answer canonical arguments."""
        layer = self.layer(name)
        mask = np.ones(len(layer.ids), dtype=bool)
        if layer.name in SUFFIXES:
            mask &= self._of_poles(name, arguments)[layer.pole]
        keys = grammar(name, self.dataset.vocabulary)
        for field in layer.fields:
            if field.name in arguments and field.name not in keys:
                mask &= holding(layer, field, arguments[field.name])
        box = read_bbox(arguments)
        if box is not None:
            shapely.prepare(box)
            shapes = places(layer, read_crs(arguments, "bbox-crs"))
            mask &= shapely.intersects(shapes, box)[layer.place]
        return np.flatnonzero(mask & filtered(layer, arguments))

    def _of_poles(self, name: str, arguments: Arguments) -> Mask:
        """Select the poles that answer the grammar of the page and the time asked for."""
        keys = [key for key in grammar(name, self.dataset.vocabulary) if key != "q"]
        asked = {key: tuple(arguments.get(key, ())) for key in keys}
        filters = Filters.of(asked, single(arguments, "q") or "")
        mask = self.dataset.index.select(filters).mask
        time = read_datetime(arguments)
        if time is None:
            return mask
        is_met: Mask = np.array([_meets(years, time) for years in self.rounds], dtype=bool)
        return np.logical_and(mask, is_met)

    def extent(self, name: str) -> dict[str, Any]:
        """Return the box of a collection, and for the poles the years of their rounds."""
        layer = self.layer(name)
        box = shapely.total_bounds(layer.shapes[Geometry.TERRITORY].outlines[:]).round(6).tolist()
        spatial = {"spatial": {"bbox": [box], "crs": CRS84}} if not np.isnan(box).any() else {}
        years = [year for pole in self.rounds for year in pole]
        if name not in SUFFIXES or not years:
            return spatial
        first, last = min(start for start, _ in years), max(end for _, end in years)
        interval = [f"{first:%Y-%m-%dT%H:%M:%SZ}", f"{last:%Y-%m-%dT%H:%M:%SZ}"]
        return {**spatial, "temporal": {"interval": [interval]}}

    def describe(self, name: str, root: str, lang: str) -> dict[str, Any]:
        """Describe a collection."""
        base = f"{root}/collections/{name}"
        links = [
            link(base, "self", "application/json", self.layer(name).titles[lang]),
            link(f"{base}?f=html", "alternate", "text/html", label("ogc.as_html", lang)),
            link(f"{base}/items", "items", "application/geo+json", label("ogc.items", lang)),
            link(f"{base}/items?f=html", "items", "text/html", label("ogc.items", lang)),
            link(
                f"{base}/queryables",
                "http://www.opengis.net/def/rel/ogc/1.0/queryables",
                SCHEMA,
                label("ogc.queryables", lang),
            ),
            link(
                f"{base}/schema",
                "describedby",
                SCHEMA,
                label("ogc.schema", lang),
            ),
        ]
        licence = licence_url(self.dataset.register)
        return {
            "id": name,
            "title": self.layer(name).titles[lang],
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
                "description": field.said(lang),
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
            "title": self.layer(name).titles[lang],
            "properties": properties,
            "additionalProperties": False,
        }

    def parameters(self, name: str) -> tuple[str, ...]:
        """Return the parameters that the features of a collection take."""
        names = [field.name for field in self.layer(name).fields]
        keys = grammar(name, self.dataset.vocabulary)
        return tuple(dict.fromkeys((*COMMON, *ITEMS, *FILTERING, *keys, *names)))


def link(href: str, rel: str, media_type: str, title: str) -> dict[str, str]:
    """Return a link."""
    given = {"href": href, "rel": rel, "type": media_type, "title": title}
    return {name: text for name, text in given.items() if text}


def holding(layer: Layer, field: Field, texts: Sequence[str]) -> Mask:
    """Select the rows whose cell is, or holds, one of some values written as text."""
    wanted = read_values(field, texts)
    cells = (cell if isinstance(cell, list) else [cell] for cell in layer.columns[field.name])
    return np.array([not wanted.isdisjoint(cell) for cell in cells], dtype=bool)


def filtered(layer: Layer, arguments: Arguments) -> Mask:
    """Select the rows that a CQL2 filter holds for; all if there is none."""
    text, uri = single(arguments, "filter"), read_crs(arguments, "filter-crs")
    if text is None:
        return np.ones(len(layer.ids), dtype=bool)
    try:
        return select(text, layer, lambda: places(layer, uri)[layer.place])
    except FilterError as error:
        raise filter_problem(text, error, layer) from error


def filter_problem(text: str, error: FilterError, layer: Layer) -> ProblemError:
    """Return the problem of a filter: a property that is not known has those that are."""
    reason = label(f"filter.{error.kind}", asked_language(), **error.values)
    members: dict[str, Any] = {}
    if error.kind == "property":
        known = (*layer.columns, GEOMETRY_PROPERTY)
        members = {"allowed": known, **nearest(error.values["name"], known)}
    return ProblemError("filter", key="filter", value=text, reason=reason, **members)


def places(layer: Layer, uri: str) -> Geometries:
    """Return the territories of a layer, as they are written in a system."""
    return shapes_in(layer.shapes[Geometry.TERRITORY], uri)


def _year(year: int) -> Interval:
    last = datetime(year, 12, 31, 23, 59, 59, tzinfo=UTC)
    return datetime(year, 1, 1, tzinfo=UTC), last


def _meets(years: Sequence[Interval], time: Interval) -> bool:
    return any(first <= time[1] and time[0] <= last for first, last in years)


def _json_type(kind: str, *, many: bool) -> dict[str, Any]:
    schema = {"type": kind}
    return {"type": "array", "items": schema} if many else schema
