"""An edition: all that the register and the boundaries alone decide, made once and kept.

It is kept beside the boundaries, or in the folder of the settings, under the hash of the register,
of the boundaries and of the code: a start opens it. What was kept and is not whole is made again;
where nothing can be written, it is made at each start, in memory.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from app import prepared
from app.files.payloads import Payload, create_payloads
from app.files.plates import Plates, create_overlays, create_plates
from app.files.suites import code_suites
from app.identity import folder_of, stamp
from app.settings import Settings
from geodata import store
from geodata.cog import Cog, Level, read_cog
from ptce_map.catalog import Catalog, build_catalog
from ptce_map.errors import RegisterError
from ptce_map.labels import LANGS
from ptce_map.layers.layer import Layer
from ptce_map.layers.published import build_layers
from ptce_map.lookup.around import Vicinity, build_vicinity
from ptce_map.lookup.nearby import Nearby, find_nearby
from ptce_map.lookup.parts import find_parts
from ptce_map.lookup.search import SearchIndex, build_search
from ptce_map.map.style.basemaps import BASEMAPS, Basemap
from ptce_map.map.thumbnail import Thumbnail, build_thumbnail
from ptce_map.notices import Fault
from ptce_map.nouns import speaking
from ptce_map.origins.access import FOLDER as ORIGINS
from ptce_map.register.opening import open_register, say_shortly
from ptce_map.register.register import Register

logger = logging.getLogger(__name__)

START = "start"
"""File of what every start opens; each layer has a file of its own, opened when it is asked for."""
KEPT = 3
"""Editions kept: that in service, the one before, and one more."""
BOUNDARIES = "boundaries"


@dataclass(frozen=True, eq=False)
class Edition:
    """What the register and the boundaries alone decide.

    Attributes
    ----------
    catalog
        The register joined to its territories, with the index of the filters.
    place_bounds
        West, south, east and north of each région and département, in degrees, by code.
    payloads
        Files made in memory, by logical name.
    plates
        What the SVG map is drawn from.
    thumbnail
        The départements, small.
    search
        Names of poles and places.
    vicinity
        The poles around each place.
    nearby
        The poles near each pole, the nearest first.
    suites
        Scripts of the components, compressed.
    stamp
        Digest of all that decides the bytes of answers: register, boundaries, code.
    layers
        What downloads are made from, by name.
    faults, said
        What is wrong in the register, and the lines that tell it.
    day
        When the register was checked (ISO).
    """

    catalog: Catalog
    place_bounds: Mapping[Level, Mapping[str, tuple[float, ...]]]
    payloads: Mapping[str, Payload]
    plates: Plates
    thumbnail: Thumbnail
    search: SearchIndex
    vicinity: Vicinity
    nearby: Mapping[str, tuple[Nearby, ...]]
    suites: Mapping[str, bytes]
    stamp: str
    layers: Mapping[str, Layer] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    said: tuple[str, ...] = ()
    day: str = ""

    def holds(self, today: str) -> bool:
        """Tell whether its faults are those of today: a date may be in the future no more."""
        return self.day == today or (not self.faults and self.day < today)


class KeptLayers(Mapping[str, Layer]):
    """The layers of a kept edition, each opened when it is first asked for."""

    def __init__(self, folder: Path, catalog: Catalog, names: tuple[str, ...]) -> None:
        self.folder, self.catalog, self.names = folder, catalog, names
        self.opened: dict[str, Layer] = {}

    def __getitem__(self, name: str) -> Layer:
        """Return a layer; all are made again if one was kept and is no more."""
        if name not in self.names:
            raise KeyError(name)
        if name not in self.opened:
            try:
                live = {BOUNDARIES: self.catalog.boundaries}
                self.opened[name] = prepared.read(self.folder / name, live)
            except prepared.UnusableError:
                self.opened |= build_layers(self.catalog)
        return self.opened[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


def open_edition(
    settings: Settings,
    most_faults: int | None = None,
    boundaries: store.Boundaries | None = None,
) -> Edition:
    """Open the edition that the settings name, or make it and keep it.

    The ``boundaries`` of the settings may be open already.

    Raises
    ------
    RegisterError
        If there is no table of poles that can be read, or if there are more than ``most_faults``.
    GeodataError
        If the boundaries were not built.
    """
    today = datetime.now(UTC).date().isoformat()
    boundaries = boundaries or store.open_boundaries(settings.derived)
    folder = folder_of(settings)
    edition = read_kept(folder, boundaries, today)
    if edition is None:
        edition = make(settings, boundaries, today, most_faults)
        keep(folder, edition)
    elif most_faults is not None and len(edition.faults) > most_faults:
        raise RegisterError(list(edition.faults))
    for line in edition.said:
        logger.warning("%s", line)
    return edition


def is_kept(folder: Path) -> bool:
    """Tell whether an edition is kept in a folder."""
    return (folder / START).exists()


def can_keep(folder: Path) -> bool:
    """Tell whether an edition could be kept in a folder."""
    there = next(path for path in folder.absolute().parents if path.exists())
    return os.access(there, os.W_OK)


def read_kept(folder: Path, boundaries: store.Boundaries, today: str) -> Edition | None:
    """Open a kept edition; nothing if it is not there, not whole, or of another day."""
    try:
        edition, names = prepared.read(folder / START, {BOUNDARIES: boundaries})
    except prepared.UnusableError:
        return None
    kept: Edition = replace(edition, layers=KeptLayers(folder, edition.catalog, names))
    return kept if kept.holds(today) else None


def make(
    settings: Settings, boundaries: store.Boundaries, today: str, most_faults: int | None
) -> Edition:
    """Read and check the register of the settings, and make its edition."""
    path = settings.register_folder
    opened = open_register(path, read_cog(), today)
    faults = opened.report.faults
    if most_faults is not None and len(faults) > most_faults:
        raise RegisterError(faults)
    made = create_edition(
        opened.register,
        read_cog(),
        boundaries,
        BASEMAPS[settings.basemap],
        scheduler=settings.scheduler,
    )
    said = tuple(say_shortly(opened.report, path, LANGS[0]))
    return replace(made, faults=tuple(faults), said=said, day=today)


def create_edition(
    register: Register,
    cog: Cog,
    boundaries: store.Boundaries,
    basemap: Basemap | None = None,
    *,
    scheduler: str = "",
) -> Edition:
    """Join a register to boundaries, and make what the site and the browser read of both.

    Parameters
    ----------
    register, cog, boundaries
        What is joined.
    basemap
        Background of the map, if there is one.
    scheduler
        Address of a dask scheduler on which the territories are joined; empty for this machine.
    """
    with speaking(register.nouns):
        return _create(register, cog, boundaries, basemap, scheduler)


def _create(
    register: Register,
    cog: Cog,
    boundaries: store.Boundaries,
    basemap: Basemap | None,
    scheduler: str,
) -> Edition:
    logger.info("Joining %d poles to the boundaries", len(register.poles))
    held = [boundaries.units(Level.COMMUNE, scale) for scale in store.Scale]  # read once for all
    catalog = build_catalog(register, boundaries, cog, scheduler=scheduler)
    logger.info("Making the files of the map")
    overlays = create_overlays(catalog)
    plates = create_plates(catalog, overlays)
    payloads = {
        payload.name: payload for payload in create_payloads(catalog, overlays, plates, basemap)
    }
    logger.info("Indexing names and places")
    # Worked out now, they are kept with the catalog.
    _ = catalog.measures, catalog.reading_order, cog.inside
    parts = find_parts(catalog.poles)
    edition = Edition(
        catalog=catalog,
        place_bounds=bound_places(boundaries),
        payloads=MappingProxyType(payloads),
        plates=plates,
        thumbnail=build_thumbnail(boundaries.units(Level.DEPARTEMENT, store.Scale.DISPLAY)),
        search=build_search(catalog.poles, cog),
        vicinity=build_vicinity(catalog, parts),
        nearby=find_nearby(catalog.poles, catalog.territories.memberships, parts=parts),
        suites=code_suites(),
        stamp=stamp(catalog),
        layers=build_layers(catalog),
    )
    held.clear()
    return edition


def bound_places(boundaries: store.Boundaries) -> dict[Level, dict[str, tuple[float, ...]]]:
    """Return the bounding box of each région and département, in degrees."""
    return {
        level: {
            str(code): tuple(round(float(edge), 3) for edge in box)
            for code, *box in boundaries.units(level, store.Scale.DISPLAY).bounds.itertuples()
        }
        for level in (Level.REGION, Level.DEPARTEMENT)
    }


def keep(folder: Path, edition: Edition) -> None:
    """Keep an edition in a folder, if it can be written, and the last of the others."""
    live = {BOUNDARIES: edition.catalog.boundaries}
    names = tuple(edition.layers)
    try:
        for name, layer in edition.layers.items():
            prepared.write(folder / name, layer, live)
        prepared.write(folder / START, (replace(edition, layers={}), names), live)
        others = [
            path
            for path in folder.parent.iterdir()
            if path.is_dir() and path.name not in (folder.name, ORIGINS)
        ]
        for path in sorted(others, key=lambda path: -path.stat().st_mtime)[KEPT - 1 :]:
            shutil.rmtree(path)
    except OSError as error:
        logger.info("Nothing is kept for the next start: %s", error)
