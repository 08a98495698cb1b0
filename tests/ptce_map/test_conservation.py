"""However a table is saved, each cell is read as it was written, or something is said of it."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from ptce_map.register.files.assembly import Reading
from ptce_map.register.files.reading import read
from tests import workbooks

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMNS = ("nom", "territoire", "lieu", "secteurs", "site_web")
HEADERS = {
    "nom": ("nom", "NOM", "Nom du pôle", "nom\ndu pôle", "Intitulé", "Name"),
    "territoire": ("territoire", "Territoires", " Territoire\u00a0", "TERRITOIRE"),
    "lieu": ("lieu", "Lieu", "Localisation"),
    "secteurs": ("secteurs", "Secteur", "Secteur d’activité", "SECTEURS"),
    "site_web": ("site_web", "site-web", "Site internet", "URL"),
}
WORDS = st.sampled_from(
    [
        *("A", "Cœur d’Hérault", "l'Œuvre – 15 €", "Forêt, bois", "a;b", "x|y", "L\u200be", "n/a"),
        *("\u00a0Nîmes ", "e\u0301t", "#N/A", "CrÃ©e", "deux\nlignes", 'dit "oui"', "Qui ?", ""),
        *("com:31555", "dep:07|dep:09", "31555, 09122", "www.exemple.fr", "https://exemple.fr"),
    ]
)
ROW = st.fixed_dictionaries(dict.fromkeys(COLUMNS, WORDS))
ROWS = st.lists(ROW, min_size=1, max_size=4)
CHOSEN = st.fixed_dictionaries({column: st.sampled_from(HEADERS[column]) for column in COLUMNS})
BLANK = st.sampled_from([[], [""] * 5, [" ", "\u00a0", "", "", ""]])
FORMS = st.sampled_from(
    [(",", "utf-8"), (";", "utf-8-sig"), (";", "cp1252"), ("\t", "utf-16"), (",", "utf-16")]
)
ENDS = st.sampled_from(["\n", "\r\n"])


def is_said(reading: Reading, line: int, column: str) -> bool:
    """Tell whether something is said of a cell, of its column, or of its line."""
    findings = (*reading.faults, *reading.notices)
    return any(
        finding.column in (column, "") and finding.line in (line, 0) and finding.code != "form"
        for finding in findings
    )


def check_cells(reading: Reading, written: Sequence[tuple[int, dict[str, str]]]) -> None:
    table = reading.tables["poles"]
    for line, row in written:
        for column, cell in row.items():
            read_back = str(table[column].get(line, "")) if column in table else ""
            assert read_back == cell or is_said(reading, line, column), (line, column, cell)


def is_empty(row: dict[str, str]) -> bool:
    return not any(cell.strip("\u00a0 \u200b") for cell in row.values())


@given(rows=ROWS, names=CHOSEN, form=FORMS, end=ENDS, blank=BLANK)
@settings(max_examples=30, deadline=None)
def test_a_text_file_conserves_every_cell(
    rows: list[dict[str, str]],
    names: dict[str, str],
    form: tuple[str, str],
    end: str,
    blank: list[str],
) -> None:
    separator, encoding = form
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=separator, lineterminator=end)
    writer.writerow([names[column] for column in COLUMNS])
    writer.writerow(blank)
    written = []
    for row in rows:
        written.append((buffer.getvalue().count("\n") + 1, row))
        writer.writerow([row[column] for column in COLUMNS])
    data = buffer.getvalue().encode(encoding, errors="replace")
    is_whole = data.decode(encoding) == buffer.getvalue()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "Pôles.csv"
        path.write_bytes(data)
        if is_whole:
            check_cells(read(path), [cell for cell in written if not is_empty(cell[1])])


@given(rows=ROWS, names=CHOSEN, is_xlsx=st.booleans())
@settings(max_examples=20, deadline=None)
def test_a_workbook_conserves_every_cell(
    rows: list[dict[str, str]], names: dict[str, str], *, is_xlsx: bool
) -> None:
    cells = [
        [names[column] for column in COLUMNS],
        *([row[column] for column in COLUMNS] for row in rows),
    ]
    write = workbooks.write_xlsx if is_xlsx else workbooks.write_ods
    with TemporaryDirectory() as folder:
        path = write(Path(folder) / ("a.xlsx" if is_xlsx else "a.ods"), {"Feuille 1": cells})
        reading = read(path)
    written = [(line, row) for line, row in enumerate(rows, start=2) if not is_empty(row)]
    check_cells(reading, written)
