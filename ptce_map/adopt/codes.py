"""Codes of communes and EPCI as spreadsheets spoil them, to tokens of the COG of the year."""

from __future__ import annotations

import re
from functools import lru_cache

from geodata.cog import Cog
from geodata.history import read_history
from ptce_map.places.codes import Codes
from ptce_map.places.habits import explain, sure_reading
from ptce_map.register.files.typed_values import code_of

SIREN = re.compile(r"\d{9}")
WIDTH = 5


@lru_cache(maxsize=2)
def _codes(cog: Cog) -> Codes:
    return Codes(cog, read_history())


def commune_of(text: str, cog: Cog) -> str:
    """Return the token of the commune of a code, as a spreadsheet may have spoilt it; else nothing.

    Zeros are put back, decimals taken away, former codes give the commune of the year.
    """
    return _commune_of(text.strip(), cog)


@lru_cache(maxsize=131_072)
def _commune_of(text: str, cog: Cog) -> str:
    code = code_of(text.removeprefix("'"))
    if re.fullmatch(r"\d{4}", code):
        code = code.zfill(WIDTH)
    if len(code) != WIDTH:
        return ""
    found = _codes(cog).commune(code)
    if found:
        return found[0]
    sense = sure_reading(explain(code, _codes(cog), prefix="com"))
    token = sense.tokens[0] if sense and sense.key != "postcode" else ""
    return token if token.startswith(("com:", "arm:")) else ""


def epci_of(text: str, cog: Cog) -> str:
    """Return the token of the EPCI of a SIREN, blanks and decimals taken away, or nothing."""
    code = re.sub(r"\.0+\Z", "", "".join(text.split()))
    if not SIREN.fullmatch(code):
        return ""
    if code in cog.epci.index:
        return f"epci:{code}"
    former = read_history().epci.get(code)
    return f"epci:{former.successors[0]}" if former and len(former.successors) == 1 else ""
