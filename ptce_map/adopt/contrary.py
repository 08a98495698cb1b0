"""Columns that cells alone make codes of places, and that the communes beside them gainsay."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from ptce_map.adopt.codes import commune_of
from ptce_map.adopt.gazetteer import Names
from ptce_map.adopt.tables import Table
from ptce_map.adopt.telling import Guess
from ptce_map.adopt.values import AMOUNT_WORDS, MONEY, SHARE_WORDS
from ptce_map.labels import fold

QUANTITIES = frozenset(
    {
        *AMOUNT_WORDS,
        *SHARE_WORDS,
        *("total", "nombre", "nb", "effectif", "population", "habitant", "surface", "superficie"),
        *("prix", "recette", "salarie", "emploi", "beneficiaire", "amount", "grant", "cost"),
        *("funding", "number", "count", "staff", "size"),
    }
)
"""Words of the name of a column of quantities, without their plural."""
AGREEING = 0.5
"""Share of the rows in which a code has to go with the commune beside it."""


def is_quantity(name: str) -> bool:
    """Tell whether the name of a column says that it holds amounts or counts."""
    words = {word.rstrip("s") for word in fold(re.sub(r"[_-]", " ", name)).split()}
    return bool(words & QUANTITIES) or MONEY.search(name) is not None


def without_contrary(table: Table, chosen: Mapping[int, Guess], names: Names) -> dict[int, Guess]:
    """Leave out the codes told by their cells alone that seldom go with the communes beside them.

    Where they do not, they are amounts, or the places of something else than the rows.
    """
    communes = next((at for at, guess in chosen.items() if guess.role == "commune"), None)
    if communes is None:
        return dict(chosen)
    places = [names.communes.named(row.cells[communes]) for row in table.rows]
    tokens = [frozenset(near.named.token for near in found) for found in places]

    def goes_with(at: int, role: str) -> bool:
        pairs = [(row.cells[at], own) for row, own in zip(table.rows, tokens) if own]
        filled = [pair for pair in pairs if pair[0]]
        agreeing = sum(AGREES[role](*pair, names) for pair in filled)
        return not filled or agreeing >= AGREEING * len(filled)

    return {
        at: guess
        for at, guess in chosen.items()
        if guess.why != "content" or guess.role not in AGREES or goes_with(at, guess.role)
    }


def _has_code(cell: str, tokens: frozenset[str], names: Names) -> bool:
    return commune_of(cell, names.cog) in tokens


def _has_postcode(cell: str, tokens: frozenset[str], names: Names) -> bool:
    served = set(names.cog.postcodes.get(cell.strip().zfill(5), ()))
    cities = names.cog.arrondissements["code_parent"]
    served |= {str(cities[code]) for code in served if code in cities.index}
    return any(token.partition(":")[2] in served for token in tokens)


AGREES: Mapping[str, Callable[[str, frozenset[str], Names], bool]] = MappingProxyType(
    {"code_commune": _has_code, "code_postal": _has_postcode}
)
"""Role -> what tells that a cell of it goes with the places that a name may be."""
