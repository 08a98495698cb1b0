"""The filters: what may be asked of the poles, in one table.

A new filter is a new row of :data:`FILTERS` and a field of :class:`Filters`. A register adds those
that it declares, which :func:`filters_of` makes of its columns.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, cast

from geodata.cog import Cog
from ptce_map.filters.vocabulary import (
    Names,
    OwnFilter,
    Vocabulary,
    column_names,
    label_names,
    place_names,
    register_names,
    same_names,
    values_of,
)
from ptce_map.register.extras import ExtraColumn
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
    """What is asked of the poles: values by filter, OR in a tuple, AND across; empty means all.

    ``own`` are the (key, values) pairs of the filters that the register alone has.
    """

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
    own: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @classmethod
    def of(cls, asked: Mapping[str, tuple[str, ...]], q: str = "") -> Filters:
        """Ask for values by key, whether filters of every register or of one alone."""
        fixed = {row.key: asked.get(row.key, ()) for row in FILTERS}
        own = tuple((key, values) for key, values in asked.items() if key not in fixed and values)
        return cls(**cast("dict[str, Any]", fixed), q=q, own=own)

    def values(self, key: str) -> tuple[str, ...]:
        """Return the values asked for a filter."""
        if key not in FIXED:
            return dict(self.own).get(key, ())
        values: tuple[str, ...] = getattr(self, key)
        return values

    def asked(self) -> dict[str, tuple[str, ...]]:
        """Return the values of each filter that asks for some, in canonical order."""
        keys = (*FIXED, *(key for key, _ in self.own))
        return {key: values for key in keys if (values := self.values(key))}

    def active(self) -> tuple[tuple[str, str], ...]:
        """Return the (key, value) pairs asked for, in canonical order, the text last."""
        pairs = [(key, value) for key, values in self.asked().items() for value in values]
        return (*pairs, ("q", self.q)) if self.q else tuple(pairs)

    def without(self, key: str, value: str) -> Filters:
        """Return these filters less one value."""
        if key == "q":
            return replace(self, q="")
        kept = self.asked()
        kept[key] = tuple(chosen for chosen in self.values(key) if chosen != value)
        return Filters.of(kept, self.q)


@dataclass(frozen=True)
class Filter:
    """A filter: its key, the column of the poles that it reads, and the values it takes.

    The column, or the index of that name, holds a code or a tuple of codes; ``vocabulary`` gives
    the codes that may be asked for, with their names, in canonical order. ``read`` gives the codes
    of a cell. The title is the text ``filters.<key>``, or that of ``own``.
    """

    key: str
    column: str
    vocabulary: Callable[[Register, Cog], Names]
    read: Callable[[object], tuple[str, ...]] = values_of
    own: OwnFilter | None = None


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


POLES = "id"
"""Key of the filter whose values are the poles themselves, which no facet offers."""

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


FIXED = tuple(row.key for row in FILTERS)
"""Keys of the filters that every register has."""


AWARD = frozenset({"appel", "statut"})
"""Filters that one award of a pole must meet together; its columns bear their names."""


def filters_of(register: Register) -> tuple[Filter, ...]:
    """Return the filters of a register: those of all, then the columns that it declares as such."""
    return (*FILTERS, *(_own_filter(column) for column in register.extras if column.is_filter))


def _own_filter(column: ExtraColumn) -> Filter:
    def names(register: Register, _: Cog) -> Names:
        return column_names(column, register.poles[column.name])

    own = OwnFilter(column.titles, is_ordered=bool(column.named) or column.kind.is_ordered)
    return Filter(column.name, column.name, names, column.values, own)


def filter_keys(vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the keys of the filters of a register, in canonical order."""
    return (*FIXED, *vocabulary.own)


def facet_keys(vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the filters whose values are offered, with their counts."""
    return tuple(key for key in filter_keys(vocabulary) if key != POLES)


def build_vocabulary(register: Register, cog: Cog) -> Vocabulary:
    """Gather the values of every filter, and the ids of the poles, with their names."""
    filters = filters_of(register)
    names = {row.key: row.vocabulary(register, cog) for row in filters}
    undrawn = {
        "region": place_names(cog.regions, "nom_region", are_drawn=False),
        "departement": place_names(cog.departements, "nom_departement", are_drawn=False),
    }
    return Vocabulary(
        MappingProxyType({**names, "pole": same_names(register.poles["nom"])}),
        MappingProxyType(undrawn),
        MappingProxyType({row.key: row.own for row in filters if row.own}),
        MappingProxyType({measure.key: measure.titles for measure in register.measures}),
    )
