"""Files as people keep them, to grids of text: a sheet each, with its shapes where it has any."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import python_calamine as calamine

import pyogrio
import shapely

from ptce_map.adopt.texts import sound_text, with_row_names
from ptce_map.adopt.written import in_degrees, is_metric
from ptce_map.errors import UnusableRegisterError
from ptce_map.notices import Details, Fault, Finding, Notice, shorten
from ptce_map.register.files.assembly import unusable
from ptce_map.register.files.bounds import BOUNDS, TooManyRowsError, has_many_rows, is_heavy
from ptce_map.register.files.reading import REFUSED, TEXTS
from ptce_map.register.files.sheets import why_closed
from ptce_map.register.files.text import Line, read_lines
from ptce_map.register.files.workbook import Merged, cell_text, read_sheets

LONGEST = 60
"""Letters of a text that is told as an example."""
SHAPES = (".geojson", ".json", ".gpkg")
WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".ods", ".ots")


@dataclass(frozen=True, eq=False)
class Grid:
    """The cells of a sheet, of a text file or of a layer.

    Attributes
    ----------
    sheet
        Name of the sheet or layer, empty for a text file.
    lines
        Number of each row and its cells.
    merged
        Cells of merged areas other than the first.
    hidden_lines, hidden_columns
        Lines and positions of columns that are hidden and hold something.
    shapes
        Line -> geometry (EPSG:4326), of a file of shapes.
    uncomputed
        Line and position of the formulas that no program computed.
    is_named
        Whether the first line is that of the names of columns, in a file that has them apart.
    """

    sheet: str
    lines: list[Line]
    merged: tuple[Merged, ...] = ()
    hidden_lines: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    is_hidden: bool = False
    shapes: Mapping[int, shapely.Geometry] = field(default_factory=dict)
    is_named: bool = False
    uncomputed: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True)
class Read:
    """The grids of a file, and what is said of its form."""

    grids: list[Grid]
    findings: list[Finding] = field(default_factory=list)


def read_grids(path: Path, known: Callable[[list[str]], int]) -> Read:
    """Read a table of text, a workbook or a file of shapes.

    ``known`` counts the cells of a row that are names of columns: what separates the cells of a
    text is what makes most of them.

    Raises
    ------
    UnusableRegisterError
        If nothing is there, if it is none of these or if it cannot be read.
    """
    if not path.is_file():
        raise unusable(path, "adopt_folder" if path.is_dir() else "adopt_path")
    extension = path.suffix.lower()
    reader = READERS.get(extension)
    if reader is None:
        raise unusable(path, _refusal(extension))
    if is_heavy(path):
        raise unusable(path, "heavy", **BOUNDS)
    return mended(reader(path, known), path.name)


def _refusal(extension: str) -> str:
    code = REFUSED.get(extension, "format")
    return "adopt_format" if code in ("format", "format_map") else code


def _text(path: Path, known: Callable[[list[str]], int]) -> Read:
    data = path.read_bytes()
    if has_many_rows(data):
        raise unusable(path, "heavy", **BOUNDS)
    lines, findings = read_lines(data, path.name, known)
    faults = [finding for finding in findings if isinstance(finding, Fault)]
    if faults:
        raise UnusableRegisterError(faults)
    lines, shifted = with_row_names(lines, path.name)
    return Read([Grid("", lines)], [*findings, *shifted])


def _workbook(path: Path, _: Callable[[list[str]], int]) -> Read:
    try:
        sheets = read_sheets(path)
    except TooManyRowsError:
        raise unusable(path, "heavy", **BOUNDS) from None
    except (calamine.CalamineError, OSError):
        raise unusable(path, why_closed(path)) from None
    return Read(
        [
            Grid(
                name,
                sheet.lines,
                sheet.merged,
                sheet.hidden_lines,
                sheet.hidden_columns,
                sheet.is_hidden,
                uncomputed=sheet.uncomputed,
            )
            for name, sheet in sheets.items()
        ]
    )


def _shapes(path: Path, _: Callable[[list[str]], int]) -> Read:
    try:
        layers = [str(name) for name, kind in pyogrio.list_layers(path) if kind is not None]
        grids = [_layer(path, name, is_alone=len(layers) == 1) for name in layers]
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError):
        raise unusable(path, "adopt_shapes") from None
    metric = [grid for grid in grids if any(map(is_metric, grid.shapes.values()))]
    turned = [
        replace(grid, shapes={line: in_degrees(shape) for line, shape in grid.shapes.items()})
        if grid in metric
        else grid
        for grid in grids
    ]
    said = (Notice(file=path.name, sheet=grid.sheet, code="adopt_metres") for grid in metric)
    return Read(turned, list(said))


def _layer(path: Path, name: str, *, is_alone: bool) -> Grid:
    """Read a layer as a header and rows of text, its geometries in EPSG:4326."""
    with warnings.catch_warnings():
        # GDAL warns of what it reads otherwise than it is written; values are said by us.
        warnings.simplefilter("ignore")
        frame: Any = pyogrio.read_dataframe(path, layer=name)
    if hasattr(frame, "geometry") and frame.crs is not None:
        frame = frame.to_crs(4326)
    columns = [column for column in frame.columns if column != "geometry"]
    rows = [
        [_cell(value) for value in row] for row in frame[columns].itertuples(index=False, name=None)
    ]
    lines = [(1, [str(column) for column in columns]), *enumerate(rows, start=2)]
    geometries = frame.geometry if "geometry" in frame else []
    shapes = {
        line: shape
        for line, shape in enumerate(geometries, start=2)
        if shape is not None and not shape.is_empty
    }
    return Grid("" if is_alone else name, lines, shapes=shapes, is_named=True)


def _cell(value: Any) -> str:
    if isinstance(value, list | tuple | np.ndarray):
        return "\n".join(filter(None, map(_cell, value)))
    if value is None or value != value:
        return ""
    return cell_text(value.item() if hasattr(value, "item") else value)


def mended(read: Read, file: str) -> Read:
    """Give texts their accents back where an encoding or HTML took them, and tell it."""
    changed: dict[str, str] = {}
    n = 0

    def sound(cell: str) -> str:
        nonlocal n
        text = sound_text(cell)
        if text != cell:
            n += 1
            changed.setdefault(cell, text)
        return text

    grids = [
        replace(grid, lines=[(line, [sound(cell) for cell in cells]) for line, cells in grid.lines])
        for grid in read.grids
    ]
    if not n:
        return read
    before, after = next(iter(changed.items()))
    details: Details = {
        "n": n,
        "before": shorten(before, LONGEST),
        "after": shorten(after, LONGEST),
    }
    return Read(grids, [*read.findings, Notice(file=file, code="adopt_mended", details=details)])


READERS: Mapping[str, Callable[[Path, Callable[[list[str]], int]], Read]] = MappingProxyType(
    dict.fromkeys(TEXTS, _text)
    | dict.fromkeys(WORKBOOKS, _workbook)
    | dict.fromkeys(SHAPES, _shapes)
)
"""Extension of a file -> what reads it."""
