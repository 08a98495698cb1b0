"""Tables laid out as the folder of a register: what the reader of registers then reads."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from ptce_map.labels import slug
from ptce_map.origins.records import Records, to_csv, to_geojson
from ptce_map.register.files.reading import NAMES_FILE
from ptce_map.register.schema import MAIN, file_name

SAFE = re.compile(r"[^\w .()-]+")
GEOJSON = ".geojson"


def safe_name(text: str, default: str) -> str:
    """Return a name for a file or a folder, of a text that comes from elsewhere."""
    name = SAFE.sub("-", text).strip(" .-")[:80].strip(" .-")
    return name or default


def lay_tables(folder: Path, title: str, tables: Mapping[str, tuple[str, Records]]) -> Path:
    """Write tables as a register, by their table there, each with the name that faults tell."""
    target = folder / safe_name(title, MAIN)
    target.mkdir()
    for table, (_, records) in tables.items():
        (target / file_name(table)).write_text(to_csv(records), "utf-8", newline="")
    names = {table: name for table, (name, _) in tables.items()}
    (target / NAMES_FILE).write_text(json.dumps(names, ensure_ascii=False), "utf-8")
    return target


def lay_table(folder: Path, title: str, records: Records) -> Path:
    """Write one table to be adopted: GeoJSON if it has shapes, else CSV."""
    name = safe_name(title, MAIN)
    if records.shapes and any(shape is not None for shape in records.geometries()):
        path = folder / f"{name}{GEOJSON}"
        path.write_text(to_geojson(records), "utf-8")
    else:
        path = folder / f"{name}.csv"
        path.write_text(to_csv(records), "utf-8", newline="")
    return path


def title_of(name: str) -> str:
    """Return what a register is called whose file or table is called so."""
    return name.rpartition("/")[2].rpartition(".")[0] or slug(name)
