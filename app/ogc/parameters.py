"""The parameters of the service: what each is, how it is read, and what is wrong with it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import shapely

from app.ogc.crs import CRS84, CRSS, to_stored
from app.problems import ProblemError
from ptce_map.labels import LANGS
from ptce_map.nearest import nearest_texts
from ptce_map.query import FILTERS, VIEW_VALUES

DEFAULT_LIMIT = 100
MAXIMUM_LIMIT = 1000
FORMATS = ("json", "html")
GRAMMAR = (*(row.key for row in FILTERS), "q")
"""Keys of the query of the page, which the collections of poles understand."""

ITEMS = ("limit", "offset", "bbox", "bbox-crs", "crs", "datetime")
FILTERING = ("filter", "filter-lang", "filter-crs")
COMMON = ("f", "lang", "theme")

Interval = tuple[datetime, datetime]
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Paging:
    """Which part of a result is asked for."""

    limit: int = DEFAULT_LIMIT
    offset: int = 0


def single(arguments: Mapping[str, list[str]], key: str) -> str | None:
    """Return the value of a parameter that takes one, ``None`` if it is not given."""
    values = arguments.get(key, [])
    if len(values) > 1:
        raise ProblemError("repeated", key=key, value=values[1])
    return values[0] if values else None


def read_paging(arguments: Mapping[str, list[str]]) -> Paging:
    """Read the limit and the offset; a limit beyond the maximum is the maximum."""
    limit = _whole(single(arguments, "limit"), DEFAULT_LIMIT, "limit", least=1)
    offset = _whole(single(arguments, "offset"), 0, "offset", least=0)
    return Paging(min(limit, MAXIMUM_LIMIT), offset)


def _whole(text: str | None, default: int, kind: str, *, least: int) -> int:
    if text is None:
        return default
    if not re.fullmatch(r"\d{1,9}", text) or int(text) < least:
        nearest = str(least)
        raise ProblemError(
            kind, key=kind, value=text, minimum=least, maximum=MAXIMUM_LIMIT, nearest=nearest
        )
    return int(text)


def read_crs(arguments: Mapping[str, list[str]], key: str) -> str:
    """Read a coordinate reference system by its URI; longitude and latitude if none is given."""
    uri = single(arguments, key)
    if uri is None:
        return CRS84
    uri = uri.strip("<>[]")
    if uri not in CRSS:
        found = nearest_texts(uri, CRSS)
        members = {"nearest": found[0]} if found else {}
        raise ProblemError("crs", key=key, value=uri, allowed=tuple(CRSS), **members)
    return uri


def read_bbox(arguments: Mapping[str, list[str]]) -> shapely.Geometry | None:
    """Read the bounding box as a geometry of longitude and latitude.

    One whose west is east of its east goes round the antimeridian; heights are left out.
    """
    text, uri = single(arguments, "bbox"), read_crs(arguments, "bbox-crs")
    if text is None:
        return None
    edges = _numbers(text)
    if len(edges) not in (4, 6):
        raise ProblemError("bbox", key="bbox", value=text)
    half = len(edges) // 2
    (x0, y0), (x1, y1) = edges[:2], edges[half : half + 2]
    if CRSS[uri].is_north_first:
        x0, y0, x1, y1 = y0, x0, y1, x1
    is_split = uri != _lambert() and x0 > x1
    if y0 > y1 or (x0 > x1 and not is_split):
        raise ProblemError("bbox", key="bbox", value=text)
    if is_split:
        return shapely.union_all([shapely.box(x0, y0, 180, y1), shapely.box(-180, y0, x1, y1)])
    box = shapely.box(x0, y0, x1, y1)
    return box if CRSS[uri].is_north_first else to_stored(box, uri)


def _lambert() -> str:
    return list(CRSS)[-1]


def _numbers(text: str) -> list[float]:
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        return []
    return numbers if all(map(math.isfinite, numbers)) else []


def read_datetime(arguments: Mapping[str, list[str]]) -> Interval | None:
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
        "filter-lang": {"type": "string", "enum": ["cql2-text"], "default": "cql2-text"},
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
