"""An order: everything that decides the bytes of a download, read from an address and written back.

The query is that of the page (see :mod:`ptce_map.query`), with one more key, ``geometrie``; what
the page looks at (``niveau``, ``onglet``...) changes nothing in a download.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from ptce_map.catalog import Catalog
from ptce_map.errors import QueryError
from ptce_map.exports.layers import Geometry
from ptce_map.labels import fold
from ptce_map.query import FILTERS, KEYS, Filters, View, canonical, parse, to_query
from ptce_map.vocabulary import Vocabulary

GEOMETRY_KEY = "geometrie"
OFFERED_KEYS = (*(row.key for row in FILTERS), "q", GEOMETRY_KEY, "lang")
"""Keys that change a download."""

LONGEST_STEM = 100

SUFFIXES = {"poles": "", "communes-des-poles": "-communes"}
"""Layer that can be downloaded -> what the names of its files add to that of the programme."""


@dataclass(frozen=True)
class Order:
    """What is asked for; equal orders have equal bytes. ``geometry`` is one that the format has."""

    layer: str = "poles"
    extension: str = "geojson"
    filters: Filters = field(default_factory=Filters)
    geometry: Geometry = Geometry.TERRITORY
    lang: str = "fr"


def parse_order(
    layer: str,
    extension: str,
    geometries: Sequence[Geometry],
    query_string: str,
    vocabulary: Vocabulary,
) -> Order:
    """Read the order that an address gives: ``geometries`` are those of the format, default first.

    Raises
    ------
    QueryError
        If a key or value is unknown, or if the format does not have the geometry.
    """
    given = parse_qsl(query_string.removeprefix("?"), keep_blank_values=True)
    for key, _ in given:
        if key not in (*KEYS, GEOMETRY_KEY):
            raise QueryError("key", key=key, value="", allowed=OFFERED_KEYS)
    chosen = list(dict.fromkeys(value for key, value in given if key == GEOMETRY_KEY and value))
    query = parse(urlencode([pair for pair in given if pair[0] != GEOMETRY_KEY]), vocabulary)
    geometry = _geometry(chosen, geometries)
    return Order(layer, extension, query.filters, geometry, query.view.lang)


def _geometry(chosen: Sequence[str], allowed: Sequence[Geometry]) -> Geometry:
    if len(chosen) > 1:
        raise QueryError("repeated", key=GEOMETRY_KEY, value=chosen[1], allowed=chosen)
    for value in chosen:
        if value not in allowed:
            raise QueryError("value", key=GEOMETRY_KEY, value=value, allowed=allowed)
    return Geometry(chosen[0]) if chosen else allowed[0]


def order_query(order: Order, default: Geometry, vocabulary: Vocabulary) -> str:
    """Return the canonical query string of an order, without question mark, defaults left out."""
    query = to_query(order.filters, vocabulary)
    geometry = "" if order.geometry is default else urlencode({GEOMETRY_KEY: order.geometry})
    lang = "" if order.lang == View().lang else urlencode({"lang": order.lang})
    return "&".join(part for part in (query, geometry, lang) if part)


def order_path(order: Order, default: Geometry, vocabulary: Vocabulary) -> str:
    """Return the canonical address of an order on the site."""
    query = order_query(order, default, vocabulary)
    return f"/api/{order.layer}.{order.extension}" + (f"?{query}" if query else "")


def file_name(order: Order, default: Geometry, catalog: Catalog) -> str:
    """Name a download by its filters and the date of the data.

    ``ptce``, as in ``ptce_occitanie_alimentation_2026-11-23.geojson``, is the prefix of the
    programme, which is the title of any other register; ``selection`` stands for filters too long
    to be said, and a geometry that is not the format's default is said last.
    """
    filters = canonical(order.filters, catalog.vocabulary)
    said = "_".join(_slug(catalog, key, value) for key, value in filters.active())
    chosen = said if len(said) <= LONGEST_STEM else "selection"
    geometry = "" if order.geometry is default else order.geometry.value
    prefix = catalog.programme.prefix + SUFFIXES[order.layer]
    parts = (prefix, chosen, geometry, catalog.register.date)
    return f"{'_'.join(part for part in parts if part)}.{order.extension}"


def _slug(catalog: Catalog, key: str, value: str) -> str:
    """Return the word that stands for a filter: the name of a place, else the value itself."""
    is_place = key in ("region", "departement")
    text = catalog.vocabulary.name(key, value, "fr") if is_place else value
    return fold(text).replace(" ", "-")
