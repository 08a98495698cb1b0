"""Codes of régions and départements of other nomenclatures, and the places that they stand for.

Each function takes a match of the code, in capitals, and returns tokens of the year, or ``None`` if
there is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ptce_map.places.codes import Codes
from ptce_map.places.nomenclatures import ISO_3166_2, NUTS_1, REGIONS_2015


def former_region(match: re.Match[str], codes: Codes) -> list[str] | None:
    """Find the région that replaced one of 2015, then the départements that it had."""
    for region in REGIONS_2015:
        if region.code == match[0]:
            own = [f"dep:{code}" for code in region.departements]
            return [*codes.region_of(region.departements[0]), *codes.known(*own)]
    return None


def overseas_region(match: re.Match[str], codes: Codes) -> list[str] | None:
    """Find the région of the code of an overseas département."""
    return codes.region_of(match[0]) or None


def nuts(match: re.Match[str], codes: Codes) -> list[str] | None:
    """Find the région of a unit of NUTS 1, the départements of one of NUTS 2 or 3."""
    if match[0] in NUTS_1:
        return codes.known(f"reg:{NUTS_1[match[0]]}") or None
    for region in REGIONS_2015:
        if match[0].startswith(region.nuts):
            rank = match[0].removeprefix(region.nuts)
            chosen = _ranked(region.departements, rank)
            return codes.known(*(f"dep:{code}" for code in chosen)) or None
    return None


def _ranked(departements: Sequence[str], rank: str) -> Sequence[str]:
    """Return all the départements of a unit, or that of a rank; overseas the rank is 0."""
    if not rank:
        return departements
    at = int(rank) - 1 if len(departements) > 1 or rank != "0" else 0
    return departements[at : at + 1] if at >= 0 else ()


def iso(match: re.Match[str], codes: Codes) -> list[str] | None:
    """Find the place of a code of ISO 3166-2."""
    token = ISO_3166_2.get(match[1], f"dep:{match[1]}")
    return codes.known(token) or None
