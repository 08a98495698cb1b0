"""PDF of one leaf or many: its language, its bookmarks and the links between its leaves.

matplotlib draws the leaves; pypdf adds what a PDF says of the whole.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from pypdf import PdfWriter
from pypdf.annotations import Link as Annotation
from pypdf.generic import BooleanObject, DictionaryObject, Fit, NameObject, TextStringObject

from ptce_map.atlas.paper.leaf import Box

POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True)
class Link:
    """A part of a leaf, in millimetres, that leads to another, by its number from 1."""

    box: Box
    folio: int


class PdfFile:
    """A PDF being made, leaf by leaf."""

    def __init__(self, information: dict[str, Any], lang: str) -> None:
        self._buffer = io.BytesIO()
        self._leaves = PdfPages(self._buffer, metadata=information)
        self._lang = lang
        self._bookmarks: list[tuple[str, int]] = []
        self._links: list[tuple[int, Link]] = []

    def add(self, figure: Figure, bookmark: str, links: Iterable[Link]) -> None:
        """Add a leaf, with its name among the bookmarks, if any, and its links."""
        position = self._leaves.get_pagecount()  # type: ignore[no-untyped-call]
        self._leaves.savefig(figure)  # type: ignore[no-untyped-call]
        if bookmark:
            self._bookmarks.append((bookmark, position))
        self._links += [(position, link) for link in links]

    def finish(self) -> bytes:
        """End the file and return it."""
        self._leaves.close()  # type: ignore[no-untyped-call]
        writer = PdfWriter(clone_from=self._buffer, keep_initial_header=True)
        writer.root_object[NameObject("/Lang")] = TextStringObject(self._lang)
        writer.root_object[NameObject("/ViewerPreferences")] = DictionaryObject(
            {NameObject("/DisplayDocTitle"): BooleanObject(value=True)}
        )
        for title, position in self._bookmarks:
            writer.add_outline_item(title=title, page_number=position, fit=Fit.fit())
        if self._bookmarks:
            writer.page_mode = "/UseOutlines"
        for position, link in self._links:
            writer.add_annotation(position, _annotation(link))
        written = io.BytesIO()
        writer.write(written)
        return written.getvalue()


def _annotation(link: Link) -> Annotation:
    box = link.box
    left, bottom, right, top = (
        side * POINTS_PER_MM for side in (box.left, box.bottom, box.right, box.top)
    )
    return Annotation(
        rect=(left, bottom, right, top), target_page_index=link.folio - 1, fit=Fit.fit()
    )
