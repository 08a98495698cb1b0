"""The canonical form of a request: equal requests have equal arguments, so one answer and one link.

Parameters come in the order in which they are declared, values in that of the vocabulary; defaults,
and what has no effect on the answer, are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from app.ogc.crs import CRS84
from app.ogc.parameters import (
    DEFAULT_LIMIT,
    Arguments,
    check_language,
    grammar,
    read_bbox,
    read_crs,
    read_datetime,
    read_paging,
    read_values,
    single,
)
from ptce_map.exports.orders import SUFFIXES
from ptce_map.filters.filters import Filters
from ptce_map.filters.vocabulary import Vocabulary
from ptce_map.layers.layer import Layer
from ptce_map.query.grammar import View, canonical

Said = str | int | None


def canonical_arguments(
    given: Arguments, vocabulary: Vocabulary, layer: Layer | None = None
) -> Arguments:
    """Return the arguments of a request in canonical form, without format and language.

    ``layer`` is the one whose features are asked for, if features are.

    Raises
    ------
    ProblemError, QueryError
        If a value is not understood.
    """
    pairs = {key: [str(value)] for key, value in _service_pairs(given, layer)}
    if layer is not None:
        pairs |= _grammar_pairs(given, vocabulary, layer.name)
        pairs |= _property_pairs(given, vocabulary, layer)
    return pairs


def _service_pairs(given: Arguments, layer: Layer | None) -> Iterator[tuple[str, str | int]]:
    check_language(given)
    for key, (read, default) in READERS.items():
        value = read(given)
        if value is not None and value != default and _matters(key, given, layer):
            yield key, value


def _matters(key: str, given: Arguments, layer: Layer | None) -> bool:
    """Tell whether a parameter that is understood changes the answer."""
    is_timed = layer is not None and layer.name in SUFFIXES
    return DEPENDS.get(key, key) in given and (key != "datetime" or is_timed)


def _grammar_pairs(given: Arguments, vocabulary: Vocabulary, name: str) -> Mapping[str, list[str]]:
    keys = grammar(name, vocabulary)
    asked = {key: tuple(filter(None, given.get(key, ()))) for key in keys if key != "q"}
    filters = canonical(Filters.of(asked, single(given, "q") or ""), vocabulary)
    pairs: dict[str, list[str]] = {}
    for key, value in filters.active() if keys else ():
        pairs.setdefault(key, []).append(value)
    return pairs


def _property_pairs(
    given: Arguments, vocabulary: Vocabulary, layer: Layer
) -> Mapping[str, list[str]]:
    keys = grammar(layer.name, vocabulary)
    return {
        field.name: [str(value) for value in sorted(read_values(field, given[field.name]))]
        for field in layer.fields
        if field.name in given and field.name not in keys
    }


def _understood(read: Callable[[Arguments], object], key: str) -> Callable[[Arguments], Said]:
    """Return what gives a parameter as it is written, once it is understood."""

    def written(given: Arguments) -> Said:
        read(given)
        return single(given, key)

    return written


def _system(key: str) -> Callable[[Arguments], Said]:
    return lambda given: read_crs(given, key)


READERS: Mapping[str, tuple[Callable[[Arguments], Said], Said]] = MappingProxyType(
    {
        "limit": (lambda given: read_paging(given).limit, DEFAULT_LIMIT),
        "offset": (lambda given: read_paging(given).offset, 0),
        "bbox": (_understood(read_bbox, "bbox"), None),
        "bbox-crs": (_system("bbox-crs"), CRS84),
        "crs": (_system("crs"), CRS84),
        "datetime": (_understood(read_datetime, "datetime"), None),
        "filter": (lambda given: single(given, "filter"), None),
        "filter-crs": (_system("filter-crs"), CRS84),
        "theme": (lambda given: single(given, "theme"), View().theme),
    }
)
"""Parameter -> what reads it, and the value that may as well not be given."""

DEPENDS: Mapping[str, str] = MappingProxyType({"bbox-crs": "bbox", "filter-crs": "filter"})
"""Parameter -> the one without which it has no effect."""


def pairs_of(arguments: Arguments) -> list[tuple[str, str]]:
    """Return arguments as (key, value) pairs."""
    return [(key, text) for key, values in arguments.items() for text in values]
