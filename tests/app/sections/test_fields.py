"""The columns of the list."""

from __future__ import annotations

from pathlib import Path

from app.sections.fields import FIELDS

STYLE = Path(__file__).parents[3] / "assets" / "page" / "panel.css"


def test_every_column_but_the_name_can_be_left_out() -> None:
    style = STYLE.read_text("utf-8")
    keys = [field.key for field in FIELDS if field.key != "nom"]

    assert "etat" in keys
    assert [key for key in keys if f"[data-without-{key}] .col-{key}" not in style] == []
