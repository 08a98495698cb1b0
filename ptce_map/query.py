"""The query grammar: filters and view state, from a query string and back, and as a sentence.

A repeated key means OR, different keys mean AND:
``region=76&secteur=alimentation&secteur=culture&q=laine``. The page, the downloads and the API
share this grammar. A new filter is a new row of :data:`FILTERS` and a field of :class:`Filters`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType
from urllib.parse import parse_qsl, urlencode

from geodata.cog import Cog
from ptce_map.errors import QueryError
from ptce_map.labels import label
from ptce_map.register import Register
from ptce_map.repair import repair
from ptce_map.rules import CONFIDENCES, PRECISIONS, STATES, STATUSES, UNKNOWN, UNSEEN
from ptce_map.viewing import TEXTS
from ptce_map.viewing import VIEW_VALUES as VIEW_VALUES
from ptce_map.viewing import View as View
from ptce_map.vocabulary import (
    Names,
    Vocabulary,
    label_names,
    place_names,
    register_names,
    same_names,
)


@dataclass(frozen=True)
class Filters:
    """What is asked of the poles: values by filter, OR in a tuple, AND across; empty means all."""

    region: tuple[str, ...] = ()
    departement: tuple[str, ...] = ()
    secteur: tuple[str, ...] = ()
    structure: tuple[str, ...] = ()
    appel: tuple[str, ...] = ()
    precision: tuple[str, ...] = ()
    confiance: tuple[str, ...] = ()
    statut: tuple[str, ...] = ()
    etat: tuple[str, ...] = ()
    id: tuple[str, ...] = ()
    q: str = ""

    def values(self, key: str) -> tuple[str, ...]:
        """Return the values asked for a filter."""
        values: tuple[str, ...] = getattr(self, key)
        return values

    def active(self) -> tuple[tuple[str, str], ...]:
        """Return the (key, value) pairs asked for, in canonical order, the text last."""
        pairs = [(row.key, value) for row in FILTERS for value in self.values(row.key)]
        return (*pairs, ("q", self.q)) if self.q else tuple(pairs)

    def without(self, key: str, value: str) -> Filters:
        """Return these filters less one value."""
        if key == "q":
            return replace(self, q="")
        kept = {row.key: self.values(row.key) for row in FILTERS}
        kept[key] = tuple(one for one in kept[key] if one != value)
        return Filters(**kept, q=self.q)


@dataclass(frozen=True)
class Query:
    """A query string, parsed."""

    filters: Filters = field(default_factory=Filters)
    view: View = field(default_factory=View)


@dataclass(frozen=True)
class Filter:
    """A filter: its key, the column of the poles that it reads, and the values it takes.

    The column, or the index of that name, holds a code or a tuple of codes; ``vocabulary`` gives
    the codes that may be asked for, with their names, in canonical order. The title is the text
    ``filters.<key>``.
    """

    key: str
    column: str
    vocabulary: Callable[[Register, Cog], Names]

    @property
    def label_key(self) -> str:
        """Key of the filter's title among the labels."""
        return f"filters.{self.key}"


def _confidences(register: Register) -> tuple[str, ...]:
    """Return the degrees of confidence; that it is not stated is one if a pole says so."""
    is_stated = (register.poles["confiance"] != UNKNOWN).all()
    return tuple(one for one in CONFIDENCES if one != UNKNOWN or not is_stated)


def _states(register: Register) -> tuple[str, ...]:
    """Return the states of a pole; only that it is not known where no pole says more."""
    is_known = (register.poles["etat"] != UNSEEN).any()
    return STATES if is_known else (UNSEEN,)


FILTERS: tuple[Filter, ...] = (
    Filter("region", "regions", lambda _, cog: place_names(cog.regions, "nom_region")),
    Filter(
        "departement",
        "departements",
        lambda _, cog: place_names(cog.departements, "nom_departement"),
    ),
    Filter("secteur", "secteurs", lambda register, _: register_names(register.secteurs)),
    Filter("structure", "structures", lambda register, _: register_names(register.structures)),
    Filter("appel", "appels", lambda register, _: register_names(register.appels)),
    Filter("precision", "precision", lambda *_: label_names("precision", PRECISIONS)),
    Filter(
        "confiance",
        "confiance",
        lambda register, _: label_names("confiance", _confidences(register)),
    ),
    Filter("statut", "statuts", lambda *_: label_names("statut", STATUSES)),
    Filter("etat", "etat", lambda register, _: label_names("etat", _states(register))),
    Filter("id", "id", lambda register, _: same_names(register.poles["nom"])),
)

FACETS = tuple(row for row in FILTERS if row.key != "id")
"""The filters whose values are offered, with their counts; poles themselves are asked for by id."""

AWARD = frozenset({"appel", "statut"})
"""Filters that one award of a pole must meet together; its columns bear their names."""

COMMON_NAMES = frozenset({"secteur", "structure", "precision", "confiance", "statut", "etat"})
"""Filters whose values are common names."""

MANY = frozenset(row.key for row in FILTERS)
"""Keys that take several values."""

KEYS = (*(row.key for row in FILTERS), "q", *VIEW_VALUES)


def build_vocabulary(register: Register, cog: Cog) -> Vocabulary:
    """Gather the values of every filter, and the ids of the poles, with their names."""
    names = {row.key: row.vocabulary(register, cog) for row in FILTERS}
    undrawn = {
        "region": place_names(cog.regions, "nom_region", are_drawn=False),
        "departement": place_names(cog.departements, "nom_departement", are_drawn=False),
    }
    return Vocabulary(
        MappingProxyType({**names, "pole": same_names(register.poles["nom"])}),
        MappingProxyType(undrawn),
    )


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
    for key, value in read_pairs(query_string, vocabulary):
        if value or key not in KEYS:
            given.setdefault(key, []).append(value)
    problems = [one for pair in given.items() for one in _problems(*pair, vocabulary)]
    known = {
        key: [one for one in values if _is_known(key, one, vocabulary)]
        for key, values in given.items()
    }
    asked = {row.key: tuple(known.get(row.key, ())) for row in FILTERS}
    text = " ".join("".join(known.get("q", ())[:1]).split())
    view = {key: known[key][0] for key in VIEW_VALUES if known.get(key)}
    return Query(canonical(Filters(**asked, q=text), vocabulary), View(**view)), tuple(problems)


def read_pairs(query_string: str, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """Split a query string into keys and values as they were meant, without those of trackers."""
    return list(
        repair(
            parse_qsl(query_string.removeprefix("?"), keep_blank_values=True),
            KEYS,
            MANY,
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
    if key not in KEYS:
        yield QueryError("key", key=key, value="", allowed=KEYS)
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
    return key == "q" or (key in KEYS and value in _allowed(key, vocabulary))


def _allowed(key: str, vocabulary: Vocabulary) -> Sequence[str]:
    """Return the values that a key takes; of a text, an example."""
    if key in TEXTS:
        return (TEXTS[key].example,)
    return VIEW_VALUES.get(key) or vocabulary.values(key)


def canonical(filters: Filters, vocabulary: Vocabulary) -> Filters:
    """Return the same filters, each value once, in the order of the vocabulary.

    Raises
    ------
    QueryError
        If a value is unknown.
    """
    ordered = {}
    for row in FILTERS:
        asked = filters.values(row.key)
        for problem in _problems(row.key, asked, vocabulary):
            raise problem
        ordered[row.key] = tuple(one for one in vocabulary.values(row.key) if one in asked)
    return Filters(**ordered, q=" ".join(filters.q.split()))


def to_query(filters: Filters, vocabulary: Vocabulary, view: View | None = None) -> str:
    """Return the canonical query string, without question mark, defaults left out.

    Keys are in the order of :data:`KEYS`, values in that of the vocabulary, written as a browser's
    ``URLSearchParams`` writes them, so that equal queries are equal strings everywhere.
    """
    pairs = canonical(filters, vocabulary).active() + _view_pairs(view or View())
    return urlencode(pairs, safe="*").replace("~", "%7E")


def _view_pairs(view: View) -> tuple[tuple[str, str], ...]:
    given = ((row.name, str(getattr(view, row.name)), row.default) for row in fields(View))
    return tuple((name, value) for name, value, default in given if value != default)


def sentence(filters: Filters, n: int, vocabulary: Vocabulary, lang: str) -> str:
    """Say in one line how many poles answer which filters.

    "14 pôles en Occitanie, secteur alimentation et agriculture, lauréats de l’appel AMI 2022";
    values of one filter are joined by "ou".
    """
    poles = label("sentence.poles", lang, n=n)
    if not filters.active():
        everything = (label("sentence.country", lang), label("sentence.everything", lang))
        return " · ".join((poles, *everything))
    either = label("sentence.or", lang)
    places = either.join(label(f"place.region.{code}", lang) for code in filters.region)
    head = label("sentence.in_region", lang, poles=poles, place=places) if places else poles
    asked = {row.key: filters.values(row.key) for row in FILTERS if row.key != "region"}
    asked["q"] = (filters.q,) if filters.q else ()
    clauses = [
        _clause(key, [vocabulary.name(key, value, lang) for value in values], n, lang)
        for key, values in asked.items()
        if values
    ]
    return ", ".join((head, *clauses))


def _clause(key: str, names: list[str], n: int, lang: str) -> str:
    """Say what a filter asks of the poles; names of things, unlike proper names, lose a capital."""
    said = [_uncapitalised(name) for name in names] if key in COMMON_NAMES else names
    return label(f"sentence.{key}", lang, n=n, x=label("sentence.or", lang).join(said))


def _uncapitalised(name: str) -> str:
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
