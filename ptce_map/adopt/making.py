"""The tables of a register made of the rows of a file and of where they were placed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ptce_map.adopt.gazetteer import Names
from ptce_map.adopt.mapping import GROUP, Plan, Planned
from ptce_map.adopt.matching import Certainty
from ptce_map.adopt.placement import Piece, Placement
from ptce_map.adopt.placing import Placer
from ptce_map.adopt.roles import EXTRA
from ptce_map.adopt.shaping import group
from ptce_map.adopt.tables import Row, Table
from ptce_map.adopt.values import choices, plain, usual_spellings, write
from ptce_map.labels import LANGS, label, slug
from ptce_map.places.resolution import Resolver
from ptce_map.register.checks.localities import cog_resolver
from ptce_map.register.files import websites
from ptce_map.register.files.cleaning import clean
from ptce_map.register.rules import APPROXIMATE, DECLARED, LONGEST, REGION_ONLY, UNPLACED
from ptce_map.register.schema import SEPARATOR

LANG = LANGS[0]
"""Language of the register's own texts."""
NAMED_BY = ("nom", "lieu", "commune", "epci", "coordinateur", "adresse", "departement", "region")
"""Roles whose cell may name a pole, the likeliest first."""
LISTED = ("secteurs", "structures", "activites")
MOST_PLACES = 3
"""Places that ``lieu`` names."""


@dataclass(frozen=True)
class Lost:
    """A cell that is no value of its column: its line, column and text."""

    sheet: str
    line: int
    column: str
    text: str


@dataclass(frozen=True, eq=False)
class Made:
    """The poles of a register, as text, and what each was made of.

    ``lost`` are cells that the columns cannot hold, and which the doubts of their pole tell;
    ``renamed`` counts the communes written as the COG does, ``united`` by column the cells written
    as most others of the same letters.
    """

    poles: list[dict[str, str]]
    placements: list[list[Placement]]
    lost: list[Lost] = field(default_factory=list)
    renamed: int = 0
    united: Mapping[str, int] = field(default_factory=dict)


@dataclass
class Making:
    """What poles are made with: the table, the plan, the places found."""

    table: Table
    planned: Planned
    placer: Placer
    names: Names
    lost: list[Lost] = field(default_factory=list)
    taken: Counter[str] = field(default_factory=Counter)
    spellings: dict[str, Mapping[str, str]] = field(default_factory=dict)
    renamed: int = 0
    united: Counter[str] = field(default_factory=Counter)

    @property
    def resolver(self) -> Resolver:
        """What names the place of a token."""
        return cog_resolver(self.names.cog)


def make(table: Table, planned: Planned, placer: Placer) -> Made:
    """Make the poles of the rows of a table."""
    making = Making(table, planned, placer, placer.names)
    for role in ("secteurs", "structures"):
        words = [word for row in table.rows for word in placer.parts(row, role)]
        making.spellings[role] = usual_spellings(words)
    for plan in planned.of(EXTRA):
        column = table.column(plan.name)
        if column and plan.kind in ("texte", "liste"):
            making.spellings[plan.field] = choices(table.cells(column), plan.separator)
    placed = {id(placement.row): placement for placement in placer.place_all()}
    by_column = planned.group_by if planned.shape == GROUP else ""
    groups = group(table, by_column) if by_column else [[row] for row in table.rows]
    placements = [[placed[id(row)] for row in rows] for rows in groups]
    poles = [_pole(making, own) for own in placements]
    return Made(poles, placements, making.lost, making.renamed, making.united)


def _pole(making: Making, placements: Sequence[Placement]) -> dict[str, str]:
    rows = [placement.row for placement in placements]
    tokens = list(dict.fromkeys(token for own in placements for token in own.tokens))
    doubts = [said for own in placements for said in say_doubts(own, making.resolver)]
    name = _name(making, placements)
    precision, territory = _territory(placements, tokens)
    pole = {
        "id": _identifier(making, rows[0], name),
        "nom": name,
        "lieu": _place(tokens, making.resolver),
        "territoire": SEPARATOR.join(territory),
        "precision": precision,
        "note_territoire": _note(placements),
        "siege": next((own.seat for own in placements if own.seat), ""),
        "coordinateur": _shared(making, rows, "coordinateur"),
    }
    for role in LISTED:
        pole[role] = _words(making, rows, role)
    pole["site_web"] = _website(making, rows, doubts)
    sure = all(own.certainty is Certainty.SURE for own in placements)
    pole["confiance"] = "" if sure and tokens else "low"
    extras = {plan.field: _extra(making, plan, rows, doubts) for plan in making.planned.of(EXTRA)}
    pole["doutes"] = _cut(" ".join(dict.fromkeys(doubts)))
    return {column: _cut(cell) for column, cell in {**pole, **extras}.items()}


def _cut(text: str) -> str:
    """Return a cell as a register holds it: with plain spaces, and no longer than one may be."""
    plain_text = clean(text)[0]
    return plain_text if len(plain_text) <= LONGEST else f"{plain_text[: LONGEST - 1]}…"


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
    if not placement.pieces:
        yield label("adopt.said.nothing", lang)


def say_piece(piece: Piece, resolver: Resolver, lang: str) -> str:
    """Say what a text was taken for, why that is a doubt, and what else it may be."""
    match = piece.match
    written = f"{piece.text} ({piece.beside})" if piece.beside else piece.text
    others = ", ".join(resolver.named(token) for token in match.others)
    why = label(f"adopt.why.{match.why}", lang)
    if not match.token:
        none = "adopt.said.none_others" if others else "adopt.said.none"
        return label(none, lang, text=written, why=why, others=others)
    read = ", ".join(resolver.named(token) for token in match.token.split(SEPARATOR))
    key = "adopt.said.doubt_others" if others else "adopt.said.doubt"
    return label(key, lang, text=written, read=read, why=why, others=others)


def _name(making: Making, placements: Sequence[Placement]) -> str:
    """Name a pole by the first of its columns that does; by its commune as the COG writes it."""
    row = placements[0].row
    if making.planned.shape == GROUP:
        found = making.table.column(making.planned.group_by)
        if found and row.cells[found.at]:
            return plain(_line(row.cells[found.at]))
    for role in NAMED_BY:
        cell = making.placer.cell(row, role)
        if not cell:
            continue
        text = _line(", ".join(making.placer.parts(row, role)) or cell)
        if role in ("commune", "code_commune"):
            return _official(making, placements[0], text)
        return plain(text)
    found_names = [piece.match.name for piece in placements[0].pieces if piece.match.name]
    return found_names[0] if found_names else label("tolerance.unnamed", LANG, line=str(row.line))


def _line(text: str) -> str:
    return " ".join(text.split())


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


def _identifier(making: Making, row: Row, name: str) -> str:
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


def _place(tokens: Sequence[str], resolver: Resolver) -> str:
    if not tokens or len(tokens) > MOST_PLACES:
        return ""
    return ", ".join(dict.fromkeys(resolver.name(token) for token in tokens))


def _shared(making: Making, rows: Sequence[Row], role: str) -> str:
    """Return the text of a role, all of them where the rows of a pole differ."""
    texts = dict.fromkeys(_line(making.placer.cell(row, role)) for row in rows)
    return plain("; ".join(text for text in texts if text))


def _words(making: Making, rows: Sequence[Row], role: str) -> str:
    words = [word for row in rows for word in making.placer.parts(row, role)]
    known = making.spellings.get(role, {})
    spelt = (known.get(slug(word), word) for word in words)
    return SEPARATOR.join(dict.fromkeys(plain(word.replace(SEPARATOR, "/")) for word in spelt))


def _website(making: Making, rows: Sequence[Row], doubts: list[str]) -> str:
    for row in rows:
        cell = making.placer.cell(row, "site_web")
        found = websites.repair(cell) or next(iter(websites.addresses(cell)), "") if cell else ""
        if found:
            return found
        plan = making.planned.first("site_web")
        if cell and plan:
            _lose(making, row, plan.name, cell, doubts)
    return ""


def _lose(making: Making, row: Row, column: str, text: str, doubts: list[str]) -> None:
    making.lost.append(Lost(row.sheet, row.line, column, text))
    doubts.append(label("adopt.said.lost", LANG, column=column, text=_line(text)))


def _united(making: Making, plan: Plan, text: str) -> str:
    """Write the words of a cell as most others of the same letters are."""
    known = making.spellings.get(plan.field, {})
    words = text.split(SEPARATOR) if plan.kind == "liste" else [text]
    united = SEPARATOR.join(dict.fromkeys(known.get(slug(word), word) for word in words))
    making.united[plan.name] += united != text
    return united


def _extra(making: Making, plan: Plan, rows: Sequence[Row], doubts: list[str]) -> str:
    """Return the value of an extra column: where the rows of a pole differ, texts are all kept."""
    found = making.table.column(plan.name)
    if found is None:
        return ""
    texts: dict[str, str] = {}
    for row in rows:
        cell = row.cells[found.at]
        value = write(plan.kind, cell, plan.separator)
        if value.is_lost:
            _lose(making, row, plan.name, cell, doubts)
        if value.text:
            texts.setdefault(_united(making, plan, value.text), cell)
    if len(texts) <= 1 or plan.kind in ("texte", "liste"):
        sign = SEPARATOR if plan.kind == "liste" else " ; "
        return sign.join(texts)
    for cell in texts.values():
        _lose(making, rows[0], plan.name, cell, doubts)
    return ""
