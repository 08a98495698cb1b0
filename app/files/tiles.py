"""Vector tiles, read one at a time out of the PMTiles archives of the boundaries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from pmtiles.reader import MmapSource, Reader

TILE_URL = "/tiles/{archive}/{{z}}/{{x}}/{{y}}.mvt"


def tile_url(file_name: str) -> str:
    """Return the template of the addresses of an archive's tiles."""
    return TILE_URL.format(archive=Path(file_name).stem)


def open_archives(paths: Iterable[Path]) -> Mapping[str, Reader]:
    """Open archives, mapped in memory, by the name that stands in the addresses of their tiles."""
    readers = {}
    for path in paths:
        with path.open("rb") as file:
            readers[path.stem] = Reader(MmapSource(file))
    return MappingProxyType(readers)
