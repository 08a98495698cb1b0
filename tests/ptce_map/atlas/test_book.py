from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ptce_map.atlas.book import Book
from ptce_map.atlas.paper.leaf import Leaf, Orientation, Paper
from ptce_map.atlas.paper.output import PdfBook
from ptce_map.query.grammar import parse
from tests.pdfs import Pdf, read_pdf

if TYPE_CHECKING:
    from ptce_map.catalog import Catalog


def book_of(catalog: Catalog, query: str, leaf: Leaf | None = None) -> Book:
    return Book(catalog, parse(query, catalog.vocabulary), leaf or Leaf(), "fr")


def read(book: Book) -> Pdf:
    written = PdfBook(book.metadata)
    for leaf in book.leaves():
        written.add(leaf.figure, leaf.bookmark, leaf.links)
    return read_pdf(written.finish())


@pytest.fixture(scope="module")
def whole(catalog: Catalog) -> Pdf:
    return read(book_of(catalog, ""))


def test_a_book_has_a_cover_an_index_and_a_sheet_a_region(catalog: Catalog, whole: Pdf) -> None:
    book = book_of(catalog, "")
    assert book.regions == ("94", "01", "93")
    assert len(whole.sheets) == len(book) == 5
    said = [sheet.text for sheet in whole.sheets]
    index = whole.sheets[1].lines
    assert index[0] == "Index des régions et des pôles"
    assert [line for line in index[1:] if line != "2"] == [
        *("Corse 3", "Insulaire 3", "La Voisine 3", "Guadeloupe 4", "Ile Haute 4"),
        *("Provence 5", "La Voisine 5", "Le Phare 5", "Le Quartier 5"),
    ]
    for leaf, part in zip(said[2:], ("2 pôles en Corse", "1 pôle en Guadeloupe", "3 pôles en")):
        assert part in leaf


def test_the_cover_has_a_legend_a_scale_and_the_overseas(whole: Pdf) -> None:
    cover = " ".join(whole.sheets[0].lines)
    for part in (
        *("Atlas des PTCE", "5 pôles · France entière", "Nombre de pôles par département"),
        *("Guadeloupe", "Aucun pôle recensé", "Périmètre documenté", "Carte\xa0au\xa01:"),
    ):
        assert part in cover
    assert cover.count(" km") == 2
    assert "Le Phare" not in cover


def test_a_region_of_one_departement_is_drawn_by_commune(whole: Pdf) -> None:
    assert "Nombre de pôles par commune" in whole.sheets[3].text


def test_bookmarks_and_links_lead_to_the_leaves(whole: Pdf) -> None:
    assert whole.bookmarks == (
        *(("Atlas des PTCE", 0), ("Index des régions et des pôles", 1)),
        *(("Corse", 2), ("Guadeloupe", 3), ("Provence", 4)),
    )
    links = [sheet.links for sheet in whole.sheets]
    assert links == [(), (*[2] * 3, *[3] * 2, *[4] * 4), (), (), ()]


def test_a_book_says_its_language_and_describes_every_sheet(catalog: Catalog, whole: Pdf) -> None:
    assert whole.lang == "fr"
    said = whole.info["Subject"].splitlines()
    assert len(said) == 4
    assert "5 pôles · France entière" in said[0]
    for line, part in zip(said[1:], ("en Corse", "en Guadeloupe", "en Provence-Alpes")):
        assert part in line


@pytest.mark.parametrize("leaf", [Leaf(), Leaf(Paper.A3, Orientation.PORTRAIT)])
def test_a_book_keeps_to_the_regions_asked_for_whatever_pole_is_open(
    catalog: Catalog, leaf: Leaf
) -> None:
    book = book_of(catalog, "region=93&pole=le-phare", leaf)
    assert (book.regions, len(book)) == (("93",), 3)
    assert book.metadata.title.startswith("Atlas des PTCE · 3 pôles en")
    cover = next(iter(book.leaves())).figure
    assert "Aucun pôle recensé" in [text.get_text() for text in cover.axes[0].texts]
