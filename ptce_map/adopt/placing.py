"""Where each row of a table is: what it writes of its place, and what that was taken for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import shapely

from ptce_map.adopt.apart import hold_against, place_point, place_shape
from ptce_map.adopt.codes import communes_of, several_epci_of
from ptce_map.adopt.coding import match_code, match_siren
from ptce_map.adopt.corrections import Corrections, key_of
from ptce_map.adopt.gazetteer import Names
from ptce_map.adopt.hints import (
    POSTCODE,
    Hints,
    read_area,
    read_departements,
    read_regions,
    region_departements,
)
from ptce_map.adopt.matching import (
    NOTHING,
    Certainty,
    Match,
    match_commune,
    match_epci,
)
from ptce_map.adopt.numbered import match_postcodes
from ptce_map.adopt.parting import communes_in, held_against, parts_of, places_in
from ptce_map.adopt.placement import Piece, Placement, least_of, tokens_of
from ptce_map.adopt.plans import Planned
from ptce_map.adopt.points import Ground, is_constant, is_turned, place_of
from ptce_map.adopt.roles import PLACES, POINTS
from ptce_map.adopt.spelling import epci_form
from ptce_map.adopt.tables import Row, Table
from ptce_map.adopt.values import split
from ptce_map.adopt.written import read_shape
from ptce_map.register.files.typed_values import is_error, is_nothing
from ptce_map.register.schema import SEPARATOR

IN_ADDRESS = re.compile(r"\b(\d{5})\b[\s,–-]*([^\d,;\n]+)")
SURE = Certainty.SURE


@dataclass(frozen=True, eq=False)
class Placer:
    """What finds the places of the rows of a table.

    ``open_ground`` opens the contours of the communes, which rows with coordinates ask for.
    """

    table: Table
    planned: Planned
    names: Names
    open_ground: Callable[[], Ground]
    corrections: Corrections = field(default_factory=dict)

    @cached_property
    def ground(self) -> Ground:
        """The contours of the communes."""
        return self.open_ground()

    @cached_property
    def _at(self) -> Mapping[str, list[tuple[int, str]]]:
        found: dict[str, list[tuple[int, str]]] = {}
        for plan in self.planned.columns:
            column = self.table.column(plan.name)
            if column:
                found.setdefault(plan.role, []).append((column.at, plan.separator))
        return found

    def cell(self, row: Row, role: str) -> str:
        """Return the first cell of a role that is neither blank nor an error of a spreadsheet."""
        cells = (row.cells[at] for at, _ in self._at.get(role, ()))
        return next((cell for cell in cells if cell and not is_error(cell)), "")

    def parts(self, row: Row, role: str) -> list[str]:
        """Return the values of a role: of its first cell, or of all where each is a place."""
        cells = [(row.cells[at], sign) for at, sign in self._at.get(role, ())]
        filled = [(cell, sign) for cell, sign in cells if cell and not is_error(cell)]
        if role not in PLACES:
            return split(*filled[0]) if filled else []
        found = dict.fromkeys(part for cell, sign in filled for part in split(cell, sign))
        return [part for part in found if not is_nothing(part) or self.names.communes.named(part)]

    @cached_property
    def points(self) -> Mapping[int, tuple[float, float]]:
        """Position of a row -> longitude and latitude; none at all where all rows have the same."""
        if not any(role in self._at for role in POINTS):
            return {}
        found = {
            at: place
            for at, row in enumerate(self.table.rows)
            if (place := place_of({role: self.cell(row, role) for role in POINTS}))
        }
        places = {
            self.cell(row, "code_commune") or self.cell(row, "commune") for row in self.table.rows
        }
        return {} if is_constant(list(found.values()), len(places)) else found

    @property
    def has_constant_points(self) -> bool:
        """Whether coordinates are given, and are the same for rows of several communes."""
        return not self.points and any(
            place_of({role: self.cell(row, role) for role in POINTS}) for row in self.table.rows[:1]
        )

    @property
    def n_turned(self) -> int:
        """Number of rows whose longitude and latitude are in each other's column."""
        roles = ("longitude", "latitude")
        if not all(role in self._at for role in roles):
            return 0
        rows = self.table.rows
        return sum(is_turned({role: self.cell(row, role) for role in roles}) for row in rows)

    def place_all(self) -> list[Placement]:
        """Place every row, in their order."""
        return [self._placed(at, row) for at, row in enumerate(self.table.rows)]

    def _placed(self, at: int, row: Row) -> Placement:
        point = self.points.get(at)
        shape = row.shape or (None if point else read_shape(self.cell(row, "coordonnees")))
        if shape is not None and (shapely.get_num_coordinates(shape) > 1):
            return self._of_shape(row, shape)
        if shape is not None and point is None:
            x, y = shapely.get_coordinates(shape)[0]
            point = (float(x), float(y))
        hints = self._hints(row, point)
        pieces = tuple(self._pieces(row, hints, point))
        if point:
            pieces = tuple(hold_against(pieces, point, self.ground, self.names.cog))
        pieces = pieces or (self._unread(row),)
        found = [piece for piece in pieces if piece.match.token]
        tokens = tuple(dict.fromkeys(token for piece in found for token in tokens_of(piece)))
        seat = self._seat(row, hints)
        placement = Placement(row, pieces, tokens, least_of(pieces), seat=seat)
        return placement if tokens else self._wider(placement, hints)

    def _hints(self, row: Row, point: tuple[float, float] | None) -> Hints:
        """Gather what a row says beside its place."""
        cog = self.names.cog
        homes = [read_departements(row.cells[at], cog) for at, _ in self._at.get("departement", ())]
        departements = next((found for found in homes if found), frozenset[str]())
        if not departements:
            regions = read_regions(self.cell(row, "region"), cog)
            departements = region_departements(regions, cog)
        codes = {*POSTCODE.findall(self.cell(row, "adresse")), *self._postcode(row)}
        known = Hints(departements, frozenset(code for code in codes if code in cog.postcodes))
        near = frozenset(self.ground.around(point)) if point and self._says_commune(row) else None
        epci = self._epci(row, known) if point or self._says_commune(row) else frozenset[str]()
        return Hints(known.departements, known.postcodes, epci, near or frozenset())

    def _postcode(self, row: Row) -> list[str]:
        code = re.sub(r"\.0+\Z", "", self.cell(row, "code_postal").strip())
        return [code.zfill(5)] if re.fullmatch(r"\d{4,5}", code) else []

    def _says_commune(self, row: Row) -> bool:
        return bool(self.cell(row, "code_commune") or self.cell(row, "commune"))

    def _epci(self, row: Row, hints: Hints) -> frozenset[str]:
        """Return the EPCI that a row says for sure beside its communes or its point."""
        code, name = self.cell(row, "siren_epci"), self.cell(row, "epci")
        match = match_siren(code, name, hints, self.names) if code or name else NOTHING
        place = self.cell(row, "lieu")
        if not match.token and place and epci_form(place).nature:
            match = match_epci(place, hints, self.names)
        sure = match.certainty is SURE
        return frozenset({match.token.removeprefix("epci:")}) if sure else frozenset()

    def _pieces(self, row: Row, hints: Hints, point: tuple[float, float] | None) -> Iterator[Piece]:
        """Yield the places that a row writes: those of the finest of its columns that says any."""
        beside = self._beside(row)
        communes = self.parts(row, "commune")
        codes = [
            code
            for part in self.parts(row, "code_commune")
            for code in communes_of(part, self.names.cog)
        ]
        if codes:
            for code, name in zip(codes, _beside_codes(communes, len(codes))):
                text = " ".join(filter(None, (code, name)))
                match = match_code(code, name, hints, self.names)
                yield self._piece(text, beside, match)
            return
        if communes:
            for name in communes:
                for text, match in communes_in(name, hints, self.names):
                    yield self._piece(text, beside, match)
            return
        yield from (
            self._of_place(row, point)
            or self._of_address(row, hints, point)
            or self._of_postcode(row, hints)
            or self._of_area(row, hints, beside)
        )

    def _of_place(self, row: Row, point: tuple[float, float] | None) -> list[Piece]:
        """Find the places of any kind that a row names for sure beside a point, held against it."""
        places = self.parts(row, "lieu") if point else []
        if not point or not places:
            return []
        code = self.ground.holding(point)
        token = self.ground.token(code) if code else ""
        found = [match for place in places for match in places_in(place, Hints(), self.names)]
        if any(match.certainty is not SURE for _, match in found):
            return []
        held = held_against(found, token, self.names.cog)
        return [self._piece(text, "", match) for text, match in held]

    def _piece(self, text: str, beside: str, match: Match) -> Piece:
        """Take what people said of a written place, if they did."""
        given = self.corrections.get(key_of(text, beside))
        if given is None:
            return Piece(text, beside, match)
        if not given:
            return Piece(text, beside, Match(SURE), is_corrected=True)
        corrected = Match(SURE, SEPARATOR.join(given), text, match.how)
        return Piece(text, beside, corrected, is_corrected=True)

    def _unread(self, row: Row) -> Piece:
        """Return what a row of which no place was read writes of it, else that it writes nothing.

        People then say which it is, by what is written or by the name of the row.
        """
        texts = dict.fromkeys(self.cell(row, role) for role in (*POINTS, "adresse", "code_postal"))
        text = " ; ".join(filter(None, texts))
        if text:
            return self._piece(text, "", replace(NOTHING, why="unread"))
        name = self.cell(row, "nom") or next(filter(None, row.cells), "")
        return self._piece("", " ".join(name.split()), replace(NOTHING, why="nothing"))

    def _beside(self, row: Row) -> str:
        roles = ("departement", "region", "code_postal")
        return next((cell for role in roles if (cell := self.cell(row, role))), "")

    def _of_address(self, row: Row, hints: Hints, point: tuple[float, float] | None) -> list[Piece]:
        """Find the commune of an address or of a point."""
        address = self.cell(row, "adresse")
        found = IN_ADDRESS.search(address)
        if found:
            name, code = found[2].strip(" -–"), found[1]
            match = match_commune(name, hints, self.names)
            if match.token:
                return [self._piece(f"{code} {name}", "", match)]
        if point:
            text, match = place_point(point, hints, self.ground, self.names)
            beside = "" if match.certainty is SURE else self._beside(row)
            return [self._piece(text, beside, match)]
        return []

    def _of_postcode(self, row: Row, hints: Hints) -> list[Piece]:
        """Find the commune of a postcode where nothing else names it: the largest, if several."""
        if not hints.postcodes or any(self.cell(row, role) for role in ("lieu", "epci")):
            return []
        match = match_postcodes(hints.postcodes, self.names)
        return [self._piece(self.cell(row, "code_postal"), "", match)]

    def _of_area(self, row: Row, hints: Hints, beside: str) -> Iterator[Piece]:
        """Find EPCI, then places of any kind, then départements and régions."""
        wide = hints.wide
        groups = self.parts(row, "epci")
        sirens = [
            siren
            for part in self.parts(row, "siren_epci")
            for siren in several_epci_of(part, self.names.cog)
        ]
        if sirens or groups:
            for at in range(max(len(sirens), len(groups))):
                code = sirens[at] if at < len(sirens) else ""
                name = groups[at] if at < len(groups) else ""
                match = match_siren(code, name, wide, self.names)
                yield self._piece(name or code, beside, match)
            return
        places = self.parts(row, "lieu")
        for place in places:
            for text, match in places_in(place, wide, self.names):
                yield self._piece(text, beside, match)
        if places or any(role in self._at for role in ("commune", "code_commune", "adresse")):
            return
        for role, prefix in (("departement", "dep:"), ("region", "reg:")):
            text = self.cell(row, role)
            if text:
                tokens = [t for t in read_area(text, self.names.cog) if t.startswith(prefix)]
                match = Match(SURE, tokens[0], text) if tokens else NOTHING
                yield self._piece(text, "", match)
                return

    def _seat(self, row: Row, hints: Hints) -> str:
        text = self.cell(row, "siege")
        if not text:
            return ""
        match = match_code(text, "" if text[:1].isdigit() else text, hints.wide, self.names)
        return match.token.partition(":")[2] if match.certainty is SURE else ""

    def _of_shape(self, row: Row, shape: shapely.Geometry) -> Placement:
        """Find the communes of a polygon, of a line or of several points."""
        named = list(self._pieces(row, self._hints(row, None), None))
        found, is_exact = place_shape(shape, named, self.ground, self.names.cog)
        piece = self._piece(found.text, found.beside, found.match)
        tokens = tuple(tokens_of(piece)) if piece.match.token else ()
        is_approximate = not is_exact and not piece.is_corrected
        return Placement(
            row, (piece,), tokens, piece.match.certainty, is_approximate=is_approximate
        )

    def _wider(self, placement: Placement, hints: Hints) -> Placement:
        """Give a row whose place was not found the EPCI that it says for sure, else its région."""
        if len(hints.epci) == 1:
            token = f"epci:{next(iter(hints.epci))}"
            return replace(
                placement,
                tokens=(token,),
                certainty=Certainty.DOUBT,
                wider="epci",
                is_approximate=True,
            )
        regions = {
            str(self.names.cog.departements.at[code, "code_region"]) for code in hints.departements
        }
        return replace(placement, region=regions.pop() if len(regions) == 1 else "")


def _beside_codes(names: Sequence[str], n: int) -> Sequence[str]:
    """Return a name for each of some codes, none where they are not as many."""
    apart = parts_of(names[0]) if len(names) == 1 < n else names
    return apart if len(apart) == n else [""] * n
