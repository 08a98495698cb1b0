"""What the map draws above the levels: outlines of the territories and seats of the coordinators.

For display only: each row also comes as moved copies for the insets. Exports keep true coordinates.
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import itemgetter

import numpy as np
import pandas as pd

import geopandas as gpd

from geodata.cog import WEB_MERCATOR, WGS84
from geodata.insets import INSETS, copies, move
from ptce_map.arrays import Integers, Values
from ptce_map.map.gathering import APART_PX, CROWD, ZOOMS, gather
from ptce_map.map.signs import KNOWN, seat_signs, territory_signs
from ptce_map.map.thinning import thin
from ptce_map.territory.territories import heart

LEAST_PX = 6.0
"""A territory smaller than this on the screen is left to its seat."""

WORLD_M = 2 * np.pi * 6_378_137.0
"""Width of the world in Web Mercator."""

TILE_PX = 512
"""Width of the world at zoom 0, in CSS pixels."""


def territory_overlay(poles: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the outlines to draw: those of the poles whose territory is known.

    Parameters
    ----------
    poles
        Indexed by pole id: ``precision``, ``etat``, ``geometry`` (EPSG:4326; missing where only
        the région is known).

    Returns
    -------
    GeoDataFrame
        ``id``, ``sign`` (:func:`ptce_map.map.signs.territory_signs`), ``inset`` (empty for the true
        place), ``zoom`` (least zoom at which the territory is :data:`LEAST_PX` large), ``thinned``
        (the same among a crowd of poles: :func:`ptce_map.map.thinning.thin`), ``part`` (``area`` or
        ``outline`` where an inset cuts the territory, so that the cut is not drawn; empty for
        both), ``geometry`` (EPSG:4326).
    """
    signed = poles.assign(sign=territory_signs(poles))
    rows = signed.loc[poles.geometry.notna(), ["sign", "geometry"]].rename_axis("id").reset_index()
    areas = _zoomed(_with_copies(rows))
    is_cut = areas["inset"].isin([inset.code for inset in INSETS if inset.clipped])
    outlines = _zoomed(_clipped_outlines(rows))
    drawn = pd.concat(
        [
            areas.assign(part=is_cut.map({True: "area", False: ""})),
            outlines.assign(part="outline"),
        ],
        ignore_index=True,
    )
    return drawn[["id", "sign", "inset", "zoom", "thinned", "part", "geometry"]]


def _clipped_outlines(rows: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the outlines of the territories in the insets that cut them."""
    lines = rows.set_geometry(rows.boundary)
    cut = [move(lines, inset).assign(inset=inset.code) for inset in INSETS if inset.clipped]
    return pd.concat(cut)


def _zoomed(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Add ``zoom`` and ``thinned``, to two decimals; the insets are thinned apart."""
    west, south, east, north = frame.to_crs(WEB_MERCATOR).bounds.to_numpy().T
    size = np.maximum(np.maximum(east - west, north - south), 1.0)
    zooms = np.log2(LEAST_PX * WORLD_M / (TILE_PX * size)).round(2)
    middles = np.column_stack([west + east, south + north]) / 2 * TILE_PX / WORLD_M
    thinned = zooms.copy()
    if frame["id"].nunique() > CROWD:
        for places in frame.groupby("inset").indices.values():
            thinned[places] = thin(middles[places], zooms[places])
    return frame.assign(zoom=zooms, thinned=thinned)


def seat_overlay(
    poles: gpd.GeoDataFrame, seats: gpd.GeoSeries, names: Mapping[str, str]
) -> gpd.GeoDataFrame:
    """Return the seats to draw: one point a code and sign, and a marker for each unknown seat.

    Parameters
    ----------
    poles
        Indexed by pole id: ``siege`` (code of a commune or arrondissement, empty if unknown),
        ``etat``, ``geometry`` (EPSG:4326). A pole with neither has no mark.
    seats
        One point a commune or arrondissement, indexed by code (EPSG:4326).
    names
        Code -> name.

    Returns
    -------
    GeoDataFrame
        ``cle`` (code, ``ended:<code>`` or ``pole:<id>``), ``nom`` (of the commune, empty if
        unknown), ``connu``, ``sign`` (:func:`ptce_map.map.signs.seat_signs`), ``poles`` (list of
        ids), ``inset``, ``geometry`` (points, EPSG:4326).
    """
    has_seat = poles["siege"].isin(seats.index)
    signs = seat_signs(poles.assign(siege=poles["siege"].where(has_seat, "")))
    seated: dict[tuple[str, str], list[str]] = {}
    for pole, code in sorted(poles.loc[has_seat, "siege"].items(), key=itemgetter(1)):
        seated.setdefault((code, str(signs[pole])), []).append(str(pole))
    communes = gpd.GeoDataFrame(
        {
            "cle": [code if sign == KNOWN else f"{sign}:{code}" for code, sign in seated],
            "nom": [names[code] for code, _ in seated],
            "connu": True,
            "sign": [sign for _, sign in seated],
            "poles": list(seated.values()),
        },
        geometry=seats.loc[[code for code, _ in seated]].to_numpy(),
        crs=WGS84,
    )
    drawn = poles[~has_seat & poles.geometry.notna()]
    markers = gpd.GeoDataFrame(
        {
            "cle": [f"pole:{pole}" for pole in drawn.index],
            "nom": "",
            "connu": False,
            "sign": signs[drawn.index].tolist(),
            "poles": [[pole] for pole in drawn.index],
        },
        geometry=[heart(geometry) for geometry in drawn.geometry],
        crs=WGS84,
    )
    return _with_copies(pd.concat([communes, markers], ignore_index=True))


def with_relays(seats: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Add ``relais`` to the seats of a crowd: the key of the seat that stands for each, by step.

    The steps are those of :data:`ptce_map.map.gathering.ZOOMS`. Known seats and markers of unknown
    ones are gathered apart, where they are drawn: overseas, in the insets. A register of few poles
    has no such column.
    """
    placed = seats[seats["inset"] == ""]
    if placed["poles"].str.len().sum() <= CROWD:
        return seats
    spots = _spots(seats)
    relays: dict[str, list[str]] = {}
    for _, group in placed.groupby("sign"):
        keys = group["cle"].to_numpy()
        pixels = spots.loc[keys].to_numpy() * TILE_PX / WORLD_M
        steps = _gathered(pixels, group["poles"].str.len().to_numpy())
        relays |= dict(zip(keys, keys[steps].tolist()))
    return seats.assign(relais=[relays[key] for key in seats["cle"]])


def _gathered(pixels: Values, counts: Integers) -> Integers:
    """Return the seat that stands for each, a row a seat and a column a step, from far to close.

    ``pixels`` are places at zoom 0. Each step gathers what the closer one left.
    """
    heads = np.arange(len(pixels))
    steps = []
    for zoom in reversed(ZOOMS):
        left = np.unique(heads)
        weights = np.bincount(heads, weights=counts, minlength=len(pixels))[left].astype(np.int64)
        found = left[gather(pixels[left] * 2**zoom, weights, APART_PX)]
        heads = found[np.searchsorted(left, heads)]
        steps.append(heads)
    return np.array(steps[::-1], dtype=np.int64).T


def _spots(seats: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return where each seat is seen on the map of the country, by key, in Web Mercator."""
    free = [inset.code for inset in INSETS if not inset.clipped]
    seen = seats[seats["inset"].isin(["", *free])].drop_duplicates("cle", keep="last")
    points = seen.to_crs(WEB_MERCATOR).geometry
    return pd.DataFrame({"x": points.x.to_numpy(), "y": points.y.to_numpy()}, index=seen["cle"])


def _with_copies(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return pd.concat([frame.assign(inset=""), copies(frame)], ignore_index=True)
