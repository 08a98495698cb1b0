"""Tables of a GeoPackage, and of GeoJSON, read by GDAL."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ptce_map.origins.address import Origin
from ptce_map.origins.files import fingerprint, usable_file
from ptce_map.origins.records import Records, bounded
from ptce_map.register.files.bounds import MOST_ROWS

OTHERS = frozenset({"layer_styles", "qgis_projects"})
"""Tables that programs keep beside the data."""
UNNAMED = "wkb_geometry"
"""What GDAL calls geometries that have no name."""


@dataclass(frozen=True)
class Layers:
    """The layers of a file that GDAL reads."""

    origin: Origin

    @property
    def path(self) -> Path:
        """The file."""
        return Path(self.origin.address)

    def names(self) -> list[str]:
        """Return the names of the layers and of the tables without geometry."""
        import pyogrio

        return [str(name) for name, _ in pyogrio.list_layers(self.path) if name not in OTHERS]

    def state(self, _: Iterable[str]) -> str:
        """Return what tells two states of the file apart."""
        return fingerprint(self.path)

    def called(self, name: str) -> str:
        """Return what faults call a table."""
        return f"{self.path.name}#{name}"

    def read(self, name: str) -> Records:
        """Read a layer."""
        import pyogrio

        info: Any
        info, table = pyogrio.read_arrow(self.path, layer=name, max_features=MOST_ROWS + 1)
        shape = info.get("geometry_name") or UNNAMED
        columns = list(table.column_names)
        rows = bounded(self.origin, zip(*(column.to_pylist() for column in table.columns)))
        shapes = {shape: str(info.get("crs") or "")} if shape in columns else {}
        return Records(columns, rows, shapes)


@contextmanager
def open_geopackage(origin: Origin) -> Iterator[Layers]:
    """Open a file that GDAL reads.

    Raises
    ------
    UnusableRegisterError
        If it cannot be read, or is too large.
    """
    import pyogrio

    usable_file(origin)
    try:
        with warnings.catch_warnings():
            # GDAL warns of what it reads otherwise than it is written; values are said by us.
            warnings.simplefilter("ignore")
            yield Layers(origin)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError):
        raise origin.fault("origin_damaged") from None
