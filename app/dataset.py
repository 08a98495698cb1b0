"""The data of the application, loaded once at start, frozen, shared by every request."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from pmtiles.reader import Reader

import geopandas as gpd

from app.files.payloads import TILED, Payload, create_payloads
from app.files.plates import Plates, create_overlays, create_plates
from app.files.tiles import open_archives
from app.settings import Settings
from geodata import store
from geodata.cog import Cog, Level, read_cog
from ptce_map.catalog import Catalog, build_catalog
from ptce_map.errors import RegisterError
from ptce_map.exports import Shelf, open_shelf
from ptce_map.filters.selection import PoleIndex
from ptce_map.filters.vocabulary import Vocabulary
from ptce_map.labels import LANGS
from ptce_map.lookup.around import Vicinity, build_vicinity
from ptce_map.lookup.nearby import Nearby, find_nearby
from ptce_map.lookup.search import SearchIndex, build_search
from ptce_map.map.style.basemaps import BASEMAPS, Basemap
from ptce_map.map.thumbnail import Thumbnail, build_thumbnail
from ptce_map.register.opening import open_register, say_shortly
from ptce_map.register.programme import Programme
from ptce_map.register.register import Register

logger = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Dataset:
    """What every request reads.

    Attributes
    ----------
    catalog
        The register joined to its territories, with the index of the filters.
    derived
        Folder of the built boundaries.
    place_bounds
        West, south, east and north of each région and département, in degrees, by code.
    payloads
        Files made in memory, by logical name.
    plates
        What the SVG map is drawn from.
    archives
        Archives of vector tiles, by the name that stands in their addresses.
    shelf
        What downloads are made from.
    thumbnail
        The départements, small.
    search
        Names of poles and places.
    vicinity
        The poles around each place.
    correction_url
        Address that takes corrections, with ``{pole}`` for an id and ``{nom}`` for a name; empty
        if there is none.
    basemap
        Background of the map, if the operator wants one.
    n_faults
        How many faults the register has.
    retired
        Files made in memory from the edition before, by the name under which they are served: pages
        that were opened on it ask for them.
    """

    catalog: Catalog
    derived: Path
    place_bounds: Mapping[Level, Mapping[str, tuple[float, ...]]]
    payloads: Mapping[str, Payload]
    plates: Plates
    archives: Mapping[str, Reader]
    shelf: Shelf
    thumbnail: Thumbnail
    search: SearchIndex
    vicinity: Vicinity
    correction_url: str = ""
    basemap: Basemap | None = None
    n_faults: int = 0
    retired: Mapping[str, Payload] = field(default_factory=dict)

    @property
    def register(self) -> Register:
        """The register."""
        return self.catalog.register

    @property
    def poles(self) -> gpd.GeoDataFrame:
        """The poles, one row each, indexed by id."""
        return self.catalog.poles

    @property
    def vocabulary(self) -> Vocabulary:
        """The values of the filters, with their names."""
        return self.catalog.vocabulary

    @property
    def index(self) -> PoleIndex:
        """The poles as arrays, for the filters."""
        return self.catalog.index

    @property
    def millesime(self) -> int:
        """Year of the Code officiel géographique."""
        return int(self.catalog.boundaries.manifest["millesime"])

    @cached_property
    def payload_files(self) -> Mapping[str, Payload]:
        """Files made in memory, by the name under which they are served."""
        return {**self.retired, **self.own_files}

    @property
    def own_files(self) -> Mapping[str, Payload]:
        """Files made in memory from this edition, by the name under which they are served."""
        return {payload.file_name: payload for payload in self.payloads.values()}

    @property
    def programme(self) -> Programme:
        """What the register is called and how it is told."""
        return self.catalog.programme

    def title(self, lang: str) -> str:
        """Return the title of the page."""
        return self.programme.say("title", lang)

    def payload_url(self, name: str) -> str:
        """Return the address of a file made in memory."""
        return self.payloads[name].url

    @cached_property
    def nearby(self) -> Mapping[str, Sequence[Nearby]]:
        """The poles near each pole, the nearest first; their distances are measured once."""
        return find_nearby(self.poles, self.catalog.territories.memberships)


def load_dataset(settings: Settings, most_faults: int | None = None) -> Dataset:
    """Load the register that the settings name, on the boundaries that they name.

    Raises
    ------
    RegisterError
        If there is no table of poles that can be read, or if there are more than ``most_faults``.
    GeodataError
        If the boundaries were not built.
    """
    folder, site = settings.register_folder, settings.public_url
    today = datetime.now(UTC).date().isoformat()
    opened = open_register(folder, read_cog(), today)
    n_faults = len(opened.report.faults)
    if most_faults is not None and n_faults > most_faults:
        raise RegisterError(opened.report.faults)
    for line in say_shortly(opened.report, folder, LANGS[0]):
        logger.warning("%s", line)
    basemap = BASEMAPS[settings.basemap]
    dataset = replace(
        create_dataset(opened.register, read_cog(), settings.derived, site, basemap),
        correction_url=settings.correction_url,
        n_faults=n_faults,
    )
    logger.info("%d poles, %d files in memory", len(dataset.poles), len(dataset.payloads))
    return dataset


def create_dataset(
    register: Register, cog: Cog, derived: Path, site: str = "", basemap: Basemap | None = None
) -> Dataset:
    """Join a register to the boundaries of a folder, and make what the browser reads."""
    logger.info("Joining %d poles to the boundaries", len(register.poles))
    catalog = build_catalog(register, store.open_boundaries(derived), cog)
    boundaries = catalog.boundaries
    logger.info("Making the files of the map")
    overlays = create_overlays(catalog)
    plates = create_plates(catalog, overlays)
    made = create_payloads(catalog, derived, overlays, plates, basemap)
    payloads = {payload.name: payload for payload in made}
    files = store.web_files(derived)
    logger.info("Indexing names and places")
    return Dataset(
        catalog=catalog,
        derived=derived,
        place_bounds=bound_places(boundaries),
        payloads=MappingProxyType(payloads),
        plates=plates,
        archives=open_archives([store.web_folder(derived) / files[name] for name in TILED]),
        shelf=open_shelf(catalog, site),
        basemap=basemap,
        thumbnail=build_thumbnail(boundaries.units(Level.DEPARTEMENT, store.Scale.DISPLAY)),
        search=build_search(catalog.poles, cog),
        vicinity=build_vicinity(catalog),
    )


def bound_places(boundaries: store.Boundaries) -> dict[Level, dict[str, tuple[float, ...]]]:
    """Return the bounding box of each région and département, in degrees."""
    return {
        level: {
            str(code): tuple(round(float(edge), 3) for edge in box)
            for code, *box in boundaries.units(level, store.Scale.DISPLAY).bounds.itertuples()
        }
        for level in (Level.REGION, Level.DEPARTEMENT)
    }
