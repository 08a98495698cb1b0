from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from geodata.errors import DerivedError
from ptce_map.__main__ import main
from ptce_map.atlas.paper.leaf import Leaf, Orientation, Paper
from ptce_map.atlas.paper.output import FORMATS
from ptce_map.atlas.render import render_sheet
from ptce_map.catalog import Catalog
from ptce_map.query.grammar import parse
from tests.pdfs import read_pdf

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = import_module("ptce_map.commands.atlas")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ("atlas", *arguments))


@pytest.fixture
def opened(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> Catalog:
    """The made-up France, as if it were the one on disk."""
    monkeypatch.setattr(COMMAND, "open_catalog", lambda folder, **_: catalog)
    return catalog


@pytest.mark.parametrize("extension", FORMATS)
def test_the_end_of_the_name_is_the_format(opened: Catalog, tmp_path: Path, extension: str) -> None:
    path = tmp_path / f"carte.{extension}"
    result = run("--query", "region=93", "--level", "commune", "--dpi", "72", "-o", str(path))
    query = parse("region=93&niveau=commune", opened.vocabulary)
    assert (result.exit_code, result.stdout) == (0, "")
    steps = ["Lecture du registre et des contours…", "Dessin de la carte…"]
    assert result.stderr.splitlines() == steps
    sheet = render_sheet(opened, query, extension=extension, leaf=Leaf(), dpi=72)
    assert path.read_bytes() == sheet


def test_paper_measure_and_language(opened: Catalog, tmp_path: Path) -> None:
    path = tmp_path / "map.pdf"
    result = run(
        *("--measure", "part-population", "--paper", "a3", "--orientation", "portrait"),
        *("--lang", "en", "-o", str(path)),
    )
    assert result.exit_code == 0
    query = parse("mesure=part-population", opened.vocabulary)
    leaf = Leaf(Paper.A3, Orientation.PORTRAIT)
    expected = render_sheet(opened, query, extension="pdf", leaf=leaf, lang="en")
    assert path.read_bytes() == expected


def test_one_sheet_a_region_in_one_file(opened: Catalog, tmp_path: Path) -> None:
    path = tmp_path / "atlas.pdf"
    result = run("--each", "region", "-o", str(path))
    assert result.exit_code == 0
    assert "Planches" in result.stderr
    assert result.stdout == ""
    assert len(read_pdf(path.read_bytes()).sheets) == 5


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-o", "carte.bmp"), "Format of 'carte.bmp' is unknown. End the name by .svg, .pdf, .png"),
        (
            ("--each", "region", "-o", "carte.svg"),
            "'carte.svg' cannot hold several sheets. End the name by .pdf.",
        ),
        (("--dpi", "9000", "-o", "carte.png"), "9000 is not in the range 72<=x<=600"),
        (("--paper", "a0", "-o", "carte.png"), "'a0' is not one of 'a4', 'a3'"),
        ((), "Missing option '-o'"),
        (
            ("--query", "region=99", "-o", "carte.svg", "--lang", "en"),
            "region",
        ),
        (
            ("--level", "commune", "--measure", "aides", "-o", "carte.svg", "--lang", "fr"),
            "« niveau » n’admet pas la valeur « commune ». Valeurs admises : region, departement",
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused(
    opened: Catalog, arguments: tuple[str, ...], said: str
) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr.replace("\u202f", " ").replace("\xa0", " ")


def test_a_folder_that_is_not_there(opened: Catalog, tmp_path: Path) -> None:
    result = run("-o", str(tmp_path / "nowhere" / "carte.svg"))
    assert result.exit_code == 1
    assert "nowhere" in result.stderr
    assert "No such file or directory" in result.stderr


def test_a_register_of_which_nothing_can_be_read_is_refused_in_the_language_asked(
    tmp_path: Path,
) -> None:
    (tmp_path / "poles.csv").write_text("Quoi;x\nA;B\n", "utf-8")
    for lang, said in (("fr", "poles.csv, ligne 1\u00a0: "), ("en", "poles.csv, line 1: ")):
        output = ("--lang", lang, "-o", str(tmp_path / "carte.svg"))
        result = run("--register", str(tmp_path), *output)
        assert (result.exit_code, result.stdout) == (1, "")
        assert said in result.stderr
        assert "Error" not in result.stderr


def test_boundaries_that_are_not_built(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fail(folder: Path, **_: object) -> Catalog:
        raise DerivedError("Boundaries are missing. Run `make build-geodata`.")

    monkeypatch.setattr(COMMAND, "open_catalog", fail)
    result = run("-o", str(tmp_path / "carte.svg"))
    assert result.exit_code == 1
    assert "Run `make build-geodata`" in result.stderr
