"""Small files made in memory at start and served under the hash of their content."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import brotli

import geopandas as gpd

from geodata.web import geojson
from ptce_map.style import build_style
from ptce_map.themes import THEMES, css

MEDIA_TYPES = {
    "geojson": "application/geo+json",
    "json": "application/json",
    "css": "text/css; charset=utf-8",
}


@dataclass(frozen=True)
class Payload:
    """A file in memory, with its compressed copies by content coding."""

    name: str
    suffix: str
    encodings: Mapping[str, bytes]

    @property
    def file_name(self) -> str:
        """Name of the file, with the hash of its content."""
        digest = hashlib.sha256(self.encodings["identity"]).hexdigest()[:10]
        return f"{self.name}.{digest}.{self.suffix}"

    @property
    def media_type(self) -> str:
        """Media type of the file."""
        return MEDIA_TYPES[self.suffix]

    @property
    def url(self) -> str:
        """Address of the file on the site."""
        return f"/geo/{self.file_name}"


def create_payload(name: str, suffix: str, data: bytes) -> Payload:
    """Make a payload and compress it once, by brotli and gzip."""
    encodings = {
        "identity": data,
        "br": brotli.compress(data, quality=9),
        "gzip": gzip.compress(data, 9, mtime=0),
    }
    return Payload(name, suffix, MappingProxyType(encodings))


def dump(value: Any) -> bytes:
    """Write a value as compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def create_layer(name: str, frame: gpd.GeoDataFrame) -> Payload:
    """Make a layer of the map: every column but the geometry becomes a property."""
    columns = [column for column in frame.columns if column != frame.geometry.name]
    return create_payload(name, "geojson", geojson(frame, columns))


def create_styles(urls: Mapping[str, str]) -> Iterable[Payload]:
    """Make the style document of the map in each theme, and the colours of the page."""
    for theme in THEMES.values():
        yield create_payload(f"style-{theme.name}", "json", dump(build_style(theme, urls)))
    yield create_payload("themes", "css", css().encode())
