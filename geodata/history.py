"""What the codes of the COG were: communes and EPCI that are no more, names, SIREN of the communes.

The tables are committed under ``geodata/cog/history/`` with a manifest that names their sources;
``python -m geodata refresh-history`` makes them anew (see :mod:`geodata.past`).
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from geodata.cog import COG_FOLDER

HISTORY_FOLDER = COG_FOLDER / "history"


@dataclass(frozen=True)
class FormerName:
    """A name that a code of a commune or of an EPCI bore, and the year in which it lost it."""

    code: str
    name: str
    year: int


@dataclass(frozen=True)
class FormerCommune(FormerName):
    """A commune whose code the COG has given up, and the year from which it has."""


@dataclass(frozen=True)
class FormerEpci(FormerName):
    """An EPCI that is no more, the year from which, and where its communes are today.

    ``successors`` are codes of current EPCI, the one with most of its communes first.
    """

    successors: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class History:
    """Former communes and EPCI by code, names that codes bore, and current communes by SIREN.

    Communes and their names are those of the COG since 1943; EPCI those of the lists since 2019.
    """

    communes: Mapping[str, FormerCommune] = field(default_factory=dict)
    epci: Mapping[str, FormerEpci] = field(default_factory=dict)
    sirens: Mapping[str, str] = field(default_factory=dict)
    commune_names: tuple[FormerName, ...] = ()
    epci_names: tuple[FormerName, ...] = ()

    def former_epci_names(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the names of EPCI of before, with the codes of those that they are today."""
        for past in self.epci.values():
            yield past.name, past.successors
        for named in self.epci_names:
            past_of = self.epci.get(named.code)
            yield named.name, past_of.successors if past_of else (named.code,)


@lru_cache(maxsize=2)
def read_history(folder: Path = HISTORY_FOLDER) -> History:
    """Read the committed tables; the same object is returned to every caller."""
    communes = {
        row["code"]: FormerCommune(row["code"], row["nom"], int(row["annee"]))
        for row in _rows(folder / "communes.csv.gz")
    }
    epci = {
        row["code"]: FormerEpci(
            row["code"], row["nom"], int(row["annee"]), tuple(row["successeurs"].split("|"))
        )
        for row in _rows(folder / "epci.csv")
    }
    sirens = {row["siren"]: row["code_commune"] for row in _rows(folder / "sirens.csv.gz")}
    return History(
        MappingProxyType(communes),
        MappingProxyType(epci),
        MappingProxyType(sirens),
        _names(folder / "noms_communes.csv.gz"),
        _names(folder / "noms_epci.csv.gz"),
    )


def _names(path: Path) -> tuple[FormerName, ...]:
    return tuple(FormerName(row["code"], row["nom"], int(row["annee"])) for row in _rows(path))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
