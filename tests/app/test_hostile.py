"""A register whose lines would do harm: refused, or shown as the text that they are.

What is written here does nothing: a mark that a browser would run sets a title, a link that a
program would follow leads nowhere.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import lxml.html
import openpyxl
import pytest

from app import create_app
from app.dataset import create_dataset
from ptce_map.errors import UnusableRegisterError
from ptce_map.exports import EXPORTS
from ptce_map.register.files import bounds
from ptce_map.register.files.reading import read
from ptce_map.register.opening import open_register
from tests import builders

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flask.testing import FlaskClient

    from tests.conftest import TinyFrance

MARKUP = "<img src=x onerror=\"document.title='seen'\"></title></script><script>seen()</script>"
TURNED = "Le \u202egnol\u202c \u2066Phare\u2069"
HOSTILE = {
    "marque": {"nom": MARKUP, "lieu": MARKUP, "coordinateur": MARKUP, "doutes": MARKUP},
    "modele": {"nom": "{{ 7 * 7 }} {% raw %} ${7*7} %(x)s {0}", "lieu": "]]> <!-- <![CDATA["},
    "lien": {"nom": "Un lien", "site_web": "javascript:document.title='seen'"},
    "donnees": {"nom": "Des données", "site_web": "data:text/html,<b>seen</b>"},
    "formule": {"nom": '=HYPERLINK("http://localhost/")', "lieu": "@SUM(1)"},
    "sens": {"nom": TURNED, "lieu": "a\u200bb"},
    "long": {"nom": "A" * 90_000},
    "large": {"nom": "Le plus long " * 700},
    "signes": {"nom": "\u0301" * 400 + "𝕴\U0010ffff&&lt;"},
}
RUN = "//script[not(@type='application/ld+json')]/text()"
"""The scripts that a browser runs; the others are data."""
PAGES = ("/", "/liste", "/methode", "/corriger", "/api", *(f"/pole/{pole}" for pole in HOSTILE))


@pytest.fixture(scope="module")
def client(
    tmp_path_factory: pytest.TempPathFactory, tiny_france: TinyFrance, derived: Path
) -> FlaskClient:
    """The site of the register whose lines would do harm."""
    rows = [builders.pole(pole, **cells) for pole, cells in HOSTILE.items()]
    folder = builders.write_register(
        tmp_path_factory.mktemp("hostile"),
        builders.tables(rows, [builders.award("marque", note=MARKUP)]),
    )
    register = open_register(folder, tiny_france.cog).register
    flask = create_app(dataset=create_dataset(register, tiny_france.cog, derived)).server
    client: FlaskClient = flask.test_client()
    return client


@pytest.mark.parametrize("path", PAGES)
def test_pages_show_text_as_text(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    document = lxml.html.fromstring(answer.data)
    attributes = [(name, value) for node in document.iter() for name, value in node.items()]

    assert answer.status_code == 200
    assert len(answer.data) < 2_000_000
    assert document.xpath("//img[@src='x']") == []
    assert [name for name, _ in attributes if name.startswith("on")] == []
    assert [value for _, value in attributes if value.startswith(("javascript:", "data:"))] == []
    assert "seen()" not in "".join(document.xpath(RUN))
    assert not {"\u202e", "\u2066", "\u200b", "\0"} & set(answer.text)


def test_what_is_refused_of_a_line_leaves_the_rest(client: FlaskClient) -> None:
    poles = json.loads(client.get("/api/poles.geojson").data)["features"]
    names = {pole["properties"]["id"]: pole["properties"]["nom"] for pole in poles}

    assert set(names) == set(HOSTILE)
    assert names["marque"] == MARKUP
    assert names["sens"] == "Le gnol Phare"
    assert max(len(str(name)) for name in names.values()) <= 10_000


@pytest.mark.parametrize("extension", EXPORTS)
def test_every_format_holds_the_texts_within_a_bound(client: FlaskClient, extension: str) -> None:
    answer = client.get(f"/api/poles.{extension}")

    assert answer.status_code == 200
    assert 0 < len(answer.data) < 3_000_000


def test_no_cell_is_computed_by_a_spreadsheet(client: FlaskClient) -> None:
    cells = [
        cell for row in csv.reader(io.StringIO(client.get("/api/poles.csv").text)) for cell in row
    ]
    book = openpyxl.load_workbook(io.BytesIO(client.get("/api/poles.xlsx").data))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}

    assert [cell for cell in cells if cell.startswith(("=", "@", "+"))] == []
    assert "f" not in kinds


@pytest.mark.filterwarnings("ignore:Glyph .* missing from font")
@pytest.mark.parametrize(
    ("address", "is_whole"),
    [
        ("svg?pole=marque", lambda data: not list(ElementTree.fromstring(data).iter("{*}script"))),
        ("pdf?pole=large", lambda data: data.startswith(b"%PDF") and b"/JavaScript" not in data),
        ("png", lambda data: data.startswith(b"\x89PNG")),
    ],
)
def test_sheets_are_drawn_of_any_name(
    client: FlaskClient, address: str, is_whole: Callable[[bytes], bool]
) -> None:
    answer = client.get(f"/api/carte.{address}")

    assert answer.status_code == 200
    assert is_whole(answer.data)
    assert len(answer.data) < 5_000_000


def test_a_name_that_fills_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "poles.csv").write_text(f"nom,territoire\n{'a' * 1_000_000},dep:13\n")

    assert [fault.code for fault in read(tmp_path).faults] == ["quotes"]


def workbook(path: Path, sheet: str) -> Path:
    """Write an archive that is a workbook by its name, with a sheet of some XML."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    return path


def test_an_archive_that_grows_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "MOST_BYTES", 1_000_000)
    path = workbook(tmp_path / "a.xlsx", " " * 1_000_001)

    assert path.stat().st_size < 2_000
    with pytest.raises(UnusableRegisterError) as caught:
        read(path)
    assert [fault.code for fault in caught.value.faults] == ["heavy"]


def test_entities_that_grow_are_not_followed(tmp_path: Path) -> None:
    from ptce_map.register.files.marks import read_marks

    entities = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))
    xml = f'<!DOCTYPE x [<!ENTITY e0 "ha">{entities}]><x hidden="">&e11;</x>'
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", xml)

    assert read_marks(path) == {}
    with pytest.raises(UnusableRegisterError):
        read(path)


def test_a_million_rows_are_refused_before_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "poles.csv"
    path.write_text("nom,territoire\n" + "A,dep:13\n" * 1_000_000)

    with pytest.raises(UnusableRegisterError) as caught:
        read(path)
    assert caught.value.sentences("en")[0].startswith(
        "poles.csv is over 100 MB once opened, or over 250,000 rows"
    )
