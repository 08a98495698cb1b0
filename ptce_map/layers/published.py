"""The layers that can be downloaded, made of the catalog.

The poles; the communes of the poles, one row a pole and commune; and, for the API, the units of the
levels above the commune.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

import shapely

from geodata.cog import Level
from geodata.packed import Geometries
from geodata.store import Boundaries, Scale
from ptce_map.catalog import Catalog
from ptce_map.labels import LANGS
from ptce_map.layers import fields
from ptce_map.layers.features import Shapes, plain
from ptce_map.layers.fields import Field, extra_fields
from ptce_map.layers.layer import Geometry, Layer
from ptce_map.measures.censuses import years_of_units
from ptce_map.measures.table import Measure
from ptce_map.territory.territories import heart

LEVELS: Mapping[Level, tuple[str, tuple[Field, ...]]] = MappingProxyType(
    {
        Level.DEPARTEMENT: ("departements", fields.DEPARTEMENTS),
        Level.REGION: ("regions", fields.REGIONS),
        Level.EPCI: ("epci", fields.EPCI),
    }
)
"""Level -> name and columns of the layer of its units."""

SCALES = {Geometry.TERRITORY: Scale.FULL, Geometry.SIMPLIFIED: Scale.DISPLAY}


def build_layers(catalog: Catalog) -> Mapping[str, Layer]:
    """Build every layer, by name: the rows of the catalog on the boundaries."""
    layers = (
        _poles(catalog),
        _communes(catalog),
        *(_units(catalog, level) for level in LEVELS),
    )
    return MappingProxyType({layer.name: layer for layer in layers})


def plain_columns(frame: pd.DataFrame, chosen: Sequence[Field]) -> Mapping[str, Sequence[Any]]:
    """Return the columns of some fields as plain values; cells that are the same are one object."""
    return {field.name: _plain_cells(frame[field.name]) for field in chosen}


def _plain_cells(column: pd.Series) -> tuple[Any, ...]:
    known: dict[Any, Any] = {}
    return tuple(known.setdefault((type(cell), cell), plain(cell)) for cell in column)


def _poles(catalog: Catalog) -> Layer:
    """Lay out the poles, in the order of the register; the point is the seat where it is known."""
    poles, seats = catalog.poles, catalog.boundaries.seats
    points = [
        seats[siege] if siege in seats else outline and heart(outline)
        for siege, outline in zip(poles["siege"], poles.geometry)
    ]
    identity = np.arange(len(poles))
    own = (*fields.POLES, *extra_fields(catalog.register.extras))
    return Layer(
        name="poles",
        titles=catalog.programme.layer("poles"),
        fields=own,
        columns=plain_columns(poles.rename_axis("id").reset_index(), own),
        pole=identity,
        place=identity,
        shapes={
            Geometry.TERRITORY: Shapes(poles.geometry.to_numpy()),
            Geometry.SIMPLIFIED: Shapes(catalog.outlines.to_numpy()),
            Geometry.POINT: Shapes(np.array(points, dtype=object)),
        },
    )


def _communes(catalog: Catalog) -> Layer:
    """Lay out the communes of the poles, one row a pole and commune or arrondissement."""
    members, seats = catalog.territories.memberships, catalog.boundaries.seats
    codes = members["part"].where(members["part"] != "", members["code_commune"])
    place, units = pd.factorize(codes)
    shapes = {
        key: Shapes(_contours(catalog.boundaries, units, scale)) for key, scale in SCALES.items()
    }
    return Layer(
        name="communes-des-poles",
        titles=catalog.programme.layer("communes-des-poles"),
        fields=fields.COMMUNES,
        columns=plain_columns(_member_rows(catalog, codes), fields.COMMUNES),
        pole=catalog.poles.index.get_indexer(pd.Index(members["pole"])),
        place=place.astype(np.int64),
        shapes={**shapes, Geometry.POINT: Shapes(seats.loc[units].to_numpy())},
    )


def _contours(boundaries: Boundaries, codes: pd.Index, scale: Scale) -> Geometries:
    """Return the contours of communes and arrondissements by code."""
    communes, parts = boundaries.units(Level.COMMUNE, scale), boundaries.arrondissements(scale)
    contours: Geometries = pd.concat([communes.geometry, parts.geometry]).loc[codes].to_numpy()
    return contours


def _member_rows(catalog: Catalog, codes: pd.Series) -> pd.DataFrame:
    """Name what the memberships refer to by code."""
    cog, members = catalog.cog, catalog.territories.memberships
    communes = cog.communes.loc[members["code_commune"]].set_axis(members.index)
    own = ["precision", "confiance", "etat", "appels_deduits", "sources_territoire"]
    said = catalog.poles.loc[members["pole"], own].set_axis(members.index)
    return members.assign(
        id=members["pole"] + ":" + codes,
        nom_pole=members["pole"].map(catalog.poles["nom"]),
        nom_commune=communes["nom_commune"],
        code_arrondissement=members["part"],
        nom_arrondissement=members["part"].map(cog.arrondissements["nom"]),
        code_departement=communes["code_departement"],
        code_region=communes["code_region"],
        code_epci=communes["code_epci"],
        nom_epci=communes["code_epci"].map(cog.epci["nom_epci"]),
        annees_population=members["annee_population"].map(lambda year: (str(year),)),
        superficie_km2=members["area_km2"],
        **said,
    )


def measure_field(measure: Measure) -> Field:
    """Return the column of a measure of a register's own in the layers of units."""
    said = ((lang, measure.title(lang), measure.unit(lang)) for lang in LANGS)
    titles = {lang: f"{title} ({unit})" if unit else title for lang, title, unit in said}
    return Field(measure.key, "number", titles=titles)


def _units(catalog: Catalog, level: Level) -> Layer:
    """Lay out the units of a level, with the number of poles in each."""
    everyone = np.ones(len(catalog.poles), dtype=bool)
    index = catalog.index.levels[level]
    counts = pd.Series(index.counts(everyone), index=index.codes)
    units = catalog.boundaries.units(level)
    name, fixed = LEVELS[level]
    measures = catalog.measures.own.values()
    own = (*fixed, *(measure_field(measure) for measure in measures))
    table = catalog.cog.table(level)
    rows = units.join(table[table.columns.difference(units.columns)]).assign(
        n_poles=counts.reindex(units.index),
        annees_population=years_of_units(catalog.cog, level).reindex(units.index),
        superficie_km2=units["area_km2"],
    )
    for measure in measures:
        found = measure.compute(catalog.measures, everyone, level)
        rows[measure.key] = pd.Series(found, index=index.codes).reindex(units.index)
    identity = np.arange(len(units))
    shapes = {
        key: Shapes(catalog.boundaries.units(level, scale).geometry.reindex(units.index).to_numpy())
        for key, scale in SCALES.items()
    }
    points = shapely.point_on_surface(units.geometry.to_numpy())
    return Layer(
        name=name,
        titles=catalog.programme.layer(name),
        fields=own,
        columns=plain_columns(rows.rename_axis(level.code_column).reset_index(), own),
        pole=np.empty(0, dtype=np.int64),
        place=identity,
        shapes={**shapes, Geometry.POINT: Shapes(points)},
    )
