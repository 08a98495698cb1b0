"""The names of the communes and EPCI of the COG, past ones included, and what bears them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from geodata.cog import Cog, Level
from geodata.history import FormerName, History, read_history
from ptce_map.adopt.spelling import Form, commune_form, epci_form, initials

FARTHEST = 4
"""Slips between a text and a name beyond which they have nothing in common."""
MOST_NEAR = 6
SHORTEST_PART = 6
"""Letters of the beginning of a name from which it may stand for the whole."""
USAGE = {"200046977": ("Grand Lyon",), "200054781": ("Grand Paris", "MGP")}
"""EPCI -> what else people call it."""


class How(StrEnum):
    """How a text was taken for a place, from the surest."""

    CODE = "code"
    NAME = "name"
    VARIANT = "variant"
    FORMER = "former"
    SLIP = "slip"
    PART = "part"


@dataclass(frozen=True)
class Named:
    """A name and the place that bears it, or that replaced the one which did.

    Attributes
    ----------
    token
        Token of a place of the year.
    name
        The name, as the COG writes it.
    departements
        Codes of the départements in which the place lies.
    is_former
        Whether it is the name of a place that is no more, or one that a place bore before.
    until
        Year in which a former name ended; 0 if that is not known.
    """

    token: str
    name: str
    departements: frozenset[str]
    form: Form
    is_former: bool = False
    until: int = 0


@dataclass(frozen=True)
class Near:
    """A name near to a text: how it was found, and by how many slips."""

    named: Named
    how: How
    slips: int = 0


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """Names of one kind of places, by full form, by bare form and by département."""

    form_of: Callable[[str], Form]
    names: tuple[Named, ...]
    by_full: Mapping[str, tuple[Named, ...]]
    by_bare: Mapping[str, tuple[Named, ...]]
    by_departement: Mapping[str, tuple[Named, ...]]

    def named(self, text: str) -> list[Near]:
        """Return what bears a name, the very name before one that small words set apart."""
        form = self.form_of(text)
        found: dict[Named, How] = {}
        for named in self.by_full.get(form.full, ()):
            found[named] = How.NAME
        for named in self.by_bare.get(form.bare, ()):
            found.setdefault(named, How.VARIANT)
        return [Near(named, How.FORMER if named.is_former else how) for named, how in found.items()]

    def near(self, text: str, departements: frozenset[str] = frozenset()) -> list[Near]:
        """Return the names that few slips separate from a text, the nearest first.

        Names are looked for in some départements, everywhere if none is given.
        """
        wanted = self.form_of(text).joined
        names = [
            named
            for departement in sorted(departements)
            for named in self.by_departement.get(departement, ())
        ]
        pool = names if departements else self.names
        found = process.extract(
            wanted,
            [named.form.joined for named in pool],
            scorer=OSA.distance,
            score_cutoff=FARTHEST,
            limit=MOST_NEAR,
        )
        return [Near(pool[at], How.SLIP, int(slips)) for _, slips, at in found]

    def longer(self, text: str, departements: frozenset[str]) -> list[Near]:
        """Return the names of some départements that begin by a text, or by which it begins."""
        wanted = self.form_of(text).full.split()
        pool = (
            named for code in sorted(departements) for named in self.by_departement.get(code, ())
        )
        return [
            Near(named, How.PART) for named in pool if _is_part(wanted, named.form.full.split())
        ]

    @staticmethod
    def slips(form: Form, other: Form) -> int:
        """Return how many slips separate two names."""
        return int(OSA.distance(form.joined, other.joined))


def _is_part(words: list[str], others: list[str]) -> bool:
    """Tell whether a name begins with the words of the other; an article alone begins nothing."""
    least = min(len(words), len(others))
    return words[:least] == others[:least] and len("".join(words[:least])) >= SHORTEST_PART


@dataclass(frozen=True, eq=False)
class Names:
    """The gazetteers of communes and of EPCI, and the COG that they come from."""

    cog: Cog
    communes: Gazetteer
    epci: Gazetteer
    epci_of: Mapping[str, str]
    departements_of: Mapping[str, frozenset[str]]


@lru_cache(maxsize=2)
def read_names(cog: Cog) -> Names:
    """Index the names of a COG; the same object is returned to every caller."""
    history = read_history()
    homes = {str(code): str(home) for code, home in cog.communes["code_departement"].items()}
    epci_of = cog.communes["code_epci"].to_dict()
    places = cog.communes[["code_epci", "code_departement"]]
    within = places[places["code_epci"] != ""].groupby("code_epci")["code_departement"].agg(set)
    departements = {str(code): frozenset(map(str, found)) for code, found in within.items()}
    return Names(
        cog,
        _gazetteer(list(_communes(cog, history, homes)), commune_form),
        _gazetteer(list(_epci(cog, history, departements)), epci_form),
        {str(code): str(epci) for code, epci in epci_of.items()},
        departements,
    )


def _gazetteer(names: list[Named], form_of: Callable[[str], Form]) -> Gazetteer:
    full: dict[str, list[Named]] = {}
    bare: dict[str, list[Named]] = {}
    homes: dict[str, list[Named]] = {}
    for named in names:
        full.setdefault(named.form.full, []).append(named)
        bare.setdefault(named.form.bare, []).append(named)
        for departement in named.departements:
            homes.setdefault(departement, []).append(named)
    return Gazetteer(form_of, tuple(names), *map(_frozen, (full, bare, homes)))


def _frozen(found: Mapping[str, list[Named]]) -> Mapping[str, tuple[Named, ...]]:
    return {key: tuple(named) for key, named in found.items()}


def _communes(cog: Cog, history: History, homes: Mapping[str, str]) -> Iterator[Named]:
    """Yield the communes of the year, arrondissements, parts of communes, former ones and names."""
    current = cog.communes["nom_commune"].to_dict()
    told: set[tuple[str, str]] = set()

    def made(
        name: str, prefix: str, code: str, home: str, *, is_former: bool, until: int = 0
    ) -> Iterator[Named]:
        form = commune_form(name)
        key = (form.full, code)
        if key not in told:
            told.add(key)
            where = frozenset({homes[home]})
            yield Named(f"{prefix}:{code}", name, where, form, is_former, until)

    for code, name in current.items():
        yield from made(str(name), "com", str(code), str(code), is_former=False)
    for code, part in cog.arrondissements.iterrows():
        yield from made(str(part["nom"]), "arm", str(code), part["code_parent"], is_former=False)
    former: list[FormerName] = [*history.communes.values(), *reversed(history.commune_names)]
    for past in sorted(former, key=lambda past: -past.year):
        successor = cog.successor(past.code)
        if successor:
            yield from made(past.name, "com", successor, successor, is_former=True, until=past.year)
    parts = cog.parts[~cog.parts["code"].isin(cog.arrondissements.index)]
    for parent, name in zip(parts["code_parent"], parts["nom"]):
        yield from made(str(name), "com", str(parent), str(parent), is_former=True)


def _epci(
    cog: Cog, history: History, departements: Mapping[str, frozenset[str]]
) -> Iterator[Named]:
    """Yield the EPCI of the year by name and by initials, then those and the names of before."""
    for code, name in cog.table(Level.EPCI)[Level.EPCI.name_column].items():
        where = departements.get(str(code), frozenset())
        yield Named(f"epci:{code}", str(name), where, epci_form(str(name)))
        for other in filter(None, (initials(str(name)), *USAGE.get(str(code), ()))):
            yield Named(f"epci:{code}", str(name), where, epci_form(other))
    successors = {code: past.successors for code, past in history.epci.items()}
    former: list[FormerName] = [*history.epci.values(), *history.epci_names]
    for past in former:
        form = epci_form(past.name)
        for code in successors.get(past.code, (past.code,)):
            where = departements.get(code, frozenset())
            yield Named(f"epci:{code}", past.name, where, form, is_former=True, until=past.year)
