"""The parameters of the service: what each is, how it is read, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

import shapely

from app.http.problems import ProblemError, nearest
from app.ogc.crs import CRS84, CRSS
from ptce_map.errors import QueryError
from ptce_map.filters.filters import POLES, filter_keys
from ptce_map.filters.vocabulary import Vocabulary
from ptce_map.labels import LANGS
from ptce_map.layers.cql_values import FARTHEST
from ptce_map.layers.fields import Field
from ptce_map.query.grammar import VIEW_VALUES

DEFAULT_LIMIT = 100
MAXIMUM_LIMIT = 1000
FORMATS = ("json", "html")
CQL2_TEXT = "cql2-text"
TYPES: Mapping[str, Callable[[str], Any]] = MappingProxyType(
    {"string": str, "integer": int, "number": float}
)
"""Type of a column -> what reads a value of it."""
LEFT_OUT: Mapping[str, frozenset[str]] = MappingProxyType(
    {"poles": frozenset(), "communes-des-poles": frozenset({POLES})}
)
"""Collection that understands the query of the page -> the keys that mean something else in it."""

ITEMS = ("limit", "offset", "bbox", "bbox-crs", "crs", "datetime")
FILTERING = ("filter", "filter-lang", "filter-crs")
COMMON = ("f", "lang", "theme")

Arguments = Mapping[str, list[str]]
Interval = tuple[datetime, datetime]
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


BOUNDS: Mapping[str, Mapping[str, int]] = MappingProxyType(
    {"limit": {"maximum": MAXIMUM_LIMIT}, "offset": {}}
)
"""Parameter of paging -> the bound that it has beside its minimum."""


@dataclass(frozen=True)
class Paging:
    """Which part of a result is asked for."""

    limit: int = DEFAULT_LIMIT
    offset: int = 0


def grammar(name: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the keys of the query of the page that a collection understands."""
    if name not in LEFT_OUT:
        return ()
    return (*(key for key in filter_keys(vocabulary) if key not in LEFT_OUT[name]), "q")


def single(arguments: Arguments, key: str) -> str | None:
    """Return the value of a parameter that takes one, ``None`` if it is not given."""
    values = arguments.get(key, [])
    if len(values) > 1:
        raise ProblemError("repeated", key=key, value=values[1])
    return values[0] if values else None


def read_paging(arguments: Arguments) -> Paging:
    """Read the limit and the offset; a limit beyond the maximum is the maximum."""
    limit = _whole(single(arguments, "limit"), DEFAULT_LIMIT, "limit", least=1)
    offset = _whole(single(arguments, "offset"), 0, "offset", least=0)
    return Paging(min(limit, MAXIMUM_LIMIT), offset)


def _whole(text: str | None, default: int, kind: str, *, least: int) -> int:
    if text is None:
        return default
    if not re.fullmatch(r"\d{1,9}", text) or int(text) < least:
        members = {"value": text, "minimum": least, "nearest": str(least), **BOUNDS[kind]}
        raise ProblemError(kind, key=kind, **members)
    return int(text)


def read_crs(arguments: Arguments, key: str) -> str:
    """Read a coordinate reference system by its URI; longitude and latitude if none is given."""
    uri = single(arguments, key)
    if uri is None:
        return CRS84
    uri = uri.strip("<>[]")
    if uri not in CRSS:
        raise ProblemError("crs", key=key, value=uri, allowed=tuple(CRSS), **nearest(uri, CRSS))
    return uri


def read_bbox(arguments: Arguments) -> shapely.Geometry | None:
    """Read the bounding box as a geometry of its own system, axes in the order of that system.

    One whose west is east of its east goes round the antimeridian; heights are left out.
    """
    text, crs = single(arguments, "bbox"), CRSS[read_crs(arguments, "bbox-crs")]
    if text is None:
        return None
    edges = _numbers(text)
    if len(edges) not in (4, 6):
        raise ProblemError("bbox", key="bbox", value=text)
    half = len(edges) // 2
    low, high = edges[:2], edges[half : half + 2]
    if crs.is_north_first:
        low, high = low[::-1], high[::-1]
    (west, south), (east, north) = low, high
    is_split = crs.is_round and west > east
    if south > north or (west > east and not is_split):
        raise ProblemError("bbox", key="bbox", value=text)
    sides = [(west, 180.0), (-180.0, east)] if is_split else [(west, east)]
    box = shapely.union_all([shapely.box(x0, south, x1, north) for x0, x1 in sides])
    return shapely.transform(box, lambda xy: xy[:, ::-1]) if crs.is_north_first else box


def _numbers(text: str) -> list[float]:
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        return []
    return numbers if all(abs(bound) <= FARTHEST for bound in numbers) else []


def check_language(arguments: Arguments) -> None:
    """Refuse a language of filters that is not CQL2 text."""
    language = single(arguments, "filter-lang")
    if language not in (None, CQL2_TEXT):
        raise QueryError("value", key="filter-lang", value=str(language), allowed=(CQL2_TEXT,))


def read_values(field: Field, texts: Sequence[str]) -> set[Any]:
    """Read the values asked of a property, each of the type of its column.

    Raises
    ------
    QueryError
        If one is of another type.
    """
    values = set()
    for text in texts:
        try:
            values.add(TYPES[field.kind](text))
        except ValueError as error:
            allowed = (field.kind,)
            raise QueryError("type", key=field.name, value=text, allowed=allowed) from error
    return values


def read_datetime(arguments: Arguments) -> Interval | None:
    """Read an instant, a day or an interval; an open end is as far as time goes."""
    text = single(arguments, "datetime")
    if text is None:
        return None
    ends = text.split("/")
    try:
        if len(ends) > 2 or (len(ends) == 1 and text in ("", "..")):
            raise ValueError(text)
        first, last = _moment(ends[0])[0], _moment(ends[-1])[1]
    except (ValueError, OverflowError) as error:
        raise ProblemError("datetime", key="datetime", value=text) from error
    if first > last:
        raise ProblemError("datetime", key="datetime", value=text)
    return first, last


def _moment(text: str) -> Interval:
    """Return the first and the last instant that a date, a time or an open end stands for."""
    if text in ("", ".."):
        return _FIRST, _LAST
    if _DAY.fullmatch(text):
        day = datetime.fromisoformat(text).replace(tzinfo=UTC)
        return day, day + timedelta(days=1, microseconds=-1)
    instant = datetime.fromisoformat(text)
    instant = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    return instant, instant


def described_parameters() -> dict[str, dict[str, Any]]:
    """Describe the parameters as OpenAPI does, by name."""
    uris = {"type": "string", "format": "uri", "enum": list(CRSS), "default": CRS84}
    bbox = {"type": "array", "minItems": 4, "maxItems": 6, "items": {"type": "number"}}
    limit = {"type": "integer", "minimum": 1, "maximum": MAXIMUM_LIMIT, "default": DEFAULT_LIMIT}
    schemas: dict[str, dict[str, Any]] = {
        "f": {"type": "string", "enum": list(FORMATS)},
        "lang": {"type": "string", "enum": list(LANGS)},
        "theme": {"type": "string", "enum": list(VIEW_VALUES["theme"] or ())},
        "limit": limit,
        "offset": {"type": "integer", "minimum": 0, "default": 0},
        "bbox": bbox,
        "bbox-crs": uris,
        "crs": uris,
        "datetime": {"type": "string"},
        "filter": {"type": "string"},
        "filter-lang": {"type": "string", "enum": [CQL2_TEXT], "default": CQL2_TEXT},
        "filter-crs": uris,
    }
    return {name: _parameter(name, schema) for name, schema in schemas.items()}


def _parameter(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "schema": schema,
        "style": "form",
        "explode": False,
    }
