from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from ptce_map.errors import Fault, RegisterError
from ptce_map.register import read_register
from tests import builders

if TYPE_CHECKING:
    from pathlib import Path


def faults(folder: Path) -> list[Fault]:
    with pytest.raises(RegisterError) as caught:
        read_register(folder)
    return list(caught.value.faults)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return builders.write_register(tmp_path)


def test_read_register_types_the_tables(tmp_path: Path) -> None:
    poles = [builders.pole(alias="Phare|Le Fanal"), builders.pole("la-voisine")]
    laureats = [builders.award(aide_eur=120000), builders.award("la-voisine")]
    register = read_register(builders.write_register(tmp_path, builders.tables(poles, laureats)))
    assert list(register.poles.index) == ["le-phare", "la-voisine"]
    assert register.poles["alias"].tolist() == [("Phare", "Le Fanal"), ()]
    assert register.poles.at["la-voisine", "siege"] == ""
    assert register.laureats["aide_eur"].tolist() == [120000, pd.NA]
    assert register.laureats["pole"].tolist() == ["le-phare", "la-voisine"]
    assert register.appels["annee"].tolist() == [2013, 2013]
    assert register.secteurs.at["culture", "libelle_en"] == "Culture (en)"
    assert register.sources.at["rapport", "editeur"] == "Le Rapport"
    assert (register.version, register.date) == ("2026.1.0", "2026-01-15")
    assert register.licence == "etalab-2.0"


@pytest.mark.parametrize(
    ("before", "after"), [("\n", "\r\n"), ("id,", "\ufeffid,"), ("\nle-phare", "\n\nle-phare")]
)
def test_read_register_takes_files_as_programs_write_them(
    folder: Path, before: str, after: str
) -> None:
    text = (folder / "poles.csv").read_text("utf-8").replace(before, after, 1)
    if after == "\r\n":
        text = text.replace("\n", "\r\n").replace("\r\r\n", "\r\n")
    (folder / "poles.csv").write_bytes(text.encode())
    assert list(read_register(folder).poles.index) == ["le-phare"]


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    poles = [
        builders.pole(note_territoire="sur\ntrois\nlignes"),
        builders.pole("la-voisine", confiance="sure"),
    ]
    builders.write_register(tmp_path, builders.tables(poles))
    assert [(fault.line, fault.value) for fault in faults(tmp_path)] == [(5, "sure")]


def test_a_missing_table_does_not_hide_other_faults(folder: Path) -> None:
    (folder / "sources.csv").unlink()
    builders.write_register(folder, {"poles": [builders.pole(confiance="sure")]})
    assert [str(fault) for fault in faults(folder)] == [
        "poles.csv, line 2: confiance 'sure' is not one of high, medium, low. Write one of them.",
        "sources.csv: 'sources.csv' is missing. Put it beside the other tables.",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "poles.csv, line 1: id '' is missing from the header. Add the column."),
        ("id,nom\nphare,Caf\xe9".encode("cp1252"), "is not UTF-8. Save it again as UTF-8."),
        (b'id,nom\n"a"b,c\n', "is not CSV: ',' expected after '\"'. Check its quotes."),
        (b"id;nom\nphare;Le Phare\n", "id;nom 'id;nom' is not a column of this table. Keep to id,"),
        (b"\x00\xff\xfe", "is not UTF-8"),
    ],
)
def test_an_unreadable_table(folder: Path, content: bytes, message: str) -> None:
    (folder / "poles.csv").write_bytes(content)
    assert message in "\n".join(str(fault) for fault in faults(folder))


def test_a_header_must_hold_each_column_once(folder: Path) -> None:
    text = (folder / "secteurs.csv").read_text("utf-8")
    (folder / "secteurs.csv").write_text(text.replace("definition_fr", "id"), "utf-8")
    assert [(fault.line, fault.column, fault.rule) for fault in faults(folder)] == [
        (1, "id", "stands twice in the header"),
        (1, "definition_fr", "is missing from the header"),
    ]


def test_a_line_has_as_many_cells_as_the_header(folder: Path) -> None:
    with (folder / "structures.csv").open("a", encoding="utf-8") as file:
        file.write("scop,SCOP,une virgule,de trop,et,encore\n")
    (fault,) = faults(folder)
    assert str(fault) == (
        "structures.csv, line 4: 'scop' begins a line of 6 cells where the header has 5. "
        "Check commas and quotes."
    )


@pytest.mark.parametrize(
    "package", ["{", "[]", '{"version": "1", "created": "2026"}', '{"licenses": []}']
)
def test_an_unusable_datapackage(folder: Path, package: str) -> None:
    (folder / "datapackage.json").write_text(package, "utf-8")
    (fault,) = faults(folder)
    assert fault.rule == "does not hold version, created and licenses in JSON"


def test_a_missing_datapackage(folder: Path) -> None:
    (folder / "datapackage.json").unlink()
    assert [fault.rule for fault in faults(folder)] == ["is missing"]
