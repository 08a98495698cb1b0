"""The forms by which names of places are compared: what people shorten, drop or move is undone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from ptce_map.labels import fold

ABBREVIATIONS: Mapping[str, str] = MappingProxyType(
    {
        "st": "saint",
        "ste": "sainte",
        "sts": "saints",
        "stes": "saintes",
        "s": "sur",
        "ss": "sous",
        "lez": "les",
        "lès": "les",
        "nd": "notre dame",
        "mt": "mont",
        "bg": "bourg",
        "chat": "chateau",
    }
)
"""Word of a name, folded -> the word that it stands for."""
ARTICLES = frozenset({"le", "la", "les", "l"})
SMALL_WORDS = ARTICLES | {"de", "du", "des", "d", "en", "et", "a", "au", "aux", "the"}
"""Words that are dropped, added or exchanged without another place being meant."""
NATURES: Mapping[str, str] = MappingProxyType(
    {
        "communaute de communes": "CC",
        "communaute des communes": "CC",
        "communaute d agglomeration": "CA",
        "communaute agglomeration": "CA",
        "communaute urbaine": "CU",
        "eurometropole": "METRO",
        "metropole": "METRO",
        "agglomeration": "CA",
        "agglo": "CA",
        "com com": "CC",
        "comcom": "CC",
        "cdc": "CC",
        "codecom": "CC",
        "c c": "CC",
        "c a": "CA",
        "c u": "CU",
        "cc": "CC",
        "ca": "CA",
        "cu": "CU",
    }
)
"""What a kind of EPCI is called, folded -> its nature in the COG; the longest first."""
NATURE = re.compile(rf"\b(?:{'|'.join(NATURES)})\b")
BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]?")


@dataclass(frozen=True)
class Form:
    """A name as it is compared.

    Attributes
    ----------
    full
        Its words, abbreviations written out, an article at the end put back before them.
    bare
        Its words without the small ones, put together.
    nature
        The nature of an EPCI that it says, if it says one.
    """

    full: str
    bare: str
    nature: str = ""

    @property
    def joined(self) -> str:
        """The words of the full form put together."""
        return self.full.replace(" ", "")


@lru_cache(maxsize=131_072)
def commune_form(name: str) -> Form:
    """Return the form of the name of a commune."""
    words = [ABBREVIATIONS.get(word, word) for word in fold(name).split()]
    if len(words) > 1 and words[0] == ABBREVIATIONS["s"]:
        words[0] = ABBREVIATIONS["st"]
    if len(words) > 1 and words[-1] in ARTICLES:
        words = [words[-1], *words[:-1]]
    return _form(words)


@lru_cache(maxsize=131_072)
def epci_form(name: str) -> Form:
    """Return the form of the name of an EPCI: without its nature, which stands apart."""
    text = fold(BRACKETS.sub(" ", name)) or fold(name)
    found = NATURE.search(text)
    bare = NATURE.sub(" ", text)
    words = [ABBREVIATIONS.get(word, word) for word in bare.split()] or text.split()
    while len(words) > 1 and words[0] in SMALL_WORDS:
        words = words[1:]
    return _form(words, NATURES[found[0]] if found else "")


def _form(words: list[str], nature: str = "") -> Form:
    whole = " ".join(words).split()
    kept = [word for word in whole if word not in SMALL_WORDS] or whole
    return Form(" ".join(whole), "".join(kept), nature)


def initials(name: str) -> str:
    """Return what stands in brackets in the name of an EPCI, folded: most often its initials."""
    found = BRACKETS.search(name)
    return fold(found[1]) if found else ""
