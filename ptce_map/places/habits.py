"""What a text means where a code of the COG of the year was asked: a table of habits.

People write what they have: postal codes, SIREN, codes of another year or nomenclature. A text is
explained by what it means before what it looks like. The facts are those of the tables of the COG
and of :mod:`ptce_map.places.nomenclatures`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ptce_map.labels import fold
from ptce_map.places import areas
from ptce_map.places.codes import Codes, passes_luhn
from ptce_map.places.names import place_names
from ptce_map.places.nomenclatures import PREFIXES, RENAMED
from ptce_map.places.tokens import KINDS, Token, parse_token

LEAST_PARTED = 5_000
"""Inhabitants of the communes that INSEE parts in IRIS."""


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


def _cedex_alone(match: re.Match[str], codes: Codes) -> list[str] | None:
    """Tell a number of a département that is the code of no commune, postal or not."""
    is_home = bool(codes.known(f"dep:{match[0][:2]}", f"dep:{match[0][:3]}"))
    is_free = match[0] not in codes.cog.postcodes and not codes.commune(match[0])
    return [] if is_home and is_free and not _renamed("com")(match, codes) else None


def _quarter(match: re.Match[str], codes: Codes) -> list[str] | None:
    """Find the département that the code of a quartier prioritaire says."""
    return [] if codes.known(f"dep:{match[1].removeprefix('0')}", f"dep:{match[1]}") else None


def _iris(match: re.Match[str], codes: Codes) -> list[str] | None:
    """Find the commune of an IRIS; one code in ten keeps Luhn by chance, as every SIREN does.

    Only the communes that INSEE parts in IRIS are then thought of, and their usual numbers.
    """
    found = codes.commune(match[1])
    parted = codes.inhabitants.get(match[1], 0) >= LEAST_PARTED and match[2].startswith("0")
    return found or None if parted or not passes_luhn(match[0]) else None


def _cedex(match: re.Match[str], codes: Codes) -> list[str]:
    """Find the town that is written beside the postal code of an organisation."""
    named = place_names(codes.cog).find(match[2])
    homes = codes.departements
    communes = [token for token in named if token.startswith("com:")]
    return [token for token in communes if match[1].startswith(homes[token[4:]][:2])]


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
    Habit("cedex", r"(\d{5})(.*)CEDEX\d{0,2}", _cedex, (), "doubt"),
    Habit("bare", r"[0-9AB]{2,9}", _bare, ("",), "note"),
    Habit("zero", r"\d{4}", _zero_lost, ("com",), "doubt"),
    Habit("zero", r"\d{4}", _zero_lost, ("",)),
    Habit("zero_postcode", r"\d{4}", _zero_lost_postcode, ("com", "")),
    Habit("zero", r"[1-9]", _short_departement, ("dep",), "doubt"),
    Habit("zero", r"[1-9]", _short_region, ("reg",), "doubt"),
    Habit("decimals", r"\d+[.,]0+|\d[.,]\d+E\+?\d+", _whole, (), "doubt"),
    Habit("three_digits", r"0(\d{2}|2[AB])", _departement, ("dep", ""), "note"),
    Habit("three_digits", r"(\d{2}|2[AB])0", _departement, ("dep",), "doubt"),
    Habit("former_region", r"\d{2}", areas.former_region, ("reg",)),
    Habit("overseas_region", r"97\d", areas.overseas_region, ("reg",), "note"),
    Habit("other_kind", r"[0-9AB]{2,9}", _other_kind, ("com", "arm", "epci", "dep", "reg")),
    Habit("nuts", r"FR[A-Z0-9]\d{0,2}", areas.nuts, (), "note"),
    Habit("iso", r"FR-?(\d{2,3}|2[AB]|[A-Z]{2,3}|20R|75C)", areas.iso, (), "note"),
    Habit("quarter", r"Q[NP](\d{3}|02[AB])\w+", _quarter),
    Habit("iris", r"(\d{5}|2[AB]\d{3})(\d{4})", _iris),
    Habit("former_epci", r"(\d{9})", _former_epci),
    Habit("siren_commune", r"(\d{9})", _siren_of_commune, (), "doubt"),
    Habit("siret_epci", r"(\d{9})\d{5}", _siren_of_epci, (), "doubt"),
    Habit("siret_former_epci", r"(\d{9})\d{5}", _former_epci),
    Habit("siret_commune", r"(\d{9})\d{5}", _siren_of_commune),
    Habit("siret", r"(\d{9})\d{5}", _siren_of_none),
    Habit("siren", r"(\d{9})", _siren_of_none),
    Habit("letters", r"[0-9OILAB]{2,9}", _letters, (), "doubt"),
    Habit("cedex_alone", r"\d{5}", _cedex_alone, ("",)),
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
