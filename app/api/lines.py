"""The lines to copy that fetch a download with the usual tools: one table for page and dialog.

A line is a template: ``{url}`` stands for the address of the file, ``{encoded}`` for the same as a
value of a query, ``{query}`` for its query alone. The script of the dialog fills them likewise.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import quote

from ptce_map.exports import EXPORTS
from ptce_map.exports.columns import READ
from ptce_map.labels import label
from ptce_map.layers.fields import COMMUNES, LONGITUDE_LATITUDE, POLES, Field

LAYERS: Mapping[str, tuple[str, Sequence[Field]]] = MappingProxyType(
    {"poles": ("poles", POLES), "communes-des-poles": ("communes", COMMUNES)}
)
"""Layer -> the name of a variable that holds it, and its columns."""

NUMBERS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "pandas": {"integer": "Int64", "number": "float64"},
        "readr": {"integer": "i", "number": "d"},
    }
)
"""Library -> type of a column of numbers -> how the library names it; all else is text."""

EXCEL = ', sheet_name=1, engine="openpyxl"'
"""The first sheet of a workbook is to be read by people; the second one holds the rows."""

JAVASCRIPT: Mapping[str, str] = MappingProxyType(
    {
        "geojson": 'const url = new URL("{url}");\n'
        'url.searchParams.set("anneaux", "d3");\n'
        "const { features } = await d3.json(url);",
        "parquet": 'import { asyncBufferFromUrl, parquetReadObjects } from "hyparquet";\n'
        'import { compressors } from "hyparquet-compressors";\n\n'
        'const file = await asyncBufferFromUrl({ url: "{url}" });\n'
        "const rows = await parquetReadObjects({ file, compressors });",
        "fgb": 'import { deserialize } from "flatgeobuf/lib/mjs/geojson.js";\n\n'
        "const rect = { minX: 0, minY: 43, maxX: 2, maxY: 45 };\n"
        'for await (const feature of deserialize("{url}", { rect })) console.log(feature);',
    }
)
"""Format -> the line of the npm package that reads it; d3 wants rings turned."""

UMAP = "https://umap.openstreetmap.fr/{lang}/map/?"


@dataclass(frozen=True)
class Tool:
    """A tool: the line for each format that it reads, the one preferred first.

    ``note`` is the key of what is said above the line, if anything is.
    """

    name: str
    templates: Mapping[str, str]
    note: str = ""

    def line(self, extension: str, urls: Mapping[str, str]) -> str:
        """Write the line for a format, or for the one preferred; ``urls`` are by format."""
        chosen = extension if extension in self.templates else next(iter(self.templates))
        url = urls[chosen]
        said = {"{url}": url, "{query}": url.partition("?")[2], "{encoded}": quote(url, safe="")}
        return re.sub(
            r"\{(url|query|encoded)\}", lambda found: said[found[0]], self.templates[chosen]
        )


def create_tools(layer: str, lang: str, *, is_public: bool) -> dict[str, Tool]:
    """Return the tools that read a layer, by name; uMap only reads what is public."""
    variable, fields = LAYERS[layer]
    read = f'import geopandas\n\n{variable} = geopandas.read_file("{{url}}")'
    files = ("geojson", "gpkg", "fgb", "kml", "shp.zip", "jsonl")
    tools = {
        "curl": Tool("curl", dict.fromkeys(EXPORTS, "curl --compressed -OJ '{url}'")),
        "python": Tool(
            "Python",
            {
                **dict.fromkeys(files, read),
                "gpkg": read.replace('")', f'", layer="{layer}")'),
                "csv": _pandas("csv", variable, _types("pandas", fields)),
                "xlsx": _pandas("excel", variable, _in_words(layer, fields, lang), EXCEL),
                "parquet": _parquet(variable),
            },
        ),
        "r": Tool(
            "R",
            {
                "geojson": f'library(sf)\n\n{variable} <- st_read("{{url}}")',
                "csv": _readr(variable, fields),
            },
        ),
        "qgis": Tool("QGIS", {"fgb": "{url}", "geojson": "{url}"}, note="api.qgis"),
        "gdal": Tool("GDAL", {"fgb": "ogrinfo -al -so '/vsicurl/{url}'"}),
        "javascript": Tool("JavaScript", JAVASCRIPT),
        "command_line": Tool(label("api.command_line", lang), _commands(layer)),
    }
    if is_public:
        address = UMAP.format(lang=lang) + "dataUrl={encoded}&dataFormat=geojson"
        tools["umap"] = Tool("uMap", {"geojson": address}, note="api.umap")
    return tools


def _types(library: str, fields: Sequence[Field]) -> dict[str, str]:
    """Name the types of the columns of numbers: codes and lists, all the rest, are texts."""
    names = NUMBERS[library]
    columns = (*fields, *LONGITUDE_LATITUDE)
    return {
        column.name: names[column.kind]
        for column in columns
        if column.kind in names and not column.many
    }


def _in_words(layer: str, fields: Sequence[Field], lang: str) -> dict[str, str]:
    """Name the types of the columns of numbers by their headers in a workbook."""
    heads = {read.field: read.header(lang) for read in READ[layer] if read.names is None}
    types = _types("pandas", fields)
    return {heads.get(name, name): kind for name, kind in types.items()}


def _pandas(kind: str, variable: str, types: Mapping[str, str], options: str = "") -> str:
    texts = f"dtype=defaultdict(lambda: str, numbers){options}"
    return (
        "from collections import defaultdict\n\nimport pandas\n\n"
        f"numbers = {json.dumps(types, ensure_ascii=False)}\n"
        f'{variable} = pandas.read_{kind}("{{url}}", {texts})'
    )


def _parquet(variable: str) -> str:
    return (
        "import io\nfrom urllib.request import urlopen\n\nimport geopandas\n\n"
        f'{variable} = geopandas.read_parquet(io.BytesIO(urlopen("{{url}}").read()))'
    )


def _readr(variable: str, fields: Sequence[Field]) -> str:
    columns = ", ".join(f'{name} = "{kind}"' for name, kind in _types("readr", fields).items())
    return (
        "library(readr)\n\n"
        f'{variable} <- read_csv("{{url}}", col_types = cols(.default = "c", {columns}))'
    )


def _commands(layer: str) -> dict[str, str]:
    chosen = "" if layer == "poles" else f" -l {layer}"
    command = f"python -m ptce_map export '{{query}}'{chosen} -o {layer}"
    return {extension: f"{command}.{extension}" for extension in ("gpkg", *EXPORTS)}
