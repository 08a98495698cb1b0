"""Places of a pole that say again what another of them says: they count once, and are told."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import pandas as pd

from geodata.cog import Cog
from ptce_map.notices import Notice
from ptce_map.places.resolution import Resolver, Unit
from ptce_map.register.checks.localities import cog_resolver
from ptce_map.register.schema import MAIN, SEPARATOR, file_name

COLUMN = "territoire"
Said = tuple[str, str, str]
"""A token, what is said of it, and the token that it repeats, with its name."""


def find_overlaps(poles: pd.DataFrame, cog: Cog) -> list[Notice]:
    """Return the tokens that another of the same row covers; reads text indexed by line."""
    if COLUMN not in poles:
        return []
    resolver, file = cog_resolver(cog), file_name(MAIN)
    return [
        Notice(
            file=file,
            line=line,
            column=COLUMN,
            value=token,
            code=code,
            details={"name": resolver.name(token), "other": other},
        )
        for line, cell in zip(poles.index.tolist(), poles[COLUMN].tolist())
        if SEPARATOR in cell
        for token, code, other in _overlaps(cell, resolver)
    ]


@lru_cache(maxsize=65536)
def _overlaps(cell: str, resolver: Resolver) -> tuple[Said, ...]:
    return tuple(_told(cell.split(SEPARATOR), resolver))


def _told(tokens: list[str], resolver: Resolver) -> Iterator[Said]:
    """Yield the tokens that a wider one covers, else those that say the place of one before."""
    known = {token: set(resolver.resolve(token)) for token in tokens}
    units = {token: found for token, found in known.items() if found}
    for at, (token, own) in enumerate(units.items()):
        holders = [other for other, found in units.items() if _is_within(own, found)]
        wider = [other for other in holders if not _is_within(units[other], own)]
        same = [other for other in list(units)[:at] if other in holders and other not in wider]
        if wider:
            yield token, "within", resolver.named(wider[0])
        elif same:
            yield token, "same_place", resolver.named(same[0])


def _is_within(some: set[Unit], others: set[Unit]) -> bool:
    """Tell whether units are all among others, as they are or as parts of a whole commune."""
    return all(unit in others or (unit[0], "") in others for unit in some)
