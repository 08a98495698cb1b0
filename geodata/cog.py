"""The Code officiel géographique (COG): levels, code rules and the successor of a former code.

The tables of the year are committed under ``geodata/cog/`` with a manifest that names their source;
``python -m geodata refresh-cog`` makes them anew (see :mod:`geodata.refresh`).
"""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

COG_FOLDER = Path(__file__).parent / "cog"
LAMBERT_93 = 2154
WGS84 = 4326
WEB_MERCATOR = 3857

# Legal projected CRS by overseas département (IGN, arrêté of 5 March 2019); Lambert-93 elsewhere.
METRIC_CRS: Mapping[str, int] = MappingProxyType(
    {"971": 5490, "972": 5490, "973": 2972, "974": 2975, "976": 4471}
)

NUMBERS = MappingProxyType({"population": "int64", "annee_population": "int64"})
"""Columns of numbers of the communes and of the arrondissements, with their types."""


class Level(StrEnum):
    """Administrative levels, from small to large."""

    COMMUNE = "commune"
    EPCI = "epci"
    DEPARTEMENT = "departement"
    REGION = "region"

    @property
    def code_column(self) -> str:
        """Name of the column that holds the code of a unit of this level."""
        return f"code_{self.value}"

    @property
    def name_column(self) -> str:
        """Name of the column that holds the name of a unit of this level."""
        return f"nom_{self.value}"


class Kind(StrEnum):
    """Kinds of commune of the COG."""

    ACTUELLE = "commune-actuelle"
    DELEGUEE = "commune-deleguee"
    ASSOCIEE = "commune-associee"
    ARRONDISSEMENT = "arrondissement-municipal"


UPPER = (Level.EPCI, Level.DEPARTEMENT, Level.REGION)
"""Levels of which a commune has the code."""


def metric_crs(code_departement: str) -> int:
    """Return the EPSG code of the metric CRS in which this département is measured.

    Areas and tolerances are in metres there; every département of metropolitan France shares
    Lambert-93 (EPSG:2154).
    """
    return METRIC_CRS.get(code_departement, LAMBERT_93)


def is_drawn(table: pd.DataFrame) -> pd.Series:
    """Tell which rows of a table of the COG maps draw: all but collectivités d'outre-mer.

    A table without ``zone``, such as that of the EPCI, has none of these.
    """
    if "zone" in table:
        return table["zone"] != "com"
    return pd.Series(True, index=table.index)


@dataclass(frozen=True, eq=False)
class Cog:
    """The COG of one year. Codes are strings, always; a unit without an EPCI has an empty code.

    Attributes
    ----------
    communes
        Current communes, indexed by ``code_commune``: ``nom_commune``, ``zone`` (``metro``,
        ``drom`` or ``com``), ``code_departement``, ``code_region``, ``code_epci``, ``population``
        (inhabitants, population municipale; 0 where uninhabited), ``annee_population`` (year of the
        census), ``codes_postaux`` (joined by ``|``, empty if none).
    parts
        Communes déléguées and associées and arrondissements municipaux, one row a code and kind:
        ``code``, ``kind``, ``nom``, ``code_parent`` (the current commune), ``population`` and
        ``annee_population`` (missing but for arrondissements), ``codes_postaux`` (empty but for
        arrondissements).
    departements, regions, epci
        Indexed by code: ``nom_departement``, ``code_region``, ``chef_lieu``, ``zone``;
        ``nom_region``, ``chef_lieu``, ``zone``; ``nom_epci``, ``nature``.
    anciens_codes
        Former code of a commune -> code of the current commune that replaced it.
    manifest
        Source, version, hash, licence, producer and date of the tables.
    """

    communes: pd.DataFrame
    parts: pd.DataFrame
    departements: pd.DataFrame
    regions: pd.DataFrame
    epci: pd.DataFrame
    anciens_codes: Mapping[str, str]
    manifest: Mapping[str, Any]

    @property
    def millesime(self) -> int:
        """Year of the COG."""
        return int(self.manifest["millesime"])

    @property
    def population_year(self) -> int:
        """Census year of the populations, but for the communes of another ``annee_population``."""
        return int(self.manifest["population_year"])

    @cached_property
    def postcodes(self) -> Mapping[str, tuple[str, ...]]:
        """Postal code -> the communes that it serves, by code.

        The arrondissement stands for a city that is cut into arrondissements municipaux.
        """
        parts = self.arrondissements
        whole = self.communes.loc[~self.communes.index.isin(parts["code_parent"]), "codes_postaux"]
        served = pd.concat([whole, parts["codes_postaux"]]).str.split("|").explode()
        rows = served[served != ""].rename_axis("code").reset_index()
        codes = rows.groupby("codes_postaux")["code"].agg(sorted)
        return MappingProxyType({str(code): tuple(units) for code, units in codes.items()})

    @cached_property
    def _parents(self) -> Mapping[str, str]:
        return MappingProxyType(dict(zip(self.parts["code"], self.parts["code_parent"])))

    @cached_property
    def arrondissements(self) -> pd.DataFrame:
        """Arrondissements municipaux of Paris, Lyon and Marseille, indexed by code."""
        rows = self.parts[self.parts["kind"] == Kind.ARRONDISSEMENT]
        return rows.set_index("code").astype(NUMBERS)

    @cached_property
    def places(self) -> pd.DataFrame:
        """Communes and arrondissements municipaux, indexed by code.

        ``nom``, ``code_departement``, ``population``, ``annee_population``.
        """
        columns = ["nom", "code_departement", *NUMBERS]
        parts = self.arrondissements
        homes = self.communes["code_departement"].loc[parts["code_parent"]].to_numpy()
        communes = self.communes.rename(columns={"nom_commune": "nom"})
        return pd.concat([communes[columns], parts.assign(code_departement=homes)[columns]])

    @cached_property
    def drawn_departements(self) -> Mapping[str, str]:
        """Département that maps draw -> its région."""
        rows = self.departements.loc[is_drawn(self.departements), Level.REGION.code_column]
        return MappingProxyType(rows.to_dict())

    @cached_property
    def _regions(self) -> Mapping[str, str]:
        return MappingProxyType(_column(self.departements, Level.REGION.code_column))

    @cached_property
    def departement_names(self) -> Mapping[str, str]:
        """Département -> its name."""
        return MappingProxyType(_column(self.departements, Level.DEPARTEMENT.name_column))

    @cached_property
    def inside(self) -> Mapping[tuple[Level, Level], Mapping[str, frozenset[str]]]:
        """(Level above, level) -> unit of the first -> units of the second with a commune in it.

        The first is the région or the département.
        """
        codes = {level: self.communes[level.code_column].tolist() for level in UPPER}
        codes[Level.COMMUNE] = self.communes.index.tolist()
        return MappingProxyType(
            {
                (above, level): _grouped(codes[above], codes[level])
                for above in (Level.REGION, Level.DEPARTEMENT)
                for level in Level
            }
        )

    def successor(self, code: str) -> str | None:
        """Return the current commune that a commune code, old or new, stands for.

        A current code is its own successor; a merged commune, a commune déléguée or associée and
        an arrondissement municipal give the commune they belong to. ``None`` if the COG does not
        know the code.
        """
        if code in self.communes.index:
            return code
        return self.anciens_codes.get(code) or self._parents.get(code)

    def table(self, level: Level) -> pd.DataFrame:
        """Return the table of the units of a level, indexed by code."""
        return {
            Level.COMMUNE: self.communes,
            Level.EPCI: self.epci,
            Level.DEPARTEMENT: self.departements,
            Level.REGION: self.regions,
        }[level]

    def name(self, level: Level, code: str) -> str:
        """Return the name of a unit, or raise ``KeyError`` if the COG does not know its code."""
        return str(self.table(level).at[code, level.name_column])

    def seat_name(self, code: str) -> str:
        """Return the name of a commune or arrondissement municipal; ``KeyError`` if unknown."""
        return str(self.places.at[code, "nom"])

    def seat_title(self, code: str) -> str:
        """Name a commune or arrondissement with its département; nothing if there is no code."""
        if not code:
            return ""
        departement = str(self.communes.at[self.successor(code), Level.DEPARTEMENT.code_column])
        return f"{self.seat_name(code)}, {self.name(Level.DEPARTEMENT, departement)} ({code})"

    def region_of(self, departement: str) -> str:
        """Return the code of the région of a département."""
        return self._regions[departement]


def _column(table: pd.DataFrame, name: str) -> dict[str, str]:
    """Return a column of texts by the code of the row."""
    return {str(code): str(text) for code, text in table[name].items()}


def _grouped(homes: list[str], units: list[str]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for home, unit in set(zip(homes, units)):
        if unit:
            found.setdefault(home, set()).add(unit)
    return MappingProxyType({home: frozenset(codes) for home, codes in found.items()})


def _read_table(name: str, folder: Path) -> pd.DataFrame:
    path = folder / name
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        return pd.DataFrame(csv.DictReader(file), dtype=str)


@lru_cache(maxsize=4)
def read_cog(folder: Path = COG_FOLDER) -> Cog:
    """Read the committed COG tables; the same object is returned to every caller.

    Raises
    ------
    FileNotFoundError
        If the tables are missing: ``python -m geodata refresh-cog`` makes them.
    """
    communes = _read_table("communes.csv.gz", folder).set_index("code_commune")
    parts = _read_table("parts.csv.gz", folder)
    former = _read_table("anciens_codes.csv.gz", folder)
    numbers = {name: pd.to_numeric(parts[name]).astype("Int64") for name in NUMBERS}
    return Cog(
        communes=communes.astype(NUMBERS),
        parts=parts.assign(**numbers),
        departements=_read_table("departements.csv", folder).set_index("code_departement"),
        regions=_read_table("regions.csv", folder).set_index("code_region"),
        epci=_read_table("epci.csv", folder).set_index("code_epci"),
        anciens_codes=MappingProxyType(dict(zip(former["ancien_code"], former["code_commune"]))),
        manifest=MappingProxyType(json.loads((folder / "manifest.json").read_text("utf-8"))),
    )
