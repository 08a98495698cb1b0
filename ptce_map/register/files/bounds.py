"""How much a file of a register may hold: what is beyond is refused before it is read.

The largest registers in sight have 100,000 poles and some megabytes; a workbook is an archive,
of which a small one may grow to fill a machine.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

MOST_BYTES = 100_000_000
"""Bytes of a file, and of what an archive holds once it is opened."""
MOST_ROWS = 250_000
"""Rows of a table: those of 100,000 poles, or of their awards."""
BLOCK = 1 << 20
BOUNDS = {"most": MOST_BYTES // 1_000_000, "rows": MOST_ROWS}
"""The bounds as texts say them: megabytes and rows."""


class TooManyRowsError(Exception):
    """A sheet has more rows than are read."""


def is_heavy(path: Path) -> bool:
    """Tell whether a file, or what it holds if it is an archive, is larger than is read.

    Archives are opened to tell, a block at a time: what they say of themselves is not believed.

    Raises
    ------
    OSError
        If the file cannot be read.
    """
    if path.stat().st_size > MOST_BYTES:
        return True
    if not zipfile.is_zipfile(path):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return _outgrows(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        # The reader of workbooks says what is wrong with it, or that it is locked.
        return False


def _outgrows(archive: zipfile.ZipFile) -> bool:
    left = MOST_BYTES
    for entry in archive.infolist():
        with archive.open(entry) as file:
            while block := file.read(BLOCK):
                left -= len(block)
                if left < 0:
                    return True
    return False


def has_many_rows(data: bytes) -> bool:
    """Tell whether a table of text has more rows than are read, whatever ends its lines."""
    return max(data.count(b"\n"), data.count(b"\r")) > MOST_ROWS
