"""From the code of a commune or of an EPCI, held against what stands beside it, to a place."""

from __future__ import annotations

import re
from functools import lru_cache

from geodata.history import read_history
from ptce_map.adopt.codes import WIDTH, commune_of, epci_of
from ptce_map.adopt.gazetteer import Gazetteer, How, Named, Names
from ptce_map.adopt.hints import Hints, split_name, weigh
from ptce_map.adopt.matching import NOTHING, Certainty, Match, match_commune, match_epci
from ptce_map.adopt.spelling import commune_form
from ptce_map.labels import fold
from ptce_map.register.files.typed_values import code_of

NO_NAMES = frozenset({"ancienne commune", "commune nouvelle", "nc", "inconnue", "inconnu"})
"""What people write for the name of a commune that their list does not know."""


def match_code(code: str, name: str, hints: Hints, names: Names) -> Match:
    """Find the commune of a code, held against the name beside it and what else is said.

    Code and name that do not go together are a doubt: the place of the name is taken if all else
    agrees with it alone, that of the code if not.
    """
    token = commune_of(code, names.cog)
    bare, own = split_name(name, names.cog) if name else ("", Hints())
    by_name = match_commune(name, hints, names) if fold(bare) else NOTHING
    if not token:
        return by_name
    named = known_as(token, names.communes)
    title = _title(code, named[0])
    against = weigh(named[0], own.with_(hints), names).against
    is_named = not fold(bare) or any(_is_called(bearer, bare, names) for bearer in named)
    if is_named and not against:
        return Match(Certainty.SURE, token, title, How.CODE)
    if not is_named and by_name.certainty is Certainty.NONE and not against:
        return _unnamed(token, title, bare, hints)
    others = tuple(t for t in (by_name.token, *by_name.others) if t and t != token)
    if not is_named and by_name.certainty is Certainty.SURE and by_name.token != token:
        alike = len(others) == 1 and against
        chosen, rest = (by_name.token, token) if alike else (token, by_name.token)
        kept = by_name.name if alike else title
        return Match(Certainty.DOUBT, chosen, kept, How.CODE, (rest,), "code_name")
    why = "against" if against else "code_name"
    return Match(Certainty.DOUBT, token, title, How.CODE, others, why)


def _unnamed(token: str, title: str, bare: str, hints: Hints) -> Match:
    """Take a code beside a text that names no place: sure where a hint agrees with it."""
    is_known = bool(hints.departements or hints.epci or hints.postcodes)
    if is_known or fold(bare) in NO_NAMES:
        return Match(Certainty.SURE, token, title, How.CODE)
    return Match(Certainty.DOUBT, token, title, How.CODE, (), "code_alone")


def _title(code: str, named: Named) -> str:
    """Return the name of a code: that of the commune which had it, if it is no more."""
    own = code_of(code.strip()).zfill(WIDTH)
    former = read_history().communes.get(own)
    return former.name if former and not named.token.endswith(own) else named.name


def known_as(token: str, gazetteer: Gazetteer) -> list[Named]:
    """Return the names of the place of a token, that of the year first."""
    found = _by_token(gazetteer).get(token, ())
    return sorted(found, key=lambda named: named.is_former)


@lru_cache(maxsize=4)
def _by_token(gazetteer: Gazetteer) -> dict[str, tuple[Named, ...]]:
    found: dict[str, list[Named]] = {}
    for named in gazetteer.names:
        found.setdefault(named.token, []).append(named)
    return {token: tuple(own) for token, own in found.items()}


def _is_called(named: Named, text: str, names: Names) -> bool:
    """Tell whether a text is a name of a place, or one slip from it, or that of its city."""
    form, own = commune_form(text), named.form
    if own.full == form.full or own.bare == form.bare:
        return True
    prefix, _, code = named.token.partition(":")
    if prefix == "arm":
        parent = str(names.cog.arrondissements.at[code, "code_parent"])
        return fold(text) == fold(names.cog.seat_name(parent)) or _has_rank(text, named)
    return names.communes.slips(form, own) <= 1 + (len(own.joined) >= 10)


def _has_rank(text: str, named: Named) -> bool:
    said, own = (re.sub(r"\D", "", name) for name in (text, named.name))
    return bool(said) and said.lstrip("0") == own


def match_siren(code: str, name: str, hints: Hints, names: Names) -> Match:
    """Find the EPCI of a SIREN, or that of the name beside it."""
    token = epci_of(code, names.cog)
    by_name = match_epci(name, hints, names) if fold(name) else NOTHING
    if not token:
        return by_name
    title = str(names.cog.epci.at[token.removeprefix("epci:"), "nom_epci"])
    is_contrary = by_name.certainty is Certainty.SURE and by_name.token != token
    if is_contrary:
        return Match(Certainty.DOUBT, token, title, How.CODE, (by_name.token,), "code_name")
    return Match(Certainty.SURE, token, title, How.CODE)
