"""Every format, read by programs of its own world: all rows, columns and places, types equal."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import shapely

from ptce_map.exports import EXPORTS, SUFFIXES, Geometry, Order
from ptce_map.exports.orders import Rings
from tests.node import Answer, Job, read
from tests.reading_programs import PROGRAMS, Program, shape_of
from tests.rereading import selections

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ptce_map.exports import Shelf
    from ptce_map.exports.download import Download
    from ptce_map.layers.fields import Field

NEAR = 1e-9
"""How far a place may be read from where it is, in degrees: shpjs projects what it reads."""

JOINED = ("csv", "xlsx", "shp.zip", "kml")
READ = tuple(dict.fromkeys(name for program in PROGRAMS for name in program.formats))


@dataclass(frozen=True)
class Case:
    """An order and the program that reads its file."""

    program: Program
    order: Order

    def __str__(self) -> str:
        order = self.order
        asked = dict(order.filters.active())
        return f"{self.program.name}: {order.layer}.{order.extension} {order.geometry} {asked}"


def cases(shelf: Shelf) -> list[Case]:
    found = []
    for program in PROGRAMS:
        chosen = product(program.formats, SUFFIXES, Geometry, selections(shelf))
        for extension, layer, geometry, filters in chosen:
            order, held = Order(layer, extension, filters, geometry), EXPORTS[extension].geometries
            is_wanted = geometry is held[0] or (geometry in held and not filters.active())
            if is_wanted and len(shelf.download(order).rows):
                found.append(Case(program, order))
    return found


@pytest.fixture(scope="module")
def answers(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> Mapping[Case, Answer]:
    """What each program reads: one Node process for all that is read by npm packages."""
    folder, every = tmp_path_factory.mktemp("readers"), cases(shelf)
    paths = {order: write(shelf, folder, order) for order in {reading.order for reading in every}}
    npm = [reading for reading in every if reading.program.reads is None]
    jobs = [Job(reading.program.name, str(paths[reading.order])) for reading in npm]
    found = dict(zip(npm, read(jobs)))
    return found | {
        reading: reading.program.reads(paths[reading.order])
        for reading in every
        if reading.program.reads is not None
    }


def write(shelf: Shelf, folder: Path, order: Order) -> Path:
    """Write a file under the name of its layer, in a folder of its own."""
    own = folder / str(abs(hash(order)))
    own.mkdir()
    path = own / f"{order.layer}.{order.extension}"
    path.write_bytes(shelf.write(order))
    return path


def told(field: Field, cell: Any, order: Order) -> Any:
    """Return a cell as a reader gives it: nothing for what is unknown and for an empty list."""
    if cell is None or cell == []:
        return None
    if field.many and order.extension in JOINED:
        return "|".join(cell)
    return cell


def given(field: Field, cell: Any) -> Any:
    """Return what a reader gives, a list written as JSON being read."""
    if cell is None or cell in ("", []) or (isinstance(cell, float) and math.isnan(cell)):
        return None
    is_json = field.many and isinstance(cell, str) and cell.startswith("[")
    return given(field, json.loads(cell)) if is_json else cell


def by_id(answer: Answer, name: str) -> dict[str, tuple[dict[str, Any], Any]]:
    shapes = answer.shapes or [None] * len(answer.rows)
    return {row[name]: (row, shape) for row, shape in zip(answer.rows, shapes)}


def faults(case: Case, answer: Answer, download: Download) -> list[str]:
    """Return what a program reads otherwise than it is."""
    if answer.failure:
        return [f"{case}: {answer.failure}"]
    fields, order = download.layer.fields, case.order
    is_short = order.extension == "shp.zip"
    rows = by_id(answer, fields[0].name)
    ids = [download.layer.ids[row] for row in download.rows]
    if sorted(rows) != sorted(ids) or len(answer.rows) != len(ids):
        return [f"{case}: rows {sorted(rows)}"]
    found = []
    for field, row in product(fields, download.rows):
        name = field.short_name if is_short else field.name
        true = told(field, download.layer.columns[field.name][row], order)
        read_back = given(field, rows[download.layer.ids[row]][0].get(name))
        if not is_same(read_back, true, is_typed=case.program.is_typed):
            found.append(f"{case}: {download.layer.ids[row]}.{field.name} {read_back!r} {true!r}")
    return found + misplaced(case, answer, download)


def is_same(read_back: Any, true: Any, *, is_typed: bool) -> bool:
    """Tell whether a value is the true one, of the same type but for what is read as text."""
    if isinstance(true, int | float):
        is_number = isinstance(read_back, int | float) if is_typed else isinstance(read_back, str)
        return is_number and math.isclose(float(read_back), true, rel_tol=1e-12)
    return bool(read_back == true)


def misplaced(case: Case, answer: Answer, download: Download) -> list[str]:
    """Return the rows that a program puts elsewhere, if it reads places."""
    if answer.shapes is None:
        return []
    rows = by_id(answer, download.layer.fields[0].name)
    true = download.layer.shapes[case.order.geometry].published[download.layer.place[download.rows]]
    ids = [download.layer.ids[row] for row in download.rows]
    return [
        f"{case}: place of {key}"
        for key, place in zip(ids, true)
        if not is_there(shape_of(rows[key][1]), place)
    ]


def is_there(read_back: shapely.Geometry | None, true: shapely.Geometry | None) -> bool:
    if read_back is None or true is None:
        return read_back is true
    return bool(shapely.hausdorff_distance(read_back, true) <= NEAR)


@pytest.mark.parametrize("extension", READ)
def test_programs_of_its_own_world_read_a_format_whole(
    shelf: Shelf, answers: Mapping[Case, Answer], extension: str
) -> None:
    own = {case: answer for case, answer in answers.items() if case.order.extension == extension}
    assert len({case.program.name for case in own}) >= 2
    assert [
        fault
        for case, answer in own.items()
        for fault in faults(case, answer, shelf.download(case.order))
    ] == []


def answer_of(shelf: Shelf, folder: Path, order: Order, program: str, **asked: Any) -> Answer:
    path = folder / f"{order.layer}.{order.extension}"
    path.write_bytes(shelf.write(order))
    (answer,) = read([Job(program, str(path), **asked)])
    assert answer.failure == ""
    return answer


def test_flatgeobuf_is_read_by_box_over_http(shelf: Shelf, tmp_path: Path) -> None:
    order = Order(extension="fgb")
    near = answer_of(shelf, tmp_path, order, "flatgeobuf", box=(2.5, 0.2, 2.9, 0.3))
    assert [row["id"] for row in near.rows] == ["la-voisine"]
    far = answer_of(shelf, tmp_path, order, "flatgeobuf", box=(-63, -31, -62, -29))
    assert [row["id"] for row in far.rows] == ["ile-haute"]


@pytest.mark.parametrize("extension", ["geojson", "jsonl"])
@pytest.mark.parametrize("geometry", [Geometry.TERRITORY, Geometry.SIMPLIFIED])
@pytest.mark.parametrize("layer", SUFFIXES)
def test_d3_fills_the_outlines_turned_for_it_and_the_globe_with_the_others(
    shelf: Shelf, tmp_path: Path, layer: str, geometry: Geometry, extension: str
) -> None:
    order = Order(layer, extension, geometry=geometry)
    shares = {
        rings: [row["share"] for row in told.rows if row["share"] is not None]
        for rings in Rings
        for told in [answer_of(shelf, tmp_path, replace(order, rings=rings), "d3-geo")]
    }
    known = shelf.layers[layer].shapes[geometry].is_known
    assert len(shares[Rings.D3]) == known[shelf.layers[layer].place].sum() > 0
    assert max(shares[Rings.D3]) < 0.01
    assert min(shares[Rings.RFC7946]) > 0.99


def test_turned_rings_are_the_same_places(shelf: Shelf) -> None:
    features = [
        json.loads(shelf.write(Order(rings=rings)))["features"]
        for rings in (Rings.RFC7946, Rings.D3)
    ]
    for feature, turned in zip(*features):
        assert feature["properties"] == turned["properties"]
        assert (feature["geometry"] is None) == (turned["geometry"] is None)
        if feature["geometry"]:
            outline, other = shape_of(feature["geometry"]), shape_of(turned["geometry"])
            assert shapely.equals(outline, other)
            assert not any(part.exterior.is_ccw for part in shapely.get_parts(other))
