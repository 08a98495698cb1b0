"""Texts that name several places, parted where the whole is none; places beside a point."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from geodata.cog import Cog
from ptce_map.adopt.anyplace import match_place
from ptce_map.adopt.gazetteer import Names
from ptce_map.adopt.hints import Hints, read_area, read_departements
from ptce_map.adopt.matching import Certainty, Match, match_commune, over_river
from ptce_map.adopt.numbered import match_number
from ptce_map.register.checks.localities import cog_resolver

BETWEEN = re.compile(r"\s*[,;|/&+\n]\s*|\s+et\s+")
"""What may part the names of places where the whole is the name of none."""

DASH = re.compile(r"\s+[-–—]\s+")
"""What parts the names of communes where each of its parts is one for sure."""

Found = list[tuple[str, Match]]
"""Texts, and what each was taken for."""


def communes_in(text: str, hints: Hints, names: Names) -> Found:
    """Find the commune of a text, or those that it parts by commas where it is none itself.

    A part that is a département, or its number, stands beside the others. A number alone is a
    postcode, or the code of a commune.
    """
    numbered = match_number(text, names)
    if numbered:
        return [(text, numbered)]
    text = over_river(text, names)
    parts = parts_of(text)
    areas = [part for part in parts if read_area(part, names.cog)]
    towns = [part for part in parts if part not in areas]
    if areas and towns:
        homes = read_departements(", ".join(areas), names.cog)
        hints = Hints(departements=homes).with_(hints)
        parts = towns
    whole = match_commune(text, hints, names)
    apart = [(part, match_commune(part, hints, names)) for part in DASH.split(text)]
    if len(apart) > 1 and all(match.certainty is Certainty.SURE for _, match in apart):
        return [(text, whole)] if whole.certainty is Certainty.SURE else apart
    return _parted(text, whole, parts, lambda part: match_commune(part, hints, names), any)


def places_in(text: str, hints: Hints, names: Names) -> Found:
    """Find the place of any kind of a text, or those that it parts if each is one for sure."""
    whole = match_place(text, hints, names)
    return _parted(text, whole, parts_of(text), lambda part: match_place(part, hints, names), all)


def parts_of(text: str) -> list[str]:
    """Return the parts of a text that may name several places."""
    return [part.strip() for part in BETWEEN.split(text) if part.strip()]


def _parted(
    text: str,
    whole: Match,
    parts: Sequence[str],
    match: Callable[[str], Match],
    enough: Callable[[list[bool]], bool],
) -> Found:
    """Return the whole of a text, or its parts where it is not sure and enough are found."""
    if whole.certainty is Certainty.SURE or list(parts) in ([], [text]):
        return [(text, whole)]
    found = [(part, match(part)) for part in parts]
    told = [
        bool(own.token) and (enough is any or own.certainty is Certainty.SURE) for _, own in found
    ]
    return found if enough(told) else [(text, whole)]


def held_against(found: Found, token: str, cog: Cog) -> Found:
    """Doubt places of which none holds the commune of a point (its token, empty if in none)."""
    resolver = cog_resolver(cog)
    held = {commune for _, match in found for commune, _ in resolver.resolve(match.token)}
    if token and {commune for commune, _ in resolver.resolve(token)} <= held:
        return found
    others = tuple(filter(None, [token]))
    return [
        (text, replace(match, certainty=Certainty.DOUBT, why="against", others=others))
        for text, match in found
    ]
