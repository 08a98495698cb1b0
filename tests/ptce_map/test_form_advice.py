"""The advice on the form of a file, followed to its end: to a register that validates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geodata.cog import read_cog
from ptce_map.inspection import SOUND, inspect
from tests import workbooks

if TYPE_CHECKING:
    from pathlib import Path

TODAY = "2026-11-28"
HEAD = "nom,territoire,site_web,secteurs\n"


def codes(path: Path) -> list[str]:
    return [fault.code for fault in inspect(path, read_cog(), TODAY).faults]


@pytest.mark.parametrize(
    ("code", "broken", "mended"),
    [
        ("url_within", "A,com:31555,https://a.fr/b c,x", "A,com:31555,https://a.fr/b%20c,x"),
        ("urls", "A,com:31555,https://a.fr ; https://b.fr,x", "A,com:31555,https://a.fr,x"),
        ("mail", "A,com:31555,a@b.fr,x", "A,com:31555,,x"),
        ("url", "A,com:31555,voir plus tard,x", "A,com:31555,,x"),
        ("error_value", "A,com:31555,#N/A,x", "A,com:31555,,x"),
        ("spoiled_accents", "CrÃ©ation,com:31555,,x", "Création,com:31555,,x"),
        ("lost_accents", "Cr\ufffdation,com:31555,,x", "Création,com:31555,,x"),
        ("uncomputed", "A,=B2,,x", "A,com:31555,,x"),
        ("width", "A,com:31555,,x,y", 'A,com:31555,,"x,y"'),
        ("quotes", '"A"B,com:31555,,x', '"A""B",com:31555,,x'),
    ],
)
def test_the_advice_on_a_row_holds(tmp_path: Path, code: str, broken: str, mended: str) -> None:
    path = tmp_path / "poles.csv"
    path.write_text(f"{HEAD}B,com:31555,,x\n{broken}\n", "utf-8")
    assert codes(path) == [code]
    path.write_text(f"{HEAD}B,com:31555,,x\n{mended}\n", "utf-8")
    assert inspect(path, read_cog(), TODAY).code == SOUND


@pytest.mark.parametrize(
    ("code", "broken", "mended"),
    [
        ("header_two", "Intitulé,Nom du pôle,territoire", "Intitulé,x,territoire"),
        ("header_twice", "nom,nom,territoire", "nom,x,territoire"),
        ("header_near", "nom,coordinnateur,territoire", "nom,coordinateur,territoire"),
        ("header_blank", "nom,,territoire", "nom,lieu,territoire"),
        ("header_missing", "Nom de la structure,x,territoire", "nom,x,territoire"),
    ],
)
def test_the_advice_on_a_header_holds(tmp_path: Path, code: str, broken: str, mended: str) -> None:
    path = tmp_path / "poles.csv"
    path.write_text(f"{broken}\nA,B,com:31555\n", "utf-8")
    assert codes(path) == [code]
    path.write_text(f"{mended}\nA,B,com:31555\n", "utf-8")
    assert inspect(path, read_cog(), TODAY).code == SOUND


def test_the_advice_on_a_separator_holds(tmp_path: Path) -> None:
    path, text = tmp_path / "poles.csv", "nom;territoire,secteurs\nA;com:31555,Culture\n"
    path.write_text(text)
    assert codes(path) == ["separator"]
    path.write_text("sep=;\nnom;territoire\nA;com:31555\n")
    assert inspect(path, read_cog(), TODAY).code == SOUND
    rows = [["nom", "territoire", "secteurs"], ["A", "com:31555", "Culture"]]
    book = workbooks.write_xlsx(tmp_path / "poles.xlsx", {"poles": rows})
    assert inspect(book, read_cog(), TODAY).code == SOUND


def test_the_advice_on_files_and_sheets_holds(tmp_path: Path) -> None:
    for name in ("poles.csv", "Pôles.csv"):
        (tmp_path / name).write_text("nom,territoire\nA,com:31555\n", "utf-8")
    assert codes(tmp_path) == ["files"]
    (tmp_path / "poles.csv").unlink()
    assert inspect(tmp_path, read_cog(), TODAY).code == SOUND
    rows = [["nom", "territoire"], ["A", "com:31555"]]
    book = workbooks.write_xlsx(tmp_path / "a.xlsx", {"Un": rows, "Deux": rows})
    assert codes(book) == ["sheets"]
    book = workbooks.write_xlsx(tmp_path / "a.xlsx", {"poles": rows, "Deux": rows})
    assert inspect(book, read_cog(), TODAY).code == SOUND


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("a.xls", "format_old"),
        ("a.numbers", "format_numbers"),
        ("poles.geojson", "format_map"),
        ("a.xlsx", "password"),
    ],
)
def test_what_is_refused_says_what_to_do(tmp_path: Path, name: str, code: str) -> None:
    locked = b"\xd0\xcf\x11\xe0" + bytes(500) + "EncryptedPackage".encode("utf-16-le")
    (tmp_path / name).write_bytes(locked)
    assert codes(tmp_path / name) == [code]


@pytest.mark.parametrize(
    "name", ["Poles.CSV", "pôles.csv", "po\u0302les.csv", "PTCE.tsv", "Pole.txt"]
)
def test_a_file_is_found_by_its_name_however_it_is_written(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("nom;territoire\nA;com:31555\n", "utf-8")
    report = inspect(tmp_path, read_cog(), TODAY)
    assert (report.code, report.n_poles) == (SOUND, 1)
    assert [notice.file for notice in report.notices] == [name]
