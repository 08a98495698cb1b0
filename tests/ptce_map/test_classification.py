from __future__ import annotations

import numpy as np
import pytest

from geodata.cog import Level
from ptce_map.classification import (
    COUNT_CLASSES,
    MISSING,
    LegendRow,
    class_by_code,
    classify,
    legend,
    legend_label,
)


@pytest.mark.parametrize("level", [Level.COMMUNE, Level.EPCI, Level.DEPARTEMENT])
def test_classes_below_the_region(level: Level) -> None:
    assert classify(np.array([0, 1, 2, 3, 4, 5, 6, 99]), level).tolist() == [
        *(0, 1, 2, 3, 4, 5, 5, 5)
    ]


def test_classes_of_regions() -> None:
    counts = np.arange(13)
    assert classify(counts, Level.REGION).tolist() == [0, 1, 1, 2, 2, 3, 3, 4, 4, 4, 5, 5, 5]


@pytest.mark.parametrize("level", Level)
def test_every_level_has_five_classes(level: Level) -> None:
    assert len(COUNT_CLASSES[level]) == 5
    assert COUNT_CLASSES[level][0] == 1


def test_class_by_code_leaves_zero_out() -> None:
    counts = np.array([0, 3, 12])
    assert class_by_code(counts, ("01", "02", "03"), Level.REGION) == {"02": 2, "03": 5}


def test_legend_counts_units_and_stops_at_the_highest_class() -> None:
    rows = legend(np.array([0, 0, 1, 2, 5, 6]), Level.REGION)
    assert rows == (
        LegendRow(0, 0, 0, 2),
        LegendRow(1, 1, 2, 2),
        LegendRow(2, 3, 4, 0),
        LegendRow(3, 5, 6, 2),
        LegendRow(MISSING, 0, None, 0),
    )


def test_legend_of_nothing_keeps_zero_and_missing() -> None:
    rows = legend(np.zeros(3, dtype=np.int64), Level.DEPARTEMENT)
    assert [(row.number, row.n_units) for row in rows] == [(0, 3), (MISSING, 0)]


@pytest.mark.parametrize(
    ("row", "french", "english"),
    [
        (LegendRow(0, 0, 0, 2), "Aucun pôle recensé", "No hub recorded"),
        (LegendRow(1, 1, 1, 2), "1 pôle", "1 hub"),
        (LegendRow(3, 3, 3, 2), "3 pôles", "3 hubs"),
        (LegendRow(4, 7, 9, 2), "7 à 9", "7 to 9"),
        (LegendRow(5, 10, None, 2), "10 et plus", "10 or more"),
        (LegendRow(MISSING, 0, None, 0), "Donnée absente", "No data"),
    ],
)
def test_legend_label(row: LegendRow, french: str, english: str) -> None:
    assert (legend_label(row, "fr"), legend_label(row, "en")) == (french, english)
