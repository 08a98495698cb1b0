"""The workbook that people read, as openpyxl reads it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from ptce_map.exports import SUFFIXES, Geometry, Order, Shelf
from ptce_map.exports.columns import READ, headers, lay_out
from ptce_map.exports.sheetwriting import LOOKS, is_link, width
from ptce_map.filters.filters import Filters
from ptce_map.labels import LANGS, fold
from ptce_map.layers.fields import AWARDS, POLES, SOURCES

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from ptce_map.catalog import Catalog

TABLES = {"laureats": AWARDS, "sources": SOURCES}


def book(shelf: Shelf, layer: str = "poles", **order: Any) -> Workbook:
    asked = Order(layer, "xlsx", geometry=Geometry.POINT, **order)
    return openpyxl.load_workbook(io.BytesIO(shelf.write(asked)))


def rows(sheet: Worksheet) -> list[dict[str, Any]]:
    heads, *lines = sheet.values
    return [dict(zip(map(str, heads), line)) for line in lines]


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        ("fr", ["Lisez-moi", "Pôles", "Lauréats", "Sources", "Colonnes", "Codes"]),
        ("en", ["Read me", "Hubs", "Awards", "Sources", "Columns", "Codes"]),
    ],
)
def test_the_sheets_are_named_in_the_language(shelf: Shelf, lang: str, names: list[str]) -> None:
    assert book(shelf, lang=lang).sheetnames == names


def test_the_first_sheet_says_what_the_workbook_is(shelf: Shelf) -> None:
    read_me = book(shelf, filters=Filters(q="phare"))["Lisez-moi"]
    said = {row[0]: row[1] for row in read_me.values if row[0]}
    assert read_me["A1"].value == "Pôles territoriaux de coopération économique"
    assert said["Filtre"].startswith("1 pôle")
    assert said["Version des données"] == "2026.1.0"
    assert said["Pôles"].endswith("(1 ligne)")
    assert said["Lauréats"].endswith("(2 lignes)")
    links = {cell.value: cell.hyperlink.location for cell in read_me["A"] if cell.hyperlink}
    assert links["Lauréats"] == "'Lauréats'!A1"
    assert read_me.auto_filter.ref is None


def test_a_pole_reads_in_words_and_keeps_its_codes(shelf: Shelf) -> None:
    pole = rows(book(shelf, filters=Filters(q="phare"))["Pôles"])[0]
    assert list(pole)[:8] == [
        *("Nom", "Lieu", "Région", "Département", "Intercommunalité", "Coordinateur"),
        *("Type de structure", "Secteur d’activité"),
    ]
    assert pole["Région"] == "Provence"
    assert pole["Secteur d’activité"] == "Alimentation; Culture"
    assert pole["Appels remportés"] == "AAP 2013; AMI 2022"
    assert pole["Activités selon les sources"] == "laine; maraîchage"
    assert pole["Aide connue (€)"] == 150000
    assert pole["secteurs"] == "alimentation|culture"
    assert pole["territoire"] == "com:13001|com:13010"
    assert pole["Type de structure"] == "Association"


def test_the_workbook_speaks_english(shelf: Shelf) -> None:
    pole = rows(book(shelf, filters=Filters(q="phare"), lang="en")["Hubs"])[0]
    assert pole["Sector"] == "Alimentation (en); Culture (en)"
    assert pole["How sure the area is"] == "Documented area"


def test_awards_name_the_pole_and_the_year(shelf: Shelf) -> None:
    award = rows(book(shelf)["Lauréats"])[0]
    assert (award["Nom du pôle"], award["Appel remporté"]) == ("Le Phare", "AMI 2022")
    assert (award["Année de l’appel"], award["Forme du soutien"]) == (2013, "subvention")
    assert (award["pole"], award["appel"], award["sources"]) == ("le-phare", "ami-2022", "rapport")


def test_sources_count_who_cites_them_and_lead_to_their_address(shelf: Shelf) -> None:
    sheet = book(shelf)["Sources"]
    sources = {row["id"]: row for row in rows(sheet)}
    assert sources["journal"]["Pôles qui la citent"] == 5
    assert sources["rapport"]["Pôles qui la citent"] == 1
    column = [cell.value for cell in sheet[1]].index("Adresse web")
    assert sheet[2][column].hyperlink.target == "https://example.org/journal"


@pytest.mark.parametrize("layer", SUFFIXES)
@pytest.mark.parametrize("lang", LANGS)
def test_every_sheet_of_rows_can_be_sorted_filtered_and_understood(
    shelf: Shelf, layer: str, lang: str
) -> None:
    read_me, *sheets = book(shelf, layer, lang=lang).worksheets
    described = {(row[0], row[1]): row for row in sheets[3].values}
    for sheet in sheets:
        heads = [cell.value for cell in sheet[1]]
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.freeze_panes == "B2"
        assert not sheet.merged_cells.ranges
        assert len({fold(head) for head in heads}) == len(heads)
        if sheet in sheets[:3]:
            assert all(described[sheet.title, head][4] for head in heads)
    assert not read_me.merged_cells.ranges


@pytest.mark.parametrize("layer", SUFFIXES)
def test_a_selection_of_nothing_is_a_workbook_all_the_same(shelf: Shelf, layer: str) -> None:
    sheets = book(shelf, layer, filters=Filters(q="nulle part")).worksheets
    assert [sheet.max_row for sheet in sheets[1:4]] == [1, 1, 1]


def test_whole_dates_are_dates_and_others_are_kept_as_written(
    shelf: Shelf, catalog: Catalog
) -> None:
    sources = catalog.register.sources.assign(
        date_publication=["2014-03-05", "2014-03"], date_consultation=["2026-01", None]
    )
    dated = replace(catalog, register=replace(catalog.register, sources=sources))
    first, second = rows(book(replace(shelf, catalog=dated))["Sources"])
    assert (first["Publiée le"], first["Consultée le"]) == (datetime(2014, 3, 5), "2026-01")
    assert (second["Publiée le"], second["Consultée le"]) == ("2014-03", None)


def test_numbers_are_written_as_such(shelf: Shelf) -> None:
    sheet = book(shelf)["Pôles"]
    heads = [cell.value for cell in sheet[1]]
    formats = {head: cell.number_format for head, cell in zip(heads, sheet[2])}
    assert formats["Aide connue (€)"] == '#,##0 "€"'
    assert formats["Habitants"] == "#,##0"
    assert sheet[2][heads.index("Site web")].hyperlink.target == "https://example.org/phare"
    assert all(cell.data_type != "f" for row in sheet.rows for cell in row)


@pytest.mark.parametrize("sheet", READ)
def test_no_column_is_lost_and_every_look_exists(shelf: Shelf, sheet: str) -> None:
    fields = TABLES.get(sheet) or shelf.layers[sheet].fields
    laid = lay_out(sheet, fields, shelf.catalog, "fr")
    assert {column.field.name for column in laid if column.names is None} == {
        field.name for field in fields
    }
    assert all(column.look in LOOKS for column in laid)
    coded = {field.name for field in fields if field.vocabulary}
    assert coded <= {column.field.name for column in laid if column.names is not None}
    assert dict(headers(sheet)).keys() >= {
        column.header for column in laid if not column.is_technical
    }


def test_a_code_that_nothing_names_stands_for_itself(catalog: Catalog) -> None:
    column = {column.header: column for column in lay_out("poles", POLES, catalog, "fr")}[
        "Commune du siège"
    ]
    assert column.cells(["13001", "97801", None]) == ["Commune 1", "97801", None]


def test_widths_follow_what_is_written(shelf: Shelf) -> None:
    columns = {column.header: column for column in lay_out("sources", SOURCES, shelf.catalog, "fr")}
    assert width(columns["Titre"], ["a" * 20] * 9 + ["b" * 400]) == 22
    assert width(columns["Titre"], ["b" * 400]) == 50
    assert width(columns["id"], ["b" * 400]) == 24
    assert width(columns["Titre"], [None]) == 10


@pytest.mark.parametrize(
    ("value", "is_leading"),
    [
        ("https://a.org", True),
        ("www.a.org", False),
        (None, False),
        (f"https://{'a' * 3000}", False),
    ],
)
def test_a_cell_leads_to_web_addresses_alone(value: str | None, is_leading: bool) -> None:
    assert is_link(value) is is_leading
