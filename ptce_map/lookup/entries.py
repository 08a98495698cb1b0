"""What may be found by name or code: the entries of the search, kept as columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, overload

import numpy as np
import pandas as pd
import pyarrow as pa

from geodata.cog import Cog, Level, is_drawn
from geodata.history import read_history
from ptce_map.arrays import Integers, Small
from ptce_map.labels import fold


class Kind(StrEnum):
    """What may be found, in the order of the suggestions."""

    POLE = "pole"
    STRUCTURE = "structure"
    COMMUNE = "commune"
    EPCI = "epci"
    DEPARTEMENT = "departement"
    REGION = "region"


class Scheme(StrEnum):
    """Kinds of codes of communes, in the order in which people mean them."""

    POSTAL = "postal"
    INSEE = "insee"


KINDS = tuple(Kind)
SCHEMES = (None, *Scheme)


@dataclass(frozen=True)
class Entry:
    """A name that may be found.

    Attributes
    ----------
    value
        Id of the pole, or code of the place.
    name
        Name shown.
    known_as
        Name or code looked for, if it is another one: an alias, a place, a former commune.
    weight
        Inhabitants, 0 for what has none.
    scheme
        Kind of code that ``known_as`` is, if it is the code of a commune.
    """

    kind: Kind
    value: str
    name: str
    known_as: str = ""
    weight: int = 0
    scheme: Scheme | None = None


@dataclass(frozen=True, eq=False)
class Entries(Sequence[Entry]):
    """Entries as columns: each is made when it is asked for."""

    kinds: Small
    schemes: Small
    values: pa.StringArray
    names: pa.StringArray
    known: pa.StringArray
    weights: Integers

    def __len__(self) -> int:
        return len(self.kinds)

    @overload
    def __getitem__(self, at: int) -> Entry: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Entry]: ...
    def __getitem__(self, at: int | slice) -> Entry | Sequence[Entry]:
        """Return an entry, or some."""
        if isinstance(at, slice):
            return [self[place] for place in range(*at.indices(len(self)))]
        return Entry(
            KINDS[self.kinds[at]],
            self.values[at].as_py(),
            self.names[at].as_py(),
            self.known[at].as_py(),
            int(self.weights[at]),
            SCHEMES[self.schemes[at]],
        )


def as_columns(entries: Sequence[Entry]) -> Entries:
    """Put entries into columns."""
    kinds = [KINDS.index(entry.kind) for entry in entries]
    schemes = [SCHEMES.index(entry.scheme) for entry in entries]
    return Entries(
        kinds=np.array(kinds, dtype=np.int8),
        schemes=np.array(schemes, dtype=np.int8),
        values=pa.array([entry.value for entry in entries], pa.string()),
        names=pa.array([entry.name for entry in entries], pa.string()),
        known=pa.array([entry.known_as for entry in entries], pa.string()),
        weights=np.array([entry.weight for entry in entries], dtype=np.int64),
    )


def pole_entries(poles: pd.DataFrame) -> Iterator[Entry]:
    """Yield the poles by name, other names and place, and their coordinating structures."""
    pole: Any
    for pole in poles.itertuples():
        identifier, name = str(pole.Index), str(pole.nom)
        yield Entry(Kind.POLE, identifier, name)
        for other in (*pole.alias, pole.lieu):
            if other:
                yield Entry(Kind.POLE, identifier, name, str(other))
        if pole.coordinateur:
            yield Entry(Kind.STRUCTURE, identifier, str(pole.coordinateur))


def place_entries(cog: Cog) -> Iterator[Entry]:
    """Yield the places by name, communes also by the names of those that they replaced."""
    names = cog.communes["nom_commune"].to_dict()
    inhabitants = cog.communes["population"].to_dict()
    for code, name in names.items():
        yield Entry(Kind.COMMUNE, str(code), str(name), "", int(inhabitants[code]))
    for part in cog.parts.itertuples():
        name = names.get(part.code_parent, part.nom)
        if name != part.nom:
            yield Entry(Kind.COMMUNE, str(part.code_parent), str(name), str(part.nom))
    yield from _former_entries(cog)
    for kind, level in AREAS:
        for code, name in _shown(cog, level).items():
            yield Entry(kind, str(code), str(name))
    regions = _shown(cog, Level.REGION)
    for code, other in ENGLISH_REGIONS:
        if code in regions.index:
            yield Entry(Kind.REGION, code, str(regions[code]), other)


def _former_entries(cog: Cog) -> Iterator[Entry]:
    """Yield communes and EPCI by the names that they, or those that they replaced, bore before."""
    history = read_history()
    named = {Kind.COMMUNE: cog.communes["nom_commune"], Kind.EPCI: _shown(cog, Level.EPCI)}
    today = {
        kind: {str(code): str(name) for code, name in table.items()}
        for kind, table in named.items()
    }
    told = {(fold(name), code) for names in today.values() for code, name in names.items()}
    told |= {(fold(str(part.nom)), str(part.code_parent)) for part in cog.parts.itertuples()}
    communes = (*history.communes.values(), *history.commune_names)
    past = [
        *((Kind.COMMUNE, former.name, cog.successor(former.code)) for former in communes),
        *((Kind.EPCI, name, code) for name, own in history.former_epci_names() for code in own),
    ]
    for kind, name, code in past:
        if code and code in today[kind] and (fold(name), code) not in told:
            told.add((fold(name), code))
            yield Entry(kind, code, today[kind][code], name)


ENGLISH_REGIONS = (
    ("03", "French Guiana"),
    ("27", "Burgundy"),
    ("28", "Normandy"),
    ("53", "Brittany"),
    ("75", "New Aquitaine"),
    ("76", "Occitania"),
    ("94", "Corsica"),
)
"""Régions whose English name is another; each is shown by its name in France."""

AREAS = (
    (Kind.EPCI, Level.EPCI),
    (Kind.DEPARTEMENT, Level.DEPARTEMENT),
    (Kind.REGION, Level.REGION),
)


def coded_entries(cog: Cog) -> Iterator[Entry]:
    """Yield the communes by postal code, the largest first, then every place by its own code.

    Communes have their former codes too.
    """
    names, inhabitants = cog.places["nom"].to_dict(), cog.places["population"].to_dict()
    for postcode, codes in cog.postcodes.items():
        for code in sorted(codes, key=lambda code: -inhabitants[code]):
            yield _coded(code, names[code], postcode, Scheme.POSTAL)
    for place, named in names.items():
        yield _coded(str(place), named, str(place), Scheme.INSEE)
    for former, successor in cog.anciens_codes.items():
        yield _coded(successor, names[successor], former, Scheme.INSEE)
    for kind, level in AREAS[:2]:
        for unit, title in _shown(cog, level).items():
            yield Entry(kind, str(unit), str(title), str(unit))


def _coded(code: str, name: str, known_as: str, scheme: Scheme) -> Entry:
    return Entry(Kind.COMMUNE, code, name, known_as, scheme=scheme)


def _shown(cog: Cog, level: Level) -> pd.Series:
    """Return the names of the units of a level that the map shows."""
    table = cog.table(level)
    names: pd.Series = table.loc[is_drawn(table), level.name_column]
    return names
