"""What is wrong with a query, said to its reader: what may stand instead, the likest first."""

from __future__ import annotations

from collections.abc import Mapping

from ptce_map.errors import QueryError
from ptce_map.filters.vocabulary import Names, Vocabulary
from ptce_map.labels import fold, label
from ptce_map.likeness import nearest_codes, nearest_texts
from ptce_map.query.view import TEXTS

MOST_SAID = 8
"""Number of the allowed values that the text of a problem lists."""

LIKE_A_CODE = 0.4
"""Share of characters in common from which two codes, which are short, are alike."""


def query_problem(error: QueryError, lang: str, vocabulary: Vocabulary | None = None) -> str:
    """Say in a user's language what is wrong with a query and what may stand instead.

    That is the form of a text, or some of the values, the nearest first, with the names that a
    vocabulary gives them.
    """
    given = {"key": error.key, "value": error.value}
    names = vocabulary.names if vocabulary else {}
    ranked = rank_allowed(error, names)
    if error.kind == "value" and error.key in TEXTS:
        form = label(f"error.form.{error.key}", lang, x=label("sentence.or", lang).join(ranked))
        return label("error.query.form", lang, form=form, **given)
    said = [_named(value, names.get(error.key, {}).get(value, {}).get(lang)) for value in ranked]
    allowed = ", ".join(said[:MOST_SAID])
    if len(said) > MOST_SAID:
        allowed += " " + label("error.query.others", lang, n=len(said) - MOST_SAID)
    return label(f"error.query.{error.kind}", lang, allowed=allowed, **given)


def _named(value: str, name: str | None) -> str:
    """Write a value with its name: "76 Occitanie", "culture (Culture et création)"."""
    if name is None:
        return value
    return f"{value} {name}" if value[0].isdigit() else f"{value} ({name})"


def nearest_allowed(error: QueryError, names: Mapping[str, Names]) -> str | None:
    """Return the allowed key or value most like the one given, by its code or by its name."""
    return next(iter(_likest(error, names)), None)


def rank_allowed(error: QueryError, names: Mapping[str, Names]) -> list[str]:
    """Return what is allowed, the likest to what was given first."""
    return list(dict.fromkeys([*_likest(error, names), *error.allowed]))


def _likest(error: QueryError, names: Mapping[str, Names]) -> list[str]:
    """Return the allowed keys or values that hold what was given or, failing that, look like it.

    Codes are looked up by one slip first. Of values given one too many, none is nearer.
    """
    given = error.value or error.key
    if error.kind not in ("key", "value"):
        return []
    if error.value.isdigit():
        alike = nearest_texts(given, error.allowed, n=MOST_SAID, likeness=LIKE_A_CODE)
        return list(dict.fromkeys([*nearest_codes(given, error.allowed), *alike]))
    named = names.get(error.key, {}) if error.value else {}
    values = {fold(value): value for value in error.allowed}
    for value in error.allowed:
        for name in named.get(value, {}).values():
            values.setdefault(fold(name), value)
    holding = [name for name in values if fold(given) in name]
    return [values[text] for text in holding or nearest_texts(given, values, n=MOST_SAID)]
