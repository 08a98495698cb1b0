"""The report says what was taken, what was not, and how sure each place is, in both languages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import shapely

from geodata.cog import read_cog
from geodata.packed import pack_points
from ptce_map.adopt.adoption import adopt
from ptce_map.adopt.output import rows_csv
from ptce_map.adopt.page import to_html
from ptce_map.adopt.report import count_ways, to_text
from tests import workbooks
from tests.ptce_map.adopt.builders import adopted, no_ground

if TYPE_CHECKING:
    from pathlib import Path

    from geodata.store import Boundaries
    from ptce_map.adopt.adoption import Adopted

TEXT = "Commune;Département;Note;Mail\nToulouse;31;x;\nRomain;;y;\nXyzzy;31;z;\nTOTAL;3;;\n"


@pytest.fixture
def found(tmp_path: Path) -> Adopted:
    return adopted(tmp_path, TEXT)


def test_the_report_of_a_table(found: Adopted) -> None:
    assert to_text(found, "en").splitlines() == [
        "liste.csv: header on line 1, 3 rows taken.",
        "liste.csv is read with semicolons.",
        "Total left out: line 5: TOTAL 3.",
        "Empty column, left out: Mail.",
        "",
        "Columns",
        "  A Commune → name of the municipality (by its name and content)",
        "  B Département → département (by its name and content)",
        "  C Note → column of its own, text (no role recognised)",
        "",
        "A row is a hub: 3 hubs.",
        "Places, 3 rows: 1 sure, 1 with a doubt, 1 not found.",
        "  line 4: “Xyzzy (31)” is not found, no place of that name is known.",
        "  line 3: “Romain” is read as com:51464 (Romain) with a doubt, several places bear this "
        "name; maybe com:39464 (Romain), com:25499 (Romain), com:54461 (Romain).",
    ]


def test_the_report_is_in_french_first(found: Adopted) -> None:
    said = to_text(found, "fr")
    assert "Lieux, 3 lignes\u00a0: 1 sûre, 1 avec un doute, 1 non trouvée." in said
    assert "ligne 4\u00a0: «\u00a0Xyzzy (31)\u00a0» n’est pas trouvé" in said


def test_names_of_before_are_told_with_the_year_until_which_they_were_borne(tmp_path: Path) -> None:
    text = "Nom;Commune;Département\nA;Châlons-sur-Marne;51\nB;Saint-Ouen;93\n"
    found = adopted(tmp_path, text)
    assert (
        "2 former names taken for the current ones: "
        "Châlons-sur-Marne (until 1998) → com:51108 (Châlons-en-Champagne); "
        "Saint-Ouen (until 2018) → com:93070 (Saint-Ouen-sur-Seine)."
    ) in to_text(found, "en").splitlines()
    assert "Châlons-sur-Marne (until 1998)" in to_html(found, None, "en")
    assert "former name (until 2018)" in rows_csv(found, "en").splitlines()[2]


def test_many_doubts_are_told_to_be_in_the_report(tmp_path: Path) -> None:
    rows = "".join(f"Xyzzy {n}\n" for n in "abcdefghijkl")
    said = to_text(adopted(tmp_path, f"Commune\nToulouse\nRennes\n{rows}"), "en")
    assert "… and 2 more, in the report." in said


def test_a_workbook_tells_sheets_hidden_rows_and_columns_and_merged_cells(tmp_path: Path) -> None:
    path = workbooks.write_xlsx(
        tmp_path / "a.xlsx",
        {"A": [["Commune", "Note"], ["Toulouse", "x"], ["", "y"]], "B": [["z"]]},
        merges={"A": [(1, 0, 2, 0)]},
        hidden_rows=[1],
    )
    said = to_text(adopt(path, read_cog(), no_ground), "en")
    assert "a.xlsx, sheet A: header on line 1, 2 rows taken." in said
    assert "Value of a merged cell repeated in 1 cell." in said
    assert "1 hidden row is taken: 2." in said
    assert "Sheet left out: B." in said


def test_places_are_counted_by_how_they_were_found(found: Adopted) -> None:
    assert count_ways(found) == {"name": 2}


def test_the_page_has_the_map_of_what_was_found(found: Adopted) -> None:
    page = to_html(found, None, "fr")
    assert "<title>Adoption de liste.csv</title>" in page
    assert "La carte demande les contours" in page
    assert "«\u00a0Xyzzy (31)\u00a0» n’est pas trouvé" in page


def test_the_map_marks_what_is_sure_and_what_is_not(tmp_path: Path, boundaries: Boundaries) -> None:
    text = "Code INSEE;Commune\n13001;Aix-en-Provence\n13002;Xyzzy\n2A004;Ajaccio\n"
    page = to_html(adopted(tmp_path, text), boundaries, "en")
    marks = page[page.index('<g class="found">') :]
    assert marks.count('<circle class="sure"') >= 2
    assert marks.count('<circle class="doubt"') >= 1
    assert "<script" not in page
    assert "http" not in page.replace("http://www.w3.org", "")


def test_a_mark_in_paris_is_in_its_inset_too(tmp_path: Path, boundaries: Boundaries) -> None:
    paris = replace(boundaries)
    seats = boundaries.seats.copy()
    seats.loc["13001"] = shapely.Point(2.35, 48.85)
    vars(paris)["spots"] = pack_points(seats)
    page = to_html(adopted(tmp_path, "Code INSEE;Commune\n13001;Aix-en-Provence\n"), paris, "en")

    marks = page[page.index('<g class="found">') : page.index("<figcaption")]
    assert marks.count('<circle class="sure"') == 2
