"""What a file is, told by what it holds and not by its name."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from ptce_map.origins.address import DUCKDB, GEOPACKAGE, Origin
from ptce_map.origins.laying import safe_name
from ptce_map.register.files.bounds import BLOCK, BOUNDS, MOST_BYTES
from ptce_map.register.files.reading import DATAPACKAGE, TEXTS
from ptce_map.register.logo import SUFFIXES
from ptce_map.register.schema import MAIN, PROGRAMME

HEAD = 4_096
TEXT = ".csv"
ARCHIVE, PAGE, JSON, OTHER = "archive", "page", "json", "other"
GEOJSON = re.compile(rb'"type"\s*:\s*"Feature(?:Collection)?"')
HTML = re.compile(rb"<!doctype html|<html[\s>]", re.IGNORECASE)
OTHERS = (b"%PDF", b"PAR1", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8", b"MZ", b"\x7fELF")
"""How a PDF, Parquet, gzip, PNG, JPEG and programs begin."""
SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
KEPT = (PROGRAMME, DATAPACKAGE)
"""Files of a register beside its tables."""
HIDDEN = re.compile(r"\.[^.]|__")
"""How files and folders begin that programs keep for themselves."""
DRAWINGS = tuple(f".{suffix}" for suffix in SUFFIXES)
"""Extensions of the logo of a programme."""
MOST_FILES = 200


def kind_of(path: Path) -> str:
    """Return what a file holds: an extension, or one of :data:`ARCHIVE`, :data:`PAGE`….

    What is none of the others is taken for a text: the reader of texts tells what is none.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    return next((kind for kind, holds in MARKS if holds(head, path)), TEXT)


def _is_json(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def _holds(path: Path, name: str, content: bytes = b"") -> bool:
    """Tell whether an archive has a file, that begins by some content."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(name) as file:
            return file.read(len(content)) == content
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, OSError):
        return False


def _is_zip(head: bytes) -> bool:
    return head[:4] in (b"PK\x03\x04", b"PK\x05\x06")


MARKS: tuple[tuple[str, Callable[[bytes, Path], bool]], ...] = (
    (".xlsx", lambda head, path: _is_zip(head) and _holds(path, "xl/workbook.xml")),
    (".ods", lambda head, path: _is_zip(head) and _holds(path, "mimetype", SPREADSHEET)),
    (ARCHIVE, lambda head, _: _is_zip(head)),
    (".xls", lambda head, _: head.startswith(b"\xd0\xcf\x11\xe0")),
    (GEOPACKAGE, lambda head, _: head.startswith(b"SQLite format 3\0")),
    (DUCKDB, lambda head, _: head[8:12] == b"DUCK"),
    (".geojson", lambda head, _: _is_json(head) and bool(GEOJSON.search(head))),
    (JSON, lambda head, _: _is_json(head)),
    (PAGE, lambda head, _: head.lstrip()[:1] == b"<" and bool(HTML.search(head))),
    (OTHER, lambda head, _: head.startswith(OTHERS)),
)
"""What a file is -> what tells it by its first bytes, in this order."""


def unpack(origin: Origin, path: Path, folder: Path, title: str) -> Path:
    """Unpack the tables of an archive into a folder of its title, as a register.

    Folders of the archive are forgotten; what is no table is left where it is.

    Raises
    ------
    UnusableRegisterError
        If there is no table, if two files have one name, or if they are larger than is read.
    """
    target = folder / safe_name(title, MAIN)
    target.mkdir()
    try:
        with zipfile.ZipFile(path) as archive:
            entries = list(_tables(archive))
            names = [name for name, _ in entries]
            twins = sorted({name for name in names if names.count(name) > 1})
            if twins:
                raise origin.fault("origin_twins", names=", ".join(twins))
            if not any(Path(name).suffix.lower() in TEXTS for name in names):
                raise origin.fault("origin_archive")
            if len(entries) > MOST_FILES:
                raise origin.fault("heavy", **BOUNDS)
            left = MOST_BYTES
            for name, entry in entries:
                left = _unpack(origin, archive, entry, target / name, left)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        raise origin.fault("origin_damaged") from None
    return target


def _tables(archive: zipfile.ZipFile) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """Yield the names of the files of a register, without folders, and where they are."""
    for entry in archive.infolist():
        parts = entry.filename.replace("\\", "/").split("/")
        name = parts[-1]
        is_hidden = any(HIDDEN.match(part) for part in parts)
        if is_hidden or entry.is_dir():
            continue
        if name in KEPT or Path(name).suffix.lower() in (*TEXTS, *DRAWINGS):
            path = Path(name)
            yield name if name in KEPT else f"{safe_name(path.stem, MAIN)}{path.suffix}", entry


def _unpack(
    origin: Origin, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, left: int
) -> int:
    """Unpack a file; return how many bytes may still be, whatever the archive says of itself."""
    with archive.open(entry) as source, target.open("wb") as file:
        while block := source.read(BLOCK):
            left -= file.write(block)
            if left < 0:
                raise origin.fault("heavy", **BOUNDS)
    return left
