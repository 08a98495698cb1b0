"""The search: poles, coordinating structures and places by name, whatever accents, case and typos.

Names are compared by their trigrams: a slip of the finger leaves most of them as they are. The
index is built once; a search reads it in a few milliseconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from geodata.cog import Cog, Level, is_drawn
from ptce_map.arrays import Integers, Values
from ptce_map.labels import fold

SHORTEST = 2
PER_KIND = 8
POSTCODE = re.compile(r"[0-9][0-9ab][0-9]{3}")
"""A postal code or the code of a commune, folded."""
LEAST_SHARED = 0.45
"""Share of the trigrams of a search that a name must have."""
NEAR_THE_BEST = 0.6
"""Share of the best score that a name must have, unless a word of it begins by the search."""
CANDIDATES = 300

# What a match is worth beyond its trigrams: the whole name, its beginning, that of a word in it.
EXACT, PREFIX, WORD = 0.6, 0.5, 0.25
POPULATION = 0.1
"""What each power of ten of the inhabitants is worth: of two equal names, the larger place."""


class Kind(StrEnum):
    """What may be found, in the order of the suggestions."""

    POLE = "pole"
    STRUCTURE = "structure"
    COMMUNE = "commune"
    EPCI = "epci"
    DEPARTEMENT = "departement"
    REGION = "region"


class Scheme(StrEnum):
    """Kinds of codes of communes, in the order in which people mean them."""

    POSTAL = "postal"
    INSEE = "insee"


@dataclass(frozen=True)
class Entry:
    """A name that may be found.

    Attributes
    ----------
    value
        Id of the pole, or code of the place.
    name
        Name shown.
    known_as
        Name or code looked for, if it is another one: an alias, a place, a former commune.
    weight
        Inhabitants, 0 for what has none.
    scheme
        Kind of code that ``known_as`` is, if it is the code of a commune.
    """

    kind: Kind
    value: str
    name: str
    known_as: str = ""
    weight: int = 0
    scheme: Scheme | None = None


@dataclass(frozen=True, eq=False)
class SearchIndex:
    """Entries, with the positions of those that have each trigram; places also by their codes."""

    entries: Sequence[Entry]
    codes: Mapping[str, Sequence[Entry]]
    texts: Sequence[str]
    sizes: Integers
    weights: Values
    postings: Mapping[str, Integers]

    def find(self, text: str) -> dict[Kind, list[Entry]]:
        """Return the entries most like a text or that hold it, by kind, the likest first.

        Each value is there once. What a code stands for comes first, whole. Kinds come in their
        order, but those that have the very name looked for come first, the widest area before the
        others.
        """
        coded, wanted = self._split(fold(text))
        if len(coded or wanted) < SHORTEST:
            return {}
        scores = self._scores(wanted) if wanted else {}
        best = max(scores.values(), default=0.0)
        found: dict[Kind, dict[str, Entry]] = {}
        for entry in self.codes.get(coded, ()):
            found.setdefault(entry.kind, {}).setdefault(entry.value, entry)
        for at in sorted(scores, key=lambda at: (-scores[at], self.texts[at])):
            entry = self.entries[at]
            group = found.setdefault(entry.kind, {})
            is_near = scores[at] >= NEAR_THE_BEST * best or _holds(wanted, self.texts[at])
            if is_near and len(group) < PER_KIND:
                group.setdefault(entry.value, entry)
        named = {self.entries[at].kind for at in scores if self.texts[at] == wanted}
        kinds = [kind for kind in reversed(Kind) if kind in named]
        ordered = dict.fromkeys([*kinds, *Kind])
        return {kind: list(found[kind].values()) for kind in ordered if found.get(kind)}

    def _split(self, wanted: str) -> tuple[str, str]:
        """Return the code that a folded text is or holds ("75011 Paris"), and its other words."""
        joined = wanted.replace(" ", "")
        if joined in self.codes and (joined.isdigit() or joined == wanted):
            return joined, ""
        words = wanted.split()
        codes = (word for word in words if POSTCODE.fullmatch(word) and word in self.codes)
        coded = next(codes, "")
        return coded, " ".join(word for word in words if word != coded)

    def _scores(self, wanted: str) -> dict[int, float]:
        """Score the entries that have enough of the trigrams of a folded text."""
        grams = _grams(wanted, is_complete=False)
        hits = [self.postings[gram] for gram in grams if gram in self.postings]
        if not hits:
            return {}
        shared = np.bincount(np.concatenate(hits), minlength=len(self.entries))
        share = shared / len(grams)
        alike = shared / (self.sizes + len(grams) - shared)
        base = share + alike + POPULATION * self.weights
        candidates = np.flatnonzero(share >= LEAST_SHARED)
        kept = candidates[np.argsort(-base[candidates])[:CANDIDATES]]
        return {at: float(base[at]) + _bonus(wanted, self.texts[at]) for at in kept.tolist()}


def _bonus(wanted: str, text: str) -> float:
    if text == wanted:
        return EXACT + PREFIX
    if text.startswith(wanted):
        return PREFIX
    return WORD if _holds(wanted, text) else 0.0


def _holds(wanted: str, text: str) -> bool:
    """Tell whether a word of a text, and those after it, begin by what is wanted."""
    return f" {wanted}" in f" {text}"


def _grams(text: str, *, is_complete: bool = True) -> set[str]:
    """Return the trigrams of the words of a folded text; the last word may only be begun."""
    words = [f"  {word} " for word in text.split()]
    if not is_complete:
        words[-1] = words[-1].rstrip(" ")
    return {word[at : at + 3] for word in words for at in range(len(word) - 2)}


def build_search(poles: pd.DataFrame, cog: Cog) -> SearchIndex:
    """Index the places of the COG, the poles and their coordinating structures."""
    return index_entries([*pole_entries(poles), *place_entries(cog)], list(coded_entries(cog)))


def index_entries(entries: Sequence[Entry], coded: Sequence[Entry] = ()) -> SearchIndex:
    """Index entries by the trigrams of their names, and others by their codes."""
    codes: dict[str, list[Entry]] = {}
    for entry in coded:
        codes.setdefault(fold(entry.known_as), []).append(entry)
    texts = [fold(entry.known_as or entry.name) for entry in entries]
    postings: dict[str, list[int]] = {}
    sizes = np.zeros(len(entries), dtype=np.int64)
    for at, text in enumerate(texts):
        grams = _grams(text)
        sizes[at] = len(grams)
        for gram in grams:
            postings.setdefault(gram, []).append(at)
    return SearchIndex(
        entries=tuple(entries),
        codes=MappingProxyType(codes),
        texts=tuple(texts),
        sizes=sizes,
        weights=np.log10(1 + np.array([entry.weight for entry in entries], dtype=float)),
        postings=MappingProxyType({gram: np.array(found) for gram, found in postings.items()}),
    )


def pole_entries(poles: pd.DataFrame) -> Iterator[Entry]:
    """Yield the poles by name, other names and place, and their coordinating structures."""
    pole: Any
    for pole in poles.itertuples():
        identifier, name = str(pole.Index), str(pole.nom)
        yield Entry(Kind.POLE, identifier, name)
        for other in (*pole.alias, pole.lieu):
            if other:
                yield Entry(Kind.POLE, identifier, name, str(other))
        if pole.coordinateur:
            yield Entry(Kind.STRUCTURE, identifier, str(pole.coordinateur))


def place_entries(cog: Cog) -> Iterator[Entry]:
    """Yield the places by name, communes also by the names of those that they replaced."""
    names = cog.communes["nom_commune"].to_dict()
    inhabitants = cog.communes["population"].to_dict()
    for code, name in names.items():
        yield Entry(Kind.COMMUNE, str(code), str(name), "", int(inhabitants[code]))
    for part in cog.parts.itertuples():
        name = names.get(part.code_parent, part.nom)
        if name != part.nom:
            yield Entry(Kind.COMMUNE, str(part.code_parent), str(name), str(part.nom))
    for kind, level in AREAS:
        for code, name in _shown(cog, level).items():
            yield Entry(kind, str(code), str(name))
    regions = _shown(cog, Level.REGION)
    for code, other in ENGLISH_REGIONS:
        if code in regions.index:
            yield Entry(Kind.REGION, code, str(regions[code]), other)


ENGLISH_REGIONS = (
    ("03", "French Guiana"),
    ("27", "Burgundy"),
    ("28", "Normandy"),
    ("53", "Brittany"),
    ("75", "New Aquitaine"),
    ("76", "Occitania"),
    ("94", "Corsica"),
)
"""Régions whose English name is another; each is shown by its name in France."""

AREAS = (
    (Kind.EPCI, Level.EPCI),
    (Kind.DEPARTEMENT, Level.DEPARTEMENT),
    (Kind.REGION, Level.REGION),
)


def coded_entries(cog: Cog) -> Iterator[Entry]:
    """Yield the communes by postal code, the largest first, then every place by its own code.

    Communes have their former codes too.
    """
    names, inhabitants = cog.places["nom"].to_dict(), cog.places["population"].to_dict()
    for postcode, codes in cog.postcodes.items():
        for code in sorted(codes, key=lambda code: -inhabitants[code]):
            yield _coded(code, names[code], postcode, Scheme.POSTAL)
    for place, named in names.items():
        yield _coded(str(place), named, str(place), Scheme.INSEE)
    for former, successor in cog.anciens_codes.items():
        yield _coded(successor, names[successor], former, Scheme.INSEE)
    for kind, level in AREAS[:2]:
        for unit, title in _shown(cog, level).items():
            yield Entry(kind, str(unit), str(title), str(unit))


def _coded(code: str, name: str, known_as: str, scheme: Scheme) -> Entry:
    return Entry(Kind.COMMUNE, code, name, known_as, scheme=scheme)


def _shown(cog: Cog, level: Level) -> pd.Series:
    """Return the names of the units of a level that the map shows."""
    table = cog.table(level)
    names: pd.Series = table.loc[is_drawn(table), level.name_column]
    return names
