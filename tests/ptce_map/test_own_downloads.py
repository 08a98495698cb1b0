"""Our own downloads, given back: the rows of the register, and what is left out is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ptce_map.exports import Geometry, Order, Shelf
from ptce_map.exports.orders import Separator
from ptce_map.layers.fields import AWARDS, POLES, SOURCES
from ptce_map.register.files.meanings import OWN
from ptce_map.register.files.reading import read
from ptce_map.register.register import Register, check, typed
from ptce_map.register.schema import TABLES

if TYPE_CHECKING:
    from pathlib import Path

TOGETHER = "sources_pole"
"""The column whose place that of all sources of the pole takes in downloads."""


def given_back(folder: Path, shelf: Shelf, order: Order) -> Path:
    path = folder / f"poles.{order.extension}"
    path.write_bytes(shelf.write(order))
    return path


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("separator", Separator)
@pytest.mark.parametrize("geometry", [Geometry.POINT, Geometry.TERRITORY])
def test_a_csv_gives_the_rows_of_the_register(
    tmp_path: Path,
    shelf: Shelf,
    register: Register,
    lang: str,
    separator: Separator,
    geometry: Geometry,
) -> None:
    order = Order(extension="csv", lang=lang, separator=separator, geometry=geometry)
    reading = read(given_back(tmp_path, shelf, order))
    tables, faults = check(reading)
    assert faults == []
    found = typed("poles", tables["poles"])
    assert found.to_dict() == register.poles[list(found.columns)].to_dict()
    codes = {notice.code for notice in reading.notices}
    assert (
        {"columns_own", "sources_unknown"}
        <= codes
        <= {
            *("columns_own", "sources_unknown", "columns", "form"),
        }
    )


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_workbook_gives_every_table(
    tmp_path: Path, shelf: Shelf, register: Register, lang: str
) -> None:
    order = Order(extension="xlsx", lang=lang, geometry=Geometry.POINT)
    reading = read(given_back(tmp_path, shelf, order))
    tables, faults = check(reading)
    assert reading.faults == ()
    assert {fault.code for fault in faults} <= {"unexplained", "uncited"}
    poles = typed("poles", tables["poles"]).drop(columns=TOGETHER)
    assert poles.to_dict() == register.poles[list(poles.columns)].to_dict()
    awards = typed("laureats", tables["laureats"])
    assert awards.to_dict() == register.laureats[list(awards.columns)].to_dict()


def test_every_column_of_the_downloads_is_of_the_register_or_known_as_ours() -> None:
    for table, fields in (("poles", POLES), ("laureats", AWARDS), ("sources", SOURCES)):
        names = {field.name for field in fields} - {"sources"}
        assert names <= {*TABLES[table].columns, *OWN.get(table, ())}
