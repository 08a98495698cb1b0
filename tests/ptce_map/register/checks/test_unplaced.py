"""A pole whose place was not found says so, and stays in the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geodata.cog import read_cog
from ptce_map.register.checks.report import inspect

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        ("A,,unplaced", []),
        ("A,,declared", [("territoire", "required")]),
        ("A,,", [("precision", "required"), ("territoire", "required")]),
        ("A,com:31555,unplaced", [("precision", "unplaced")]),
        ("A,com:31555,declared", []),
    ],
)
def test_a_territory_is_empty_only_where_no_place_was_found(
    tmp_path: Path, row: str, codes: list[tuple[str, str]]
) -> None:
    (tmp_path / "poles.csv").write_text(f"nom,territoire,precision\n{row}\n", "utf-8")
    found = inspect(tmp_path, read_cog(), "2026-11-28").faults
    assert sorted((fault.column, fault.code) for fault in found) == codes
