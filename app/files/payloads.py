"""Small files made in memory at start and served under the hash of their content."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from pickle import PickleBuffer
from types import MappingProxyType
from typing import Any

import geopandas as gpd

from app.files.facts import pole_facts
from app.files.plates import Overlays, Plates, blank_poles, blank_units, closer_paths
from app.files.scripts import link_scripts, link_styles
from app.files.tiles import tile_url
from geodata import store
from geodata.coding import CODINGS, Effort
from geodata.cog import Cog, Level
from geodata.jsontext import to_json
from geodata.web import geojson
from ptce_map.catalog import Catalog
from ptce_map.labels import LANGS, read_locale
from ptce_map.map.accent import themes_of
from ptce_map.map.style import build_style
from ptce_map.map.style.basemaps import Basemap
from ptce_map.map.svg.communes import PARTS, place_parts
from ptce_map.map.svg.frame import to_units
from ptce_map.map.svg.names import name_places
from ptce_map.map.themes import css
from ptce_map.measures.censuses import say_span, years_of_units

TILED = ("limits", "communes")
"""Boundaries that the browser reads as vector tiles."""

ASSETS = Path(__file__).parent.parent.parent / "assets"
"""Scripts and stylesheets of the page."""

TEMPLATES = Path(__file__).parent.parent / "templates"
"""Frames of the pages that are plain HTML, and their styles."""

DOCUMENT_CSS = TEMPLATES / "document.css"
"""Look of the pages that are plain HTML."""

MEDIA_TYPES = {
    "geojson": "application/geo+json",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "css": "text/css; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
}


CARD_KEY = re.compile(r"hover\.|legend\.(outside$|value\.)|measure\.[^.]+\.unit$")
"""Keys of the texts that the scripts write."""


@dataclass(frozen=True)
class Payload:
    """A file in memory, with its compressed copies by content coding."""

    name: str
    suffix: str
    encodings: Mapping[str, bytes | memoryview]

    def __reduce_ex__(self, protocol: Any) -> Any:
        """Keep the bytes apart where a pickle can: opened, they are pages of its file."""
        if protocol < 5:
            return super().__reduce_ex__(protocol)
        apart = {coding: PickleBuffer(data) for coding, data in self.encodings.items()}
        return reopen, (self.name, self.suffix, apart, self.file_name)

    @cached_property
    def file_name(self) -> str:
        """Name of the file, with the hash of its content."""
        digest = hashlib.sha256(self.encodings["identity"]).hexdigest()[:10]
        return f"{self.name}.{digest}.{self.suffix}"

    @property
    def media_type(self) -> str:
        """Media type of the file."""
        return MEDIA_TYPES[self.suffix]

    @property
    def text(self) -> str:
        """The file as text, for a page that holds it."""
        return bytes(self.encodings["identity"]).decode()

    @property
    def url(self) -> str:
        """Address of the file on the site."""
        return f"/geo/{self.file_name}"


def reopen(name: str, suffix: str, encodings: Mapping[str, memoryview], file_name: str) -> Payload:
    """Make a payload that was kept, whose hash is known."""
    payload = Payload(name, suffix, MappingProxyType(encodings))
    payload.__dict__["file_name"] = file_name
    return payload


def create_payload(name: str, suffix: str, data: bytes) -> Payload:
    """Make a payload and compress it once, by brotli and gzip."""
    return Payload(name, suffix, coded(data))


@lru_cache(maxsize=256)
def coded(data: bytes) -> Mapping[str, bytes]:
    """Return some bytes and their compressed copies; most are those of the edition before."""
    copies = {coding: code(data, Effort.AT_START) for coding, code in CODINGS.items()}
    return MappingProxyType({"identity": data, **copies})


def create_payloads(
    catalog: Catalog,
    overlays: Overlays,
    plates: Plates,
    basemap: Basemap | None = None,
) -> Iterator[Payload]:
    """Make every file of this kind: map layers, facts of the poles, texts, styles, colours."""
    layers = [] if plates.is_crowd else create_layers(overlays)
    yield from (*layers, create_members(catalog), *create_populations(catalog))
    yield create_payload("ids", "json", to_json(list(catalog.reading_order)))
    yield from create_drawings(plates)
    yield from create_places(catalog)
    yield create_parts(catalog)
    for lang in LANGS:
        if not plates.is_crowd:
            yield create_payload(f"poles-{lang}", "json", to_json(pole_facts(catalog, lang)))
        yield create_payload(f"labels-{lang}", "json", to_json(card_texts(catalog, lang)))
    urls = source_urls(catalog.boundaries.manifest["web"])
    urls |= {"territoires": "", "sieges": ""} | {layer.name: layer.url for layer in layers}
    themes = themes_of(catalog.register.accent)
    for theme in themes.values():
        yield create_payload(
            f"style-{theme.name}", "json", to_json(build_style(theme, urls, basemap))
        )
    logo = catalog.register.logo
    if logo:
        yield create_payload("logo", logo.suffix, logo.content)
    yield create_payload("themes", "css", css(themes).encode())
    yield create_payload("document", "css", DOCUMENT_CSS.read_bytes())
    yield create_payload("page", "css", link_styles(ASSETS).encode())
    yield create_payload("scripts", "js", link_scripts(ASSETS).encode())


def create_drawings(plates: Plates) -> Iterator[Payload]:
    """Make the SVG map of each level, and the finer paths of what is looked at closely."""
    for level, sheet in plates.sheets.items():
        yield create_payload(f"map-{level}", "svg", blank_units(sheet).encode())
    if not plates.is_crowd:
        yield create_payload("map-poles", "svg", blank_poles(plates).encode())
    for name, paths in closer_paths(plates):
        yield create_payload(f"close-{name}", "json", to_json(paths))


def create_places(catalog: Catalog) -> Iterator[Payload]:
    """Make the names of places of each département, and the list of these files."""
    cog = catalog.cog
    departements = catalog.boundaries.units(Level.DEPARTEMENT, store.Scale.DISPLAY)
    boxes = {str(code): box for code, *box in departements.bounds.itertuples()}
    middles = departements.representative_point()
    listed = []
    for names in name_places(cog.communes, catalog.boundaries.seats, cog.departements, boxes):
        payload = create_payload(f"places-{names.code}", "json", to_json(names.places))
        at = to_units((middles[names.code].x, middles[names.code].y))
        listed.append(
            {
                "url": payload.url,
                "nom": names.name,
                "bounds": names.bounds,
                "at": [round(value) for value in at],
            }
        )
        yield payload
    yield create_payload("places", "json", to_json(listed))


def create_parts(catalog: Catalog) -> Payload:
    """Make the list of the parts of the country whose communes are drawn, and where each is."""
    tables = {
        level: catalog.boundaries.units(level, store.Scale.DISPLAY) for level in PARTS.values()
    }
    regions = catalog.cog.departements[Level.REGION.code_column]
    homes = {str(code): str(home) for code, home in regions.items()}
    return create_payload("parts", "json", to_json(place_parts(tables, homes)))


def card_texts(catalog: Catalog, lang: str) -> dict[str, str]:
    """Return the texts of the hover card, by their keys."""
    texts = {key: text for key, text in read_locale(lang).items() if CARD_KEY.match(key)}
    measures = catalog.register.measures
    return texts | {f"measure.{own.key}.unit": own.units[lang] for own in measures}


def create_layers(overlays: Overlays) -> list[Payload]:
    """Make the territories and the seats as layers of the map; those of a crowd come by tiles."""
    return [
        create_layer("territoires", overlays.territories),
        create_layer("sieges", overlays.seats),
    ]


def create_layer(name: str, frame: gpd.GeoDataFrame) -> Payload:
    """Make a layer of the map: every column but the geometry becomes a property."""
    columns = [column for column in frame.columns if column != frame.geometry.name]
    return create_payload(name, "geojson", geojson(frame, columns))


def create_members(catalog: Catalog) -> Payload:
    """Make the lists of the communes and EPCI of each pole, by which the map counts poles."""
    rows = catalog.territories.memberships[["pole", "code_commune"]].drop_duplicates()
    communes = rows.groupby("pole", sort=False)["code_commune"].agg(list).to_dict()
    epci = {str(pole): list(codes) for pole, codes in catalog.poles["epci"].items() if codes}
    return create_payload("members", "json", to_json({"commune": communes, "epci": epci}))


def create_populations(catalog: Catalog) -> Iterator[Payload]:
    """Make the inhabitants of every unit for the hover card; communes apart, being many."""
    communes = catalog.cog.communes
    upper = (Level.REGION, Level.DEPARTEMENT, Level.EPCI)
    sums = {level: communes.groupby(level.code_column)["population"].sum() for level in upper}
    sums[Level.EPCI] = sums[Level.EPCI].drop("", errors="ignore")
    names = catalog.cog.departements["nom_departement"].to_dict()
    totals = {level: populations.astype(int).to_dict() for level, populations in sums.items()}
    years = {level: years_by_code(catalog.cog, level) for level in upper}
    told = {"population": totals, "annees": years, "departements": names}
    yield create_payload("units", "json", to_json(told))
    of_communes = communes["population"].dropna().astype(int).to_dict()
    yield create_payload("populations", "json", to_json(of_communes))


def years_by_code(cog: Cog, level: Level) -> dict[str, str]:
    """Say the years of the populations of each unit of a level, for the hover card."""
    return {str(code): say_span(years) for code, years in years_of_units(cog, level).items()}


def source_urls(files: Mapping[str, str]) -> dict[str, str]:
    """Return the addresses of the boundaries, by the name of their source in the map's style."""
    return {
        name: tile_url(file) if name in TILED else f"/geo/{file}" for name, file in files.items()
    }
