"""A pole whose place was not found says so, and stays in the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geodata.cog import read_cog
from ptce_map.register.checks.report import inspect

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_said_of_a_row_without_place_keeps_it_where_it_is_followed(tmp_path: Path) -> None:
    table = tmp_path / "poles.csv"
    table.write_text("nom,territoire\nA,\nB,com:31555\n", "utf-8")
    (fault,) = inspect(tmp_path, read_cog(), "2026-11-28").faults
    step = fault.next_step("fr")
    assert "unplaced dans la colonne Précision de cette ligne, declared" in step
    for row in ("A,,unplaced", "A,com:35238,declared"):
        table.write_text(f"nom,territoire,Précision\n{row}\nB,com:31555,declared\n", "utf-8")
        assert inspect(tmp_path, read_cog(), "2026-11-28").faults == ()


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        ("A,,unplaced", []),
        ("A,,declared", [("territoire", "no_territory")]),
        ("A,,", [("precision", "required"), ("territoire", "no_territory")]),
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
