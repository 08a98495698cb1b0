"""What tells a cell of each role: the code or the name of a place, a point, an address, a link."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ptce_map.adopt.codes import commune_of, communes_of, epci_of, several_epci_of
from ptce_map.adopt.gazetteer import Names
from ptce_map.adopt.hints import POSTCODE, read_area, read_token, split_name
from ptce_map.adopt.matching import without_town
from ptce_map.adopt.points import is_latitude, is_longitude, is_pair, is_x, is_y
from ptce_map.adopt.spelling import epci_form
from ptce_map.labels import fold
from ptce_map.register.files import websites

MOST = 0.9
"""Share of the cells of a column that must be of a role where its name does not say it."""
BY_CONTENT = (
    *("siren_epci", "code_commune", "site_web", "coordonnees", "epci", "commune"),
    *("departement", "region", "adresse", "code_postal"),
)
"""Roles that cells tell by themselves, the surest first."""

Test = Callable[[str, Names], bool]


@dataclass(frozen=True)
class Guess:
    """A role that a column may have: how sure, and what tells it."""

    role: str
    at: int
    rate: float
    why: str


def share(role: str, cells: Sequence[str], names: Names) -> float:
    """Return the share of some cells that are of a role; 0 of none."""
    return sum(TESTS[role](cell, names) for cell in cells) / len(cells) if cells else 0.0


def _parts(cell: str) -> list[str]:
    return [part for part in re.split(r"[\n;|]", cell) if part.strip()]


def _every(test: Test) -> Test:
    """Return the test of a cell of several values: most of them pass."""

    def holds(cell: str, names: Names) -> bool:
        parts = _parts(cell)
        return bool(parts) and sum(test(part, names) for part in parts) * 2 > len(parts)

    return holds


def _is_commune(text: str, names: Names) -> bool:
    name = split_name(without_town(text, names), names.cog)[0]
    return bool(fold(name)) and bool(names.communes.named(name))


def _is_epci(text: str, names: Names) -> bool:
    name = split_name(text, names.cog)[0]
    form = epci_form(name)
    return bool(form.nature) or (not _is_commune(text, names) and bool(names.epci.named(name)))


def _is_place(text: str, names: Names) -> bool:
    is_coded = bool(read_area(text, names.cog) or read_token(text, names.cog))
    return is_coded or _is_commune(text, names) or _is_epci(text, names)


def _is_departement(text: str, names: Names) -> bool:
    return any(token.startswith("dep:") for token in read_area(text, names.cog))


def _is_region(text: str, names: Names) -> bool:
    return any(token.startswith("reg:") for token in read_area(text, names.cog))


def _is_postcode(text: str, names: Names) -> bool:
    bare = re.sub(r"\.0+\Z", "", text.strip())
    return bare.isdigit() and bare.zfill(5) in names.cog.postcodes


TESTS: Mapping[str, Test] = {
    "code_commune": _every(
        lambda text, names: all(
            commune_of(code, names.cog) for code in communes_of(text, names.cog)
        )
    ),
    "commune": _every(_is_commune),
    "code_postal": _is_postcode,
    "siege": lambda text, names: bool(commune_of(text, names.cog)) or _is_commune(text, names),
    "siren_epci": _every(
        lambda text, names: all(
            epci_of(code, names.cog) for code in several_epci_of(text, names.cog)
        )
    ),
    "epci": _every(_is_epci),
    "lieu": _every(_is_place),
    "departement": _is_departement,
    "region": _is_region,
    "adresse": lambda text, names: (
        any(char.isalpha() for char in text)
        and any(code in names.cog.postcodes for code in POSTCODE.findall(text))
    ),
    "latitude": lambda text, _: is_latitude(text),
    "longitude": lambda text, _: is_longitude(text),
    "x": lambda text, _: is_x(text),
    "y": lambda text, _: is_y(text),
    "coordonnees": lambda text, _: is_pair(text),
    "site_web": lambda text, _: bool(websites.repair(text)),
}
"""Role -> what tells a cell of it."""
