"""Rows of another table below, that no header names, are told and are no poles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ptce_map.adopt.rows import Left
from tests.ptce_map.adopt.builders import adopted

if TYPE_CHECKING:
    from pathlib import Path

ROWS = "Projet;Commune;Dép;Montant\nA;Rennes;35;10\nB;Gévezé;35;20\nC;Bruz;35;30\n"


@pytest.mark.parametrize(
    "below",
    [
        "Culture;12;45 %;\nAlimentation;7;30 %;\nÉnergie;3;25 %;\n",
        "Accueil;pilote;02 99 00 00 00;\nÉtude;appui;02 99 00 00 01;\n",
    ],
)
def test_a_table_below_that_nothing_names_is_left_out_and_told(tmp_path: Path, below: str) -> None:
    found = adopted(tmp_path, f"{ROWS};;;\n{below}")
    assert [pole["nom"] for pole in found.made.poles] == ["A", "B", "C"]
    lines = 5 + below.count("\n")
    told = [(o.line, o.last) for o in found.table.left_out if o.why is Left.BELOW]
    assert told == [(6, lines)]


def test_without_the_blank_row_they_are_rows_as_the_report_says(tmp_path: Path) -> None:
    found = adopted(tmp_path, f"{ROWS}Culture;12;45 %;\nAlimentation;7;30 %;\n")
    assert len(found.made.poles) == 5


@pytest.mark.parametrize(
    "below",
    [
        "D;Rennse;35;40\nE;Inconnue;35;50\n",
        "D;Vitré;;\nE;Fougères;;\n",
        "D;à préciser;;40\nE;à préciser;;50\n",
        "D;12;45 %;\n",
    ],
)
def test_rows_after_a_blank_one_that_are_like_those_above_stay(tmp_path: Path, below: str) -> None:
    found = adopted(tmp_path, f"{ROWS};;;\n{below}")
    assert len(found.made.poles) == 3 + below.count("\n")
