"""What a row writes of its place, what that was taken for, and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ptce_map.adopt.matching import Certainty, Match
from ptce_map.adopt.tables import Row
from ptce_map.register.schema import SEPARATOR


@dataclass(frozen=True)
class Piece:
    """A place that a row writes: the text, what stands beside it, and what it was taken for."""

    text: str
    beside: str
    match: Match
    is_corrected: bool = False


@dataclass(frozen=True)
class Placement:
    """Where a row is.

    Attributes
    ----------
    tokens
        Its territory; empty if no place was found.
    certainty
        How sure it is, the least of its pieces.
    wider
        The role of the larger area that stands for a place that was not found, if one does.
    seat
        Code of the commune of its seat, if it says one.
    is_approximate
        Whether the territory is deduced.
    region
        Code of the région that the row says, if its place was not found.
    """

    row: Row
    pieces: tuple[Piece, ...]
    tokens: tuple[str, ...] = ()
    certainty: Certainty = Certainty.NONE
    wider: str = ""
    seat: str = ""
    is_approximate: bool = False
    region: str = ""


def tokens_of(piece: Piece) -> list[str]:
    """Return the tokens of a piece: several if people said so."""
    return piece.match.token.split(SEPARATOR)


def least_of(pieces: Sequence[Piece]) -> Certainty:
    """Return how sure several places are together: in doubt where one is not found."""
    found = {piece.match.certainty for piece in pieces}
    if not found or found == {Certainty.NONE}:
        return Certainty.NONE
    return Certainty.SURE if found == {Certainty.SURE} else Certainty.DOUBT
