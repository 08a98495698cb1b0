"""Which poles cover a place, and by which of their tokens; no geometry is needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ptce_map.places.resolution import Resolver, Unit
from ptce_map.register.register import Register
from ptce_map.register.rules import REGION_ONLY


@dataclass(frozen=True)
class Cover:
    """A pole that covers a place.

    Attributes
    ----------
    pole, token
        Its id, and the token by which it covers the place.
    n_communes
        Communes of the place that the token covers, in whole or in part.
    is_whole
        Whether the token covers the whole place.
    is_possible
        Whether only the région of the pole is known: it may cover the place.
    """

    pole: str
    token: str
    n_communes: int
    is_whole: bool
    is_possible: bool


def find_covers(place: Sequence[Unit], register: Register, resolver: Resolver) -> list[Cover]:
    """Return the poles that cover a place, in the order of the register, one row a token."""
    wanted = set(place)
    return list(_covers(wanted, register, resolver))


def _covers(place: set[Unit], register: Register, resolver: Resolver) -> Iterator[Cover]:
    columns = (register.poles.index, register.poles["territoire"], register.poles["precision"])
    for pole, tokens, precision in zip(*columns):
        for token in tokens:
            units = set(resolver.resolve(token))
            met = {unit for unit in place if _meets(unit, units)}
            if met:
                yield Cover(
                    pole=pole,
                    token=token,
                    n_communes=len({commune for commune, _ in met}),
                    is_whole=all(_is_inside(unit, units) for unit in place),
                    is_possible=precision == REGION_ONLY,
                )


def _is_inside(unit: Unit, units: set[Unit]) -> bool:
    return unit in units or (unit[0], "") in units


def _meets(unit: Unit, units: set[Unit]) -> bool:
    """Tell whether units hold a unit, or a part of it."""
    commune, part = unit
    return _is_inside(unit, units) or (
        not part and any(covering[0] == commune for covering in units)
    )
