"""Tables, as they are written."""

from __future__ import annotations

from app.sections.door import Door
from app.sections.fragment import to_html
from app.sections.tables import Column, Row, Table, titled

COLUMNS = [Column("Place"), Column("Inhabitants", "number", sort="ascending")]


def test_a_narrow_table_writes_no_role_and_a_wide_one_names_each_cell() -> None:
    narrow, wide = (
        str(to_html(Table("Some places", COLUMNS, [["Arles", "3"]], is_wide=wide).html()))
        for wide in (False, True)
    )

    assert narrow == (
        '<table><caption>Some places</caption><thead><tr><th scope="col">Place</th>'
        '<th aria-sort="ascending" class="number" scope="col">Inhabitants</th></tr></thead>'
        '<tbody><tr><th scope="row">Arles</th><td class="number">3</td></tr></tbody></table>'
    )
    assert '<td class="number" data-label="Inhabitants" role="cell">3</td>' in wide
    assert '<th role="rowheader" scope="row">Arles</th>' in wide
    assert 'class="cards" role="table"' in wide


def test_a_row_has_the_marks_that_a_script_finds_it_by() -> None:
    rows = [Row(["Arles", "<3>"], {"data-unit": "13004"})]

    assert '<tr data-unit="13004"><th scope="row">Arles</th><td class="number">&lt;3&gt;</td>' in (
        to_html(Table("", COLUMNS, rows).html())
    )


def test_columns_are_titled_in_the_language_of_the_reader() -> None:
    (column,) = titled(Door("en"), {"list.column.communes": "number"})

    assert (column.title, column.name) == ("Municipalities", "number")
