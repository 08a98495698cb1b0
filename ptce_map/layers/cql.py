"""Filters in CQL2 text (OGC 21-065): parsed by ``cql2``, answered on the columns of a layer.

Logic has three values: what is compared with something unknown is itself unknown, and is not
selected, nor is its negation.
"""

from __future__ import annotations

import operator
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import cql2
import numpy as np

import shapely

from geodata.packed import Geometries
from ptce_map.arrays import Mask
from ptce_map.layers.cql_values import (
    GEOMETRY_PROPERTY,
    MOMENTS,
    FilterError,
    check_families,
    constant,
    said,
    written_geometry,
)
from ptce_map.layers.layer import Geometry, Layer

LONGEST = 1000
DEEPEST = 50
"""The parser calls itself at each parenthesis and negation: beyond this many, it is not called."""

_NESTING = re.compile(r"\(|\bnot\b", re.IGNORECASE)
_DOUBLE_MINUS = re.compile(r"-\s*-")

Truth = Sequence[bool | None]
Places = Callable[[], Geometries]


def select(text: str, layer: Layer, places: Places | None = None) -> Mask:
    """Select the rows of a layer that a filter holds for.

    ``places`` gives the geometry of each row in the system of the filter, if that is not longitude
    and latitude.

    Raises
    ------
    FilterError
        If the filter is too long, is not CQL2, names what the layer does not have, or compares
        what cannot be compared.
    """
    truth = _Answer(layer, places or (lambda: territories(layer))).truth(parse(text))
    return np.array([value is True for value in truth], dtype=bool)


def parse(text: str) -> Any:
    """Parse CQL2 text to the tree that CQL2 JSON writes.

    Raises
    ------
    FilterError
        If it is too long or nested, or is not CQL2.
    """
    if len(text) > LONGEST or len(_NESTING.findall(text)) > DEEPEST:
        raise FilterError("long", longest=str(LONGEST), deepest=str(DEEPEST))
    if _DOUBLE_MINUS.search(text):
        raise FilterError("syntax")
    try:
        return cql2.parse_text(text).to_json()
    except (cql2.ParseError, cql2.ValidationError, ValueError) as error:
        raise FilterError("syntax") from error


class _Answer:
    """The answer of one layer to the parts of a filter."""

    def __init__(self, layer: Layer, places: Places) -> None:
        self.layer = layer
        self.places = places
        self.n = len(layer.ids)

    def truth(self, node: Any) -> Truth:
        """Tell, for each row, whether a part of the filter holds, ``None`` if it is unknown."""
        if isinstance(node, bool):
            return [node] * self.n
        if not isinstance(node, Mapping) or node.get("op") not in PREDICATES:
            raise FilterError("operator", op=said(node))
        return PREDICATES[node["op"]](self, node["args"])

    def cells(self, node: Any) -> Sequence[Any]:
        """Return the value of an operand in each row, ``None`` if it is unknown."""
        if isinstance(node, list):
            return [[constant(member) for member in node]] * self.n
        if not isinstance(node, Mapping) or node.keys() & MOMENTS.keys():
            return [constant(node)] * self.n
        if "property" in node:
            return self.column(node["property"])
        if node.get("op") in FUNCTIONS:
            (argument,) = node["args"]
            return [_applied(FUNCTIONS[node["op"]], cell) for cell in self.cells(argument)]
        raise FilterError("operator", op=said(node))

    def column(self, name: str) -> Sequence[Any]:
        """Return a column of the layer."""
        if name not in self.layer.columns:
            raise FilterError("property", name=name, allowed=", ".join(self.layer.columns))
        return self.layer.columns[name]

    def geometries(self, node: Any) -> Geometries:
        """Return the geometry of an operand in each row: the row's, or one that is written."""
        if _is_geometry(node):
            return self.places()
        literal = written_geometry(node)
        shapely.prepare(literal)
        return np.full(self.n, literal, dtype=object)


def territories(layer: Layer) -> Geometries:
    """Return the territory of each row of a layer, in longitude and latitude."""
    return layer.shapes[Geometry.TERRITORY].published[layer.place]


def _is_geometry(node: Any) -> bool:
    return isinstance(node, Mapping) and node.get("property") == GEOMETRY_PROPERTY


def without_accents(text: str) -> str:
    """Return a text without its accents, case and punctuation kept."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _applied(function: Callable[[str], str], cell: Any) -> Any:
    if isinstance(cell, list):
        return [function(member) for member in cell]
    if cell is not None and not isinstance(cell, str):
        raise FilterError("type", value=str(cell))
    return cell if cell is None else function(cell)


def _compared(compare: Callable[[Any, Any], bool]) -> Callable[[_Answer, Sequence[Any]], Truth]:
    def answer(self: _Answer, args: Sequence[Any]) -> Truth:
        left, right = map(self.cells, args)
        return [_compare(compare, *pair) for pair in zip(left, right)]

    return answer


def _compare(compare: Callable[[Any, Any], bool], left: Any, right: Any) -> bool | None:
    if left is None or right is None:
        return None
    check_families(left, right)
    return compare(left, right)


def _arrays(compare: Callable[[set[Any], set[Any]], bool]) -> Any:
    def answer(self: _Answer, args: Sequence[Any]) -> Truth:
        left, right = map(self.cells, args)
        return [_compare_arrays(compare, *pair) for pair in zip(left, right)]

    return answer


def _compare_arrays(compare: Callable[[set[Any], set[Any]], bool], left: Any, right: Any) -> bool:
    if not isinstance(left, list) or not isinstance(right, list):
        raise FilterError("array")
    return compare(set(left), set(right))


def _and(self: _Answer, args: Sequence[Any]) -> Truth:
    return [_all(row) for row in zip(*(self.truth(operand) for operand in args))]


def _all(row: Sequence[bool | None]) -> bool | None:
    return False if False in row else None if None in row else True


def _or(self: _Answer, args: Sequence[Any]) -> Truth:
    return [_any(row) for row in zip(*(self.truth(operand) for operand in args))]


def _any(row: Sequence[bool | None]) -> bool | None:
    return True if True in row else None if None in row else False


def _not(self: _Answer, args: Sequence[Any]) -> Truth:
    return [None if value is None else not value for value in self.truth(args[0])]


def _is_null(self: _Answer, args: Sequence[Any]) -> Truth:
    if _is_geometry(args[0]):
        return [place is None for place in self.places()]
    return [cell is None or cell == [] for cell in self.cells(args[0])]


def _between(self: _Answer, args: Sequence[Any]) -> Truth:
    low, high = ({"op": ">=", "args": args[:2]}, {"op": "<=", "args": [args[0], args[2]]})
    return _and(self, [low, high])


def _in(self: _Answer, args: Sequence[Any]) -> Truth:
    values = {constant(member) for member in args[1]}
    return [_is_in(cell, values) for cell in self.cells(args[0])]


def _is_in(cell: Any, values: set[Any]) -> bool | None:
    if cell is None:
        return None
    for value in values:
        check_families(cell, value)
    return cell in values


def _like(self: _Answer, args: Sequence[Any]) -> Truth:
    return [_matches(cell, pattern) for cell, pattern in zip(*map(self.cells, args))]


def _matches(cell: Any, pattern: Any) -> bool | None:
    if cell is None:
        return None
    if not isinstance(cell, str) or not isinstance(pattern, str):
        raise FilterError("type", value=str(pattern))
    return _expression(pattern).fullmatch(cell) is not None


@lru_cache
def _expression(pattern: str) -> re.Pattern[str]:
    """Write a pattern, where % is any text, _ any character and a backslash an escape.

    What stands between two % is looked for once, without going back, so that no pattern is slow.
    """
    first, *others = ("".join(part) for part in _parts(pattern))
    if not others:
        return re.compile(first, re.DOTALL)
    middle = "".join(f"(?>.*?{literal})" for literal in others[:-1])
    return re.compile(f"{first}{middle}.*{others[-1]}", re.DOTALL)


def _parts(pattern: str) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for escape, character in re.findall(r"(\\?)(.)", pattern, re.DOTALL):
        if character == "%" and not escape:
            parts.append([])
        else:
            parts[-1].append("." if character == "_" and not escape else re.escape(character))
    return parts


def _intersects(self: _Answer, args: Sequence[Any]) -> Truth:
    left, right = map(self.geometries, args)
    is_unknown = shapely.is_missing(left) | shapely.is_missing(right)
    found = shapely.intersects(left, right)
    return [None if unknown else hit for unknown, hit in zip(is_unknown, found.tolist())]


PREDICATES: Mapping[str, Callable[[_Answer, Sequence[Any]], Truth]] = MappingProxyType(
    {
        "and": _and,
        "or": _or,
        "not": _not,
        "isNull": _is_null,
        "like": _like,
        "between": _between,
        "in": _in,
        "=": _compared(operator.eq),
        "<>": _compared(operator.ne),
        "<": _compared(operator.lt),
        ">": _compared(operator.gt),
        "<=": _compared(operator.le),
        ">=": _compared(operator.ge),
        "a_equals": _arrays(operator.eq),
        "a_contains": _arrays(operator.ge),
        "a_containedBy": _arrays(operator.le),
        "a_overlaps": _arrays(lambda left, right: bool(left & right)),
        "s_intersects": _intersects,
    }
)
"""Operator that is true or false -> what answers it."""

FUNCTIONS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {"casei": str.casefold, "accenti": without_accents}
)
"""Function of a text -> what computes it."""
