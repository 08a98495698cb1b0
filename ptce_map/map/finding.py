"""The finding of a map: what it shows, said in one sentence that is worked out from its values."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from ptce_map.labels import label, number
from ptce_map.map.words import joined, most

FRACTIONS = (
    Fraction(1, 4),
    Fraction(1, 3),
    Fraction(1, 2),
    Fraction(2, 3),
    Fraction(3, 4),
)
"""Shares that have a name: a quarter, a third, a half, two thirds, three quarters."""

NEAR = 0.015
"""How far a share may be from the one that names it."""

FEWEST_UNITS = 8
"""Number of units from which their share is told; of fewer, their number says more."""

LEADING = 2
"""Number of poles from which a unit stands out."""


def say_finding(counts: Mapping[str, int], lang: str, *, is_part: bool = False) -> str:
    """Say how many départements have a pole, and which have most.

    "Deux départements sur trois ont au moins un pôle (68 sur 101) ; en tête : Haute-Garonne (5) et
    La Réunion (5)".

    Parameters
    ----------
    counts
        Name of each département shown -> number of the poles shown.
    lang
        Language of the sentence.
    is_part
        Whether they are a part of the poles: the others are not denied then.

    Returns
    -------
    str
        Empty where there is nothing to compare: no pole, or a single département.
    """
    m, n = len(counts), sum(n > 0 for n in counts.values())
    if m < 2 or not n:
        return ""
    share = _say_share(n, m, lang, label("finding.of_these" if is_part else "finding.any", lang))
    leaders = [(name, count) for name, count in most(counts) if count >= LEADING]
    if not leaders:
        return share
    names = [f"{name}\u00a0({number(count, lang)})" for name, count in leaders]
    return label("finding.most", lang, share=share, names=joined(names, lang))


def _say_share(n: int, m: int, lang: str, pole: str) -> str:
    """Say a share of the départements in words where it has a name, else their numbers."""
    if n == m:
        return label("finding.all", lang, m=number(m, lang), pole=pole)
    near = [share for share in FRACTIONS if abs(share - n / m) <= NEAR]
    if near and m >= FEWEST_UNITS:
        key = f"finding.share.{near[0].numerator}-{near[0].denominator}"
        return label(key, lang, n=number(n, lang), m=number(m, lang), pole=pole)
    return label("finding.count", lang, n=n, m=number(m, lang), pole=pole)
