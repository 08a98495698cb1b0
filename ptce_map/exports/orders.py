"""An order: everything that decides the bytes of a download, read from an address and written back.

The query is that of the page (see :mod:`ptce_map.query.grammar`), with ``geometrie`` and the keys
of :data:`VARIANTS`; what the page looks at (``niveau``, ``onglet``...) changes nothing in a
download.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, cast
from urllib.parse import parse_qsl, urlencode

from ptce_map.catalog import Catalog
from ptce_map.errors import QueryError
from ptce_map.filters.filters import Filters, filter_keys
from ptce_map.filters.vocabulary import Vocabulary
from ptce_map.labels import fold
from ptce_map.layers.layer import Geometry
from ptce_map.query.grammar import View, canonical, parse, query_keys, to_query

GEOMETRY_KEY = "geometrie"
SEPARATOR_KEY = "separateur"
RINGS_KEY = "anneaux"


class Separator(StrEnum):
    """What parts the cells of a CSV, with the values of the query key ``separateur``."""

    COMMA = "virgule"
    SEMICOLON = "point-virgule"


class Rings(StrEnum):
    """How the outer rings turn, with the values of the query key ``anneaux``.

    Anticlockwise as RFC 7946 wants, or clockwise as d3 does, which takes the others for holes in
    the globe.
    """

    RFC7946 = "rfc7946"
    D3 = "d3"


@dataclass(frozen=True)
class Variant:
    """A choice that some formats offer, and that is without effect on the others.

    ``attribute`` is the field of :class:`Order` that holds it; the first value is the default.
    """

    key: str
    attribute: str
    values: tuple[str, ...]
    formats: tuple[str, ...]

    def is_offered(self, extension: str) -> bool:
        """Tell whether a format, or the description of its files, offers the choice."""
        return extension.split(".")[0] in self.formats

    def of(self, order: Order) -> str:
        """Return the value that an order has."""
        return str(getattr(order, self.attribute))


VARIANTS = (
    Variant(SEPARATOR_KEY, "separator", tuple(Separator), ("csv",)),
    Variant(RINGS_KEY, "rings", tuple(Rings), ("geojson", "jsonl")),
)

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
    separator: str = Separator.COMMA
    rings: str = Rings.RFC7946


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
    own = {GEOMETRY_KEY: geometries} | {variant.key: variant.values for variant in VARIANTS}
    for key, _ in given:
        if key not in (*query_keys(vocabulary), *own):
            raise QueryError("key", key=key, value="", allowed=offered_keys(vocabulary))
    query = parse(urlencode([pair for pair in given if pair[0] not in own]), vocabulary)
    chosen = {key: _chosen(given, key, allowed) for key, allowed in own.items()}
    geometry = Geometry(chosen[GEOMETRY_KEY])
    order = Order(layer, extension, query.filters, geometry, query.view.lang)
    offered = {row.attribute: chosen[row.key] for row in VARIANTS if row.is_offered(extension)}
    return replace(order, **cast("dict[str, Any]", offered))


def offered_keys(vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the keys that change a download."""
    variants = (variant.key for variant in VARIANTS)
    return (*filter_keys(vocabulary), "q", GEOMETRY_KEY, *variants, "lang")


def _chosen(given: Sequence[tuple[str, str]], key: str, allowed: Sequence[str]) -> str:
    """Return the one value given to a key, the first of those allowed if none is."""
    chosen = list(dict.fromkeys(value for name, value in given if name == key and value))
    if len(chosen) > 1:
        raise QueryError("repeated", key=key, value=chosen[1], allowed=chosen)
    for value in chosen:
        if value not in allowed:
            raise QueryError("value", key=key, value=value, allowed=allowed)
    return chosen[0] if chosen else allowed[0]


def order_query(order: Order, default: Geometry, vocabulary: Vocabulary) -> str:
    """Return the canonical query string of an order, without question mark, defaults left out."""
    query = to_query(order.filters, vocabulary)
    geometry = "" if order.geometry is default else urlencode({GEOMETRY_KEY: order.geometry})
    variants = urlencode(_variants(order))
    lang = "" if order.lang == View().lang else urlencode({"lang": order.lang})
    return "&".join(part for part in (query, geometry, variants, lang) if part)


def _variants(order: Order) -> dict[str, str]:
    """Return the keys and values of the variants of an order that are not the default."""
    said = {row.key: row.of(order) for row in VARIANTS}
    return {row.key: said[row.key] for row in VARIANTS if said[row.key] != row.values[0]}


def order_path(order: Order, default: Geometry, vocabulary: Vocabulary) -> str:
    """Return the canonical address of an order on the site."""
    query = order_query(order, default, vocabulary)
    return f"/api/{order.layer}.{order.extension}" + (f"?{query}" if query else "")


def file_name(order: Order, default: Geometry, catalog: Catalog) -> str:
    """Name a download by its filters and the date of the data.

    ``ptce``, as in ``ptce_occitanie_alimentation_2026-11-23.geojson``, is the prefix of the
    programme, which is the title of any other register; ``selection`` stands for filters too long
    to be said; a geometry or a variant that is not the default is said last.
    """
    filters = canonical(order.filters, catalog.vocabulary)
    said = "_".join(_slug(catalog, key, value) for key, value in filters.active())
    chosen = said if len(said) <= LONGEST_STEM else "selection"
    geometry = "" if order.geometry is default else order.geometry.value
    prefix = catalog.programme.prefix + SUFFIXES[order.layer]
    parts = (prefix, chosen, geometry, *_variants(order).values(), catalog.register.date)
    return f"{'_'.join(part for part in parts if part)}.{order.extension}"


def _slug(catalog: Catalog, key: str, value: str) -> str:
    """Return the word that stands for a filter: the name of a place, else the value itself."""
    is_place = key in ("region", "departement")
    text = catalog.vocabulary.name(key, value, "fr") if is_place else value
    return fold(text).replace(" ", "-")
