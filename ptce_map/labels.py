"""French and English texts, number formats and accent-blind order.

The texts are in ``locales/<language>.json``, one flat object of dotted keys. A text that depends on
a number has two keys, ``<key>.one`` and ``<key>.other``. Names of sectors, types and rounds are not
here: they are columns of the register; names of places are those of the COG.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from numbers import Integral, Real
from pathlib import Path
from types import MappingProxyType

from babel.numbers import format_decimal

from ptce_map.nouns import Nouns, expand, spoken

LANGS = ("fr", "en")
LOCALES_FOLDER = Path(__file__).parent / "locales"

# French says "0 pôle, 1 pôle, 2 pôles"; English says "0 hubs, 1 hub, 2 hubs".
_IS_SINGULAR: Mapping[str, Callable[[float], bool]] = MappingProxyType(
    {"fr": lambda n: abs(n) < 2, "en": lambda n: abs(n) == 1}
)
_APART = re.compile(r"[\W_]+")
_EXPANDED = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"})


def read_locale(lang: str) -> Mapping[str, str]:
    """Read the texts of a language, by key, said with the nouns of the programme that is told."""
    return _texts(lang, spoken())


@lru_cache(maxsize=32)
def _texts(lang: str, nouns: Nouns) -> Mapping[str, str]:
    texts = json.loads((LOCALES_FOLDER / f"{lang}.json").read_text(encoding="utf-8"))
    return MappingProxyType({key: expand(text, lang, nouns) for key, text in texts.items()})


def label(key: str, lang: str, /, **values: object) -> str:
    """Return the text of a key, its fields filled with ``values``.

    The value ``n`` chooses between ``.one`` and ``.other`` where the text has two forms. Integers
    are written as the language writes numbers: give years and ready-made numbers as strings.

    Raises
    ------
    KeyError
        If the language has no such text.
    """
    texts = read_locale(lang)
    template = texts.get(key)
    if template is None:
        template = texts[f"{key}.{plural_form(values.get('n'), lang)}"]
    return fill(template, lang, **values)


def fill(template: str, lang: str, /, **values: object) -> str:
    """Fill the fields of a text, integers written as the language writes numbers."""
    return template.format(**{name: _written(value, lang) for name, value in values.items()})


def plural_form(n: object, lang: str) -> str:
    """Return ``one`` or ``other``, the form that a language uses for a number."""
    return "one" if isinstance(n, Real) and _IS_SINGULAR[lang](float(n)) else "other"


def _written(value: object, lang: str) -> object:
    return number(int(value), lang) if isinstance(value, Integral) else value


def number(value: float, lang: str, *, decimals: int = 0) -> str:
    """Write a number as the language does, with a fixed number of decimals.

    French separates thousands by a narrow no-break space (U+202F) and decimals by a comma.
    """
    return _number(value, lang, decimals)


@lru_cache(maxsize=4096, typed=True)
def _number(value: float, lang: str, decimals: int) -> str:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(value, format=pattern, locale=lang))


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Return a text without case, accents, ligatures or punctuation, words apart by one space."""
    base = text.casefold() if text.isascii() else _without_accents(text)
    return _APART.sub(" ", base).strip()


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(_EXPANDED)).casefold()
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@lru_cache(maxsize=4096)
def slug(text: str) -> str:
    """Return a text as an id: lower-case letters without accents, digits and hyphens."""
    words = "".join(char if char.isascii() else " " for char in fold(text)).split()
    return "-".join(words)


def uncapitalised(name: str) -> str:
    """Return a name as it reads within a sentence: without its capital, unless it is initials."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def sort_key(text: str) -> tuple[str, str]:
    """Return the key that puts texts in reading order, whatever their accents and case."""
    return fold(text), text
