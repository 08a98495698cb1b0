"""Parts that a register lacks: the sources that it cites; of one that is whole, any part."""

from __future__ import annotations

from collections.abc import Iterator

from ptce_map.notices import Fault
from ptce_map.register.files.assembly import Reading
from ptce_map.register.schema import TABLES, described, file_name


def is_whole(reading: Reading) -> bool:
    """Tell whether a register says of itself that it has every table and every column."""
    return reading.package.get("whole") is True


def refers_to_sources(reading: Reading) -> bool:
    """Tell whether a table cites sources."""
    return any(
        described(name, column)["key"] == "sources" and (table[column] != "").any()
        for name, table in reading.tables.items()
        for column in table.columns
    )


def find_missing(reading: Reading) -> Iterator[Fault]:
    """Find what is missing: the sources that are cited; of a register that is whole, any part."""
    absent = [name for name in TABLES if name not in {*reading.tables, *reading.places}]
    if "sources" in absent and refers_to_sources(reading):
        yield Fault(file=file_name("sources"), code="missing_table")
    if is_whole(reading):
        for name in absent:
            if name != "sources":
                yield Fault(file=file_name(name), code="missing_part")
        for name, table in reading.tables.items():
            for column in TABLES[name].columns:
                is_told = described(name, column)["default"] is None
                if column not in table and not is_told:
                    yield Fault(
                        file=file_name(name),
                        line=1,
                        column=column,
                        code="missing_part",
                    )
