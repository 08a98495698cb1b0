"""The nearest of what is known to something that is not: codes by one slip, texts by likeness."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches
from itertools import islice

from ptce_map.labels import fold

N_NEAREST = 3
DIGITS = "0123456789AB"
LONGEST_SLIP = 10
"""Characters of the longest code, that of an EPCI, with one too many."""


def nearest_codes(code: str, known: Collection[str]) -> tuple[str, ...]:
    """Return the first known codes that one slip separates from a code.

    In order: a lost leading zero, two characters exchanged, one dropped, one mistaken (from the
    last to the first), one too many. Looking a slip up costs the same whatever the number of codes.
    """
    if len(code) > LONGEST_SLIP:
        return ()
    found = (slip for slip in dict.fromkeys(_slips(code.upper())) if slip in known)
    return tuple(islice((slip for slip in found if slip != code), N_NEAREST))


def _slips(code: str) -> Iterator[str]:
    places = range(len(code))
    yield f"0{code}"
    yield code
    yield from (code[:i] + code[i + 1] + code[i] + code[i + 2 :] for i in places[:-1])
    yield from (code[:i] + digit + code[i:] for i in (*places, len(code)) for digit in DIGITS)
    yield from (code[:i] + digit + code[i + 1 :] for i in reversed(places) for digit in DIGITS)
    yield from (code[:i] + code[i + 1 :] for i in places)


def nearest_texts(
    text: str, known: Iterable[str], *, n: int = 1, likeness: float = 0.6
) -> tuple[str, ...]:
    """Return the known texts most like a text, accents and case apart, the likest first.

    ``likeness`` is the least share of the characters that two texts have in common.
    """
    by_fold: dict[str, str] = {}
    for candidate in known:
        by_fold.setdefault(fold(candidate), candidate)
    return tuple(
        by_fold[folded] for folded in get_close_matches(fold(text), by_fold, n=n, cutoff=likeness)
    )
