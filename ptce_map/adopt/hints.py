"""What stands beside the name of a place and tells which it is: département, postcode, EPCI."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from geodata.cog import Cog, Level
from ptce_map.adopt.codes import commune_of, epci_of
from ptce_map.adopt.gazetteer import Named, Names
from ptce_map.labels import fold
from ptce_map.places.nomenclatures import REGIONS_2015
from ptce_map.places.tokens import is_token, repair_token

CODE = re.compile(r"\b(2[ab]|9[78]\d|\d{1,2})\b")
QUANTITY = re.compile("[%€]")
"""What makes a number an amount, and no code."""
POSTCODE = re.compile(r"\b(\d{5})\b")
COUNTRY = re.compile(r"(?i)(?<=\w)(?:\s*[,(]|\s+[–—-])\s*france\s*\)?\s*$")
"""The country beside a name; a hyphen without a space before it is of the name: Fort-de-France."""
NUMBER_BESIDE = re.compile(
    r"\s*(?P<before>2[abAB]|9[78]\d|\d{2})\s+(?P<under>\D.*)"
    r"|(?P<over>.*\D)[\s/](?P<after>2[abAB]|9[78]\d|\d{2})\s*"
)
"""The number of a département before a name, or after it: "37 Tours", "Tours 37", "Tours/37"."""
CEDEX = re.compile(r"\bcedex\b(?:\s*\d{1,2}\b)?", re.IGNORECASE)


@dataclass(frozen=True)
class Hints:
    """What is known of a place beside its name; what is empty is not known."""

    departements: frozenset[str] = frozenset()
    postcodes: frozenset[str] = frozenset()
    epci: frozenset[str] = frozenset()
    near: frozenset[str] = field(default=frozenset())
    """Communes in which the coordinates of the row lie."""

    def with_(self, other: Hints) -> Hints:
        """Return these hints, those of another put in the place of what is not known."""
        return Hints(
            self.departements or other.departements,
            self.postcodes or other.postcodes,
            self.epci or other.epci,
            self.near or other.near,
        )

    @property
    def wide(self) -> Hints:
        """Return what is said of an area as well as of a commune."""
        return replace(self, near=frozenset())


def read_departements(text: str, cog: Cog) -> frozenset[str]:
    """Return the départements that a text names: "01 - Ain", "Guadeloupe (971)", "1", "Ain, Jura".

    A région stands for all of its départements. Nothing is returned if it names neither.
    """
    is_told = bool(text.strip()) and not QUANTITY.search(text)
    return _departements(text.strip(), cog) if is_told else frozenset()


@lru_cache(maxsize=8192)
def _departements(text: str, cog: Cog) -> frozenset[str]:
    names = _areas(cog)
    whole = names.get(fold(text))
    if whole:
        return whole
    parts = [part for part in re.split(r"[;|/\n,()]|\s[-–—]\s|\bet\b", text) if part.strip()]
    named = [names[fold(part)] for part in parts if fold(part) in names]
    coded = [
        frozenset({code})
        for found in CODE.findall(fold(text))
        if (code := found.upper().zfill(2)) in cog.departements.index
    ]
    said = named or coded
    return frozenset().union(*said) if said else frozenset()


@lru_cache(maxsize=2)
def _areas(cog: Cog) -> dict[str, frozenset[str]]:
    """Return folded name or code of a département, then of a région, -> départements."""
    found: dict[str, frozenset[str]] = {}
    for code, name in cog.departements["nom_departement"].items():
        for known in (name, code, str(code).lstrip("0")):
            found.setdefault(fold(str(known)), frozenset({str(code)}))
    homes = cog.departements["code_region"]
    for code, name in cog.table(Level.REGION)["nom_region"].items():
        own = frozenset(map(str, homes.index[homes == code]))
        found.setdefault(fold(str(name)), own)
    for region in REGIONS_2015:
        found.setdefault(fold(region.name), frozenset(region.departements))
    return found


CODE_BESIDE = re.compile(
    r"\s*(?P<before>2[ab]|9[78]\d|\d{1,2})\s*[-–—:]\s*(?P<name>\D+)"
    r"|(?P<only>\D*?)\s*\(?(?P<after>2[ab]|9[78]\d|\d{1,2})\)?\s*",
    re.IGNORECASE,
)
WORDS_BEFORE = re.compile(
    r"(?i)^\s*(?:d[ée]partement|r[ée]gion|conseil (?:d[ée]partemental|r[ée]gional)|cd|cr)\s+"
    r"(?:de la |de l['’]|du |des |de |d['’]|la )?"
)


def read_area(text: str, cog: Cog) -> tuple[str, ...]:
    """Return the tokens of the département, or of the région, that a text is and nothing else.

    "01 - Ain", "Ain (01)", "Département de l'Ain", "1" and "Bretagne" are; a code alone may be that
    of one of each.
    """
    is_told = bool(text.strip()) and not QUANTITY.search(text)
    return _area(text.strip(), cog) if is_told else ()


@lru_cache(maxsize=8192)
def _area(text: str, cog: Cog) -> tuple[str, ...]:
    named = _area_tokens(cog)
    bare = WORDS_BEFORE.sub("", text)
    for form in (text, bare, re.sub(r"\.0+\Z", "", text)):
        if fold(form) in named:
            return named[fold(form)]
    found = CODE_BESIDE.fullmatch(text)
    if not found:
        return ()
    code, name = found["before"] or found["after"], (found["name"] or found["only"] or "").strip()
    by_code, by_name = named.get(fold(code.zfill(2)), ()), named.get(fold(name), ())
    return tuple(token for token in by_code if token in by_name)


@lru_cache(maxsize=2)
def _area_tokens(cog: Cog) -> dict[str, tuple[str, ...]]:
    """Return folded name or code -> tokens of the département and of the région."""
    found: dict[str, tuple[str, ...]] = {}
    tables = (
        ("dep", cog.departements["nom_departement"]),
        ("reg", cog.table(Level.REGION)["nom_region"]),
    )
    for prefix, table in tables:
        for code, name in table.items():
            for known in {fold(str(name)), fold(str(code)), fold(str(code).lstrip("0"))}:
                found[known] = (*found.get(known, ()), f"{prefix}:{code}")
    return found


READ_CODES = {"com": commune_of, "epci": epci_of}
"""Prefix of a token -> what reads its code, former ones included."""


def read_token(text: str, cog: Cog) -> str:
    """Return the token that a text is, if the COG knows its place; else nothing."""
    token = text if is_token(text) else repair_token(text)
    prefix, _, code = token.partition(":")
    tables = {
        "dep": cog.departements.index,
        "reg": cog.regions.index,
        "arm": cog.arrondissements.index,
    }
    if prefix in READ_CODES:
        return READ_CODES[prefix](code, cog)
    return token if code in tables.get(prefix, ()) else ""


def read_regions(text: str, cog: Cog) -> frozenset[str]:
    """Return the codes of the régions that a text names or codes."""
    regions = cog.table(Level.REGION)["nom_region"]
    bare = fold(text)
    by_name = {fold(str(name)): str(code) for code, name in regions.items()}
    if bare in by_name:
        return frozenset({by_name[bare]})
    digits = bare.zfill(2)
    if digits in regions.index:
        return frozenset({digits})
    homes = read_departements(text, cog)
    return frozenset(str(cog.departements.at[code, "code_region"]) for code in homes)


def region_departements(regions: Iterable[str], cog: Cog) -> frozenset[str]:
    """Return the départements of some régions."""
    homes = cog.departements["code_region"]
    return frozenset(map(str, homes.index[homes.isin(list(regions))]))


@lru_cache(maxsize=16_384)
def split_name(text: str, cog: Cog) -> tuple[str, Hints]:
    """Return the name of a place without what stands beside it, and what that says.

    Brackets, a postcode, the number of a département, a code after a dash, a département after a
    comma and the country stand beside a name.
    """
    bare = COUNTRY.sub("", CEDEX.sub(" ", text)).strip()
    postcodes = frozenset(code for code in POSTCODE.findall(bare) if code in cog.postcodes)
    bare = POSTCODE.sub(" ", bare)
    departements: frozenset[str] = frozenset()
    inside = re.search(r"[(\[]([^)\]]*)[)\]]?\s*$", bare)
    if inside and fold(inside[1]) not in ("le", "la", "les", "l"):
        departements = _beside(inside[1], cog)
        bare = bare[: inside.start()]
    after = re.search(r"(?:,|\s[-–—])\s*([^,–—]+)$", bare)
    if after and not departements:
        departements = _beside(after[1], cog)
        bare = bare[: after.start()] if departements else bare
    before = re.match(r"\s*(2[abAB]|9[78]\d|\d{2})\s*[-–—:]\s*", bare)
    if before and not departements:
        departements = _beside(before[1], cog)
        bare = bare[before.end() :] if departements else bare
    number = None if departements or bare.isalpha() else NUMBER_BESIDE.fullmatch(bare)
    if number:
        departements = _beside(number["before"] or number["after"], cog)
        bare = (number["under"] or number["over"]) if departements else bare
    return bare.strip(" ,;-–—:"), Hints(departements, postcodes)


def _beside(text: str, cog: Cog) -> frozenset[str]:
    return _areas(cog).get(fold(text), frozenset())


@dataclass(frozen=True)
class Verdict:
    """How many hints a place agrees with, and how many stand against it."""

    agreeing: int = 0
    against: int = 0


def weigh(named: Named, hints: Hints, names: Names) -> Verdict:
    """Hold a commune, an arrondissement or an EPCI against what is said beside its name."""
    prefix, _, code = named.token.partition(":")
    is_epci = prefix == "epci"
    epci = code if is_epci else _epci_of(code, names)
    of_epci = _of_epci(epci, hints)
    told = [
        _of_departement(named, hints, names.departements_of.get(epci) if of_epci else None),
        None if is_epci else _of_postcode(code, hints, names.cog),
        of_epci,
        None if is_epci or not hints.near else code in hints.near,
    ]
    return Verdict(sum(said is True for said in told), sum(said is False for said in told))


def _of_departement(named: Named, hints: Hints, around: frozenset[str] | None) -> bool | None:
    """Tell whether a place is in a département that is said.

    What is said of the EPCI in which it is for sure, and which goes ``around`` several
    départements, says nothing of its own.
    """
    if not hints.departements:
        return None
    if named.departements & hints.departements:
        return True
    return None if around and around & hints.departements else False


def _of_postcode(code: str, hints: Hints, cog: Cog) -> bool | None:
    """Tell whether a place has a postcode that is said; a whole city has those of its parts."""
    if not hints.postcodes:
        return None
    own = cog.postcodes
    parts = cog.arrondissements.index[cog.arrondissements["code_parent"] == code]
    codes = {code, *parts}
    return any(codes & set(own.get(postcode, ())) for postcode in hints.postcodes)


def _of_epci(epci: str, hints: Hints) -> bool | None:
    return epci in hints.epci if hints.epci and epci else None


def _epci_of(code: str, names: Names) -> str:
    parent = names.cog.successor(code) or code
    return names.epci_of.get(parent, "")
