"""Each pole as a GeoJSON feature, written once: an export of a selection joins ready-made bytes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

import geopandas as gpd
import shapely

from ptce_map.arrays import Mask

PROPERTIES = (
    "id",
    "nom",
    "alias",
    "lieu",
    "regions",
    "departements",
    "secteurs",
    "structures",
    "appels",
    "coordinateur",
    "aide_eur",
    "n_communes",
    "population",
    "superficie_km2",
    "precision",
    "confiance",
    "site_web",
    "sources",
)
"""Properties of a feature, in order: the id, then columns of the poles."""

GRID = 1e-6
"""Step of the published coordinates, in degrees: six decimals, about 10 cm."""


@dataclass(frozen=True, eq=False)
class Features:
    """The features and what a collection of them needs.

    ``poles`` and ``sources`` are JSON texts; ``bounds`` has west, south, east and north of each
    pole (degrees, NaN without geometry); ``cites`` tells which pole cites which source.
    """

    poles: tuple[bytes, ...]
    bounds: npt.NDArray[np.float64]
    sources: tuple[bytes, ...]
    cites: Mask

    def bbox(self, mask: Mask) -> list[float] | None:
        """Return west, south, east and north of a selection, ``None`` if nothing has a geometry."""
        bounds = self.bounds[mask & ~np.isnan(self.bounds[:, 0])]
        if not len(bounds):
            return None
        extremes = (*bounds[:, :2].min(axis=0), *bounds[:, 2:].max(axis=0))
        return [round(float(one), 6) for one in extremes]


def build_features(poles: gpd.GeoDataFrame, sources: pd.DataFrame) -> Features:
    """Write each pole and each source as JSON.

    Reads the columns of :data:`PROPERTIES` and ``geometry`` (EPSG:4326); of the sources ``url``,
    ``editeur`` and ``titre``. A pole without geometry is a feature whose geometry is null.
    """
    outlines = published(poles.geometry)
    geometries = shapely.to_geojson(outlines.to_numpy())
    return Features(
        poles=tuple(
            _feature(properties, geometry)
            for properties, geometry in zip(pole_properties(poles), geometries)
        ),
        bounds=outlines.bounds.to_numpy(),
        sources=tuple(_source(row) for row in sources.itertuples()),
        cites=np.array([sources.index.isin(cited) for cited in poles["sources"]], dtype=bool),
    )


def published(outlines: gpd.GeoSeries) -> gpd.GeoSeries:
    """Return outlines as RFC 7946 wants them: on the six-decimal grid, outer rings anticlockwise.

    They stay valid: what is thinner than the grid is dropped.
    """
    snapped = shapely.set_precision(outlines.to_numpy(), grid_size=GRID)
    turned = shapely.orient_polygons(snapped, exterior_cw=False)
    return gpd.GeoSeries(turned, index=outlines.index, crs=outlines.crs)


def pole_properties(poles: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the properties of each pole: ``None`` if unknown, lists where there may be several."""
    rows = poles.rename_axis("id").reset_index()[list(PROPERTIES)]
    return [dict(zip(PROPERTIES, map(json_value, cells))) for cells in rows.itertuples(index=False)]


def json_value(value: Any) -> Any:
    """Return a cell as JSON writes it: lists for tuples, null for what is missing or empty."""
    if isinstance(value, tuple):
        return list(value)
    if pd.isna(value) or value == "":
        return None
    plain = value.item() if isinstance(value, np.generic) else value
    return round(plain, 2) if isinstance(plain, float) else plain


def to_json(value: object) -> bytes:
    """Write a value as compact JSON, UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _feature(properties: dict[str, Any], geometry: str | None) -> bytes:
    head = to_json({"type": "Feature", "id": properties["id"], "properties": properties})
    return head[:-1] + b',"geometry":' + (geometry or "null").encode() + b"}"


def _source(row: Any) -> bytes:
    return to_json(
        {
            "id": row.Index,
            "url": row.url,
            "editeur": json_value(row.editeur),
            "titre": json_value(row.titre),
        }
    )
