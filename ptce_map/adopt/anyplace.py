"""From a text that names a place of any kind to it: a token, an EPCI, a commune, an area."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ptce_map.adopt.gazetteer import How, Names
from ptce_map.adopt.hints import Hints, read_area, read_token
from ptce_map.adopt.matching import Certainty, Match, match_commune, match_epci
from ptce_map.adopt.spelling import epci_form
from ptce_map.labels import fold


def _or_area(commune: Match, areas: Sequence[str], text: str, hints: Hints, names: Names) -> Match:
    """Doubt a commune that bears the name of an area of many others, if nothing else is said."""
    homes = names.cog.communes["code_departement"]
    is_whole = list(homes.index[homes == areas[0].partition(":")[2]]) if areas else []
    if not areas or fold(text).isdigit() or hints != Hints() or len(is_whole) == 1:
        return commune
    others = (commune.token,)
    return Match(Certainty.DOUBT, areas[0], text, How.NAME, others, "several")


def match_place(text: str, hints: Hints, names: Names) -> Match:
    """Find a place of any kind: a token, an EPCI, a commune, a département or a région."""
    token = read_token(text, names.cog)
    if token:
        return Match(Certainty.SURE, token, text, How.CODE)
    areas = read_area(text, names.cog)
    if re.match(r"(?i)\s*(?:d[ée]partement|r[ée]gion|conseil)\b", text) and len(areas) == 1:
        return Match(Certainty.SURE, areas[0], text)
    if epci_form(text).nature:
        return match_epci(text, hints, names)
    commune = match_commune(text, hints, names)
    if commune.certainty is Certainty.SURE:
        return _or_area(commune, areas, text, hints, names)
    group = match_epci(text, hints, names)
    if group.certainty is Certainty.SURE:
        return group
    if areas and not fold(text).isdigit():
        return Match(Certainty.SURE, areas[0], text)
    return commune if commune.token else group
