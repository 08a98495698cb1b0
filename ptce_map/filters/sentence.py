"""The filters said as a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from ptce_map.filters.filters import Filters
from ptce_map.filters.vocabulary import Vocabulary
from ptce_map.labels import label, uncapitalised
from ptce_map.nouns import Nouns, spoken

COMMON_NAMES = frozenset({"secteur", "structure", "precision", "confiance", "statut", "etat"})
"""Filters whose values are common names."""


def sentence(filters: Filters, n: int, vocabulary: Vocabulary, lang: str) -> str:
    """Say in one line how many poles answer which filters.

    "14 pôles en Occitanie, secteur alimentation et agriculture, lauréats de l’appel AMI 2022";
    values of one filter are joined by "ou".
    """
    return _say(filters, n, vocabulary, lang, spoken())


@lru_cache(maxsize=8)
def _say(filters: Filters, n: int, vocabulary: Vocabulary, lang: str, _: Nouns) -> str:
    """Say it once: the title, the page and its links all have the sentence of a view."""
    poles = label("sentence.poles", lang, n=n)
    if not filters.active():
        everything = (label("sentence.country", lang), label("sentence.everything", lang))
        return " · ".join((poles, *everything))
    either = label("sentence.or", lang)
    places = either.join(label(f"place.region.{code}", lang) for code in filters.region)
    head = label("sentence.in_region", lang, poles=poles, place=places) if places else poles
    asked = {key: values for key, values in filters.asked().items() if key != "region"}
    asked |= {"q": (filters.q,)} if filters.q else {}
    clauses = [_clause(vocabulary, key, values, n, lang) for key, values in asked.items()]
    return ", ".join((head, *clauses))


def _clause(vocabulary: Vocabulary, key: str, values: Iterable[str], n: int, lang: str) -> str:
    """Say what a filter asks of the poles; names of things, unlike proper names, lose a capital."""
    names = [vocabulary.name(key, value, lang) for value in values]
    said = [uncapitalised(name) for name in names] if key in COMMON_NAMES else names
    return vocabulary.clause(key, lang, n=n, x=label("sentence.or", lang).join(said))
