"""The insets: copies of the overseas départements and of Paris, moved beside Brittany.

Display only. A frame of the map's sea receives a window of the ground, scaled in Web Mercator so
that shapes keep their look. Exports and the API keep true coordinates.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

import geopandas as gpd
import shapely

from geodata.cog import WEB_MERCATOR, WGS84

if TYPE_CHECKING:
    from numpy.typing import NDArray

Bounds = tuple[float, float, float, float]

# Height of a frame's title and margin around the ground shown, in km of Web Mercator on the map.
TITLE_KM = 80.0
MARGIN_KM = 10.0


@dataclass(frozen=True)
class Inset:
    """A frame of the map and the window of the ground that it shows.

    Attributes
    ----------
    code
        Code of the département shown, or ``petite-couronne``.
    name
        Title written in the frame.
    short
        Title where the frame is small.
    window
        West, south, east, north of the ground, in degrees.
    frame
        Left, bottom, right, top of the frame on the map, in km of Web Mercator.
    clipped
        Whether the ground fills the frame and is cut at its edge, or stands free in it.
    """

    code: str
    name: str
    short: str
    window: Bounds
    frame: Bounds
    clipped: bool = False

    @property
    def ground(self) -> Bounds:
        """The part of the frame under its title, in km of Web Mercator."""
        left, bottom, right, top = self.frame
        return left, bottom, right, top - TITLE_KM


def _column(position: int) -> Bounds:
    """Frame of the overseas départements, stacked west of Brittany from the north."""
    top = 6660.0 - 322.0 * position
    return -1490.0, top - 300.0, -1190.0, top


PETITE_COURONNE = "petite-couronne"
AROUND_PARIS = ("75", "92", "93", "94")
"""Départements of the inset of Paris and its petite couronne, Paris first."""

INSETS = (
    Inset("971", "Guadeloupe", "971", (-61.81, 15.83, -61.0, 16.52), _column(0)),
    Inset("972", "Martinique", "972", (-61.23, 14.39, -60.81, 14.88), _column(1)),
    Inset("973", "Guyane", "973", (-54.61, 2.11, -51.61, 5.78), _column(2)),
    Inset("974", "La Réunion", "974", (55.21, -21.39, 55.84, -20.87), _column(3)),
    Inset("976", "Mayotte", "976", (45.01, -13.01, 45.30, -12.63), _column(4)),
    Inset(
        PETITE_COURONNE,
        "Paris et petite couronne",
        "Paris",
        (2.058, 48.675, 2.702, 49.022),
        (-1140.0, 6166.0, -640.0, 6660.0),
        clipped=True,
    ),
)


def _metres(bounds: Bounds) -> Bounds:
    """Return bounds in metres that are given in kilometres."""
    left, bottom, right, top = bounds
    return 1000.0 * left, 1000.0 * bottom, 1000.0 * right, 1000.0 * top


def _to_mercator(bounds: Bounds) -> NDArray[np.float64]:
    corners = gpd.GeoSeries.from_xy([bounds[0], bounds[2]], [bounds[1], bounds[3]], crs=WGS84)
    return np.asarray(corners.to_crs(WEB_MERCATOR).total_bounds, dtype=float)


def _movement(inset: Inset) -> tuple[float, float, float]:
    """Return the scale and the shift (in metres of Web Mercator) that bring a window to a frame."""
    west, south, east, north = _to_mercator(inset.window)
    left, bottom, right, top = _metres(inset.ground)
    margin = 0.0 if inset.clipped else 1000.0 * MARGIN_KM
    room = np.array([right - left, top - bottom]) - 2 * margin
    factors = room / np.array([east - west, north - south])
    scale = float(max(factors) if inset.clipped else min(factors))
    shift_x = (left + right) / 2 - scale * (west + east) / 2
    shift_y = (bottom + top) / 2 - scale * (south + north) / 2
    return scale, float(shift_x), float(shift_y)


def move(frame: gpd.GeoDataFrame, inset: Inset) -> gpd.GeoDataFrame:
    """Return the rows that an inset shows, moved and scaled into its frame.

    Parameters
    ----------
    frame
        Geometries in EPSG:4326.
    inset
        The inset that receives them; what lies outside its window is left out.

    Returns
    -------
    GeoDataFrame
        Same columns and index, geometry in EPSG:4326 at the frame's place, clipped to the frame.
    """
    west, south, east, north = inset.window
    near = shapely.box(west - 1, south - 1, east + 1, north + 1)
    rows = frame[frame.intersects(near)].to_crs(WEB_MERCATOR)
    scale, shift_x, shift_y = _movement(inset)
    moved = shapely.transform(
        rows.geometry.to_numpy(), lambda xy: xy * scale + np.array([shift_x, shift_y])
    )
    left, bottom, right, top = _metres(inset.ground)
    shown = shapely.intersection(moved, shapely.box(left, bottom, right, top))
    kept = ~shapely.is_empty(shown)
    return rows[kept].set_geometry(shown[kept], crs=WEB_MERCATOR).to_crs(WGS84)


def copies(frame: gpd.GeoDataFrame, *, without: str = "") -> gpd.GeoDataFrame:
    """Return the copies of a frame's rows for every inset, with the inset's code in ``inset``.

    The inset whose code is ``without`` is left out.
    """
    shown = [inset for inset in INSETS if inset.code != without]
    return pd.concat([move(frame, inset).assign(inset=inset.code) for inset in shown])


def frames() -> gpd.GeoDataFrame:
    """Return the frames of the insets and the corners where their titles start.

    Two rows an inset, a box and the point of its top left corner: ``inset``, ``nom``, ``court``,
    ``window`` (the ground shown, as west, south, east, north), ``geometry`` (EPSG:4326).
    """
    boxes = [shapely.box(*_metres(inset.frame)) for inset in INSETS]
    corners = [shapely.Point(box.bounds[0], box.bounds[3]) for box in boxes]
    columns = {
        "inset": [inset.code for inset in INSETS] * 2,
        "nom": [inset.name for inset in INSETS] * 2,
        "court": [inset.short for inset in INSETS] * 2,
        "window": [list(inset.window) for inset in INSETS] * 2,
    }
    return gpd.GeoDataFrame(columns, geometry=[*boxes, *corners], crs=WEB_MERCATOR).to_crs(WGS84)
