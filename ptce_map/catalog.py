"""The catalog: the register joined to its territories, built once, read by the page and exports."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

import pandas as pd

import geopandas as gpd
import shapely

from geodata.cog import Cog, Level, read_cog
from geodata.store import DERIVED, Boundaries, Scale, open_boundaries
from ptce_map.filters.filters import build_vocabulary, filters_of
from ptce_map.filters.indexing import build_index
from ptce_map.filters.selection import PoleIndex
from ptce_map.filters.vocabulary import Vocabulary
from ptce_map.labels import label, sort_key
from ptce_map.measures.facts import build_measures
from ptce_map.measures.own import make_measure, read_values
from ptce_map.measures.table import MeasureIndex
from ptce_map.register.awards import sum_awards
from ptce_map.register.checks.localities import cog_resolver
from ptce_map.register.checks.report import Report
from ptce_map.register.opening import open_kept
from ptce_map.register.programme import Programme, create_programme
from ptce_map.register.register import REGISTER_FOLDER, Register, read_register
from ptce_map.register.rounds import Round, completeness
from ptce_map.territory.territories import Territories, build_territories, dissolve


class Pole(Protocol):
    """A row of the poles, as ``itertuples`` gives it: the columns of :attr:`Catalog.poles`.

    Numbers are ``pandas.NA`` or NaN where they are not known, texts and tuples are empty.
    """

    Index: str
    nom: str
    lieu: str
    precision: str
    note_territoire: str
    siege: str
    coordinateur: str
    note_structure: str
    site_web: str
    confiance: str
    doutes: str
    etat: str
    etat_date: str
    note_etat: str
    alias: tuple[str, ...]
    regions: tuple[str, ...]
    departements: tuple[str, ...]
    epci: tuple[str, ...]
    territoire: tuple[str, ...]
    sans_contour: tuple[str, ...]
    structures: tuple[str, ...]
    secteurs: tuple[str, ...]
    activites: tuple[str, ...]
    appels: tuple[str, ...]
    statuts: tuple[str, ...]
    appels_deduits: tuple[str, ...]
    annees_population: tuple[str, ...]
    sources: tuple[str, ...]
    sources_pole: tuple[str, ...]
    sources_territoire: tuple[str, ...]
    sources_coordinateur: tuple[str, ...]
    sources_etat: tuple[str, ...]
    sources_prix: tuple[str, ...]
    aide_eur: int
    n_communes: int
    population: int
    superficie_km2: float
    geometry: shapely.Geometry | None


@dataclass(frozen=True, eq=False)
class Catalog:
    """Everything about the poles.

    Attributes
    ----------
    poles
        One row a pole, indexed by ``id``: the columns of the register's ``poles``, those of
        :class:`ptce_map.territory.territories.Territories` (whose ``siege`` is current), and
        ``appels`` (rounds won, in the order of the rounds), ``statuts``, ``appels_deduits`` (those
        of the rounds whose award is inferred), ``sources_prix`` (``<round>:<id of a source>``),
        ``aide_eur`` (euros, the sum of the grants known, missing if none is) and ``sources`` (ids
        of every source cited for the pole).
    scheduler
        Address of the dask scheduler on which territories are joined; empty for this machine.
    """

    register: Register
    boundaries: Boundaries
    territories: Territories
    cog: Cog
    poles: gpd.GeoDataFrame
    vocabulary: Vocabulary
    index: PoleIndex
    scheduler: str = ""

    @cached_property
    def programme(self) -> Programme:
        """What the register is called and how it is told."""
        return create_programme(self.register)

    @property
    def contours(self) -> str:
        """The COG of the contours, after the name of their producer; nothing if it is not known."""
        year = self.boundaries.contour_year
        return f" COG {year}" if year else ""

    @cached_property
    def measures(self) -> MeasureIndex:
        """What the map measures, as arrays."""
        declared = self.register.measures
        columns = dict.fromkeys(name for measure in declared for name in measure.columns)
        return build_measures(
            self.poles,
            self.territories.memberships,
            self.index,
            self.cog,
            own={measure.key: make_measure(measure) for measure in declared},
            columns={name: read_values(self.poles, name) for name in columns},
        )

    @cached_property
    def outlines(self) -> gpd.GeoSeries:
        """The territories of the poles at the scale of the screen (EPSG:4326), by id."""
        outlines = dissolve(
            self.territories.memberships,
            self.boundaries.units(Level.COMMUNE, Scale.DISPLAY),
            self.boundaries.arrondissements(Scale.DISPLAY),
            scheduler=self.scheduler,
        )
        return outlines.reindex(self.poles.index)

    @cached_property
    def reading_order(self) -> Mapping[str, int]:
        """Rank of each pole in the order of their names."""
        names = sorted(self.poles["nom"].items(), key=lambda item: sort_key(str(item[1])))
        return {str(pole): rank for rank, (pole, _) in enumerate(names)}

    @cached_property
    def rounds(self) -> Mapping[str, Round]:
        """How complete each round is, by its id, in the order of the register."""
        return {round_.appel: round_ for round_ in completeness(self.register)}

    def pole(self, pole_id: str) -> Pole:
        """Return a pole as a named tuple; its id is ``Index``."""
        pole: Pole = next(self.poles.loc[[pole_id]].itertuples())
        return pole

    def commune_names(self, pole_id: str) -> list[str]:
        """Name the communes of a pole, or the arrondissements where it covers a part of one."""
        units = self.territories.memberships
        rows = units[units["pole"] == pole_id]
        places = zip(rows["code_commune"], rows["part"])
        return [self.cog.seat_name(part or code) for code, part in places]

    def undrawn_names(self, pole_id: str) -> str:
        """Name the places of a pole that no map draws, each once; nothing if there is none."""
        tokens = self.poles.at[pole_id, "sans_contour"]
        if not tokens:
            return ""  # nearly all: what resolves tokens takes 27 MB
        resolver = cog_resolver(self.cog)
        return ", ".join(dict.fromkeys(resolver.name(token) for token in tokens))

    def epci_names(self, pole_id: str) -> list[str]:
        """Name the EPCI of a pole, in reading order; none if its territory is not known."""
        codes = self.poles.at[pole_id, "epci"]
        return sorted((self.cog.name(Level.EPCI, code) for code in codes), key=sort_key)

    def place_of(self, pole: Pole, lang: str) -> str:
        """Say where a pole is, and that no map draws it where none does."""
        is_undrawn = self.index.is_undrawn[self.poles.index.get_loc(pole.Index)]
        undrawn = label("list.undrawn", lang) if is_undrawn else ""
        return " · ".join(filter(None, (pole.lieu, undrawn)))


def build_catalog(
    register: Register, boundaries: Boundaries, cog: Cog, *, scheduler: str = ""
) -> Catalog:
    """Join the register, its territories and its awards, and index them for queries.

    Parameters
    ----------
    register, boundaries, cog
        What is joined.
    scheduler
        Address of a dask scheduler on which the territories are joined; empty for this machine.

    Raises
    ------
    ClusterError
        If the scheduler cannot be used.
    """
    communes, arrondissements = boundaries.units(Level.COMMUNE), boundaries.arrondissements()
    territories = build_territories(register, communes, arrondissements, cog, scheduler=scheduler)
    poles = _joined(register, territories)
    vocabulary = build_vocabulary(register, cog)
    return Catalog(
        register=register,
        boundaries=boundaries,
        territories=territories,
        cog=cog,
        poles=poles,
        vocabulary=vocabulary,
        index=build_index(
            poles,
            territories.memberships,
            register.laureats,
            filters_of(register),
            vocabulary,
            cog,
        ),
        scheduler=scheduler,
    )


def open_catalog(
    register_folder: Path = REGISTER_FOLDER,
    boundaries: Path = DERIVED,
    *,
    say: Callable[[Report], None] | None = None,
    scheduler: str = "",
) -> Catalog:
    """Read a register and the built boundaries, and make the catalog of them.

    Parameters
    ----------
    register_folder, boundaries
        Where they are.
    say
        What tells the report of the register; one with faults is then kept as the site keeps it:
        every row, less what cannot be read.
    scheduler
        Address of a dask scheduler on which the territories are joined; empty for this machine.

    Raises
    ------
    ClusterError
        If the scheduler cannot be used.
    RegisterError, UnknownTokenError
        If the register breaks its rules or declares unknown territories, and nothing says so; if
        there is nothing to read.
    geodata.errors.DerivedError
        If the boundaries are not built.
    """
    cog = read_cog()
    register = open_kept(register_folder, say) if say else read_register(register_folder)
    return build_catalog(register, open_boundaries(boundaries), cog, scheduler=scheduler)


def _joined(register: Register, territories: Territories) -> gpd.GeoDataFrame:
    facts = territories.poles.drop(columns="geometry")
    said = register.poles.drop(columns="siege")
    joined = pd.concat([said, facts, sum_awards(register)], axis=1)
    return gpd.GeoDataFrame(joined, geometry=territories.poles.geometry)
