"""Communes that nothing but a number says: a postcode, or the code of one among names."""

from __future__ import annotations

import re
from collections.abc import Collection

from ptce_map.adopt.codes import commune_of
from ptce_map.adopt.gazetteer import How, Names
from ptce_map.adopt.matching import NOTHING, Certainty, Match

NUMBER = re.compile(r"\d{5}")


def match_postcodes(postcodes: Collection[str], names: Names) -> Match:
    """Find the commune of some postcodes: the largest of several, with a doubt."""
    served = {code for known in postcodes for code in names.cog.postcodes[known]}
    people = names.cog.places["population"]
    largest = sorted(served, key=lambda code: (-int(people[code]), code))
    parts = names.cog.arrondissements.index
    tokens = [f"{'arm' if code in parts else 'com'}:{code}" for code in largest]
    is_one = len(tokens) == 1
    certainty, why = (Certainty.SURE, "") if is_one else (Certainty.DOUBT, "several")
    title = names.cog.seat_name(largest[0])
    return Match(certainty, tokens[0], title, How.CODE, tuple(tokens[1:]), why)


def match_number(text: str, names: Names) -> Match | None:
    """Find the commune of five digits among names; nothing if the text is none.

    They are a postcode, or the code of a commune: a doubt where they are those of two places, both
    of this year.
    """
    number = text.strip()
    if not NUMBER.fullmatch(number):
        return None
    token = commune_of(number, names.cog)
    if number not in names.cog.postcodes:
        title = names.cog.seat_name(token.partition(":")[2]) if token else ""
        return Match(Certainty.SURE, token, title, How.CODE) if token else NOTHING
    found = match_postcodes([number], names)
    is_current = number in names.cog.communes.index
    if not is_current or token == found.token:
        return found
    others = tuple(dict.fromkeys((token, *found.others)))
    return Match(Certainty.DOUBT, found.token, found.name, How.CODE, others, "several")
