"""Values as people type them, read as the register writes them: dates, numbers, errors, accents.

Each function returns what a text can only mean, or nothing.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType

from ptce_map.labels import fold

ERRORS = re.compile(
    r"#(?:N/A|N/D|REF!|VALUE!|VALEUR!|NAME\?|NOM\?|DIV/0!|NULL!|NUL!|NUM!|NOMBRE!|SPILL!|CALC!"
    r"|PROPAGATION!|EPARS!|ÉPARS!|FIELD!|CHAMP!|BLOCKED!|BLOQUÉ!|BLOCAGE!|CONNECT!|CONNEXION!"
    r"|UNKNOWN!|INCONNU!|GETTING_DATA|BUSY!|OCCUPÉ!|PYTHON!|EXTERNAL!|#+)|Err\s?:[0-9]{3}",
    re.IGNORECASE,
)
"""What spreadsheets write where they could not compute, in French and English."""

NOTHING = frozenset(
    {
        *(
            "",
            "n a",
            "na",
            "nan",
            "null",
            "none",
            "nr",
            "nc",
            "neant",
            "nd",
            "n d",
            "n c",
            "n r",
            "ns",
            "n s",
        ),
        *("sans objet", "non renseigne", "non renseignee", "inconnu", "inconnue", "unknown"),
        *("vide", "empty", "aucun", "aucune", "tbd", "a completer", "en cours"),
    }
)
"""What people write where there is nothing to write, folded."""

MONTHS: Mapping[str, int] = MappingProxyType(
    {
        name: month
        for month, names in enumerate(
            (
                ("janvier", "january", "janv", "jan"),
                ("fevrier", "february", "fevr", "fev", "feb"),
                ("mars", "march", "mar"),
                ("avril", "april", "avr", "apr"),
                ("mai", "may"),
                ("juin", "june", "jun"),
                ("juillet", "july", "juil", "jul"),
                ("aout", "august", "aug"),
                ("septembre", "september", "sept", "sep"),
                ("octobre", "october", "oct"),
                ("novembre", "november", "nov"),
                ("decembre", "december", "dec"),
            ),
            start=1,
        )
        for name in names
    }
)
DAY_MONTH_YEAR = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})(?:[ T].*)?")
YEAR_MONTH_DAY = re.compile(r"([0-9]{4})([/.-])([0-9]{1,2})(?:\2([0-9]{1,2})(?:[ T].*)?)?")
MONTH_YEAR = re.compile(r"([0-9]{1,2})[/.-]([0-9]{4})")
IN_WORDS = re.compile(r"(?:([0-9]{1,2})(?:er|st|nd|rd|th)? )?([a-z]+)(?: ([0-9]{1,2}))? ([0-9]{4})")
FIRST_DAY = date(1899, 12, 30)
"""Day from which spreadsheets count."""
SERIALS = range(25569, 73051)
"""Serial numbers of the days from 1970 to 2099."""

AMOUNT = re.compile(
    r"([0-9]{1,3}(?:[ .,’'][0-9]{3})+|[0-9]+)(?:[.,](0{1,2}))?\s*(?:€|eur|euros?)?", re.IGNORECASE
)
MEASURE = re.compile(
    r"(?P<open>\()?\s*(?P<sign>[-−–])?\s*(?:€\s*)?"
    r"(?P<digits>[0-9]+(?:[\s’'][0-9]{3})*(?:[.,][0-9]+)*|[.,][0-9]+)\s*"
    r"(?P<unit>k€|K€|M€|€|%|k\b|eur\b|euros?\b|EUR\b|Euros?\b|ha\b|km²|m²|h\b)?"
    r"(?:\s*(?:€|HT|TTC))?\s*(?(open)\))"
)
"""A number as people type it, with its unit."""
SCALES: Mapping[str, int] = MappingProxyType({"k": 10**3, "K": 10**3, "M": 10**6})
"""First letter of a unit -> what it multiplies, where that is not one."""
MISREAD = ("cp1252", "latin-1", "mac_roman")
"""The encodings in which UTF-8 is read by mistake."""
SPOILED = re.compile("[ÂÃâÅÄ√¬][\\u0080-\\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ©®†°¢£§¶ß´¨≠Æ]{1,2}")
"""A letter with an accent, so misread."""


def is_error(text: str) -> bool:
    """Tell whether a text is the error of a spreadsheet."""
    return ERRORS.fullmatch(text.strip()) is not None


def is_nothing(text: str) -> bool:
    """Tell whether a text says that there is nothing to say, such as a dash."""
    return fold(text) in NOTHING


def day(text: str) -> tuple[str, bool]:
    """Return a date as ISO writes it, and whether its day and month might be exchanged.

    Days come before months, as in French; a year alone or a month is a date as well.
    """
    bare = text.strip()
    if found := DAY_MONTH_YEAR.fullmatch(bare):
        first, second = int(found[1]), int(found[3])
        if second > max(MONTHS.values()) >= first:
            first, second = second, first
        is_doubtful = first != second and first <= max(MONTHS.values())
        return _iso(int(found[4]), second, first), is_doubtful
    if found := YEAR_MONTH_DAY.fullmatch(bare):
        return _iso(int(found[1]), int(found[3]), int(found[4] or 0)), False
    if found := MONTH_YEAR.fullmatch(bare):
        return _iso(int(found[2]), int(found[1]), 0), False
    return _in_words(fold(bare)), False


def _in_words(words: str) -> str:
    found = IN_WORDS.fullmatch(words)
    if not found or found[2] not in MONTHS:
        return ""
    return _iso(int(found[4]), MONTHS[found[2]], int(found[1] or found[3] or 0))


def _iso(year: int, month: int, day_of_month: int) -> str:
    try:
        whole = date(year, month, day_of_month or 1).isoformat()
    except ValueError:
        return ""
    return whole if day_of_month else whole[:7]


def serial_day(text: str) -> str:
    """Return the date that a spreadsheet counts by a number, from 1970 to 2099."""
    if not re.fullmatch("[0-9]{5}", text) or int(text) not in SERIALS:
        return ""
    return (FIRST_DAY + timedelta(days=int(text))).isoformat()


def whole_number(text: str) -> tuple[str, bool]:
    """Return the digits of a whole number with spaces, unit or null decimals.

    The second value tells whether its point or comma might be one of decimals: "1.234".
    """
    found = AMOUNT.fullmatch(text.strip())
    if not found:
        return "", False
    digits = re.sub(r"\D", "", found[1])
    is_doubtful = re.fullmatch(r"[0-9]{1,3}[.,][0-9]{3}", found[1]) is not None
    return digits, is_doubtful


def rounded(text: str) -> str:
    """Return the whole number nearest to one with decimals: "1 234,50 €"."""
    bare = re.sub(r"[\s’']|€|eur(?:os?)?\b", "", text, flags=re.IGNORECASE).replace(",", ".")
    return str(round(float(bare))) if re.fullmatch(r"[0-9]+\.[0-9]+", bare) else ""


def decimal_number(text: str) -> tuple[str, bool]:
    """Return a number as programs write it: "1 234,50 €" is "1234.5", "12 %" is "12".

    A sign, thousands parted by blanks, points or commas, "k€" and "M€" are understood. The second
    value tells whether the one point or comma might part thousands: "1.234".
    """
    found = MEASURE.fullmatch(" ".join(text.split()))
    if not found:
        return "", False
    digits, unit = re.sub(r"[\s’']", "", found["digits"]), (found["unit"] or "")[:1]
    last = max(digits.rfind("."), digits.rfind(","))
    marks = [char for char in digits if char in ".,"]
    is_whole = len(marks) > 1 and len(set(marks)) == 1
    whole, decimals = (digits, "") if last < 0 or is_whole else (digits[:last], digits[last + 1 :])
    number = Decimal(f"{re.sub('[.,]', '', whole) or '0'}.{decimals or '0'}") * SCALES.get(unit, 1)
    is_negative = bool(found["sign"]) or found["open"] is not None
    written = format(-number if is_negative else number, "f")
    is_doubtful = re.fullmatch(r"[1-9][0-9]{0,2}[.,][0-9]{3}", digits) is not None
    return (written.rstrip("0").rstrip(".") if "." in written else written), is_doubtful


def unspoiled(text: str) -> str:
    """Return a text whose accents were lost by a wrong encoding, as it was; nothing if sound."""
    if text.isascii():
        return ""
    spoiled = text.replace("Ã ", "Ã\N{NO-BREAK SPACE}")
    for encoding in MISREAD:
        try:
            return spoiled.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    repaired = SPOILED.sub(lambda run: _piece(run[0]), spoiled)
    return repaired if repaired != spoiled else ""


def _piece(run: str) -> str:
    for encoding in MISREAD:
        for size in (len(run), 2):
            try:
                return run[:size].encode(encoding).decode("utf-8") + run[size:]
            except UnicodeError:
                continue
    return run


def plain_entities(text: str) -> str:
    """Return a text whose entities of HTML are characters, nothing if it has none."""
    if not re.search(r"&(?:[a-z]{2,8}|#x?[0-9a-f]+);", text, re.IGNORECASE):
        return ""
    plain = html.unescape(text)
    return plain if plain != text else ""


def code_of(text: str) -> str:
    """Return the code of a place in a text: alone, or beside a name; nothing if there is none.

    "56 - Morbihan", "Guadeloupe (971)" and "1004.0" hold one.
    """
    bare = re.sub(r"\.0+\Z", "", "".join(text.split()).upper())
    if re.fullmatch(r"[0-9]{1,9}|2[AB][0-9]{0,3}", bare):
        return bare
    beside = re.fullmatch(r"([0-9]{2,9}|2[AB])\s*[-–—:]\s*\D.*|\D.*\(([0-9]{2,9}|2[AB])\)", text)
    return (beside[1] or beside[2]) if beside else ""
