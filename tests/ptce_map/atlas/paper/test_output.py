from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from matplotlib.figure import Figure
from PIL import Image

from ptce_map.atlas.paper.canvas import Canvas
from ptce_map.atlas.paper.leaf import Leaf, Orientation, Paper
from ptce_map.atlas.paper.output import FORMATS, Metadata, PdfBook
from ptce_map.atlas.paper.typeface import Face, families
from tests.pdfs import read_pdf

if TYPE_CHECKING:
    pass

SVG = "{http://www.w3.org/2000/svg}"
METADATA = Metadata(
    title="12 pôles · Occitanie",
    description="Carte <en aplats> & cercles : 12 pôles.",
    creator="Carte des PTCE",
    rights="Licence Ouverte 2.0",
    date="2026-01-15",
    lang="fr",
)


def figure(leaf: Leaf | None = None) -> Figure:
    canvas = Canvas(leaf or Leaf())
    canvas.text(50, 50, "Écopôle à l'œuvre", Face(10))
    canvas.rectangle(leaf.box if leaf else Leaf().box, edge="#123456", width=1 / 3)
    return canvas.figure


@pytest.mark.parametrize("extension", FORMATS)
def test_the_same_sheet_is_the_same_bytes(extension: str) -> None:
    write = FORMATS[extension].write
    assert write(figure(), METADATA, 100) == write(figure(), METADATA, 100)


@pytest.mark.parametrize("extension", FORMATS)
def test_undated_data_make_an_undated_sheet(extension: str) -> None:
    written = FORMATS[extension].write(figure(), replace(METADATA, date=""), 100)
    assert b"2026" not in written
    assert written != FORMATS[extension].write(figure(), METADATA, 100)


@pytest.mark.parametrize("paper", Paper)
def test_svg_has_its_size_its_texts_and_says_what_it_is(paper: Paper) -> None:
    leaf = Leaf(paper, Orientation.LANDSCAPE)
    root = ElementTree.fromstring(FORMATS["svg"].write(figure(leaf), METADATA, 100))
    width = float(root.attrib["width"].removesuffix("pt")) * 25.4 / 72
    assert width == pytest.approx(leaf.box.width, abs=0.01)
    assert root.attrib["role"] == "img"
    assert root.attrib["lang"] == "fr"
    assert root.findtext(f"{SVG}title") == METADATA.title
    assert root.findtext(f"{SVG}desc") == METADATA.description
    assert [text.text for text in root.iter(f"{SVG}text")] == ["Écopôle à l'œuvre"]
    said = "".join(root.find(f"{SVG}metadata").itertext())
    for value in (METADATA.creator, METADATA.rights, METADATA.date):
        assert value in said


def test_svg_keeps_two_decimals_of_coordinates_and_every_letter_of_texts() -> None:
    canvas = Canvas(Leaf())
    canvas.text(50, 50, "0.12345", Face(10))
    svg = FORMATS["svg"].write(canvas.figure, METADATA, 100).decode()
    assert ">0.12345<" in svg
    assert "M 0 595.27 " in svg


def test_svg_names_what_a_reader_may_have_in_place_of_the_font() -> None:
    root = ElementTree.fromstring(FORMATS["svg"].write(figure(), METADATA, 100))
    (text,) = root.iter(f"{SVG}text")
    styles = dict(part.split(": ") for part in text.attrib["style"].split("; "))
    named = styles["font-family"].split(", ")
    assert named[0].strip("'") == families()[0]
    assert named[-3:] == ["Arial", "Helvetica", "sans-serif"]
    assert len(named) == len(set(named))


def test_pdf_has_its_size_its_fonts_its_texts_and_says_what_it_is() -> None:
    leaf = Leaf(Paper.A3, Orientation.PORTRAIT)
    content = FORMATS["pdf"].write(figure(leaf), METADATA, 100)
    read = read_pdf(content)
    (sheet,) = read.sheets
    assert content.startswith(b"%PDF-1.4")
    assert sheet.size == pytest.approx((297, 420), abs=0.01)
    assert sheet.lines == ("Écopôle à l'œuvre",)
    assert (read.info["Title"], read.info["Subject"]) == (METADATA.title, METADATA.description)
    assert (read.info["Author"], read.info["Keywords"]) == (METADATA.creator, METADATA.rights)
    assert read.info["CreationDate"] == "D:20260115000000Z"
    assert (read.lang, read.bookmarks) == (METADATA.lang, ())
    assert sheet.fonts <= {"TrueType", "Type0"}


@pytest.mark.parametrize(("dpi", "size"), [(100, (1169, 826)), (254, (2970, 2100))])
def test_png_has_its_size_and_says_what_it_is(dpi: int, size: tuple[int, int]) -> None:
    image = Image.open(io.BytesIO(FORMATS["png"].write(figure(), METADATA, dpi)))
    assert image.size == pytest.approx(size, abs=1)
    assert image.info["dpi"] == pytest.approx((dpi, dpi), abs=0.1)
    assert image.info["Title"] == METADATA.title
    assert image.info["Description"] == METADATA.description
    assert image.info["Copyright"] == METADATA.rights
    assert "Software" not in image.info


def test_a_book_has_its_leaves_and_is_always_the_same_bytes() -> None:
    def written() -> bytes:
        book = PdfBook(METADATA)
        for orientation in Orientation:
            book.add(figure(Leaf(Paper.A4, orientation)))
        return book.finish()

    read = read_pdf(written())
    assert [round(sheet.size[0]) for sheet in read.sheets] == [210, 297]
    assert read.info["Title"] == METADATA.title
    assert written() == written()


def test_threads_do_not_disturb_each_other() -> None:
    def write(extension: str) -> bytes:
        return FORMATS[extension].write(figure(), METADATA, 100)

    asked = ["svg", "pdf", "png"] * 4
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(write, asked))
    assert together == [write(extension) for extension in asked]
