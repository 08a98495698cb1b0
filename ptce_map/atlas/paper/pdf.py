"""PDF of one page or many: its language, its bookmarks and the links between its pages.

matplotlib writes pages, fonts and annotations. It has no function for what the catalog of a PDF
says of the whole, which is written again before the end: the last version of an object holds.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from matplotlib.backends import backend_pdf
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

from ptce_map.atlas.paper.page import Box

POINTS_PER_MM = 72 / 25.4
Name: Any = backend_pdf.Name


@dataclass(frozen=True)
class Link:
    """A part of a page, in millimetres, that leads to another page, numbered from 1."""

    box: Box
    page: int


class PdfWriter:
    """A PDF being written, page by page."""

    def __init__(self, information: dict[str, Any], lang: str) -> None:
        self._buffer = io.BytesIO()
        self._pages = PdfPages(self._buffer, metadata=information)
        self._lang = lang
        self._bookmarks: list[tuple[str, int]] = []

    def add(self, figure: Figure, bookmark: str, links: Iterable[Link]) -> None:
        """Add a page, with its name among the bookmarks, if any, and its links."""
        self._pages.savefig(figure)  # type: ignore[no-untyped-call]
        if bookmark:
            self._bookmarks.append((bookmark, self._pages.get_pagecount()))  # type: ignore[no-untyped-call]
        _, annotations = self._file._annotations[-1]
        annotations += [_annotation(link) for link in links]

    def finish(self) -> bytes:
        """End the file and return it."""
        file = self._file
        catalog: dict[str, Any] = {
            "Type": Name("Catalog"),
            "Pages": file.pagesObject,
            "Lang": self._lang,
            "ViewerPreferences": {"DisplayDocTitle": True},
            "Dests": {
                _place(number): [page, Name("Fit")]
                for number, page in enumerate(file.pageList, start=1)
            },
        }
        if self._bookmarks:
            outlines = {"Outlines": self._write_outlines(), "PageMode": Name("UseOutlines")}
            catalog = catalog | outlines
        file.writeObject(file.rootObject, catalog)
        self._pages.close()  # type: ignore[no-untyped-call]
        return self._buffer.getvalue()

    @property
    def _file(self) -> Any:
        return self._pages._ensure_file()  # type: ignore[no-untyped-call]

    def _write_outlines(self) -> Any:
        """Write the bookmarks, a chain of objects; return the one that holds its ends."""
        file = self._file
        outlines = file.reserveObject("outlines")
        items = [file.reserveObject("bookmark") for _ in self._bookmarks]
        for rank, (title, page) in enumerate(self._bookmarks):
            item = {"Title": title, "Parent": outlines, "Dest": Name(_place(page))}
            before, after = items[:rank][-1:], items[rank + 1 : rank + 2]
            item |= {"Prev": before[0]} if before else {}
            item |= {"Next": after[0]} if after else {}
            file.writeObject(items[rank], item)
        ends = {"First": items[0], "Last": items[-1], "Count": len(items)}
        file.writeObject(outlines, {"Type": Name("Outlines"), **ends})
        return outlines


def _place(page: int) -> str:
    return f"page-{page}"


def _annotation(link: Link) -> dict[str, Any]:
    box = link.box
    corners = (box.left, box.bottom, box.right, box.top)
    return {
        "Type": Name("Annot"),
        "Subtype": Name("Link"),
        "Rect": [side * POINTS_PER_MM for side in corners],
        "Border": [0, 0, 0],
        "Dest": Name(_place(link.page)),
    }
