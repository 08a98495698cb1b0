"""The search: poles, coordinating structures and places by name, whatever accents, case and typos.

Names are compared by their trigrams: a slip of the finger leaves most of them as they are. The
index is built once, as arrays: a search makes objects of nothing but what it finds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import pandas as pd
import pyarrow as pa

from geodata.cog import Cog
from ptce_map.arrays import Integers, Small, Texts, Values
from ptce_map.labels import fold
from ptce_map.lookup.entries import (
    KINDS,
    Entries,
    Entry,
    Kind,
    as_columns,
    coded_entries,
    place_entries,
    pole_entries,
)

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


@dataclass(frozen=True, eq=False)
class Postings:
    """Keys in their order, and the positions of what has each, which end at ``ends``."""

    keys: Texts
    ends: Integers
    places: Small

    def get(self, key: str) -> Small:
        """Return the positions of what has a key, ascending; none if nothing has it."""
        at = int(np.searchsorted(self.keys, key))
        if at == len(self.keys) or self.keys[at] != key:
            return self.places[:0]
        return self.places[self.ends[at - 1] if at else 0 : self.ends[at]]


@dataclass(frozen=True, eq=False)
class SearchIndex:
    """Entries, with the positions of those that have each trigram; places also by their codes."""

    entries: Entries
    coded: Entries
    codes: Postings
    texts: pa.StringArray
    sizes: Integers
    weights: Values
    postings: Postings

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
        for entry in self._by_code(coded):
            found.setdefault(entry.kind, {}).setdefault(entry.value, entry)
        texts = {at: self.texts[at].as_py() for at in scores}
        for at in sorted(scores, key=lambda at: (-scores[at], texts[at])):
            group = found.setdefault(KINDS[self.entries.kinds[at]], {})
            is_near = scores[at] >= NEAR_THE_BEST * best or _holds(wanted, texts[at])
            if is_near and len(group) < PER_KIND:
                entry = self.entries[at]
                group.setdefault(entry.value, entry)
        named = {KINDS[self.entries.kinds[at]] for at in scores if texts[at] == wanted}
        kinds = [kind for kind in reversed(Kind) if kind in named]
        ordered = dict.fromkeys([*kinds, *Kind])
        return {kind: list(found[kind].values()) for kind in ordered if found.get(kind)}

    def _by_code(self, code: str) -> list[Entry]:
        return [self.coded[at] for at in self.codes.get(code).tolist()]

    def _split(self, wanted: str) -> tuple[str, str]:
        """Return the code that a folded text is or holds ("75011 Paris"), and its other words."""
        joined = wanted.replace(" ", "")
        if (joined.isdigit() or joined == wanted) and len(self.codes.get(joined)):
            return joined, ""
        words = wanted.split()
        codes = (word for word in words if POSTCODE.fullmatch(word) and len(self.codes.get(word)))
        coded = next(codes, "")
        return coded, " ".join(word for word in words if word != coded)

    def _scores(self, wanted: str) -> dict[int, float]:
        """Score the entries that have enough of the trigrams of a folded text."""
        grams = _grams(wanted, is_complete=False)
        hits = [self.postings.get(gram) for gram in grams]
        shared = np.bincount(np.concatenate(hits), minlength=len(self.entries))
        share = shared / len(grams)
        alike = shared / (self.sizes + len(grams) - shared)
        base = share + alike + POPULATION * self.weights
        candidates = np.flatnonzero(share >= LEAST_SHARED)
        kept = candidates[np.argsort(-base[candidates])[:CANDIDATES]]
        return {
            at: float(base[at]) + _bonus(wanted, self.texts[at].as_py()) for at in kept.tolist()
        }


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
    codes: dict[str, list[int]] = {}
    for at, entry in enumerate(coded):
        codes.setdefault(fold(entry.known_as), []).append(at)
    texts = [fold(entry.known_as or entry.name) for entry in entries]
    postings: dict[str, list[int]] = {}
    sizes = np.zeros(len(entries), dtype=np.int64)
    for at, text in enumerate(texts):
        grams = _grams(text)
        sizes[at] = len(grams)
        for gram in grams:
            postings.setdefault(gram, []).append(at)
    return SearchIndex(
        entries=as_columns(entries),
        coded=as_columns(coded),
        codes=_postings(codes),
        texts=pa.array(texts, pa.string()),
        sizes=sizes,
        weights=np.log10(1 + np.array([entry.weight for entry in entries], dtype=float)),
        postings=_postings(postings),
    )


def _postings(found: Mapping[str, Sequence[int]]) -> Postings:
    keys = sorted(found)
    places = list(chain.from_iterable(found[key] for key in keys))
    ends = np.cumsum([len(found[key]) for key in keys], dtype=np.int64)
    return Postings(np.array(keys, dtype=np.str_), ends, np.array(places, dtype=np.int32))
