"""Words of a column that differ by case or accents alone, written as most of them are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from ptce_map.adopt.values import LONGEST_VALUE, split
from ptce_map.labels import slug
from ptce_map.register.files.typed_values import is_nothing

MOST_CHOICES = 20
"""Words of a column up to which they are choices."""


def choices(cells: Sequence[str], sign: str) -> Mapping[str, str]:
    """Return id -> usual spelling of the words of a column of few short words, of which some vary.

    A column of anything else has none: its cells stand as they are.
    """
    words = [word for cell in cells for word in split(cell, sign) if not is_nothing(word)]
    found = usual_spellings(words)
    is_short = all(len(word) <= LONGEST_VALUE and "\n" not in word for word in words)
    is_few = len(found) <= max(MOST_CHOICES, len(words) // 20)
    return found if is_short and is_few and len(set(words)) > len(found) else {}


def usual_spellings(words: Sequence[str]) -> Mapping[str, str]:
    """Return id of a word -> its usual spelling: with a capital, else the most frequent."""
    counts: dict[str, Counter[str]] = {}
    for word in words:
        counts.setdefault(slug(word), Counter())[word] += 1
    return {key: max(own, key=lambda word: _rank(word, own)) for key, own in counts.items() if key}


def _rank(word: str, counts: Mapping[str, int]) -> tuple[bool, int]:
    """Put a word with a capital and small letters first, then the most frequent."""
    return word[:1].isupper() and not word.isupper(), counts[word]
