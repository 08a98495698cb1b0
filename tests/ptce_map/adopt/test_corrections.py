"""Places in doubt are put right in a table that is read back, in this edition and the next."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from ptce_map.adopt.corrections import read_corrections
from ptce_map.adopt.matching import Certainty
from ptce_map.adopt.output import CORRECTIONS, FOLDER, report_files
from ptce_map.errors import RegisterError
from tests.ptce_map.adopt.builders import adopted, written

if TYPE_CHECKING:
    from pathlib import Path

    from ptce_map.adopt.gazetteer import Names

TEXT = "Commune;Département\nRomain;\nXyzzy;31\nZyxxy;\nToulouse;31\n"


def table(folder: Path, **more: Path | None) -> list[dict[str, str]]:
    content = report_files(adopted(folder, TEXT, **more), "", "fr")[f"{FOLDER}/{CORRECTIONS}"]
    return list(csv.DictReader(content.splitlines()))


def test_what_is_doubtful_or_not_found_is_to_be_corrected(tmp_path: Path) -> None:
    rows = table(tmp_path)
    assert [(row["ecrit"], row["a_cote"], row["statut"], row["lu"]) for row in rows] == [
        ("Romain", "", "doubt", "com:51464"),
        ("Xyzzy", "31", "none", ""),
        ("Zyxxy", "", "none", ""),
    ]
    assert rows[0]["autres"] == "com:39464|com:25499|com:54461"
    assert [row["lignes"] for row in rows] == ["2", "3", "4"]


def test_corrections_are_read_back_and_kept_for_the_next_run(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "ecrit;a_cote;correction\nromain;;Romain (39)\nXYZZY;31;com:31555|31069\nZyxxy;;-\nA;;\n",
        "c.csv",
    )
    found = adopted(tmp_path, TEXT, corrections=path)
    assert [placed.tokens for placed in found.placements] == [
        ("com:39464",),
        ("com:31555", "com:31069"),
        (),
        ("com:31555",),
    ]
    assert found.placements[0].certainty is Certainty.SURE
    assert [row["correction"] for row in table(tmp_path, corrections=path)] == [
        "com:39464",
        "com:31555|com:31069",
        "-",
    ]


@pytest.mark.parametrize(
    ("given", "tokens"),
    [
        ("com:31555", ("com:31555",)),
        ("31555", ("com:31555",)),
        ("243100518", ("epci:243100518",)),
        ("Toulouse", ("com:31555",)),
        ("Rennes (35)", ("com:35238",)),
        ("Toulouse Métropole", ("epci:243100518",)),
        ("dep:01", ("dep:01",)),
        ("reg:76", ("reg:76",)),
        ("-", ()),
    ],
)
def test_a_correction_is_a_token_a_code_or_a_name(
    tmp_path: Path, names: Names, given: str, tokens: tuple[str, ...]
) -> None:
    path = written(tmp_path, f"ecrit,a_cote,correction\nA,,{given}\n", "c.csv")
    assert read_corrections(path, names) == ({("a", ""): tokens}, [])


def test_every_correction_that_is_not_understood_is_told_at_once(
    tmp_path: Path, names: Names
) -> None:
    path = written(tmp_path, "ecrit,a_cote,correction\nA,,Romain\nB,,com:99999\n", "c.csv")
    faults = read_corrections(path, names)[1]
    assert [(fault.line, fault.value, fault.code) for fault in faults] == [
        (2, "Romain", "adopt_correction"),
        (3, "com:99999", "adopt_correction"),
    ]


@pytest.mark.parametrize(
    ("text", "code"), [(None, "adopt_path"), ("ecrit,correction\nA,B\n", "header_missing")]
)
def test_a_table_that_is_no_table_of_corrections_is_told(
    tmp_path: Path, text: str | None, code: str
) -> None:
    if text:
        written(tmp_path, text, "c.csv")
    with pytest.raises(RegisterError) as error:
        adopted(tmp_path, TEXT, corrections=tmp_path / "c.csv")
    assert [fault.code for fault in error.value.faults] == [code]


def test_a_row_that_writes_no_place_is_put_right_by_its_name(tmp_path: Path) -> None:
    text = "Nom;Commune\nA;Rennes\nB;\nC;NA\n"
    found = adopted(tmp_path, text)
    assert [pole["precision"] for pole in found.made.poles] == ["declared", "unplaced", "unplaced"]
    given = report_files(found, "", "fr")[f"{FOLDER}/{CORRECTIONS}"]
    rows = list(csv.DictReader(io.StringIO(given)))
    assert [(row["ecrit"], row["a_cote"], row["statut"]) for row in rows] == [
        ("", "B", "none"),
        ("", "C", "none"),
    ]
    own = written(tmp_path, given.replace(",B,none,,,,3,", ",B,none,,,,3,Brest"), "c.csv")
    again = adopted(tmp_path, text, corrections=own)
    assert [pole["territoire"] for pole in again.made.poles] == ["com:35238", "com:29019", ""]


def test_an_address_or_a_point_that_is_not_read_is_told_and_put_right(tmp_path: Path) -> None:
    text = "Nom;Adresse;CP\nA;1 rue X, 35000 Rennes;\nB;Rue de Brest;\nC;2 rue Y 37000 Tours;\n"
    found = adopted(tmp_path, text)
    said = "« Rue de Brest » n’est pas trouvé, ce n’est ni un point de France"
    assert said in found.made.poles[1]["doutes"]
    own = written(tmp_path, "ecrit,a_cote,correction\nRue de Brest,,Nantes\n", "c.csv")
    again = adopted(tmp_path, text, corrections=own)
    assert again.made.poles[1]["territoire"] == "com:44109"
