"""What a programme calls a thing that it maps, put into the texts of both languages.

Texts stand in the locales about a *pôle* and a *hub*, within angle brackets with the article that
goes before: ``<du pôle>`` reads "de la maison" where a register maps houses. What agrees with the
noun in French gives both its forms: ``<affiché|affichée>``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType
from typing import NamedTuple

MARK = re.compile(r"<([^<>\n]*)>")
VOWELS = "aeiouyàâäéèêëîïôöùûüœæ"
SOUNDED = ("uni", "use", "eu", "one")
"""Beginnings of English words that are written with a vowel and read with a consonant."""

FORMS: Mapping[str, tuple[str, str, str, str]] = MappingProxyType(
    {
        "le": ("le ", "la ", "l’", "l’"),
        "du": ("du ", "de la ", "de l’", "de l’"),
        "au": ("au ", "à la ", "à l’", "à l’"),
        "un": ("un ", "une ", "un ", "une "),
        "ce": ("ce ", "cette ", "cet ", "cette "),
        "aucun": ("aucun ", "aucune ", "aucun ", "aucune "),
        "de": ("de ", "de ", "d’", "d’"),
    }
)
"""Article before a masculine noun -> before one of each gender, then before a vowel."""


class Noun(NamedTuple):
    """A noun: its two numbers, its gender, and whether what stands before it is elided."""

    singular: str
    plural: str
    is_feminine: bool = False
    is_elided: bool = False

    def number(self, word: str) -> str:
        """Return the number that a word of the locales is in."""
        return self.plural if word.endswith("s") else self.singular


class Nouns(NamedTuple):
    """What is mapped, in each language: a tuple, by which texts are looked up at no cost."""

    fr: Noun = Noun("pôle", "pôles")
    en: Noun = Noun("hub", "hubs")


def begins_with_vowel(word: str) -> bool:
    """Tell whether a word is written with a vowel first; an h has to be told."""
    return word[:1].casefold() in VOWELS


def _french(said: str, noun: Noun) -> str:
    if "|" in said:
        return said.split("|")[noun.is_feminine]
    article, _, word = said.rpartition(" ")
    forms = FORMS.get(article.casefold())
    named = noun.number(word)
    if forms is None:
        return f"{article} {named}".strip()
    is_elided = 2 * noun.is_elided
    return forms[is_elided + noun.is_feminine] + named


def _english(said: str, noun: Noun) -> str:
    article, _, word = said.rpartition(" ")
    named = noun.number(word)
    if article.casefold() != "a":
        return f"{article} {named}".strip()
    is_an = begins_with_vowel(named) and not named.casefold().startswith(SOUNDED)
    return f"an {named}" if is_an else f"a {named}"


def expand(text: str, lang: str, nouns: Nouns) -> str:
    """Put the nouns of a programme into a text."""

    def write(found: re.Match[str]) -> str:
        said = found[1]
        written = _french(said, nouns.fr) if lang == "fr" else _english(said, nouns.en)
        return written[:1].upper() + written[1:] if said[:1].isupper() else written

    return MARK.sub(write, text)


DEFAULT = Nouns()
_spoken: ContextVar[Nouns] = ContextVar("nouns", default=DEFAULT)


def spoken() -> Nouns:
    """Return the nouns that texts are said with."""
    return _spoken.get()


def speak(nouns: Nouns) -> None:
    """Say what follows, in this thread or task, with some nouns."""
    _spoken.set(nouns)


@contextmanager
def speaking(nouns: Nouns) -> Iterator[None]:
    """Say with some nouns what is said within."""
    token = _spoken.set(nouns)
    try:
        yield
    finally:
        _spoken.reset(token)
