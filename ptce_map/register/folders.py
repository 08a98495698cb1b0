"""A folder of registers: each of its subfolders is the register of a programme."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from ptce_map.labels import slug
from ptce_map.register.files.reading import DATAPACKAGE, READERS
from ptce_map.register.schema import ORIGIN, PROGRAMME

OF_A_REGISTER = (PROGRAMME, DATAPACKAGE, ORIGIN)
"""Files beside which subfolders are no registers: the folder itself is one."""


def find_registers(path: Path) -> Mapping[str, Path]:
    """Return the registers of a folder of registers, by the slugs of their names, in their order.

    There is none if the path is a register itself: a file, or a folder with a table in it. Folders
    whose name begins with a point are left out; a slug that is taken is numbered.
    """
    if not path.is_dir():
        return MappingProxyType({})
    inside = sorted(path.iterdir())
    if any(is_of_a_register(file) for file in inside if not file.is_dir()):
        return MappingProxyType({})
    found: dict[str, Path] = {}
    for folder in inside:
        if folder.is_dir() and not folder.name.startswith("."):
            found[_free(slug(folder.name) or "programme", found)] = folder
    return MappingProxyType(found)


def is_of_a_register(file: Path) -> bool:
    """Tell whether a file is a table, or says what tables beside it are."""
    return file.name in OF_A_REGISTER or file.suffix.lower() in READERS


def _free(name: str, taken: Mapping[str, Path]) -> str:
    """Return a name, numbered from 2 if it is taken."""
    free, n = name, 2
    while free in taken:
        free, n = f"{name}-{n}", n + 1
    return free
