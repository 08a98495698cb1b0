"""Codes of communes and EPCI as spreadsheets spoil them, to tokens of the COG of the year."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from geodata.cog import Cog
from geodata.history import read_history
from ptce_map.places.codes import Codes
from ptce_map.places.habits import explain, sure_reading
from ptce_map.register.files.typed_values import code_of

SIREN = re.compile(r"\d{9}")
PARTED = re.compile(r"\d{3}\.\d{3}\.\d{3}")
BETWEEN = re.compile(r"\s*[,;/|+&•·\n]\s*(?:[-–—•·]\s+)?|\s+(?:[-–—]|et)\s+|\s+")
"""What may stand between the codes of several communes in a cell."""
LISTED = re.compile(r"\s*[,;/|\n]\s*")
"""What may stand between several SIREN, which have blanks of their own."""
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
    code = code_of(re.sub(r",0+\Z", "", text.removeprefix("'")))
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
    bare = "".join(text.split())
    code = bare.replace(".", "") if PARTED.fullmatch(bare) else re.sub(r"[.,]0+\Z", "", bare)
    if not SIREN.fullmatch(code):
        return ""
    if code in cog.epci.index:
        return f"epci:{code}"
    former = read_history().epci.get(code)
    return f"epci:{former.successors[0]}" if former and len(former.successors) == 1 else ""


def communes_of(text: str, cog: Cog) -> list[str]:
    """Return the codes of a cell that holds nothing but several codes of communes; else the cell.

    "35238, 35360", "35238 35360" and "1004 - 1033" hold two.
    """
    return _several(text, BETWEEN, lambda part: bool(commune_of(part, cog)))


def several_epci_of(text: str, cog: Cog) -> list[str]:
    """Return the SIREN of a cell that holds nothing but those of several EPCI; else the cell."""
    return _several(text, LISTED, lambda part: bool(epci_of(part, cog)))


def _several(text: str, sign: re.Pattern[str], holds: Callable[[str], bool]) -> list[str]:
    if text.isalnum():
        return [text]
    parts = [part for part in sign.split(text.strip(" -–—•·")) if part]
    return parts if len(parts) > 1 and all(map(holds, parts)) else [text]
