"""Files of this machine that hold tables."""

from __future__ import annotations

from pathlib import Path

from ptce_map.origins.address import Origin
from ptce_map.register.files.bounds import BOUNDS, MOST_BYTES


def usable_file(origin: Origin) -> None:
    """Refuse a file that is not there, that is too large or that may not be read.

    Raises
    ------
    UnusableRegisterError
        With what to do.
    """
    path = Path(origin.address)
    if not path.is_file():
        raise origin.fault("origin_path")
    try:
        size = path.stat().st_size
        path.open("rb").close()
    except OSError:
        raise origin.fault("unreadable") from None
    if size > MOST_BYTES:
        raise origin.fault("heavy", **BOUNDS)


def fingerprint(path: Path) -> str:
    """Return what tells two states of a file apart: size, time and place; empty without one."""
    try:
        stat = path.stat()
    except OSError:
        return ""
    return f"{stat.st_size} {stat.st_mtime_ns} {stat.st_ino}"
