"""Every oddity of a register: each is reported, none ends in a traceback."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.cog import read_cog
from ptce_map.register.checks.report import (
    FAULTY,
    SOUND,
    UNUSABLE,
    Report,
    inspect,
    to_json,
    to_text,
)
from ptce_map.register.register import REGISTER_FOLDER, read_register
from ptce_map.register.schema import TABLES
from tests import builders, workbooks

if TYPE_CHECKING:
    from collections.abc import Callable

TODAY = "2026-11-28"


def report(path: Path) -> Report:
    return inspect(path, read_cog(), TODAY)


def poles(folder: Path, content: str | bytes) -> Report:
    """Report on a folder whose one table is that of the poles."""
    data = content if isinstance(content, bytes) else content.encode()
    (folder / "poles.csv").write_bytes(data)
    return report(folder)


def test_the_shipped_register_is_sound() -> None:
    found = report(REGISTER_FOLDER)
    assert (found.code, found.faults) == (SOUND, ())
    assert (found.n_poles, found.n_laureats) == (76, 92)


@pytest.mark.parametrize(
    ("content", "sentences"),
    [
        pytest.param("nom\nA\n", ["line 1: territoire is missing"], id="missing column"),
        pytest.param(
            "id,nom,territoire\na,A,com:31555\na,B,com:31555\n",
            ["line 2: id “a” stands on several lines", "line 3: id “a” stands on several lines"],
            id="duplicate id",
        ),
        pytest.param(
            "nom,territoire\nA,canton:3105\n",
            ["territoire “canton:3105” is a canton, which has no token. Write com: and the"],
            id="unknown token",
        ),
        pytest.param(
            "nom,territoire\nA,com:31999\n",
            ["line 2: territoire “com:31999” is not in the COG of 2026"],
            id="unknown code",
        ),
        pytest.param(
            "nom,territoire\nA,1001\n",
            ["territoire “1001” has lost its leading zero. Write com:01001 (L'Abergement-Clé"],
            id="lost leading zero, without prefix",
        ),
        pytest.param(
            "nom,territoire,siege\nA,31000,31000\n",
            ["territoire “31000” is a postal code. Write com:31555", "siege “31000” is a postal"],
            id="postal code",
        ),
        pytest.param(
            "nom,territoire\nA,dep:20\n",
            ["territoire “dep:20” is a code of Corsica of before 1976. Write what you mean"],
            id="Corsica before 1976",
        ),
        pytest.param(
            "nom,territoire\nA,com:9999\n",
            ["territoire “com:9999” is not a territory token"],
            id="no place once its zero is restored",
        ),
        pytest.param("nom,territoire\n", ["poles.csv has no row"], id="no row"),
        pytest.param(
            "nom,territoire\n=1+1,com:31555\n",
            ["line 2: nom “=1+1” would be computed as a formula"],
            id="formula",
        ),
        pytest.param(
            'nom,territoire\n"A"B,com:31555\n',
            ["poles.csv, line 2: quotes that do not close"],
            id="quotes",
        ),
    ],
)
def test_an_oddity_of_the_poles(tmp_path: Path, content: str | bytes, sentences: list[str]) -> None:
    found = poles(tmp_path, content)
    assert found.code == FAULTY
    assert len(found.faults) == len(sentences)
    for fault, sentence in zip(found.faults, sentences):
        assert sentence in str(fault)
        assert fault.sentence("fr") != str(fault)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("\ufeffnom,territoire\nA,com:31555\n", id="BOM"),
        pytest.param("nom;territoire\nA;com:31555\n", id="semicolons"),
        pytest.param("nom,territoire,prix\nA,com:31555,3\n", id="extra column"),
        pytest.param("nom,territoire\r\nA,com:31555\r\n", id="CRLF"),
        pytest.param("nom,territoire\nA,com:2A004|com:2B033|dep:2B|reg:94\n", id="Corsica"),
        pytest.param("nom,territoire\nA,com:97411|dep:976|reg:04|epci:249740119\n", id="overseas"),
        pytest.param("nom,territoire\nA,com:20004\n", id="Ajaccio before 1976"),
        pytest.param("nom,territoire\nA,com:2a004\n", id="Corsica in lower case"),
        pytest.param("nom,territoire\nA,com:1001|dep:1\n", id="lost leading zeros"),
        pytest.param("nom,territoire\nA,com:97502|dep:988\n", id="no contour"),
        pytest.param("nom,territoire\nA,com:97123|com:97127\n", id="Guadeloupe before 2008"),
        pytest.param("nom,territoire\nA,com:31555\n\n,\n", id="blank lines"),
    ],
)
def test_what_is_no_oddity(tmp_path: Path, content: str) -> None:
    found = poles(tmp_path, content)
    assert (found.code, found.faults, found.n_poles) == (SOUND, (), 1)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(b"", "poles.csv is empty", id="empty"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00\x00", "poles.csv is not a text file", id="binary"),
        pytest.param(b"PK\x03\x04\x14\x00", "poles.csv is not a text file", id="workbook as CSV"),
        pytest.param(
            b"\xff\xd8\xe9,;\n\x9d\n", "is in an encoding that is not recognised", id="no text"
        ),
        pytest.param(b"Quoi;x\nA;B\n", "poles.csv, line 1: no known column", id="no column"),
    ],
)
def test_what_cannot_be_used(tmp_path: Path, content: bytes, sentence: str) -> None:
    found = poles(tmp_path, content)
    assert (found.code, len(found.faults)) == (UNUSABLE, 1)
    assert sentence in to_text(found, "en")
    assert json.loads(to_json(found, "fr"))["valid"] is False


@pytest.mark.parametrize(
    ("award", "sentence"),
    [
        ({"aide_eur": "-5000"}, "aide_eur “-5000” is not a whole number, zero or more"),
        ({"pole_id": "l-absent"}, "pole “l-absent” is not an id of the table poles"),
        ({"appel": "aap-2014"}, "or write aap-2013"),
        ({"sources": "gazette"}, "sources “gazette” is not an id of the table sources"),
    ],
)
def test_an_oddity_of_the_awards(tmp_path: Path, award: dict[str, str], sentence: str) -> None:
    tables = builders.tables(laureats=[builders.award(**award)])
    (fault,) = report(builders.write_register(tmp_path, tables)).faults
    assert (fault.file, fault.line) == ("laureats.csv", 2)
    assert sentence in str(fault)


@pytest.mark.parametrize(
    ("package", "latest"), [({}, TODAY), ({"created": "2026-01-15"}, "2026-01-15")]
)
def test_a_date_to_come(tmp_path: Path, package: dict[str, object], latest: str) -> None:
    sources = [builders.source(date_publication="2031-01"), builders.source("rapport")]
    tables = builders.tables(sources=sources)
    (fault,) = report(builders.write_register(tmp_path, tables, package)).faults
    assert fault.rule("en") == f"is later than the date of the register ({latest})"


def test_a_register_to_come(tmp_path: Path) -> None:
    (fault,) = report(builders.write_register(tmp_path, package={"created": "2031-01-01"})).faults
    assert str(fault).startswith("datapackage.json: created “2031-01-01” is not a past date")


def test_a_former_code_is_reported_with_its_successor(tmp_path: Path) -> None:
    found = poles(tmp_path, "nom,territoire\nA,com:93059\n")
    assert found.code == SOUND
    assert to_text(found, "fr").splitlines() == [
        "poles.csv, ligne 2\u00a0: territoire com:93059 est l’ancien code de "
        "Pierrefitte-sur-Seine, jusqu’en 2025\u202f; il vaut pour com:93066 Saint-Denis.",
        "1 pôle, 0 lauréat\u00a0: aucune erreur, 1 remarque.",
    ]
    assert json.loads(to_json(found, "en"))["passages"] == [
        {
            "line": 2,
            "column": "territoire",
            "value": "com:93059",
            "ancien_code": "93059",
            "code_commune": "93066",
            "nom_commune": "Saint-Denis",
            "nom_ancien": "Pierrefitte-sur-Seine",
            "annee": 2025,
            "file": "poles.csv",
            "sheet": None,
        }
    ]


@pytest.mark.parametrize(
    ("extension", "write"), [("xlsx", workbooks.write_xlsx), ("ods", workbooks.write_ods)]
)
def test_a_workbook_is_checked_like_a_folder(
    tmp_path: Path, extension: str, write: Callable[[Path, workbooks.Sheets], Path]
) -> None:
    sheets = {
        "poles": [["nom", "territoire"], ["A", "1001"], ["B", "com:31999"]],
        "Notes": [["x"]],
    }
    found = report(write(tmp_path / f"liste.{extension}", sheets))
    assert [(fault.sheet, fault.line) for fault in found.faults] == [("poles", 2), ("poles", 3)]
    assert to_text(found, "fr").splitlines()[0] == (
        f"liste.{extension}, feuille poles, ligne 2\u00a0: territoire «\u00a01001\u00a0» "
        "a perdu son zéro initial. Écrivez com:01001 (L'Abergement-Clémenciat)."
    )
    assert "Not read: Notes." in to_text(found, "en")


def test_a_file_and_a_sheet_are_named_as_they_are_written(tmp_path: Path) -> None:
    (tmp_path / "low.csv").write_text("nom,territoire\nA,1001\nB,com:93059\n", "utf-8")
    found = report(tmp_path / "low.csv")
    assert to_text(found, "en").splitlines()[:2] == [
        "low.csv, line 2: territoire “1001” has lost its leading zero. Write com:01001 "
        "(L'Abergement-Clémenciat).",
        "low.csv, line 3: territoire com:93059 is the former code of Pierrefitte-sur-Seine, until "
        "2025; it stands for com:93066 Saint-Denis.",
    ]
    rows = [["nom", "territoire"], ["A", "1001"], ["B", "com:93059"], ["C", ""]]
    alone = report(workbooks.write_xlsx(tmp_path / "a.xlsx", {"Feuille 1": rows}))
    named = report(workbooks.write_ods(tmp_path / "a.ods", {"Pôles": rows, "Notes": [["x"]]}))
    for told, file, sheet in ((alone, "a.xlsx", "Feuille 1"), (named, "a.ods", "Pôles")):
        assert {(fault.file, fault.sheet) for fault in told.faults} == {(file, sheet)}
        (passage,) = json.loads(to_json(told, "fr"))["passages"]
        assert (passage["file"], passage["sheet"]) == (file, sheet)
        assert f"{file}, feuille {sheet}, ligne 3" in to_text(told, "fr")


def test_rounds_made_of_their_names_may_have_no_year(tmp_path: Path) -> None:
    (tmp_path / "laureats.csv").write_text("pole,appel\nA,Appel régional\nA,Appel 2019\n", "utf-8")
    found = poles(tmp_path, "nom,territoire,secteurs\nA,com:31555,=Santé\n")
    assert (found.code, found.faults) == (SOUND, ())
    years = read_register(tmp_path).appels["annee"]
    assert years.isna().to_dict() == {"appel-regional": True, "appel-2019": False}
    assert years["appel-2019"] == 2019


def test_a_name_that_two_poles_share_names_neither(tmp_path: Path) -> None:
    (tmp_path / "laureats.csv").write_text("pole,appel\nLe Phare,2019\n", "utf-8")
    found = poles(tmp_path, "nom,territoire\nLe Phare,com:31555\nLe Phare,com:01001\n")
    assert [str(fault) for fault in found.faults] == [
        "laureats.csv, line 2: pole “Le Phare” is the name of several hubs. "
        "Write one of their ids: le-phare, le-phare-2."
    ]


def test_a_formula_that_was_never_computed_is_told(tmp_path: Path) -> None:
    rows = [["nom", "territoire"], ["==A1&B1", "com:31555"]]
    (fault,) = report(workbooks.write_xlsx(tmp_path / "a.xlsx", {"poles": rows})).faults
    assert str(fault) == (
        "a.xlsx, sheet poles, line 2: nom “=A1&B1” is a formula that was not computed. Open the "
        "workbook in LibreOffice or Excel, save it and start again, or write the value itself."
    )


def test_the_formulas_of_a_column_are_told_in_one_line(tmp_path: Path) -> None:
    rows = [["nom", "territoire"], *([name, f'=="com:"&{name}1'] for name in "ABC")]
    found = report(workbooks.write_xlsx(tmp_path / "a.xlsx", {"poles": rows}))
    assert [(fault.line, fault.value) for fault in found.faults] == [
        (line, f'="com:"&{name}1') for line, name in enumerate("ABC", start=2)
    ]
    assert to_text(found, "en").splitlines() == [
        'a.xlsx, sheet poles, line 2: territoire “="com:"&A1” is one of the 3 formulas of this '
        "column that were not computed. Open the workbook in LibreOffice or Excel, save it and "
        "start again, or write the value itself.",
        "3 hubs, 0 awards: 3 faults.",
    ]


def test_the_register_of_the_ptces_has_every_column(tmp_path: Path) -> None:
    shutil.copytree(REGISTER_FOLDER, tmp_path, dirs_exist_ok=True)
    for name, column in (("laureats", "sources"), ("poles", "confiance")):
        table = pd.read_csv(tmp_path / f"{name}.csv", dtype=str, keep_default_na=False)
        table.drop(columns=column).to_csv(tmp_path / f"{name}.csv", index=False)
    (tmp_path / "structures.csv").unlink()
    found = report(tmp_path)
    assert [
        (fault.file, fault.column) for fault in found.faults if fault.code == "missing_part"
    ] == [
        ("laureats.csv", "sources"),
        ("poles.csv", "confiance"),
        ("structures.csv", ""),
    ]


def test_json_names_everything(tmp_path: Path) -> None:
    found = json.loads(to_json(poles(tmp_path, "nom,territoire\nA,1001\n"), "en"))
    assert found == {
        "valid": False,
        "poles": 1,
        "laureats": 0,
        "faults": [
            {
                "file": "poles.csv",
                "sheet": None,
                "line": 2,
                "column": "territoire",
                "value": "1001",
                "code": "meant",
                "rule": "has lost its leading zero",
                "next_step": "Write com:01001 (L'Abergement-Clémenciat)",
            }
        ],
        "remarks": [],
        "passages": [],
        "ignored": [],
    }


def test_a_report_counts_its_remarks() -> None:
    assert to_text(Report(SOUND, (), ignored=("x",)), "en").endswith("no fault, 1 remark.")
    assert to_text(Report(SOUND, ()), "fr").endswith("aucune erreur.")


CELLS = st.text(max_size=8) | st.sampled_from(["com:31555", "reg:76", "A|B", "", "2031", "-1"])
COLUMNS = st.sampled_from([*TABLES["poles"].columns, "x", ""])
TABLE = st.lists(COLUMNS, min_size=1, max_size=6).flatmap(
    lambda header: st.lists(
        st.lists(CELLS, min_size=len(header), max_size=len(header)), max_size=4
    ).map(lambda rows: [header, *rows])
)


@given(content=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode()))
def test_no_bytes_end_in_a_traceback(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        assert poles(Path(folder), content).code in (SOUND, FAULTY, UNUSABLE)


@given(rows=TABLE)
def test_no_table_ends_in_a_traceback(rows: list[list[str]]) -> None:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(rows)
    with TemporaryDirectory() as folder:
        found = poles(Path(folder), buffer.getvalue().encode("utf-8", "replace"))
    assert to_text(found, "fr")
    assert json.loads(to_json(found, "en"))["valid"] is (found.code == SOUND)


@pytest.mark.parametrize(("token", "n_faults"), [("com:31555", 0), ("com:31999", 20_000)])
def test_every_row_of_a_large_register_is_checked(
    tmp_path: Path, token: str, n_faults: int
) -> None:
    rows = "".join(f"Pôle {n},{token},secteur {n % 90}\n" for n in range(20_000))
    found = poles(tmp_path, f"nom,territoire,secteurs\n{rows}")
    assert (found.n_poles, len(found.faults)) == (20_000, n_faults)
