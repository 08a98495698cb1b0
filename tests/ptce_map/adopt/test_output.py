"""The folder that is written is a register without fault, whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geodata.cog import read_cog
from ptce_map.adopt.output import (
    FOLDER,
    check_target,
    register_files,
    report_files,
    rows_csv,
    statement,
    write_folder,
)
from ptce_map.errors import RegisterError
from ptce_map.register.checks.report import inspect
from ptce_map.register.register import read_register
from tests.ptce_map.adopt.builders import adopted

if TYPE_CHECKING:
    from pathlib import Path

TODAY = "2026-11-28"
TEXT = (
    "Relais au 30 juin 2025\n"
    "Commune;Département;Budget;Ouverture;Notes;Site\n"
    "Toulouse;31;1 234,50 €;17/05/2024;=1+1;www.example.org\n"
    "Romain;;à voir;2023;@moi;\n"
    "Xyzzy;31;12 €;;+5;voir plus tard\n"
    "Zyxxy;;13 €;;a|b;\n"
    "Saint-Martin;978;14 €;;c;https://example.org/b\n"
)


def files(folder: Path) -> dict[str, str]:
    return register_files(adopted(folder, TEXT), TODAY)


def test_the_register_has_no_fault_and_keeps_every_row(tmp_path: Path) -> None:
    target = tmp_path / "registre"
    write_folder(target, files(tmp_path))
    assert inspect(target, read_cog(), TODAY).faults == ()
    register = read_register(target)
    assert register.poles["nom"].tolist() == [
        "Toulouse",
        "Romain",
        "Xyzzy",
        "Zyxxy",
        "Saint-Martin",
    ]
    assert register.poles["budget"].fillna(0).tolist() == [1234.5, 0, 12, 13, 14]
    assert register.titles["fr"] == "Relais au 30 juin 2025"
    assert register.date == "2025-06-30"
    assert "à voir" in register.poles.loc["romain", "doutes"]
    assert "voir plus tard" in register.poles.loc["xyzzy", "doutes"]


def test_a_day_to_come_is_not_that_of_the_data(tmp_path: Path) -> None:
    assert statement(adopted(tmp_path, TEXT), "2025-01-01") == {
        "titre_fr": "Relais au 30 juin 2025",
        "titre_en": "Relais au 30 juin 2025",
        "description_fr": "Liste adoptée du fichier liste.csv.",
        "description_en": "List adopted from the file liste.csv.",
    }


def test_the_same_file_makes_the_same_folder(tmp_path: Path) -> None:
    assert files(tmp_path) == files(tmp_path)


def test_the_report_by_row_has_a_line_a_place(tmp_path: Path) -> None:
    lines = rows_csv(adopted(tmp_path, TEXT), "en").splitlines()
    assert lines[0] == "sheet,line,hub,name,status,written,beside,read,name_read,by,others,why"
    assert lines[1] == ",3,toulouse,Toulouse,sure,Toulouse,31,com:31555,Toulouse,name,,"
    assert len(lines) == 6


def test_what_is_beside_the_register_is_in_a_folder_of_its_own(tmp_path: Path) -> None:
    written = report_files(adopted(tmp_path, TEXT), "<p>", "fr")
    assert sorted(written) == [
        f"{FOLDER}/{name}"
        for name in ("corrections.csv", "correspondance.toml", "rapport.csv", "rapport.html")
    ]


def test_a_folder_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "registre"
    write_folder(target, {"a.csv": "1", f"{FOLDER}/b": "2"})
    with pytest.raises(UnicodeEncodeError):
        write_folder(target, {"a.csv": "3", "b.csv": "\ud800"})
    assert (target / "a.csv").read_text("utf-8") == "1"
    write_folder(target, {"a.csv": "3"})
    assert [path.name for path in target.iterdir()] == ["a.csv"]
    assert [path.name for path in tmp_path.iterdir()] == ["registre"]


@pytest.mark.parametrize(
    ("content", "is_replacing", "code"),
    [
        (None, False, None),
        ([], False, None),
        (["poles.csv"], True, "adopt_other"),
        ([f"{FOLDER}/a"], False, "adopt_exists"),
        ([f"{FOLDER}/a"], True, None),
    ],
)
def test_a_folder_of_something_else_is_never_replaced(
    tmp_path: Path, content: list[str] | None, is_replacing: bool, code: str | None
) -> None:
    target = tmp_path / "registre"
    if content is not None:
        target.mkdir()
    for name in content or ():
        (target / name).parent.mkdir(exist_ok=True)
        (target / name).write_text("", "utf-8")
    if code is None:
        check_target(target, is_replacing=is_replacing)
        return
    with pytest.raises(RegisterError) as error:
        check_target(target, is_replacing=is_replacing)
    assert [fault.code for fault in error.value.faults] == [code]


TOWNS = ("Toulouse", "Rennes", "Brest", "Nantes", "Dijon", "Metz", "Nice", "Pau")
FILTERED = "Commune;Étape;Statut;Budget\n" + "".join(
    f"{town};{'prévu' if n % 2 else 'achevé'};{'a' if n > 3 else 'b'};{n}00 €\n"
    for n, town in enumerate(TOWNS, 1)
)


def test_columns_of_few_values_are_filters_and_amounts_are_sums(tmp_path: Path) -> None:
    target = tmp_path / "registre"
    write_folder(target, register_files(adopted(tmp_path, FILTERED), TODAY))
    assert inspect(target, read_cog(), TODAY).faults == ()
    register = read_register(target)
    assert [column.name for column in register.extras if column.is_filter] == ["etape", "statut_2"]
    assert [measure.columns for measure in register.measures] == [("budget",)]


def test_images_beside_the_tables_are_kept_when_a_run_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "registre"
    write_folder(target, files(tmp_path))
    (target / "logo.svg").write_text("<svg/>", "utf-8")
    (target / "autre.txt").write_text("x", "utf-8")
    write_folder(target, files(tmp_path))
    assert (target / "logo.svg").read_text("utf-8") == "<svg/>"
    assert not (target / "autre.txt").exists()
