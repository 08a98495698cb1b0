"""The tables of a register made of the rows of a file and of where they were placed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ptce_map.adopt.contents import (
    extra_of,
    lose_unread,
    seat_of,
    shared_text,
    website_of,
    words_in,
    words_of,
)
from ptce_map.adopt.matching import MOST_OTHERS, Certainty
from ptce_map.adopt.material import LANG, Lost, Making
from ptce_map.adopt.naming import identifier_of, name_of, place_of
from ptce_map.adopt.placement import Piece, Placement
from ptce_map.adopt.placing import Placer
from ptce_map.adopt.plans import GROUP, Planned
from ptce_map.adopt.shaping import group
from ptce_map.adopt.tables import Row, Table
from ptce_map.adopt.uniting import choices, usual_spellings
from ptce_map.adopt.usages import Usage, usage_of
from ptce_map.labels import label
from ptce_map.notices import LONGEST_VALUE, shorten
from ptce_map.places.resolution import Resolver
from ptce_map.register.files.cleaning import clean
from ptce_map.register.rules import APPROXIMATE, DECLARED, LONGEST, REGION_ONLY, UNPLACED
from ptce_map.register.schema import SEPARATOR

LISTED = ("secteurs", "structures", "activites")


@dataclass(frozen=True, eq=False)
class Made:
    """The poles of a register, as text, and what each was made of.

    ``lost`` are cells that the columns cannot hold, and which the doubts of their pole tell;
    ``renamed`` counts the communes written as the COG does, ``united`` by column the cells written
    as most others of the same letters, ``usages`` how those that alone leave a doubt are read.
    """

    poles: list[dict[str, str]]
    placements: list[list[Placement]]
    lost: list[Lost] = field(default_factory=list)
    renamed: int = 0
    united: Mapping[str, int] = field(default_factory=dict)
    usages: Mapping[str, Usage] = field(default_factory=dict)


def make(table: Table, planned: Planned, placer: Placer) -> Made:
    """Make the poles of the rows of a table."""
    making = Making(table, planned, placer, placer.names)
    for role in ("secteurs", "structures"):
        words = [word for row in table.rows for word in words_in(placer, row, role)]
        making.spellings[role] = usual_spellings(words)
    for plan in planned.extras:
        column = table.column(plan.name)
        if column:
            making.usages[plan.name] = usage_of(plan.kind, table.cells(column), plan.name)
        if column and plan.kind in ("texte", "liste"):
            making.spellings[plan.field] = choices(table.cells(column), plan.separator)
    placed = {id(placement.row): placement for placement in placer.place_all()}
    by_column = planned.group_by if planned.shape == GROUP else ""
    groups = group(table, by_column) if by_column else [[row] for row in table.rows]
    placements = [[placed[id(row)] for row in rows] for rows in groups]
    poles = [_pole(making, own) for own in placements]
    return Made(poles, placements, making.lost, making.renamed, making.united, making.usages)


def _pole(making: Making, placements: Sequence[Placement]) -> dict[str, str]:
    rows = [placement.row for placement in placements]
    tokens = list(dict.fromkeys(token for own in placements for token in own.tokens))
    doubts = [said for own in placements for said in say_doubts(own, making.resolver)]
    name = name_of(making, placements)
    precision, territory = _territory(placements, tokens)
    pole = {
        "id": identifier_of(making, rows[0], name),
        "nom": name,
        "lieu": place_of(tokens, making.resolver),
        "territoire": SEPARATOR.join(territory),
        "precision": precision,
        "note_territoire": _note(placements),
        "siege": seat_of(making, placements, doubts),
        "coordinateur": shared_text(making, rows, "coordinateur"),
    }
    for role in LISTED:
        pole[role] = words_of(making, rows, role)
    pole["site_web"] = website_of(making, rows, doubts)
    lose_unread(making, rows, doubts)
    sure = all(own.certainty is Certainty.SURE for own in placements)
    pole["confiance"] = "" if sure and tokens else "low"
    extras = {plan.field: extra_of(making, plan, rows, doubts) for plan in making.planned.extras}
    pole["doutes"] = ""
    cells = {
        column: _cut(making, rows[0], column, cell, doubts)
        for column, cell in {**pole, **extras}.items()
    }
    doubtful = " ".join(dict.fromkeys(doubts))
    return {**cells, "doutes": _cut(making, rows[0], "doutes", doubtful, [])}


def _cut(making: Making, row: Row, column: str, text: str, doubts: list[str]) -> str:
    """Return a cell as a register holds it: with plain spaces, and no longer than one may be.

    What is cut is told, with where the text that was kept ends.
    """
    plain_text = clean(text)[0]
    if len(plain_text) <= LONGEST:
        return plain_text
    kept = plain_text[: LONGEST - 1]
    rest = plain_text[LONGEST - 1 :]
    making.lose(row, column, f"…{shorten(rest, LONGEST_VALUE)}", doubts)
    return f"{kept}…"


def _territory(placements: Sequence[Placement], tokens: Sequence[str]) -> tuple[str, Sequence[str]]:
    """Return precision and tokens: of a pole without place, the région is known, or nothing."""
    if tokens:
        is_whole = all(own.tokens and not own.is_approximate for own in placements)
        parts = (piece for own in placements for piece in own.pieces)
        is_found = all(piece.match.certainty is not Certainty.NONE for piece in parts)
        return DECLARED if is_whole and is_found else APPROXIMATE, tokens
    regions = sorted({own.region for own in placements if own.region})
    if regions:
        return REGION_ONLY, [f"reg:{code}" for code in regions]
    return UNPLACED, ()


def _note(placements: Sequence[Placement]) -> str:
    keys = dict.fromkeys(
        key
        for own in placements
        for key, is_so in (
            ("adopt.note.wider", bool(own.wider)),
            ("adopt.note.polygon", own.is_approximate and not own.wider),
        )
        if is_so
    )
    return " ".join(label(key, LANG) for key in keys)


def say_doubts(placement: Placement, resolver: Resolver, lang: str = LANG) -> Iterator[str]:
    """Say each place that was read with a doubt, or not found."""
    for piece in placement.pieces:
        if piece.match.certainty is not Certainty.SURE:
            yield say_piece(piece, resolver, lang)


def say_piece(piece: Piece, resolver: Resolver, lang: str) -> str:
    """Say what a text was taken for, why that is a doubt, and what else it may be."""
    match = piece.match
    if not piece.text and not match.token:
        return label("adopt.said.nothing", lang)
    written = f"{piece.text} ({piece.beside})" if piece.beside else piece.text
    others = ", ".join(resolver.named(token) for token in match.others)
    why = label(f"adopt.why.{match.why}", lang)
    if not match.token:
        none = "adopt.said.none_others" if others else "adopt.said.none"
        return label(none, lang, text=written, why=why, others=others)
    tokens = match.token.split(SEPARATOR)
    read = ", ".join(resolver.named(token) for token in tokens[:MOST_OTHERS])
    read += "…" if len(tokens) > MOST_OTHERS else ""
    key = "adopt.said.doubt_others" if others else "adopt.said.doubt"
    return label(key, lang, text=written, read=read, why=why, others=others)
