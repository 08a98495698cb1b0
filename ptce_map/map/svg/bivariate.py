"""The map of two programmes as SVG: units filled by the cell of their square, without a script.

Levels above the commune are drawn unit by unit, each with its words. Communes are drawn as areas:
those of one cell are one path, over the départements, with a line of their own colour so that a
commune alone is seen from afar.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import geopandas as gpd
import shapely

from geodata.insets import INSETS, Inset, move
from ptce_map.map.svg.document import write_limits
from ptce_map.map.svg.frame import HEIGHT, PX, WIDTH, project
from ptce_map.map.svg.insets import write_frames, write_grounds
from ptce_map.map.svg.paths import write_path
from ptce_map.map.svg.shapes import FAR, Sheet

UNKNOWN = -1
"""Cell of a unit whose value is not known."""
STEP = 6 * PX
"""Between two hatches of what is not known, in units of the frame."""


def write_bivariate(sheet: Sheet, inside: str, k: int, name: str, lang: str = "fr") -> str:
    """Write the map of a level: the sea of the insets, what is filled, limits, frames.

    Parameters
    ----------
    sheet
        The level, whose limits are drawn.
    inside
        What is filled, of :func:`write_units` or of :func:`write_areas`.
    k
        How many classes an axis has.
    name
        What the map shows, for those who do not see it: a table says the rest.
    lang
        Language of the names of the insets.
    """
    insets = sorted({unit.inset for unit in sheet.units} - {""})
    return (
        f'<svg class="bivariate" role="img" aria-label="{escape(name)}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" style="--w:{WIDTH}" data-k="{k}">{_hatch()}'
        f"{write_grounds(insets)}{inside}{write_limits(sheet, insets)}"
        f"{write_frames(insets, lang)}</svg>"
    )


def _hatch() -> str:
    return (
        f'<pattern id="unknown" width="{STEP}" height="{STEP}" patternUnits="userSpaceOnUse"'
        f' patternTransform="rotate(45)"><rect width="{STEP}" height="{STEP}" class="paper"/>'
        f'<rect width="{STEP // 4}" height="{STEP}" class="hatch"/></pattern>'
    )


def write_units(sheet: Sheet, cells: Mapping[str, int], said: Mapping[str, str]) -> str:
    """Write each unit in its cell, with its words; one without a cell has neither programme."""
    paths = (
        f'<path class="{cell_class(cells.get(unit.code, 0))}"{_of(unit.inset)} d="{unit.path}">'
        f"<title>{escape(said.get(unit.code, unit.name))}</title></path>"
        for unit in sheet.units
    )
    return f'<g class="cells">{"".join(paths)}</g>'


def write_areas(
    sheet: Sheet, communes: gpd.GeoDataFrame, cells: Mapping[str, int], said: Mapping[int, str]
) -> str:
    """Write the communes of each cell as one area, over the départements.

    Parameters
    ----------
    sheet
        The départements.
    communes
        Indexed by code: ``geometry`` (EPSG:4326, a valid coverage).
    cells
        Code of a commune -> its cell; those that are left out have neither programme.
    said
        Cell -> its words.
    """
    known = communes.loc[communes.index.isin(list(cells)), ["geometry"]]
    shown = known.assign(cell=[cells[str(code)] for code in known.index])
    areas = [("", *area) for area in _areas(shown, None)]
    for inset in INSETS:
        areas += [(inset.code, *area) for area in _areas(shown, inset)]
    paths = (
        f'<path class="{cell_class(cell)}"{_of(inset)} d="{path}">'
        f"<title>{escape(said[cell])}</title></path>"
        for inset, cell, path in areas
    )
    base = write_units(sheet, {}, {unit.code: unit.name for unit in sheet.units})
    return f'{base}<g class="cells areas">{"".join(paths)}</g>'


def _areas(communes: gpd.GeoDataFrame, inset: Inset | None) -> list[tuple[int, str]]:
    """Return the cells and paths of the areas, at their place or in an inset."""
    if inset:
        west, south, east, north = inset.window
        near = communes.sindex.query(shapely.box(west, south, east, north))
        communes = communes.iloc[sorted(near)]
    if communes.empty:
        return []
    union = {
        int(cell): shapely.coverage_union_all(mine.geometry.to_numpy())
        for cell, mine in communes.groupby("cell")
    }
    whole = gpd.GeoDataFrame({"cell": list(union)}, geometry=list(union.values()), crs=communes.crs)
    placed = move(whole, inset) if inset else whole
    if placed.empty:
        return []
    simple = shapely.coverage_simplify(project(placed), FAR.tolerance)
    paths = zip(placed["cell"].tolist(), map(write_path, simple))
    return [(cell, path) for cell, path in paths if path]


def cell_class(cell: int) -> str:
    """Return the name by which the stylesheet fills a unit."""
    return "unknown" if cell == UNKNOWN else f"k{cell}"


def _of(inset: str) -> str:
    return f' data-inset="{inset}"' if inset else ""
