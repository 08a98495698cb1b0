"""Texts that programs spoilt are read as they were, and the report says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ptce_map.adopt.report import to_text
from ptce_map.adopt.texts import sound_text, with_row_names
from tests.ptce_map.adopt.builders import adopted

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("NÃ®mes", "Nîmes"),
        ("Saint-&Eacute;tienne", "Saint-Étienne"),
        ("Caf&#233; &amp; cantine", "Café & cantine"),
        ("Nîmes", "Nîmes"),
        ("A & B", "A & B"),
        ("", ""),
    ],
)
def test_a_text_is_as_it_was(text: str, sound: str) -> None:
    assert sound_text(text) == sound


def test_spoilt_names_are_places_again_and_told(tmp_path: Path) -> None:
    text = "Nom,Commune,Dép\nCafÃ©,NÃ®mes,Gard\nB,Saint-&Eacute;tienne,Loire\nC,Rennes,35\n"
    found = adopted(tmp_path, text)
    assert [pole["territoire"] for pole in found.made.poles] == [
        "com:30189",
        "com:42218",
        "com:35238",
    ]
    assert found.made.poles[0]["nom"] == "Café"
    read = "comme «\u00a0CafÃ©\u00a0», lu «\u00a0Café\u00a0»."
    said = f"a 3 cellules dont les lettres gâtées sont rétablies, {read}"
    assert said in to_text(found, "fr")
    assert "has 3 cells whose spoilt letters are put back" in to_text(found, "en")


def test_a_header_shorter_by_the_numbers_of_rows_is_put_right(tmp_path: Path) -> None:
    text = '"nom";"commune";"montant"\n"1";"A";"Rennes";"12,5"\n"2";"B";"Brest";"13,5"\n'
    found = adopted(tmp_path, text)
    assert [pole["nom"] for pole in found.made.poles] == ["A", "B"]
    assert [pole["montant"] for pole in found.made.poles] == ["12.5", "13.5"]
    assert "a un nom de moins que les lignes n’ont de cellules" in to_text(found, "fr")


@pytest.mark.parametrize(
    "rows",
    [
        [["A", "Rennes", ""], ["B", "Brest", ""]],
        [["1", "A", "Rennes"], ["3", "B", "Brest"]],
        [["A", "Rennes"], ["B", "Brest"]],
        [],
    ],
)
def test_any_other_header_stands_as_it_is(rows: list[list[str]]) -> None:
    lines = [(1, ["nom", "commune"]), *enumerate(rows, start=2)]
    assert with_row_names(lines, "a.csv") == (lines, [])
