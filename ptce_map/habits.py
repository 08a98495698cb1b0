"""What a text means where a code of the COG of the year was asked: a table of habits.

People write what they have: postal codes, SIREN, codes of another year or nomenclature. A text is
explained by what it means before what it looks like. The facts are those of the tables of the COG
and of :mod:`ptce_map.nomenclatures`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from geodata.cog import Cog
from geodata.history import History
from ptce_map.labels import fold
from ptce_map.nomenclatures import ISO_3166_2, NUTS_1, PREFIXES, REGIONS_2015, RENAMED
from ptce_map.placenames import place_names
from ptce_map.tokens import KINDS, Token, is_token, parse_token

SIREN = 9


@dataclass(frozen=True, eq=False)
class Codes:
    """The codes that are known: those of the year, and those that were."""

    cog: Cog
    history: History

    @cached_property
    def inhabitants(self) -> Mapping[str, int]:
        """Inhabitants of the communes and arrondissements municipaux, by code."""
        tables = (self.cog.communes, self.cog.arrondissements)
        return {str(code): n for table in tables for code, n in table["population"].items()}

    def is_current(self, token: str) -> bool:
        """Tell whether a token names a place of the COG of the year."""
        if not is_token(token):
            return False
        parsed = parse_token(token)
        level = parsed.kind.level
        table = self.cog.arrondissements if level is None else self.cog.table(level)
        return parsed.code in table.index

    def is_known(self, token: str) -> bool:
        """Tell whether a token names a place, by a code of the year or by a former one."""
        prefix, _, code = token.partition(":")
        former = prefix == "com" and is_token(token) and self.cog.successor(code) is not None
        return self.is_current(token) or (former and code not in self.cog.arrondissements.index)

    def region_of(self, departement: str) -> list[str]:
        """Return the token of the région of a département, if there is one."""
        return self.known(f"reg:{self.homes.get(departement, '')}")

    @cached_property
    def departements(self) -> Mapping[str, str]:
        """Code of a commune -> that of its département."""
        homes = self.cog.communes["code_departement"].items()
        return {str(code): str(departement) for code, departement in homes}

    @cached_property
    def homes(self) -> Mapping[str, str]:
        """Code of a département -> that of its région."""
        homes = self.cog.departements["code_region"].items()
        return {str(code): str(region) for code, region in homes}

    def known(self, *tokens: str) -> list[str]:
        """Return the tokens that name a place of the year."""
        return [token for token in tokens if self.is_current(token)]

    def commune(self, code: str) -> list[str]:
        """Return the token of the current commune or arrondissement of a code, if there is one."""
        return self.known(f"arm:{code}") or self.known(f"com:{self.cog.successor(code) or ''}")


@dataclass(frozen=True)
class Habit:
    """A way of writing: what it looks like, and which places it stands for.

    Attributes
    ----------
    key
        The texts ``meaning.<key>``, and ``advice.<key>`` where it may stand for no place.
    pattern
        What the whole code matches, in capitals and without blanks.
    find
        Match and codes -> tokens, or ``None`` if the text is none of these.
    prefixes
        Prefixes after which the habit is looked for; all when it is empty.
    reading
        Whether the one place found is read without asking: ``note``, or ``doubt`` where a slip is
        as likely; empty where it must be written.
    """

    key: str
    pattern: str
    find: Callable[[re.Match[str], Codes], Iterable[str] | None]
    prefixes: tuple[str, ...] = ()
    reading: str = ""


@dataclass(frozen=True)
class Sense:
    """What a text means by a habit: tokens of places of the year, none if it is no place."""

    key: str
    tokens: tuple[str, ...]
    reading: str = ""


def explain(text: str, codes: Codes, *, prefix: str = "") -> list[Sense]:
    """Return what a text means, the surest sense first; nothing if no habit knows it.

    ``prefix`` is that of the column where it has one: a seat is a commune. A text that is a token
    of the year has no other sense.
    """
    given, code = split_prefix(text)
    given = given or prefix
    senses: list[Sense] = []
    for habit in HABITS:
        found = _found(habit, given, code, codes)
        if found is not None and text not in found:
            senses.append(Sense(habit.key, tuple(dict.fromkeys(found)), habit.reading))
            if habit.key in FINAL:
                break
    named = () if senses else place_names(codes.cog).find(text.rpartition(":")[2])
    return [Sense("name", named, "doubt")] if named else senses


def _found(habit: Habit, prefix: str, code: str, codes: Codes) -> Iterable[str] | None:
    if habit.prefixes and prefix not in habit.prefixes:
        return None
    match = re.fullmatch(habit.pattern, code)
    return habit.find(match, codes) if match else None


def split_prefix(text: str) -> tuple[str, str]:
    """Return the prefix of a text, or the word before its colon, and its code without blanks."""
    before, colon, after = text.rpartition(":")
    word = fold(before).strip()
    prefix = word if word in KINDS else PREFIXES.get(word, word)
    return prefix, "".join((after if colon else text).split()).upper()


def passes_luhn(digits: str) -> bool:
    """Tell whether the last digit of a number is the key of Luhn of the others (SIREN, SIRET)."""
    doubled = [int(digit) * (1 + at % 2) for at, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _after(prefix: str) -> Callable[[re.Match[str], Codes], list[str] | None]:
    def find(match: re.Match[str], codes: Codes) -> list[str] | None:
        token = f"{prefix}:{match[0]}"
        return [token] if codes.is_known(token) else None

    return find


def _other_kind(match: re.Match[str], codes: Codes) -> list[str] | None:
    """Find the places of the year whose very code it is, whatever their kind."""
    return codes.known(*(f"{prefix}:{match[0]}" for prefix in KINDS)) or None


def _bare(match: re.Match[str], codes: Codes) -> list[str] | None:
    """Find the places whose very code it is."""
    found = [f"{prefix}:{match[0]}" for prefix in KINDS]
    return [token for token in found if codes.is_known(token)] or None


def _whole(match: re.Match[str], codes: Codes) -> list[str] | None:
    """Take away the decimals, or the power of ten, that a spreadsheet wrote."""
    digits = f"{float(match[0].replace(',', '.')):.0f}"
    padded = (digits, digits.zfill(5))
    return [token for code in padded for token in codes.commune(code)] or _epci(digits, codes)


def _epci(digits: str, codes: Codes) -> list[str] | None:
    return codes.known(f"epci:{digits}") or None


def _renamed(prefix: str) -> Callable[[re.Match[str], Codes], list[str] | None]:
    def find(match: re.Match[str], codes: Codes) -> list[str] | None:
        return codes.known(RENAMED.get(f"{prefix}:{match[0]}", "")) or None

    return find


def _corsican(match: re.Match[str], codes: Codes) -> list[str] | None:
    """Find the communes of a code of Corsica before 1976, whose last digits have not changed."""
    return codes.known(f"com:2A{match[1]}", f"com:2B{match[1]}") or None


def _postcode(match: re.Match[str], codes: Codes) -> list[str] | None:
    served = codes.cog.postcodes.get(match[0], ())
    largest_first = sorted(served, key=lambda code: -codes.inhabitants[code])
    return [token for code in largest_first for token in codes.commune(code)] or None


def _zero_lost(match: re.Match[str], codes: Codes) -> list[str] | None:
    return codes.commune(f"0{match[0]}") or None


def _zero_lost_postcode(match: re.Match[str], codes: Codes) -> list[str] | None:
    served = codes.cog.postcodes.get(f"0{match[0]}", ())
    return [token for code in served for token in codes.commune(code)] or None


def _departement(match: re.Match[str], codes: Codes) -> list[str] | None:
    return codes.known(f"dep:{match[1]}") or None


def _short_departement(match: re.Match[str], codes: Codes) -> list[str] | None:
    return codes.known(f"dep:0{match[0]}") or None


def _short_region(match: re.Match[str], codes: Codes) -> list[str] | None:
    return codes.known(f"reg:0{match[0]}") or None


def _former_region(match: re.Match[str], codes: Codes) -> list[str] | None:
    """Find the région that replaced one of 2015, then the départements that it had."""
    for region in REGIONS_2015:
        if region.code == match[0]:
            own = [f"dep:{code}" for code in region.departements]
            return [*codes.region_of(region.departements[0]), *codes.known(*own)]
    return None


def _overseas_region(match: re.Match[str], codes: Codes) -> list[str] | None:
    return codes.region_of(match[0]) or None


def _nuts(match: re.Match[str], codes: Codes) -> list[str] | None:
    """Find the région of a unit of NUTS 1, the départements of one of NUTS 2 or 3."""
    if match[0] in NUTS_1:
        return codes.known(f"reg:{NUTS_1[match[0]]}") or None
    for region in REGIONS_2015:
        if match[0].startswith(region.nuts):
            rank = match[0].removeprefix(region.nuts)
            chosen = _ranked(region.departements, rank)
            return codes.known(*(f"dep:{code}" for code in chosen)) or None
    return None


def _ranked(departements: Sequence[str], rank: str) -> Sequence[str]:
    """Return all the départements of a unit, or that of a rank; overseas the rank is 0."""
    if not rank:
        return departements
    at = int(rank) - 1 if len(departements) > 1 or rank != "0" else 0
    return departements[at : at + 1] if at >= 0 else ()


def _iso(match: re.Match[str], codes: Codes) -> list[str] | None:
    token = ISO_3166_2.get(match[1], f"dep:{match[1]}")
    return codes.known(token) or None


def _quarter(match: re.Match[str], codes: Codes) -> list[str] | None:
    """Find the département that the code of a quartier prioritaire says."""
    return [] if codes.known(f"dep:{match[1].removeprefix('0')}", f"dep:{match[1]}") else None


def _iris(match: re.Match[str], codes: Codes) -> list[str] | None:
    return codes.commune(match[1]) or None if not passes_luhn(match[0]) else None


def _siren_of_commune(match: re.Match[str], codes: Codes) -> list[str] | None:
    return codes.known(f"com:{codes.history.sirens.get(match[1], '')}") or None


def _siren_of_epci(match: re.Match[str], codes: Codes) -> list[str] | None:
    return codes.known(f"epci:{match[1]}") or None


def _former_epci(match: re.Match[str], codes: Codes) -> list[str] | None:
    former = codes.history.epci.get(match[1])
    return codes.known(*(f"epci:{code}" for code in former.successors)) if former else None


def _siren_of_none(match: re.Match[str], codes: Codes) -> list[str] | None:
    is_named = match[1] in codes.history.sirens or match[1] in codes.history.epci
    known = is_named or codes.is_current(f"epci:{match[1]}")
    return None if known or not passes_luhn(match[1]) else []


def _letters(match: re.Match[str], codes: Codes) -> list[str] | None:
    """Read as digits the letters that look like them."""
    code = match[0].translate(str.maketrans("OIL", "011"))
    if code == match[0]:
        return None
    return codes.known(f"com:{code}", f"arm:{code}", f"epci:{code}", f"dep:{code}") or None


def _no_place(_: re.Match[str], __: Codes) -> list[str]:
    return []


HABITS: Sequence[Habit] = (
    Habit("written", r"\w+", _after("com"), ("com",), "note"),
    Habit("written", r"\w+", _after("arm"), ("arm",), "note"),
    Habit("written", r"\w+", _after("epci"), ("epci",), "note"),
    Habit("written", r"\w+", _after("dep"), ("dep",), "note"),
    Habit("written", r"\w+", _after("reg"), ("reg",), "note"),
    Habit("arrondissement", r"\d{5}", _after("arm"), ("com",), "note"),
    Habit("renamed", r"\d{5}", _renamed("com"), ("com", ""), "note"),
    Habit("renamed", r"985", _renamed("dep"), ("dep", ""), "note"),
    Habit("mayotte", r"985(\d{2})", lambda m, c: c.known(f"com:976{m[1]}") or None, (), "note"),
    Habit("corsica", r"20", lambda _, c: c.known("dep:2A", "dep:2B") or None, ("dep", "")),
    Habit("corsica", r"20", lambda _, c: c.known("reg:94") or None, ("reg",)),
    Habit("corsica", r"20(\d{3})", _corsican, ("com", "")),
    Habit("corsica", r"20([AB])", lambda m, c: c.known(f"dep:2{m[1]}") or None, (), "note"),
    Habit("postcode", r"\d{5}", _postcode),
    Habit("bare", r"[0-9AB]{2,9}", _bare, ("",), "note"),
    Habit("zero", r"\d{4}", _zero_lost, ("com",), "doubt"),
    Habit("zero", r"\d{4}", _zero_lost, ("",)),
    Habit("zero_postcode", r"\d{4}", _zero_lost_postcode, ("com", "")),
    Habit("zero", r"[1-9]", _short_departement, ("dep",), "doubt"),
    Habit("zero", r"[1-9]", _short_region, ("reg",), "doubt"),
    Habit("decimals", r"\d+[.,]0+|\d[.,]\d+E\+?\d+", _whole, (), "doubt"),
    Habit("three_digits", r"0(\d{2}|2[AB])", _departement, ("dep", ""), "note"),
    Habit("three_digits", r"(\d{2}|2[AB])0", _departement, ("dep",), "doubt"),
    Habit("former_region", r"\d{2}", _former_region, ("reg",)),
    Habit("overseas_region", r"97\d", _overseas_region, ("reg",), "note"),
    Habit("other_kind", r"[0-9AB]{2,9}", _other_kind, ("com", "arm", "epci", "dep", "reg")),
    Habit("nuts", r"FR[A-Z0-9]\d{0,2}", _nuts, (), "note"),
    Habit("iso", r"FR-?(\d{2,3}|2[AB]|[A-Z]{2,3}|20R|75C)", _iso, (), "note"),
    Habit("quarter", r"Q[NP](\d{3}|02[AB])\w+", _quarter),
    Habit("iris", r"(\d{5}|2[AB]\d{3})\d{4}", _iris),
    Habit("former_epci", r"(\d{9})", _former_epci),
    Habit("siren_commune", r"(\d{9})", _siren_of_commune, (), "doubt"),
    Habit("siret_epci", r"(\d{9})\d{5}", _siren_of_epci, (), "doubt"),
    Habit("siret_former_epci", r"(\d{9})\d{5}", _former_epci),
    Habit("siret_commune", r"(\d{9})\d{5}", _siren_of_commune),
    Habit("siret", r"(\d{9})\d{5}", _siren_of_none),
    Habit("siren", r"(\d{9})", _siren_of_none),
    Habit("letters", r"[0-9OILAB]{2,9}", _letters, (), "doubt"),
    Habit("phone", r"(?:\+33|0033|0)[1-9](?:[.-]?\d{2}){4}", _no_place),
    Habit("foreign", r"(?:BE?|CHE?|DE?|LU?|IT?|ES?|NL|UK|GB)-?\d{4,5}", _no_place),
    Habit("coordinates", r"-?\d{1,3}[.,]\d+[,;]-?\d{1,3}[.,]\d+", _no_place),
    Habit("canton", r".+", _no_place, ("canton", "ct", "cv")),
)
"""The habits, the surest first."""

FINAL = frozenset({"written", "arrondissement", "renamed", "mayotte", "overseas_region"})
"""Habits after which no other is looked for."""


def sure_reading(senses: Sequence[Sense]) -> Sense | None:
    """Return the sense that is read without asking: one that allows it, of the only place meant."""
    tokens = {token for sense in senses for token in sense.tokens}
    first = senses[0] if senses else None
    return first if first and first.reading and len(tokens) == 1 else None


def meant(senses: Sequence[Sense]) -> tuple[Token, ...]:
    """Return every place that the senses of a text stand for, the surest first."""
    found = dict.fromkeys(token for sense in senses for token in sense.tokens)
    return tuple(parse_token(token) for token in found)
