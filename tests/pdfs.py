"""Read a PDF by a program that did not write it: its texts, pages, bookmarks and links."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from pdfminer.utils import decode_text

GAP = 1.0
"""Points between two letters of different texts, such as a name and its page in an index."""


@dataclass(frozen=True)
class Sheet:
    """A page: its size in millimetres, its lines of text, its kinds of font, and its links.

    ``links`` are the numbers, from 0, of the pages that its links lead to.
    """

    size: tuple[float, float]
    lines: tuple[str, ...]
    fonts: frozenset[str]
    links: tuple[int, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@dataclass(frozen=True)
class Pdf:
    """A document: titles and numbers of pages of its bookmarks, and what it says of itself."""

    sheets: tuple[Sheet, ...]
    bookmarks: tuple[tuple[str, int], ...]
    info: Mapping[str, str]
    lang: str


def read_pdf(content: bytes) -> Pdf:
    document = PDFDocument(PDFParser(io.BytesIO(content)))
    pages = list(PDFPage.create_pages(document))
    numbers = {page.pageid: number for number, page in enumerate(pages)}
    info: dict[str, Any] = document.info[0]
    return Pdf(
        sheets=tuple(_sheet(page, numbers) for page in pages),
        bookmarks=tuple(_bookmarks(document, numbers)),
        info={name: decode_text(resolve1(value)) for name, value in info.items()},
        lang=decode_text(resolve1(document.catalog["Lang"])),
    )


def _sheet(page: PDFPage, numbers: Mapping[object, int]) -> Sheet:
    left, bottom, right, top = page.mediabox
    fonts = resolve1(resolve1(page.resources).get("Font", {}))
    notes = [resolve1(note) for note in resolve1(page.annots) or ()]
    return Sheet(
        size=((right - left) * 25.4 / 72, (top - bottom) * 25.4 / 72),
        lines=tuple(_lines(page)),
        fonts=frozenset(resolve1(font)["Subtype"].name for font in fonts.values()),
        links=tuple(numbers[resolve1(note["Dest"])[0].objid] for note in notes),
    )


def _lines(page: PDFPage) -> Iterator[str]:
    """Yield the lines in the order in which they are drawn; what stands apart is a word apart."""
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources)
    PDFPageInterpreter(resources, device).process_page(page)
    letters = [item for item in device.get_result() if isinstance(item, LTChar)]
    for _, drawn in groupby(letters, key=lambda letter: round(letter.matrix[5], 1)):
        line, end = "", math.inf
        for letter in drawn:
            line += f" {letter.get_text()}" if letter.x0 > end + GAP else letter.get_text()
            end = letter.x1
        yield line.strip()


def _bookmarks(document: PDFDocument, numbers: Mapping[object, int]) -> Iterator[tuple[str, int]]:
    if "Outlines" not in document.catalog:
        return
    for _, title, place, action, _ in document.get_outlines():
        target = place or resolve1(resolve1(action)["D"])
        yield title, numbers[target[0].objid]
