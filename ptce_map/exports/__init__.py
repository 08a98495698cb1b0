"""What can be downloaded: the poles that answer the filters, in each format of :data:`EXPORTS`.

``ptce_map.layers`` names the columns and holds the rows and their places, :mod:`.orders` reads what
is asked, :mod:`.download` gathers it, and the other modules write it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType

from ptce_map.catalog import Catalog
from ptce_map.exports import binaries, geopackage, kml, orders, shapefile, texts, workbook
from ptce_map.exports.description import SUFFIX, to_description
from ptce_map.exports.download import Download, attribution, create_download
from ptce_map.exports.orders import SUFFIXES, Order
from ptce_map.layers.layer import Geometry, Layer
from ptce_map.layers.published import build_layers

TERRITORY_FIRST = (Geometry.TERRITORY, Geometry.SIMPLIFIED, Geometry.POINT)
POINT_FIRST = (Geometry.POINT, Geometry.TERRITORY, Geometry.SIMPLIFIED)


@dataclass(frozen=True)
class Export:
    """A format: the extension that names it, its media type, and what writes it.

    ``geometries`` are those it can hold, the default first. ``is_whole`` tells that the file says
    all about itself; otherwise its description, one of :data:`DESCRIPTIONS`, goes with it.
    ``needs_place`` tells that rows without geometry are left out.
    """

    extension: str
    media_type: str
    write: Callable[[Download], bytes]
    geometries: tuple[Geometry, ...] = TERRITORY_FIRST
    is_whole: bool = True
    needs_place: bool = False

    @property
    def label_key(self) -> str:
        """Key of the format's name among the labels."""
        is_description = self.extension.endswith(SUFFIX)
        return f"download{SUFFIX}" if is_description else f"download.{self.extension}"

    def order_of(self, order: Order) -> Order:
        """Return the order of the same rows in this format, with a geometry that it can hold."""
        is_held = order.geometry in self.geometries and order.geometry is not Geometry.TERRITORY
        geometry = order.geometry if is_held else self.geometries[0]
        return replace(order, extension=self.extension, geometry=geometry)


EXPORTS: Mapping[str, Export] = MappingProxyType(
    {
        export.extension: export
        for export in (
            Export("geojson", "application/geo+json", texts.to_geojson),
            Export("gpkg", "application/geopackage+sqlite3", geopackage.to_gpkg),
            Export("csv", "text/csv; charset=utf-8", texts.to_csv, POINT_FIRST, is_whole=False),
            Export(
                "xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                workbook.to_xlsx,
                (Geometry.POINT,),
            ),
            Export("parquet", "application/vnd.apache.parquet", binaries.to_parquet),
            Export("fgb", "application/flatgeobuf", binaries.to_flatgeobuf, needs_place=True),
            Export("shp.zip", "application/zip", shapefile.to_shapefile),
            Export("kml", "application/vnd.google-earth.kml+xml", kml.to_kml, is_whole=False),
            Export("jsonl", "application/x-ndjson", texts.to_json_lines, is_whole=False),
        )
    }
)
"""Extension -> format, in the order of the menu."""

DESCRIPTIONS: Mapping[str, Export] = MappingProxyType(
    {
        export.extension: Export(
            f"{export.extension}{SUFFIX}",
            "application/json",
            partial(to_description, media_type=export.media_type),
            export.geometries,
            needs_place=export.needs_place,
        )
        for export in EXPORTS.values()
    }
)
"""Extension -> what describes a file of that format: it goes with those that cannot do it."""

WRITTEN: Mapping[str, Export] = MappingProxyType(
    dict(EXPORTS) | {export.extension: export for export in DESCRIPTIONS.values()}
)
"""Extension -> everything that the API writes."""


@dataclass(frozen=True, eq=False)
class Shelf:
    """What downloads are made from, built once.

    ``site`` is the public address of the site, without a final slash; empty if none is set, and
    addresses inside the files are then those of the site alone.
    """

    catalog: Catalog
    layers: Mapping[str, Layer]
    site: str = ""

    def order(self, layer: str, extension: str, query_string: str) -> Order:
        """Read the order that an address gives, for a known layer and format.

        Raises
        ------
        QueryError
            If the query is not understood.
        """
        allowed = WRITTEN[extension].geometries
        vocabulary = self.catalog.vocabulary
        return orders.parse_order(layer, extension, allowed, query_string, vocabulary)

    def path(self, order: Order) -> str:
        """Return the canonical address of an order on the site."""
        default = WRITTEN[order.extension].geometries[0]
        return orders.order_path(order, default, self.catalog.vocabulary)

    def file_name(self, order: Order) -> str:
        """Name the file of an order by its filters and the date of the data."""
        default = WRITTEN[order.extension].geometries[0]
        return orders.file_name(order, default, self.catalog)

    def download(self, order: Order) -> Download:
        """Gather what answers an order; a description has the address and name of its file."""
        told = replace(order, extension=order.extension.removesuffix(SUFFIX))
        url, name = f"{self.site}{self.path(told)}", self.file_name(told)
        layers, needs_place = self.layers, WRITTEN[order.extension].needs_place
        return create_download(order, self.catalog, layers, url, name, needs_place=needs_place)

    def write(self, order: Order) -> bytes:
        """Write the file of an order; the same data and order give the same bytes."""
        return WRITTEN[order.extension].write(self.download(order))

    def describe(self, order: Order, name: str) -> bytes:
        """Write the description of the file of an order, which stands beside under a name."""
        described = description_of(order)
        download = replace(self.download(described), file_name=name)
        return WRITTEN[described.extension].write(download)


def description_of(order: Order) -> Order:
    """Return the order of the description of a file; a description describes itself."""
    extension = order.extension.removesuffix(SUFFIX)
    return replace(order, extension=DESCRIPTIONS[extension].extension)


def open_shelf(catalog: Catalog, site: str = "") -> Shelf:
    """Lay out a catalog on its boundaries."""
    return Shelf(catalog, build_layers(catalog), site.rstrip("/"))


__all__ = [
    "DESCRIPTIONS",
    "EXPORTS",
    "SUFFIXES",
    "WRITTEN",
    "Export",
    "Geometry",
    "Order",
    "Shelf",
    "attribution",
    "description_of",
    "open_shelf",
]
