"""The query grammar: filters and view state, from a query string and back, and as a sentence.

A repeated key means OR, different keys mean AND:
``region=76&secteur=alimentation&secteur=culture&q=laine``. The page, the downloads and the API
share this grammar.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

from ptce_map.errors import QueryError
from ptce_map.filters.filters import FIXED, Filters, filter_keys
from ptce_map.filters.vocabulary import Vocabulary
from ptce_map.query.repair import repair
from ptce_map.query.view import TEXTS
from ptce_map.query.view import VIEW_VALUES as VIEW_VALUES
from ptce_map.query.view import View as View


@dataclass(frozen=True)
class Query:
    """A query string, parsed."""

    filters: Filters = field(default_factory=Filters)
    view: View = field(default_factory=View)


DEFAULTS = tuple((row.name, row.default) for row in fields(View))
"""Keys of the view, with what each is where an address does not say it."""

KEYS = (*FIXED, "q", *VIEW_VALUES)
"""Keys that the query has for every register."""


@lru_cache(maxsize=4)
def query_keys(vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the keys of the query for the register of a vocabulary."""
    return (*filter_keys(vocabulary), "q", *VIEW_VALUES)


def parse(query_string: str, vocabulary: Vocabulary) -> Query:
    """Parse a query string, with or without its question mark.

    Order and repetition do not matter, and a known key without a value counts as absent: the
    result is canonical.

    Raises
    ------
    QueryError
        If a key or value is unknown, or if a key that takes one value is given two.
    """
    query, problems = parse_leniently(query_string, vocabulary)
    if problems:
        raise problems[0]
    return query


def parse_leniently(
    query_string: str, vocabulary: Vocabulary
) -> tuple[Query, tuple[QueryError, ...]]:
    """Parse what is understood of a query string; return it with what is not, each pair once."""
    given: dict[str, list[str]] = {}
    keys = query_keys(vocabulary)
    for key, value in read_pairs(query_string, vocabulary):
        if value or key not in keys:
            given.setdefault(key, []).append(value)
    problems = [problem for pair in given.items() for problem in _problems(*pair, vocabulary)]
    known = {
        key: [value for value in values if _is_known(key, value, vocabulary)]
        for key, values in given.items()
    }
    asked = {key: tuple(known.get(key, ())) for key in filter_keys(vocabulary)}
    text = " ".join("".join(known.get("q", ())[:1]).split())
    view = {key: known[key][0] for key in VIEW_VALUES if known.get(key)}
    return Query(canonical(Filters.of(asked, text), vocabulary), View(**view)), tuple(problems)


def read_pairs(query_string: str, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """Split a query string into keys and values as they were meant, without those of trackers."""
    return list(
        repair(
            parse_qsl(query_string.removeprefix("?"), keep_blank_values=True),
            query_keys(vocabulary),
            filter_keys(vocabulary),
            lambda key, value: _is_known(key, value, vocabulary),
        )
    )


def tidy(query_string: str, vocabulary: Vocabulary) -> str:
    """Return a query string as it was meant: the same where nothing is amiss."""
    given = parse_qsl(query_string, keep_blank_values=True)
    meant = read_pairs(query_string, vocabulary)
    return query_string if meant == given else urlencode(meant)


def _problems(key: str, values: Iterable[str], vocabulary: Vocabulary) -> Iterator[QueryError]:
    """Yield what is wrong with a key and its values."""
    keys = query_keys(vocabulary)
    if key not in keys:
        yield QueryError("key", key=key, value="", allowed=keys)
        return
    known = [value for value in dict.fromkeys(values) if _is_known(key, value, vocabulary)]
    for value in dict.fromkeys(values):
        if value not in known:
            yield QueryError("value", key=key, value=value, allowed=_allowed(key, vocabulary))
    if len(known) > 1 and (key == "q" or key in VIEW_VALUES):
        yield QueryError("repeated", key=key, value=known[1], allowed=known)


def _is_known(key: str, value: str, vocabulary: Vocabulary) -> bool:
    if key in TEXTS:
        return TEXTS[key].is_understood(value)
    if VIEW_VALUES.get(key):
        return value in _allowed(key, vocabulary)
    return key == "q" or (key in query_keys(vocabulary) and vocabulary.has(key, value))


def _allowed(key: str, vocabulary: Vocabulary) -> Sequence[str]:
    """Return the values that a key takes; of a text, an example."""
    if key in TEXTS:
        return (TEXTS[key].example,)
    return listed_values(key, vocabulary) or vocabulary.values(key)


@lru_cache(maxsize=256)
def listed_values(key: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the values of the list of a key of the view; nothing of one that has no list."""
    own = tuple(vocabulary.measures) if key == "mesure" else ()
    return (*(VIEW_VALUES.get(key) or ()), *own)


def canonical(filters: Filters, vocabulary: Vocabulary) -> Filters:
    """Return the same filters, each value once, in the order of the vocabulary.

    Raises
    ------
    QueryError
        If a value is unknown.
    """
    ordered = {}
    for key in dict.fromkeys((*filter_keys(vocabulary), *filters.asked())):
        if not (asked := filters.values(key)):
            continue
        for problem in _problems(key, asked, vocabulary):
            raise problem
        ordered[key] = vocabulary.in_order(key, asked)
    return Filters.of(ordered, " ".join(filters.q.split()))


def to_query(filters: Filters, vocabulary: Vocabulary, view: View | None = None) -> str:
    """Return the canonical query string, without question mark, defaults left out.

    Keys are in the order of :func:`query_keys`, values in that of the vocabulary, written as a
    browser's ``URLSearchParams`` writes them, so that equal queries are equal strings everywhere.
    """
    pairs = canonical(filters, vocabulary).active() + _view_pairs(view or View())
    return urlencode(pairs, safe="*").replace("~", "%7E")


def _view_pairs(view: View) -> tuple[tuple[str, str], ...]:
    given = vars(view)
    return tuple(
        (name, str(given[name])) for name, default in DEFAULTS if str(given[name]) != default
    )
