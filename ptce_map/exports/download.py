"""A download: the rows that an order asks for, and what every file says of itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

from geodata.packed import Geometries
from ptce_map.arrays import Integers, Mask
from ptce_map.catalog import Catalog
from ptce_map.exports.orders import Order
from ptce_map.filters.sentence import sentence
from ptce_map.labels import label
from ptce_map.layers.features import plain
from ptce_map.layers.fields import Field
from ptce_map.layers.layer import LIST_SEPARATOR, Layer
from ptce_map.measures.censuses import say_years
from ptce_map.register.register import Register

UNDATED = "1980-01-01"
LEFT_OUT = "omis"
"""Name of the note that says how many rows a format leaves out."""

TABLE_SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"


@dataclass(frozen=True, eq=False)
class Download:
    """What a format writes.

    Attributes
    ----------
    layers
        Every layer by its name, that of the order and those that surround it.
    poles, rows
        The poles that answer, and the rows of the layer that are theirs and in the file.
    n_left_out
        How many rows the format leaves out, for they have no geometry.
    url
        Canonical address of the download, on the public site if one is set.
    file_name
        Name of the file, or of the one that it describes.
    """

    order: Order
    catalog: Catalog
    layers: Mapping[str, Layer]
    poles: Mask
    rows: Integers
    n_left_out: int
    url: str
    file_name: str

    @property
    def layer(self) -> Layer:
        """The layer that the order asks for."""
        return self.layers[self.order.layer]

    @property
    def date(self) -> str:
        """Date that the file bears (ISO): that of the data, else the first that a zip can tell."""
        return self.catalog.register.date or UNDATED

    @property
    def geometries(self) -> Geometries:
        """The geometry of each row, polygons as multipolygons."""
        shapes = self.layer.shapes[self.order.geometry]
        return shapes.multiple(self.layer.place[self.rows])

    @property
    def bbox(self) -> list[float] | None:
        """West, south, east and north, in degrees; ``None`` if nothing has a geometry."""
        return self.layer.shapes[self.order.geometry].bbox(self.layer.place[self.rows])

    def cells(self, column: str) -> list[Any]:
        """Return a column of the rows, lists joined to one text."""
        values = self.layer.texts[column]
        return [values[row] for row in self.rows.tolist()]

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources that the poles cite, in the order of the register."""
        cited = self.catalog.poles["sources"].to_numpy()[self.poles]
        wanted = {source for sources in cited for source in sources}
        return tuple(source for source in self.catalog.register.sources.index if source in wanted)

    @cached_property
    def notes(self) -> Mapping[str, str]:
        """What every file says of itself, as short texts by name."""
        register, lang = self.catalog.register, self.order.lang
        programme = self.catalog.programme
        n, left_out = int(self.poles.sum()), self.n_left_out
        return {
            "title": programme.say("file", lang, layer=self.layer.titles[lang]),
            "licence": register.licence,
            "licence_url": licence_url(register),
            "attribution": attribution(self.catalog, lang),
            "version": register.version,
            "date": register.date,
            "filtre": sentence(self.order.filters, n, self.catalog.vocabulary, lang),
            **({LEFT_OUT: label("note.left_out", lang, n=left_out)} if left_out else {}),
            "url": self.url,
        }

    @property
    def said_rows(self) -> str:
        """Which rows the file holds, and how many the format leaves out, if any."""
        return "\n".join(self.notes[key] for key in ("filtre", LEFT_OUT) if key in self.notes)


def create_download(
    order: Order,
    catalog: Catalog,
    layers: Mapping[str, Layer],
    url: str,
    file_name: str,
    *,
    needs_place: bool,
) -> Download:
    """Find the poles and the rows that answer an order.

    Parameters
    ----------
    order
        What is asked for.
    catalog, layers
        Where the poles and the rows are found.
    url, file_name
        Address and name of the file.
    needs_place
        Whether the format leaves out the rows without geometry.
    """
    poles = catalog.index.select(order.filters).mask
    layer = layers[order.layer]
    found = layer.rows(poles)
    is_held = layer.shapes[order.geometry].is_known[layer.place[found]] | (not needs_place)
    rows = found[is_held]
    return Download(order, catalog, layers, poles, rows, len(found) - len(rows), url, file_name)


def attribution(catalog: Catalog, lang: str) -> str:
    """Say whose data these are and of which year."""
    return label(
        "data.attribution",
        lang,
        register=catalog.programme.cite(lang),
        contours=catalog.contours,
        millesime=str(catalog.cog.millesime),
        population_year=say_years(catalog.cog, lang),
    )


def licence_url(register: Register) -> str:
    """Return the address of the licence's text: the one stated, else that of its SPDX identifier.

    It is empty if no licence is stated.
    """
    spdx = f"https://spdx.org/licenses/{register.licence}.html" if register.licence else ""
    return register.licence_url or spdx


def cited_sources(download: Download) -> list[dict[str, Any]]:
    """Return the sources that the poles of a download cite: id, address, publisher and title."""
    table = download.catalog.register.sources.loc[list(download.sources)]
    columns = ("url", "editeur", "titre")
    return [
        {"id": key, **{name: plain(getattr(row, name)) for name in columns}}
        for key, row in zip(table.index, table.itertuples())
    ]


def table_schema(
    fields: Sequence[Field],
    catalog: Catalog,
    lang: str,
    *,
    joined: bool,
    names: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, Any]:
    """Describe columns as a Table Schema; the first one identifies a row.

    ``joined`` tells that lists are written as one text, their values apart by a vertical bar;
    ``names`` are those of the columns that the format calls otherwise.
    """
    described = [_described(field, catalog, lang, joined=joined) for field in fields]
    renamed = [
        {**column, "name": names.get(column["name"], column["name"])} for column in described
    ]
    return {
        "$schema": TABLE_SCHEMA,
        "fields": renamed,
        "primaryKey": [renamed[0]["name"]],
        "missingValues": [""],
    }


def _described(field: Field, catalog: Catalog, lang: str, *, joined: bool) -> dict[str, Any]:
    said: dict[str, Any] = {
        "name": field.name,
        "type": _schema_type(field, joined=joined),
        "description": field.said(lang),
    }
    if field.many and joined:
        said |= {"delimiter": LIST_SEPARATOR, "itemType": field.kind}
    if field.vocabulary:
        names = catalog.vocabulary.names[field.vocabulary]
        said["categories"] = [{"value": value, "label": names[value][lang]} for value in names]
    return said


def _schema_type(field: Field, *, joined: bool) -> str:
    if not field.many:
        return field.kind
    return "list" if joined else "array"


def readme(download: Download) -> str:
    """Say in a few lines what a file is, for the formats that have room for a text only."""
    lang, notes = download.order.lang, download.notes
    heads = [(label(f"note.{name}", lang), text) for name, text in notes.items() if text]
    columns = [(field.name, field.said(lang)) for field in download.layer.fields]
    lines = [label("note.line", lang, name=name, text=text) for name, text in (*heads, *columns)]
    lines.insert(len(heads), f"\n{label('note.columns', lang)}")
    return "\n".join(lines)


def long_names(download: Download) -> str:
    """List the columns whose names a Shapefile shortens."""
    pairs = [(field.short_name, field.name) for field in download.layer.fields if field.short]
    return "\n".join(f"{short} = {name}" for short, name in pairs)
