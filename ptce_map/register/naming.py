"""How a programme is told apart: what it calls a thing that it maps, and its colour."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ptce_map.labels import LANGS
from ptce_map.notices import Fault
from ptce_map.nouns import DEFAULT, Noun, Nouns, begins_with_vowel
from ptce_map.register.schema import PROGRAMME

SECTION = "programme"
GENDERS = ("masculin", "féminin")
"""Genders of a French noun, as ``genre`` says them."""
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
NOUN = re.compile(r"[^\W\d_][\w’' .()°-]{0,59}")
"""Form of a noun: a letter, then up to 59 letters, figures, spaces and marks of spelling."""


def is_noun(value: object) -> bool:
    """Tell a noun that can stand within a sentence."""
    return isinstance(value, str) and NOUN.fullmatch(value) is not None


def is_colour(value: object) -> bool:
    """Tell a colour: a hash, then six hexadecimal digits."""
    return isinstance(value, str) and COLOUR.fullmatch(value) is not None


def is_gender(value: object) -> bool:
    """Tell the gender of a noun."""
    return value in GENDERS


def find_noun_faults(section: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield the numbers of a noun that are missing beside the other."""
    for lang in LANGS:
        pair = (f"singulier_{lang}", f"pluriel_{lang}")
        for given, other in (pair, pair[::-1]):
            if given in section and other not in section:
                where = f"{SECTION}.{given}"
                yield Fault(
                    file=PROGRAMME, column=where, code="toml_pair", details={"other": other}
                )


def nouns_of(package: Mapping[str, Any]) -> Nouns:
    """Return what a data package calls a thing that it maps.

    The noun of one language stands in both, if the other is not said.
    """
    french, english = (_noun(package, lang) for lang in LANGS)
    if french is None and english is None:
        return DEFAULT
    return Nouns(french or english or DEFAULT.fr, english or french or DEFAULT.en)


def _noun(package: Mapping[str, Any], lang: str) -> Noun | None:
    singular, plural = package.get(f"singular_{lang}"), package.get(f"plural_{lang}")
    if not is_noun(singular) or not is_noun(plural):
        return None
    elision = package.get("elision")
    return Noun(
        str(singular),
        str(plural),
        is_feminine=package.get("gender") == GENDERS[1],
        is_elided=elision if isinstance(elision, bool) else begins_with_vowel(str(singular)),
    )
