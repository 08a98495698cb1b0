"""Names of places on the SVG map, by département: what is looked at closely is fetched with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

import geopandas as gpd
import shapely

from ptce_map.map.svg.frame import box, project

NAMED_FROM = ((8, 20_000), (9, 500), (10, 0))
"""Zoom from which communes of so many inhabitants are named."""

Place = tuple[str, int, int, int]
"""Name, x and y in the frame, zoom from which it is named."""


@dataclass(frozen=True)
class Names:
    """The communes of a département by number of inhabitants, its prefecture first.

    ``bounds`` are left, top, right and bottom of the département, in units.
    """

    code: str
    name: str
    bounds: tuple[int, int, int, int]
    places: tuple[Place, ...]


def name_places(
    communes: pd.DataFrame,
    seats: gpd.GeoSeries,
    departements: pd.DataFrame,
    boxes: Mapping[str, Sequence[float]],
) -> Iterator[Names]:
    """Yield the names of each département that the map draws.

    Parameters
    ----------
    communes
        Indexed by code: ``nom_commune``, ``code_departement``, ``population``.
    seats
        One point a commune, indexed by code (EPSG:4326); communes without one are not named.
    departements
        Indexed by code: ``nom_departement``, ``chef_lieu``.
    boxes
        Code of a département -> west, south, east, north in degrees.
    """
    known = communes.loc[communes.index.intersection(seats.index)]
    points = np.round(shapely.get_coordinates(project(seats[known.index]))).astype(int)
    rows = known.assign(x=points[:, 0], y=points[:, 1]).sort_values("population", ascending=False)
    rows["zoom"] = zooms(rows["population"])
    for code, mine in rows.groupby("code_departement"):
        if code not in boxes:
            continue
        is_head = mine.index == departements.at[code, "chef_lieu"]
        ordered = pd.concat([mine[is_head].assign(zoom=7), mine[~is_head]])
        left, top, width, height = box(boxes[str(code)])
        columns = ordered[["nom_commune", "x", "y", "zoom"]]
        yield Names(
            code=str(code),
            name=str(departements.at[code, "nom_departement"]),
            bounds=(round(left), round(top), round(left + width), round(top + height)),
            places=tuple(columns.itertuples(index=False, name=None)),
        )


def zooms(populations: pd.Series) -> pd.Series:
    """Return the zoom from which each commune is named, by its inhabitants (none if unknown)."""
    inhabitants = populations.fillna(0)
    least = pd.Series(NAMED_FROM[-1][0], index=populations.index)
    for zoom, number in reversed(NAMED_FROM):
        least[inhabitants >= number] = zoom
    return least
