"""The data of the application, loaded once at start, frozen, shared by every request."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from pmtiles.reader import Reader

import geopandas as gpd

from app.edition import Edition, create_edition, open_edition
from app.files.payloads import TILED, Payload
from app.files.plates import Plates
from app.files.tiles import open_archives
from app.settings import Settings
from geodata import store
from geodata.cog import Cog, Level
from ptce_map.catalog import Catalog
from ptce_map.exports import Shelf
from ptce_map.filters.selection import PoleIndex
from ptce_map.filters.vocabulary import Vocabulary
from ptce_map.lookup.around import Vicinity
from ptce_map.lookup.nearby import Nearby
from ptce_map.lookup.search import SearchIndex
from ptce_map.map.style.basemaps import BASEMAPS, Basemap
from ptce_map.map.thumbnail import Thumbnail
from ptce_map.register.programme import Programme
from ptce_map.register.register import Register

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sibling:
    """A programme of a site that has several: its slug, and its titles by language."""

    slug: str
    titles: Mapping[str, str]

    @property
    def path(self) -> str:
        """Path of the programme under that of the site."""
        return programme_path(self.slug)


def programme_path(slug: str) -> str:
    """Return the path of a programme under that of a site of several."""
    return f"/p/{slug}"


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
    nearby
        The poles near each pole, the nearest first.
    suites
        Scripts of the components, compressed, by their path.
    stamp
        Digest of all that decides the bytes of answers: register, boundaries, code.
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
    slug, siblings
        In a site of several programmes, the name of this one in addresses, and all of them.
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
    nearby: Mapping[str, Sequence[Nearby]]
    suites: Mapping[str, bytes]
    stamp: str
    correction_url: str = ""
    basemap: Basemap | None = None
    n_faults: int = 0
    retired: Mapping[str, Payload] = field(default_factory=dict)
    slug: str = ""
    siblings: Sequence[Sibling] = ()

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


def load_dataset(
    settings: Settings,
    most_faults: int | None = None,
    boundaries: store.Boundaries | None = None,
) -> Dataset:
    """Open the register that the settings name, on the boundaries that they name.

    These ``boundaries`` may be open already.

    Raises
    ------
    RegisterError
        If there is no table of poles that can be read, or if there are more than ``most_faults``.
    GeodataError
        If the boundaries were not built.
    """
    edition = open_edition(settings, most_faults, boundaries)
    dataset = replace(
        lay_out(edition, settings.derived, settings.public_url),
        basemap=BASEMAPS[settings.basemap],
        correction_url=settings.correction_url,
        n_faults=len(edition.faults),
    )
    logger.info("%d poles, %d files in memory", len(dataset.poles), len(dataset.payloads))
    return dataset


def create_dataset(register: Register, cog: Cog, derived: Path, site: str = "") -> Dataset:
    """Join a register to the boundaries of a folder, and make what the browser reads."""
    return lay_out(create_edition(register, cog, store.open_boundaries(derived)), derived, site)


def lay_out(edition: Edition, derived: Path, site: str) -> Dataset:
    """Put an edition beside the archives of the boundaries that it was made on."""
    files = store.web_files(derived)
    return Dataset(
        catalog=edition.catalog,
        derived=derived,
        place_bounds=edition.place_bounds,
        payloads=edition.payloads,
        plates=edition.plates,
        archives=open_archives([store.web_folder(derived) / files[name] for name in TILED]),
        shelf=Shelf(edition.catalog, edition.layers, site.rstrip("/")),
        thumbnail=edition.thumbnail,
        search=edition.search,
        vicinity=edition.vicinity,
        nearby=edition.nearby,
        suites=edition.suites,
        stamp=edition.stamp,
    )
