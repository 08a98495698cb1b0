"""Rows of a GeoParquet file that meet a window: no others are made geometries.

The 34,875 communes take 18 MB as they are stored, and ten times as much as geometries.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

import geopandas as gpd
import shapely

Window: TypeAlias = tuple[float, float, float, float]
"""West, south, east and north, in the units of the geometries."""

AT_A_TIME = 1_000
"""Geometries made at a time while their boxes are measured."""


@dataclass(frozen=True, eq=False)
class Boxes:
    """The box around each row of a file: one row of ``edges`` (west, south, east, north) a code.

    Edges of a row without geometry are NaN, so that no window meets it.
    """

    codes: npt.NDArray[np.object_]
    edges: npt.NDArray[np.float64]

    def meeting(self, window: Window) -> list[str]:
        """Return the codes of the rows whose boxes meet a window, if only at an edge."""
        west, south, east, north = self.edges.T
        meets = (west <= window[2]) & (east >= window[0]) & (south <= window[3])
        found: list[str] = self.codes[meets & (north >= window[1])].tolist()
        return found


def measure_boxes(path: Path, index: str) -> Boxes:
    """Measure the box around each row of a file, whose codes are in the column ``index``."""
    from pyarrow import parquet

    codes: list[str] = []
    edges = []
    with parquet.ParquetFile(path) as file:
        for rows in file.iter_batches(AT_A_TIME, columns=[index, "geometry"]):
            codes += rows[index].to_pylist()
            stored: Any = rows["geometry"].to_numpy(zero_copy_only=False)
            edges.append(shapely.bounds(shapely.from_wkb(stored)))
    return Boxes(np.array(codes, dtype=object), np.concatenate([np.empty((0, 4)), *edges]))


def read_within(path: Path, index: str, boxes: Boxes, window: Window) -> gpd.GeoDataFrame:
    """Read the rows of a file whose boxes meet a window, in the order of the file."""
    codes = boxes.meeting(window) or [""]
    return gpd.read_parquet(path, filters=[(index, "in", codes)])
