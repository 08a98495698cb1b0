"""The filters: what may be asked of the poles, in one table.

A new filter is a new row of :data:`FILTERS` and a field of :class:`Filters`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from types import MappingProxyType

from geodata.cog import Cog
from ptce_map.filters.vocabulary import (
    Names,
    Vocabulary,
    label_names,
    place_names,
    register_names,
    same_names,
)
from ptce_map.register.register import Register
from ptce_map.register.rules import (
    CONFIDENCES,
    PRECISIONS,
    STATES,
    STATUSES,
    UNKNOWN,
    UNPLACED,
    UNSEEN,
)


@dataclass(frozen=True)
class Filters:
    """What is asked of the poles: values by filter, OR in a tuple, AND across; empty means all."""

    region: tuple[str, ...] = ()
    departement: tuple[str, ...] = ()
    secteur: tuple[str, ...] = ()
    structure: tuple[str, ...] = ()
    appel: tuple[str, ...] = ()
    precision: tuple[str, ...] = ()
    confiance: tuple[str, ...] = ()
    statut: tuple[str, ...] = ()
    etat: tuple[str, ...] = ()
    id: tuple[str, ...] = ()
    q: str = ""

    def values(self, key: str) -> tuple[str, ...]:
        """Return the values asked for a filter."""
        values: tuple[str, ...] = getattr(self, key)
        return values

    def active(self) -> tuple[tuple[str, str], ...]:
        """Return the (key, value) pairs asked for, in canonical order, the text last."""
        pairs = [(row.key, value) for row in FILTERS for value in self.values(row.key)]
        return (*pairs, ("q", self.q)) if self.q else tuple(pairs)

    def without(self, key: str, value: str) -> Filters:
        """Return these filters less one value."""
        if key == "q":
            return replace(self, q="")
        kept = {row.key: self.values(row.key) for row in FILTERS}
        kept[key] = tuple(chosen for chosen in kept[key] if chosen != value)
        return Filters(**kept, q=self.q)


@dataclass(frozen=True)
class Filter:
    """A filter: its key, the column of the poles that it reads, and the values it takes.

    The column, or the index of that name, holds a code or a tuple of codes; ``vocabulary`` gives
    the codes that may be asked for, with their names, in canonical order. The title is the text
    ``filters.<key>``.
    """

    key: str
    column: str
    vocabulary: Callable[[Register, Cog], Names]

    @property
    def label_key(self) -> str:
        """Key of the filter's title among the labels."""
        return f"filters.{self.key}"


def _confidences(register: Register) -> tuple[str, ...]:
    """Return the degrees of confidence; that it is not stated is one if a pole says so."""
    is_stated = (register.poles["confiance"] != UNKNOWN).all()
    return tuple(confidence for confidence in CONFIDENCES if confidence != UNKNOWN or not is_stated)


def _states(register: Register) -> tuple[str, ...]:
    """Return the states of a pole; only that it is not known where no pole says more."""
    is_known = (register.poles["etat"] != UNSEEN).any()
    return STATES if is_known else (UNSEEN,)


def _precisions(register: Register) -> tuple[str, ...]:
    """Return the degrees of precision; that no place is known is one if a pole has none."""
    is_placed = (register.poles["precision"] != UNPLACED).all()
    return tuple(precision for precision in PRECISIONS if precision != UNPLACED or not is_placed)


FILTERS: tuple[Filter, ...] = (
    Filter("region", "regions", lambda _, cog: place_names(cog.regions, "nom_region")),
    Filter(
        "departement",
        "departements",
        lambda _, cog: place_names(cog.departements, "nom_departement"),
    ),
    Filter("secteur", "secteurs", lambda register, _: register_names(register.secteurs)),
    Filter("structure", "structures", lambda register, _: register_names(register.structures)),
    Filter("appel", "appels", lambda register, _: register_names(register.appels)),
    Filter(
        "precision",
        "precision",
        lambda register, _: label_names("precision", _precisions(register)),
    ),
    Filter(
        "confiance",
        "confiance",
        lambda register, _: label_names("confiance", _confidences(register)),
    ),
    Filter("statut", "statuts", lambda *_: label_names("statut", STATUSES)),
    Filter("etat", "etat", lambda register, _: label_names("etat", _states(register))),
    Filter("id", "id", lambda register, _: same_names(register.poles["nom"])),
)


FACETS = tuple(row for row in FILTERS if row.key != "id")
"""The filters whose values are offered, with their counts; poles themselves are asked for by id."""


AWARD = frozenset({"appel", "statut"})
"""Filters that one award of a pole must meet together; its columns bear their names."""


def build_vocabulary(register: Register, cog: Cog) -> Vocabulary:
    """Gather the values of every filter, and the ids of the poles, with their names."""
    names = {row.key: row.vocabulary(register, cog) for row in FILTERS}
    undrawn = {
        "region": place_names(cog.regions, "nom_region", are_drawn=False),
        "departement": place_names(cog.departements, "nom_departement", are_drawn=False),
    }
    return Vocabulary(
        MappingProxyType({**names, "pole": same_names(register.poles["nom"])}),
        MappingProxyType(undrawn),
    )
