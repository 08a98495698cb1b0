"""What is more likely a mistake than a meaning: places that do not go with the rest of their row.

Every check is made with the COG alone, and errs on the side of silence: a doubt is told where no
reading of the row agrees with the code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import pandas as pd

from geodata.cog import Cog, Level
from ptce_map.labels import fold
from ptce_map.notices import Level as Gravity
from ptce_map.notices import Notice
from ptce_map.places.names import place_names
from ptce_map.places.nomenclatures import REGIONS_2015
from ptce_map.places.resolution import Resolver
from ptce_map.register.checks.localities import SEAT, cog_resolver
from ptce_map.register.schema import MAIN, SEPARATOR, file_name

NEIGHBOURS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "11": frozenset(("24", "27", "28", "32", "44")),
        "24": frozenset(("11", "27", "28", "52", "75", "84")),
        "27": frozenset(("11", "24", "44", "84")),
        "28": frozenset(("11", "24", "32", "52", "53")),
        "32": frozenset(("11", "28", "44")),
        "44": frozenset(("11", "27", "32")),
        "52": frozenset(("24", "28", "53", "75")),
        "53": frozenset(("28", "52")),
        "75": frozenset(("24", "52", "76", "84")),
        "76": frozenset(("75", "84", "93")),
        "84": frozenset(("24", "27", "75", "76", "93")),
        "93": frozenset(("76", "84", "94")),
        "94": frozenset(("93",)),
    }
)
"""Région -> those that touch it, Corsica with the nearest coast; one overseas touches none."""

LEAST_KNOWN = 10_000
"""Inhabitants of a commune from which its name is taken for it."""

PARTS = re.compile(r"[,;/|()]| et | and | - ")
"""What parts the places that a text names."""


def find_doubts(poles: pd.DataFrame, cog: Cog) -> list[Notice]:
    """Return the places of the poles, as text indexed by line, that do not go with their row."""
    if "territoire" not in poles:
        return []
    resolver = cog_resolver(cog)
    known = poles.reindex(columns=["nom", "lieu", "territoire", SEAT], fill_value="")
    return [doubt for row in known.itertuples() for doubt in _doubts(row, resolver)]


def _doubts(row: Any, resolver: Resolver) -> Iterator[Notice]:
    tokens = [token for token in row.territoire.split(SEPARATOR) if resolver.resolve(token)]
    named = _named(f"{row.lieu}, {row.nom}", resolver.cog)
    for token in tokens:
        meant = _postcode_meant(token, named, resolver)
        if meant:
            details = {"name": resolver.name(token), "meant": resolver.named(meant)}
            yield _doubt(row, "territoire", token, "postcode_of", details)
    meant_as = {token: _region_meant(token, named, resolver) for token in tokens}
    for token, region in meant_as.items():
        if region:
            details = {"name": resolver.name(token), "meant": resolver.named(region)}
            yield _doubt(row, "territoire", token, "region_of", details)
    yield from _far_from_words(row, [token for token in tokens if not meant_as[token]], resolver)
    yield from _far_apart(row, tokens, resolver)
    yield from _far_seat(row, tokens, resolver)


def _doubt(row: Any, column: str, value: str, code: str, details: Mapping[str, str]) -> Notice:
    file = file_name(MAIN)
    return Notice(
        file=file,
        line=int(row.Index),
        column=column,
        value=value,
        code=code,
        details=details,
        level=Gravity.DOUBT,
    )


def _named(text: str, cog: Cog) -> set[str]:
    """Return the tokens of the places that the parts of a text name."""
    names = place_names(cog)
    parts = (part.strip() for part in (text, *PARTS.split(text)))
    return {token for part in parts if part for token in names.find(part)}


def _postcode_meant(token: str, named: set[str], resolver: Resolver) -> str:
    """Return the one commune that a row names, if the code of another is its postal code."""
    prefix, _, code = token.partition(":")
    if prefix != "com" or token in named or resolver.current(token) in named:
        return ""
    cog = resolver.cog
    meant = [
        served
        for served in cog.postcodes.get(code, ())
        if named & {f"com:{served}", f"arm:{served}", f"com:{cog.successor(served)}"}
    ]
    return resolver.codes.commune(meant[0])[0] if len(meant) == 1 else ""


def _region_meant(token: str, named: set[str], resolver: Resolver) -> str:
    """Return the région of the code of a département, of today or of 2015, that a row names.

    The row names a place of it, and none of the département.
    """
    prefix, _, code = token.partition(":")
    if prefix != "dep" or not _is_told(named, resolver):
        return ""
    homes = [region.departements[0] for region in REGIONS_2015 if region.code == code]
    former = [region for home in homes for region in resolver.codes.region_of(home)]
    regions = [*resolver.codes.known(f"reg:{code}"), *former]
    said = _departements(named, resolver)
    if said & _departements({token}, resolver):
        return ""
    return next((region for region in regions if said <= _departements({region}, resolver)), "")


def _is_told(named: set[str], resolver: Resolver) -> bool:
    """Tell whether places are named of which one is no common word."""
    return any(_is_known_by_name(token, resolver) for token in named)


def _far_from_words(row: Any, tokens: list[str], resolver: Resolver) -> Iterator[Notice]:
    """Find the places of which ``lieu`` names none of the départements.

    The name of a small commune alone tells nothing: many are common words.
    """
    cog = resolver.cog
    named = _named(row.lieu, cog) if row.lieu else set()
    said = _departements(named, resolver)
    if not _is_told(named, resolver) or not tokens or said & _departements(set(tokens), resolver):
        return
    where = ", ".join(sorted(cog.name(Level.DEPARTEMENT, code) for code in said)[:3])
    for token in tokens:
        details = {"named": resolver.name(token), "lieu": row.lieu, "where": where}
        yield _doubt(row, "territoire", token, "far_from_words", details)


def _is_known_by_name(token: str, resolver: Resolver) -> bool:
    prefix, _, code = resolver.current(token).partition(":")
    return prefix != "com" or resolver.codes.inhabitants[code] >= LEAST_KNOWN


def _departements(tokens: set[str], resolver: Resolver) -> set[str]:
    return {code for token in tokens for code in _departements_of(token, resolver)}


@lru_cache(maxsize=65536)
def _departements_of(token: str, resolver: Resolver) -> frozenset[str]:
    homes = resolver.codes.departements
    return frozenset(homes[commune] for commune, _ in resolver.resolve(token))


def _regions(tokens: set[str], resolver: Resolver) -> set[str]:
    homes = resolver.codes.homes
    return {homes[code] for code in _departements(tokens, resolver)}


def _far_apart(row: Any, tokens: list[str], resolver: Resolver) -> Iterator[Notice]:
    """Find the place that is in no région of the others, nor next to one, where they agree."""
    if len(tokens) < 3:
        return
    for token in tokens:
        others = _regions(set(tokens) - {token}, resolver)
        if len(others) == 1 and _is_far(_regions({token}, resolver), others):
            details = {"named": resolver.name(token)}
            yield _doubt(row, "territoire", token, "far_apart", details)


def _far_seat(row: Any, tokens: list[str], resolver: Resolver) -> Iterator[Notice]:
    """Find the seat that is in no région of the territory, nor next to one."""
    seat = resolver.seat(row.siege) if row.siege else ""
    if seat and tokens:
        home = _regions({f"com:{resolver.cog.successor(seat)}"}, resolver)
        if _is_far(home, _regions(set(tokens), resolver)):
            details = {"named": resolver.cog.seat_name(seat)}
            yield _doubt(row, SEAT, row.siege, "far_seat", details)


def _is_far(some: set[str], others: set[str]) -> bool:
    near = {code for home in some for code in (home, *NEIGHBOURS.get(home, ()))}
    return not near & others


def find_twins(poles: pd.DataFrame) -> list[Notice]:
    """Return the poles that have the name and the territory of another, above them."""
    seen: dict[tuple[str, frozenset[str]], int] = {}
    twins = []
    known = poles.reindex(columns=["nom", "territoire"], fill_value="")
    row: Any
    for row in known.itertuples():
        place = frozenset(str(row.territoire).split(SEPARATOR))
        first = seen.setdefault((fold(str(row.nom)), place), int(row.Index))
        if row.nom and row.territoire and first != row.Index:
            twins.append(_doubt(row, "nom", str(row.nom), "twin", {"first": str(first)}))
    return twins
