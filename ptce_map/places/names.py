"""Places by their names, in the words of people: "Rennes (Ille-et-Vilaine)", "31 - Haute-Garonne".

A name that several places bear is settled by what stands beside it: the name or the code of a
département, or a postal code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from geodata.cog import Cog, Level
from geodata.history import read_history
from ptce_map.labels import fold
from ptce_map.places.tokens import KINDS

BESIDE = re.compile(
    r"(?P<before>\d\w{0,4})?[\s,:–-]*(?P<name>[^\d(,]*[^\d(,\s–-])[\s,–-]*"
    r"(?:\((?P<inside>[^)]*)\)|,?\s*(?P<after>\d\w{1,4}|[^\d(,]+))?\s*"
)
"""A code, a name, and what stands beside it: in brackets, or after a comma."""


@dataclass(frozen=True, eq=False)
class PlaceNames:
    """Folded names of the places of the COG -> their tokens, the widest first.

    ``former`` are the names that places bore before, or that bore those that they replaced.
    """

    cog: Cog
    tokens: Mapping[str, tuple[str, ...]]
    former: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def find(self, text: str) -> tuple[str, ...]:
        """Return the tokens of the places that a text names; several if nothing settles it.

        A former name is that of a place where none bears it today, or none that is where it says.
        """
        own = self._named(text)
        match = BESIDE.fullmatch(text.strip())
        if own or match is None:
            return own
        found, before = self._named(match["name"]), self.former.get(fold(match["name"]), ())
        beside = [part for part in (match["before"], match["inside"], match["after"]) if part]
        for hint in beside:
            kept = [
                [token for token in tokens if self._is_in(token, hint)]
                for tokens in (found, before)
            ]
            found = tuple(kept[0] or kept[1]) or found
        return found if beside else own

    def _named(self, name: str) -> tuple[str, ...]:
        return self.tokens.get(fold(name)) or self.former.get(fold(name), ())

    def _is_in(self, token: str, hint: str) -> bool:
        """Tell whether a place is in the département, or has the postal code, that is said."""
        prefix, _, code = token.partition(":")
        if prefix not in ("com", "arm"):
            return fold(hint) in (fold(code), code.lstrip("0"))
        home = departement_of(code, self.cog)
        name = self.cog.name(Level.DEPARTEMENT, home)
        known = {fold(home), fold(home.lstrip("0")), fold(name)}
        return fold(hint) in known or code in self.cog.postcodes.get(hint.strip(), ())


def departement_of(code: str, cog: Cog) -> str:
    """Return the département of a commune or arrondissement municipal."""
    return str(cog.communes.at[cog.successor(code), Level.DEPARTEMENT.code_column])


@lru_cache(maxsize=2)
def place_names(cog: Cog) -> PlaceNames:
    """Index the names of a COG: current places, then parts of communes."""
    found: dict[str, dict[str, None]] = {}
    for name, token in _named(cog):
        found.setdefault(fold(name), {})[token] = None
    past: dict[str, dict[str, None]] = {}
    for name, token in _former(cog):
        past.setdefault(fold(name), {})[token] = None
    tokens, former = ({name: tuple(own) for name, own in names.items()} for names in (found, past))
    return PlaceNames(cog, tokens, former)


def _former(cog: Cog) -> Iterator[tuple[str, str]]:
    """Yield the names that communes and EPCI bore before, with the tokens of those of the year."""
    history = read_history()
    for past in (*history.communes.values(), *history.commune_names):
        if successor := cog.successor(past.code):
            yield past.name, f"com:{successor}"
    for name, codes in history.former_epci_names():
        yield from ((name, f"epci:{code}") for code in codes if code in cog.epci.index)


def _named(cog: Cog) -> Iterator[tuple[str, str]]:
    for kind in reversed(tuple(KINDS.values())):
        if kind.level is not None:
            names = cog.table(kind.level)[kind.level.name_column]
            yield from ((str(name), f"{kind.prefix}:{code}") for code, name in names.items())
    for part in cog.parts.itertuples():
        prefix = "arm" if part.code in cog.arrondissements.index else "com"
        if part.code not in cog.communes.index:
            yield str(part.nom), f"{prefix}:{part.code}"
