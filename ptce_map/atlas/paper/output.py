"""A figure as SVG, PDF or PNG: text stays text, and the same sheet is always the same bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from types import MappingProxyType
from typing import Any
from xml.sax.saxutils import escape

import matplotlib as mpl
from matplotlib.figure import Figure

from ptce_map.atlas.paper.pdf import Link, PdfFile
from ptce_map.atlas.paper.typeface import FALLBACKS, families

SETTINGS: Any = MappingProxyType(
    {
        "svg.fonttype": "none",
        "svg.hashsalt": "ptce-map",
        "pdf.fonttype": 42,
        "pdf.compression": 6,
        "path.simplify": False,
        "text.hinting": "none",
    }
)

_PATH = re.compile(rb' d="[^"]*"')
_LONG_DECIMALS = re.compile(rb"(\.\d\d)\d+")
_FAMILY = re.compile(r"font-family: [^;\"]*")

# matplotlib reads these settings from one global table: files are written one at a time.
_WRITING = Lock()


@dataclass(frozen=True)
class Metadata:
    """What a file says of itself.

    ``description`` is the alternative text of the map; ``date`` is that of the data (ISO), empty if
    it is not known.
    """

    title: str
    description: str
    creator: str
    rights: str
    date: str
    lang: str


@dataclass(frozen=True)
class Format:
    """A format of file: how a figure is written in it at a resolution."""

    write: Callable[[Figure, Metadata, int], bytes]


def write_svg(figure: Figure, metadata: Metadata, dpi: int) -> bytes:
    """Write a vector image that screen readers can name and describe.

    Coordinates keep two decimals, 0.004 mm: half the size, nothing to be seen.
    """
    known = {
        "Title": metadata.title,
        "Description": metadata.description,
        "Creator": metadata.creator,
        "Rights": metadata.rights,
        "Date": metadata.date or None,
        "Language": metadata.lang,
    }
    drawn = _PATH.sub(_shortened, _saved(figure, "svg", known, dpi))
    svg = _FAMILY.sub(f"font-family: {_readers_families()}", drawn.decode())
    described = f"<desc>{escape(metadata.description)}</desc>\n <metadata>"
    svg = svg.replace("<metadata>", described, 1)
    return svg.replace("<svg ", f'<svg role="img" lang="{metadata.lang}" ', 1).encode()


def _readers_families() -> str:
    """Name the family that the sheet is set in, then those that a reader may have instead."""
    known = dict.fromkeys((families()[0], *FALLBACKS))
    return ", ".join(f"'{name}'" if " " in name else name for name in known)


def _shortened(path: re.Match[bytes]) -> bytes:
    return _LONG_DECIMALS.sub(rb"\1", path.group())


def write_pdf(figure: Figure, metadata: Metadata, _dpi: int) -> bytes:
    """Write a PDF of one leaf, with its fonts; it has no resolution."""
    book = PdfBook(metadata)
    book.add(figure)
    return book.finish()


def write_png(figure: Figure, metadata: Metadata, dpi: int) -> bytes:
    """Write a bitmap."""
    known = {
        "Title": metadata.title,
        "Description": metadata.description,
        "Author": metadata.creator,
        "Copyright": metadata.rights,
        "Creation Time": metadata.date or None,
        "Software": None,
    }
    return _saved(figure, "png", known, dpi)


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "svg": Format(write_svg),
        "pdf": Format(write_pdf),
        "png": Format(write_png),
    }
)
"""Extension -> format."""


class PdfBook:
    """A PDF of many leaves: add figures one by one, then take its bytes."""

    def __init__(self, metadata: Metadata) -> None:
        self._file = PdfFile(_pdf_information(metadata), metadata.lang)

    def add(self, figure: Figure, bookmark: str = "", links: Iterable[Link] = ()) -> None:
        """Add a leaf; a bookmark leads to it, links lead from it to others."""
        with _WRITING, mpl.rc_context(dict(SETTINGS)):
            self._file.add(figure, bookmark, links)

    def finish(self) -> bytes:
        """End the book and return it."""
        with _WRITING, mpl.rc_context(dict(SETTINGS)):
            return self._file.finish()


def _saved(figure: Figure, extension: str, metadata: Mapping[str, Any], dpi: int) -> bytes:
    buffer = io.BytesIO()
    with _WRITING, mpl.rc_context(dict(SETTINGS)):
        figure.savefig(buffer, format=extension, dpi=dpi, metadata=dict(metadata))
    return buffer.getvalue()


def _pdf_information(metadata: Metadata) -> dict[str, Any]:
    day = metadata.date or None
    return {
        "Title": metadata.title,
        "Subject": metadata.description,
        "Author": metadata.creator,
        "Creator": metadata.creator,
        "Keywords": metadata.rights,
        "CreationDate": day and datetime.fromisoformat(day).replace(tzinfo=UTC),
    }
