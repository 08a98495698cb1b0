"""A folder that says where its tables are kept: what stands in it goes beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest
from click.testing import CliRunner

from ptce_map.__main__ import main
from ptce_map.errors import UnusableRegisterError
from ptce_map.origins.address import Origin, origin_of
from ptce_map.origins.copies import refresh
from ptce_map.register.files.reading import read
from tests import workbooks
from tests.hosts import Host, Reply

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "nom,territoire,etape\nLe Phare,com:31555,prêt\n"
PROGRAMME = """
[programme]
titre_fr = "Relais"
[colonnes.etape]
libelle_fr = "Étape"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a programme.toml, in which nothing says where its tables are."""
    made = tmp_path / "relais"
    made.mkdir()
    (made / "programme.toml").write_text(PROGRAMME, "utf-8")
    (made / "notes.txt").write_text("x", "utf-8")
    return made


def named(folder: Path, address: str) -> Origin:
    (folder / "origine.toml").write_text(f'adresse = "{address}"\n', "utf-8")
    origin = origin_of(str(folder))
    assert origin is not None
    return origin


def test_columns_that_the_folder_declares_are_read_from_elsewhere(
    folder: Path, host: Host, tmp_path: Path
) -> None:
    host.replies["/liste"] = Reply(TEXT.encode(), headers={"ETag": '"1"'})
    origin = named(folder, host.address("/liste"))
    first = refresh(origin, tmp_path / "store")
    reading = read(first.path)
    assert first.path.name == "relais"
    assert reading.programme["programme"]["titre_fr"] == "Relais"
    assert reading.extras["etape"].tolist() == ["prêt"]
    assert reading.place("poles").file == "liste.csv"
    assert reading.ignored == ()

    host.replies["/liste"] = lambda request: Reply(
        TEXT.encode(), 304 if "If-None-Match" in request.headers else 200, {"ETag": '"1"'}
    )
    assert refresh(origin, tmp_path / "store").path == first.path
    (folder / "programme.toml").write_text(PROGRAMME.replace("Relais", "Gares"), "utf-8")
    second = refresh(origin, tmp_path / "store")
    assert read(second.path).programme["programme"]["titre_fr"] == "Gares"
    assert [request.headers.get("If-None-Match") for request in host.asked] == [None, '"1"', None]


def test_a_workbook_gives_its_sheets(folder: Path, host: Host, tmp_path: Path) -> None:
    rows = [line.split(",") for line in TEXT.splitlines()]
    awards = [["pole", "appel"], ["Le Phare", "AAP 2013"]]
    workbooks.write_xlsx(tmp_path / "a.xlsx", {"Notes": [["x"]], "poles": rows, "Lauréats": awards})
    host.replies["/a"] = Reply((tmp_path / "a.xlsx").read_bytes())
    reading = read(refresh(named(folder, host.address("/a")), tmp_path / "store").path)
    assert reading.extras["etape"].tolist() == ["prêt"]
    assert reading.tables["laureats"].to_dict("records") == [
        {"pole": "Le Phare", "appel": "AAP 2013"}
    ]
    assert reading.place("laureats").file == "a.xlsx#Lauréats"


def test_a_file_is_found_from_the_folder(folder: Path, tmp_path: Path) -> None:
    with duckdb.connect(str(folder / "reseau.duckdb")) as connection:
        connection.execute("create table lieux (nom text, territoire text, etape text)")
        connection.execute("insert into lieux values ('Le Phare', 'com:31555', 'prêt')")
    (folder / "sources.csv").write_text("id,url\na,https://example.org/\n", "utf-8")
    named(folder, "reseau.duckdb#lieux")
    result = CliRunner().invoke(main, ["validate", str(folder), "--lang", "en"])
    assert result.output == "1 hub, 0 awards: no fault.\n"
    origin = named(folder, "reseau.duckdb#lieux")
    assert origin.written == str(folder)
    copy = refresh(origin, tmp_path / "store").path
    assert set(read(copy).tables) == {"poles", "sources"}
    assert read(copy).place("poles").file == "reseau.duckdb#lieux"
    assert not (copy / "reseau.duckdb").exists()


def test_a_table_that_is_in_both_places_is_refused(
    folder: Path, host: Host, tmp_path: Path
) -> None:
    host.replies["/liste"] = Reply(TEXT.encode())
    (folder / "Pôles.csv").write_text(TEXT, "utf-8")
    with pytest.raises(UnusableRegisterError, match=r"too: Pôles\.csv\. Take these out"):
        refresh(named(folder, host.address("/liste")), tmp_path / "store")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ["origin_unsaid"]),
        ('adresse = "poles.csv"', ["origin_unsaid"]),
        ('adresse = 3\nautre = "x"', ["toml_key", "origin_unsaid"]),
        ("adresse", ["toml"]),
        ('adresse = "http://h.fr/a"', ["origin_http"]),
    ],
)
def test_what_is_wrong_with_the_file_is_told(text: str, codes: list[str], folder: Path) -> None:
    (folder / "origine.toml").write_text(text, "utf-8")
    with pytest.raises(UnusableRegisterError) as error:
        origin_of(str(folder))
    assert [fault.code for fault in error.value.faults] == codes


def test_other_folders_and_files_are_read_as_they_are(folder: Path) -> None:
    assert origin_of(str(folder)) is None
    assert origin_of(str(folder / "absent")) is None
    assert origin_of("") is None
