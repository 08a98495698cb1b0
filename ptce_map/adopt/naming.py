"""What a pole is called, and its id."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ptce_map.adopt.hints import read_token
from ptce_map.adopt.matching import Certainty
from ptce_map.adopt.material import LANG, Making, one_line
from ptce_map.adopt.placement import Placement
from ptce_map.adopt.plans import GROUP
from ptce_map.adopt.tables import Row
from ptce_map.adopt.values import plain
from ptce_map.labels import label, slug
from ptce_map.places.resolution import Resolver

NAMED_BY = ("nom", "lieu", "commune", "epci", "coordinateur", "adresse", "departement", "region")
"""Roles whose cell may name a pole, the likeliest first."""
MOST_PLACES = 3
"""Places that ``lieu`` names."""


def name_of(making: Making, placements: Sequence[Placement]) -> str:
    """Name a pole by the first of its columns that does; by its commune as the COG writes it."""
    row = placements[0].row
    if making.planned.shape == GROUP:
        found = making.table.column(making.planned.group_by)
        if found and row.cells[found.at]:
            return plain(one_line(row.cells[found.at]))
    for role in NAMED_BY:
        cell = making.placer.cell(row, role)
        if not cell:
            continue
        text = one_line(", ".join(making.placer.parts(row, role)) or cell)
        if role in ("commune", "code_commune"):
            return _official(making, placements[0], text)
        if role == "lieu" and read_token(text, making.names.cog):
            return making.resolver.name(text)
        return plain(text)
    found_names = [piece.match.name for piece in placements[0].pieces if piece.match.name]
    return found_names[0] if found_names else label("tolerance.unnamed", LANG, line=str(row.line))


def _official(making: Making, placement: Placement, text: str) -> str:
    """Write the name of a commune as the COG does, where it is one for sure."""
    pieces = placement.pieces
    if len(pieces) != 1 or pieces[0].match.certainty is not Certainty.SURE:
        return plain(text)
    name = pieces[0].match.name
    if not name or name == text:
        return plain(text)
    making.renamed += 1
    return name


def identifier_of(making: Making, row: Row, name: str) -> str:
    """Make an id that no other pole has: of the column of ids if there is one, else of the name."""
    plan, given = making.planned.first("id"), making.placer.cell(row, "id")
    own = slug(given)
    if plan and own and not re.search("[a-z]", own):
        own = f"{slug(plan.name)}-{own}"
    stem = own or slug(name)[:60].strip("-") or "pole"
    making.taken[stem] += 1
    rank = making.taken[stem]
    key = stem if rank == 1 else f"{stem}-{rank}"
    while rank > 1 and making.taken[key]:
        rank += 1
        key = f"{stem}-{rank}"
    if key != stem:
        making.taken[key] += 1
    return key


def place_of(tokens: Sequence[str], resolver: Resolver) -> str:
    """Name the places of a pole, if they are few."""
    if not tokens or len(tokens) > MOST_PLACES:
        return ""
    return ", ".join(dict.fromkeys(resolver.name(token) for token in tokens))
