"""Places held against the point or the shape beside them: a doubt where these are elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import shapely

from geodata.cog import Cog
from ptce_map.adopt.coding import known_as
from ptce_map.adopt.gazetteer import How, Names
from ptce_map.adopt.hints import Hints, weigh
from ptce_map.adopt.matching import MOST_OTHERS, NOTHING, Certainty, Match
from ptce_map.adopt.placement import Piece, tokens_of
from ptce_map.adopt.points import Ground
from ptce_map.labels import LANGS, label
from ptce_map.register.checks.localities import cog_resolver
from ptce_map.register.schema import SEPARATOR

SURE, DOUBT = Certainty.SURE, Certainty.DOUBT
Point = tuple[float, float]
"""Longitude and latitude."""


def place_point(point: Point, hints: Hints, ground: Ground, names: Names) -> tuple[str, Match]:
    """Return how a point is written, and its commune: in doubt where all near are elsewhere.

    Elsewhere is another département or postcode than those that the row says.
    """
    text = f"{point[1]:.5f}, {point[0]:.5f}"
    code = ground.holding(point)
    if not code:
        return text, replace(NOTHING, why="point")
    match = Match(SURE, ground.token(code), str(names.cog.seat_name(code)), How.CODE)
    near = (ground.token(own) for own in ground.around(point))
    beside = replace(hints, near=frozenset())
    agreeing = (
        not weigh(known_as(token, names.communes)[0], beside, names).against
        for token in (match.token, *near)
    )
    return text, match if any(agreeing) else replace(match, certainty=DOUBT, why="against")


def hold_against(pieces: Sequence[Piece], point: Point, ground: Ground, cog: Cog) -> list[Piece]:
    """Hold the written places of a row against its point.

    Where none of them is within reach of the point, each is a doubt that names the commune of the
    point; where none is known at all, that commune is taken for the first, with a doubt.
    """
    code = ground.holding(point)
    if not code or not pieces or any(piece.is_corrected for piece in pieces):
        return list(pieces)
    token = ground.token(code)
    if not any(piece.match.token for piece in pieces):
        first = replace(pieces[0].match, certainty=DOUBT, token=token, how=How.CODE)
        taken = replace(first, name=str(cog.seat_name(code)), others=(), why="point_alone")
        return [replace(pieces[0], match=taken), *pieces[1:]]
    written = (own for piece in pieces if piece.match.token for own in tokens_of(piece))
    if _communes(written, cog) & {code, *ground.around(point)}:
        return list(pieces)
    return [replace(piece, match=_doubted(piece.match, (token,))) for piece in pieces]


def _communes(tokens: Iterable[str], cog: Cog) -> set[str]:
    """Return the codes of the communes and arrondissements of some places."""
    resolver = cog_resolver(cog)
    return {code for token in tokens for found in resolver.resolve(token) for code in found if code}


def _doubted(match: Match, others: Sequence[str]) -> Match:
    """Return a place in doubt, for others are said beside it; they are named first."""
    if not match.token:
        return match
    known = dict.fromkeys((*others, *match.others))
    return replace(match, certainty=DOUBT, why="against", others=tuple(known)[:MOST_OTHERS])


def place_shape(
    shape: shapely.Geometry, named: Sequence[Piece], ground: Ground, cog: Cog
) -> tuple[Piece, bool]:
    """Return the communes of a polygon, of a line or of several points, and whether exactly.

    They are a doubt where a place that the row names for sure has none of them.
    """
    codes, is_exact = ground.beneath(shape)
    tokens = [ground.token(code) for code in codes]
    text = label("adopt.polygon", LANGS[0], n=len(codes))
    if not tokens:
        return Piece(text, "", replace(NOTHING, why="polygon")), is_exact
    match = Match(SURE, SEPARATOR.join(tokens), how=How.CODE)
    sure = [piece for piece in named if piece.match.certainty is SURE and piece.match.token]
    own = _communes(tokens, cog)
    apart = [piece for piece in sure if not _communes(tokens_of(piece), cog) & own]
    if not apart or len(apart) < len(sure):
        return Piece(text, "", match), is_exact
    others = [token for piece in apart for token in tokens_of(piece)]
    beside = ", ".join(piece.text for piece in apart)
    return Piece(text, beside, _doubted(match, others)), is_exact
