"""What the awards of each pole add up to, with the sources of the pole and of its awards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

import pandas as pd

from ptce_map.register.register import Register
from ptce_map.register.rules import INFERRED

OWN_SOURCES = ("sources_pole", "sources_territoire", "sources_coordinateur", "sources_etat")
"""Columns of a pole's sources, in the order in which they are numbered; its awards' come after."""


def sum_awards(register: Register) -> pd.DataFrame:
    """Sum up the awards of each pole, and the sources of the pole and of its awards."""
    rank = {appel: position for position, appel in enumerate(register.appels.index)}
    won: dict[str, list[Any]] = {pole: [] for pole in register.poles.index}
    for award in register.laureats.itertuples():
        won[str(award.pole)].append(award)
    ordered = {pole: sorted(won[pole], key=lambda award: rank[award.appel]) for pole in won}
    sums = {pole: _award_sum(awards) for pole, awards in ordered.items()}
    columns = ["appels", "statuts", "appels_deduits", "sources_prix", "aide_eur"]
    awards = pd.DataFrame.from_dict(sums, orient="index", columns=columns)
    poles = register.poles
    own = [poles[column] for column in OWN_SOURCES]
    cited = [
        _distinct(*(cells[pole] for cells in own), *(award.sources for award in ordered[pole]))
        for pole in ordered
    ]
    return awards.astype({"aide_eur": "Int64"}).assign(sources=pd.Series(cited, index=awards.index))


def _award_sum(awards: Sequence[Any]) -> tuple[object, ...]:
    grants = [int(award.aide_eur) for award in awards if not pd.isna(award.aide_eur)]
    return (
        tuple(award.appel for award in awards),
        _distinct(award.statut for award in awards),
        tuple(award.appel for award in awards if award.statut == INFERRED),
        tuple(f"{award.appel}:{source}" for award in awards for source in award.sources),
        sum(grants) if grants else None,
    )


def _distinct(*lists: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(lists)))
