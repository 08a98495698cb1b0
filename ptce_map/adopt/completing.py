"""Roles of columns that neither their name nor their cells alone tell, but what stands beside them.

Numbers beside the communes that they are the codes or the départements of; and, in a table without
any other place, two columns of coordinates, or one of places of several kinds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise, product

from ptce_map.adopt.codes import commune_of
from ptce_map.adopt.gazetteer import Names
from ptce_map.adopt.hints import read_departements
from ptce_map.adopt.points import is_in_france, is_x, is_y, read_number
from ptce_map.adopt.roles import LOCATING, WIDE
from ptce_map.adopt.tables import ColumnName, Table
from ptce_map.adopt.telling import MOST, Guess, share
from ptce_map.register.files.typed_values import is_nothing

FEWEST = 3
"""Rows from which columns may be told by those beside them."""
PRECISE = 3
"""Decimals of a degree from which a number may be a coordinate."""
WHY = "beside"

Chosen = Mapping[int, Guess]
Samples = Mapping[int, Sequence[str]]


def complete(table: Table, chosen: Chosen, samples: Samples, names: Names) -> dict[int, Guess]:
    """Return the roles of more columns, by their position.

    Parameters
    ----------
    table
        The table.
    chosen
        Roles that are told already.
    samples
        Different cells of each column.
    names
        Names of places.
    """
    found = _of_communes(table, chosen, names)
    roles = {guess.role for guess in (*chosen.values(), *found.values())}
    if any(row.shape is not None for row in table.rows) or roles & set(LOCATING) - set(WIDE):
        return found
    seats = [guess for guess in chosen.values() if guess.role == "siege"]
    if seats and not roles & set(WIDE):
        return found | {seats[0].at: Guess("commune", seats[0].at, MOST, "content")}
    free = [column for column in table.columns if column.at not in chosen]
    points = _points(table, free)
    return found | (points or ({} if roles & set(WIDE) else _places(free, samples, names)))


def _of_communes(table: Table, chosen: Chosen, names: Names) -> dict[int, Guess]:
    """Take numbers that agree with the communes beside them for their codes or départements."""
    roles = {guess.role: guess.at for guess in chosen.values()}
    if "commune" not in roles:
        return {}
    places = [_tokens(row.cells[roles["commune"]], names) for row in table.rows]
    found: dict[int, Guess] = {}
    for role, agrees in AGREEING.items():
        if role in roles:
            continue
        for column in table.columns:
            if column.at in chosen or column.at in found:
                continue
            pairs = [(cell, tokens) for cell, tokens in zip(table.cells(column), places) if tokens]
            filled = [pair for pair in pairs if pair[0] and not is_nothing(pair[0])]
            is_told = len(filled) >= FEWEST and len({cell for cell, _ in filled}) > 1
            if is_told and sum(agrees(*pair, names) for pair in filled) >= MOST * len(filled):
                found[column.at] = Guess(role, column.at, MOST, WHY)
                break
    return found


def _tokens(text: str, names: Names) -> frozenset[str]:
    return (
        frozenset(near.named.token for near in names.communes.named(text)) if text else frozenset()
    )


def _is_code(cell: str, tokens: frozenset[str], names: Names) -> bool:
    return cell[:1].isdigit() and commune_of(cell, names.cog) in tokens


def _is_home(cell: str, tokens: frozenset[str], names: Names) -> bool:
    if not cell[:1].isdigit():
        return False
    homes = names.cog.places["code_departement"]
    own = {str(homes[token.partition(":")[2]]) for token in tokens}
    return bool(read_departements(cell, names.cog) & own)


AGREEING: Mapping[str, Callable[[str, frozenset[str], Names], bool]] = {
    "code_commune": _is_code,
    "departement": _is_home,
}
"""Role -> what tells that a cell of it agrees with the communes that a name may be."""


def _points(table: Table, free: Sequence[ColumnName]) -> dict[int, Guess]:
    """Take two columns of numbers, one beside the other, for points that lie in France."""
    for first, second in pairwise(free):
        rows = [(row.cells[first.at], row.cells[second.at]) for row in table.rows]
        pairs = [pair for pair in rows if all(pair)]
        if second.at != first.at + 1 or len(pairs) < FEWEST:
            continue
        for (holds, roles), is_turned in product(POINTS, (False, True)):
            turned = [pair[::-1] for pair in pairs] if is_turned else pairs
            if sum(holds(*pair) for pair in turned) >= MOST * len(pairs):
                columns = (second, first) if is_turned else (first, second)
                return {
                    column.at: Guess(role, column.at, MOST, WHY)
                    for column, role in zip(columns, roles)
                }
    return {}


def _is_degrees(x: str, y: str) -> bool:
    longitude, latitude = read_number(x), read_number(y)
    if longitude is None or latitude is None:
        return False
    is_precise = all(len(re.split("[.,]", text)[-1]) >= PRECISE for text in (x, y))
    return is_precise and is_in_france(longitude, latitude)


def _is_metres(x: str, y: str) -> bool:
    return is_x(x) and is_y(y)


POINTS = ((_is_degrees, ("longitude", "latitude")), (_is_metres, ("x", "y")))
"""What tells the two numbers of a point, and their roles."""


def _places(free: Sequence[ColumnName], samples: Samples, names: Names) -> dict[int, Guess]:
    """Take the first column of places of several kinds for that of the places."""
    for column in free:
        cells = samples[column.at]
        is_text = all(any(map(str.isalpha, cell)) for cell in cells)
        if is_text and len(cells) >= FEWEST and share("lieu", cells, names) >= MOST:
            return {column.at: Guess("lieu", column.at, MOST, "content")}
    return {}
