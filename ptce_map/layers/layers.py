"""The layers that can be downloaded: their rows as plain values, and where each row lies.

The poles; the communes of the poles, one row a pole and commune; and, for the API, the units of the
levels above the commune.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

import geopandas as gpd
import shapely

from geodata import store
from geodata.cog import Level
from geodata.store import DERIVED, Scale
from ptce_map.arrays import Integers, Mask
from ptce_map.catalog import Catalog
from ptce_map.layers import fields
from ptce_map.layers.features import Geometries, Shapes, feature_head, plain
from ptce_map.layers.fields import ARROW, Field
from ptce_map.measures.censuses import years_of_units
from ptce_map.territory.territories import dissolve, heart

LIST_SEPARATOR = "|"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Geometry(StrEnum):
    """What stands for the place of a row, with the values of the query key ``geometrie``."""

    TERRITORY = "territoire"
    SIMPLIFIED = "simplifiee"
    POINT = "point"


@dataclass(frozen=True, eq=False)
class Layer:
    """A table and its places; the first field identifies a row.

    Attributes
    ----------
    titles
        Language -> what the layer is called.
    columns
        Name of a field -> its cells: text, number, list of texts, or ``None`` where nothing is
        known.
    pole
        Position of the pole of each row; empty for the layers that are not of poles.
    place
        Position of the geometry of each row among the shapes.
    shapes
        Geometry asked for -> the shapes.
    """

    name: str
    titles: Mapping[str, str]
    fields: tuple[Field, ...]
    columns: Mapping[str, Sequence[Any]]
    pole: Integers
    place: Integers
    shapes: Mapping[Geometry, Shapes]

    @property
    def ids(self) -> Sequence[str]:
        """What identifies each row."""
        return self.columns[self.fields[0].name]

    @cached_property
    def telling(self) -> npt.NDArray[np.bool_]:
        """Whether the cell of each row tells the type of each column.

        What is unknown does not, nor an empty list, nor a day, which may stand among mere years.
        """
        columns = [
            [_is_telling(cell) for cell in self.columns[field.name]] for field in self.fields
        ]
        return np.array(columns, dtype=bool).T

    @cached_property
    def heads(self) -> tuple[bytes, ...]:
        """Each row as a GeoJSON feature, up to its geometry."""
        names = [field.name for field in self.fields]
        rows = zip(*(self.columns[name] for name in names))
        return tuple(feature_head(key, dict(zip(names, row))) for key, row in zip(self.ids, rows))

    @cached_property
    def table(self) -> pa.Table:
        """The rows as an Arrow table, lists as lists."""
        return pa.table(
            {one.name: pa.array(self.columns[one.name], one.arrow_type) for one in self.fields}
        )

    @cached_property
    def texts(self) -> Mapping[str, Sequence[Any]]:
        """The columns with each list joined to one text; ``None`` for an empty list."""
        return {one.name: _joined(self.columns[one.name], one) for one in self.fields}

    @cached_property
    def joined_table(self) -> pa.Table:
        """The rows as an Arrow table, each list joined to one text."""
        return pa.table(
            {one.name: pa.array(self.texts[one.name], ARROW[one.kind]) for one in self.fields}
        )

    def rows(self, poles: Mask) -> Integers:
        """Return the positions of the rows of some poles."""
        return np.flatnonzero(poles[self.pole])

    def features(
        self, geometry: Geometry, rows: Integers, *, clockwise: bool = False
    ) -> list[bytes]:
        """Return some rows as GeoJSON features, their outer rings anticlockwise or clockwise."""
        placed = self.shapes[geometry]
        shapes = placed.clockwise_json if clockwise else placed.json
        places = self.place[rows].tolist()
        return [self.heads[row] + shapes[at] + b"}" for row, at in zip(rows.tolist(), places)]


@dataclass(frozen=True, eq=False)
class Contours:
    """The boundaries that layers are made of, by scale or level, as :mod:`geodata.store` reads."""

    communes: Mapping[Scale, gpd.GeoDataFrame]
    arrondissements: Mapping[Scale, gpd.GeoDataFrame]
    levels: Mapping[Level, Mapping[Scale, gpd.GeoDataFrame]]
    seats: gpd.GeoSeries

    def units(self, codes: pd.Index, scale: Scale) -> Geometries:
        """Return the contours of communes and arrondissements by code."""
        both = pd.concat([self.communes[scale].geometry, self.arrondissements[scale].geometry])
        contours: Geometries = both.loc[codes].to_numpy()
        return contours


LEVELS: Mapping[Level, tuple[str, tuple[Field, ...]]] = MappingProxyType(
    {
        Level.DEPARTEMENT: ("departements", fields.DEPARTEMENTS),
        Level.REGION: ("regions", fields.REGIONS),
        Level.EPCI: ("epci", fields.EPCI),
    }
)
"""Level -> name and columns of the layer of its units."""

PLACES = {
    Geometry.TERRITORY: fields.WKT,
    Geometry.SIMPLIFIED: fields.WKT,
    Geometry.POINT: fields.LONGITUDE_LATITUDE,
}
"""Geometry asked for -> the columns that say it in a table."""

SCALES = {Geometry.TERRITORY: Scale.FULL, Geometry.SIMPLIFIED: Scale.DISPLAY}


def read_contours(folder: Path = DERIVED) -> Contours:
    """Read the built boundaries.

    Raises
    ------
    geodata.errors.DerivedError
        If they are not built.
    """
    return Contours(
        communes={scale: store.read_communes(folder, scale=scale) for scale in Scale},
        arrondissements={scale: store.read_arrondissements(folder, scale=scale) for scale in Scale},
        levels={
            level: {scale: store.read_level(level, folder, scale=scale) for scale in Scale}
            for level in LEVELS
        },
        seats=store.read_seats(folder).geometry,
    )


def build_layers(catalog: Catalog, contours: Contours) -> Mapping[str, Layer]:
    """Build every layer, by name: the rows of the catalog on the boundaries."""
    layers = (
        _poles(catalog, contours),
        _communes(catalog, contours),
        *(_units(catalog, contours, level) for level in LEVELS),
    )
    return MappingProxyType({layer.name: layer for layer in layers})


def plain_columns(frame: pd.DataFrame, chosen: Sequence[Field]) -> Mapping[str, Sequence[Any]]:
    """Return the columns of some fields as plain values."""
    return {field.name: tuple(map(plain, frame[field.name])) for field in chosen}


def _poles(catalog: Catalog, contours: Contours) -> Layer:
    """Lay out the poles, in the order of the register; the point is the seat where it is known."""
    poles = catalog.poles
    outlines = dissolve(
        catalog.territories.memberships,
        contours.communes[Scale.DISPLAY],
        contours.arrondissements[Scale.DISPLAY],
    ).reindex(poles.index)
    points = [
        contours.seats[siege] if siege in contours.seats else outline and heart(outline)
        for siege, outline in zip(poles["siege"], poles.geometry)
    ]
    identity = np.arange(len(poles))
    return Layer(
        name="poles",
        titles=catalog.programme.layer("poles"),
        fields=fields.POLES,
        columns=plain_columns(poles.rename_axis("id").reset_index(), fields.POLES),
        pole=identity,
        place=identity,
        shapes={
            Geometry.TERRITORY: Shapes(poles.geometry.to_numpy()),
            Geometry.SIMPLIFIED: Shapes(outlines.to_numpy()),
            Geometry.POINT: Shapes(np.array(points, dtype=object)),
        },
    )


def _communes(catalog: Catalog, contours: Contours) -> Layer:
    """Lay out the communes of the poles, one row a pole and commune or arrondissement."""
    members = catalog.territories.memberships
    codes = members["part"].where(members["part"] != "", members["code_commune"])
    place, units = pd.factorize(codes)
    shapes = {key: Shapes(contours.units(units, scale)) for key, scale in SCALES.items()}
    return Layer(
        name="communes-des-poles",
        titles=catalog.programme.layer("communes-des-poles"),
        fields=fields.COMMUNES,
        columns=plain_columns(_member_rows(catalog, codes), fields.COMMUNES),
        pole=catalog.poles.index.get_indexer(pd.Index(members["pole"])),
        place=place.astype(np.int64),
        shapes={**shapes, Geometry.POINT: Shapes(contours.seats.loc[units].to_numpy())},
    )


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


def _units(catalog: Catalog, contours: Contours, level: Level) -> Layer:
    """Lay out the units of a level, with the number of poles in each."""
    everyone = np.ones(len(catalog.poles), dtype=bool)
    index = catalog.index.levels[level]
    counts = pd.Series(index.counts(everyone), index=index.codes)
    units = contours.levels[level][Scale.FULL]
    name, own = LEVELS[level]
    table = catalog.cog.table(level)
    rows = units.join(table[table.columns.difference(units.columns)]).assign(
        n_poles=counts.reindex(units.index),
        annees_population=years_of_units(catalog.cog, level).reindex(units.index),
        superficie_km2=units["area_km2"],
    )
    identity = np.arange(len(units))
    shapes = {
        key: Shapes(contours.levels[level][scale].geometry.reindex(units.index).to_numpy())
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


def _is_telling(cell: Any) -> bool:
    is_day = isinstance(cell, str) and DAY.fullmatch(cell) is not None
    return cell is not None and cell != [] and not is_day


def _joined(cells: Sequence[Any], field: Field) -> Sequence[Any]:
    if not field.many:
        return cells
    return tuple(LIST_SEPARATOR.join(cell) or None for cell in cells)
