"""The foot of the map: whose contours, and which edition of the register."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.dashboard.layout.map import attribution, create_edition

if TYPE_CHECKING:
    from app.dataset import Dataset


def test_the_map_says_the_years_of_its_contours(dataset: Dataset) -> None:
    catalog = dataset.catalog
    boundaries = replace(
        catalog.boundaries, manifest={"millesime": 2026, "sources": [{"millesime": 2024}]}
    )
    known = replace(dataset, catalog=replace(catalog, boundaries=boundaries))

    assert attribution(known, "fr") == (
        "Contours\u00a0: IGN Admin Express COG 2024, composés en COG 2026 · Licence Ouverte 2.0"
    )
    assert "Admin Express, composed as COG 2026" in attribution(dataset, "en")


@pytest.mark.parametrize(
    ("version", "date", "said"),
    [
        ("2026.1.0", "2026-01-15", " · Register 2026.1.0, January 15, 2026"),
        ("2026.1.0", "", " · Register 2026.1.0"),
        ("", "", ""),
    ],
)
def test_the_map_says_the_edition_of_the_register(
    dataset: Dataset, version: str, date: str, said: str
) -> None:
    register = replace(dataset.register, version=version, date=date)
    other = replace(dataset, catalog=replace(dataset.catalog, register=register))

    assert create_edition(other, "en").children == said
