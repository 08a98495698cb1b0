"""What can be downloaded: the poles that answer the filters, in each format of :data:`EXPORTS`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from ptce_map.catalog import Catalog
from ptce_map.features import to_json
from ptce_map.labels import fold, label
from ptce_map.query import Filters, sentence

LONGEST_STEM = 100


@dataclass(frozen=True)
class Export:
    """A format: the extension that names it, its media type, and what writes it.

    ``write`` takes the catalog, the filters and the language of the sentence that says them.
    """

    extension: str
    media_type: str
    write: Callable[[Catalog, Filters, str], bytes]

    @property
    def label_key(self) -> str:
        """Key of the format's name among the labels."""
        return f"download.{self.extension}"


def to_geojson(catalog: Catalog, filters: Filters, lang: str) -> bytes:
    """Write the poles that answer the filters as an RFC 7946 feature collection.

    One feature a pole, in the order of the register, with true coordinates (WGS 84, six decimals).
    Further members say what the file is: ``licence``, ``attribution``, ``version`` and ``date`` of
    the data, ``filtre`` (the filters as a sentence) and ``sources`` (those that the features cite
    by id). The same catalog and filters give the same bytes.
    """
    features, mask = catalog.features, catalog.index.mask(filters)
    bbox = features.bbox(mask)
    head = {
        "type": "FeatureCollection",
        "name": "ptce",
        "licence": catalog.register.licence,
        "attribution": attribution(catalog, lang),
        "version": catalog.register.version,
        "date": catalog.register.date,
        "filtre": sentence(filters, int(mask.sum()), catalog.vocabulary, lang),
        **({"bbox": bbox} if bbox else {}),
    }
    cited = features.cites[mask].any(axis=0)
    return b"".join(
        (
            to_json(head)[:-1],
            b',"sources":[',
            b",".join(features.sources[source] for source in np.flatnonzero(cited)),
            b'],"features":[\n',
            b",\n".join(features.poles[pole] for pole in np.flatnonzero(mask)),
            b"\n]}\n",
        )
    )


EXPORTS: Mapping[str, Export] = MappingProxyType(
    {
        export.extension: export
        for export in (Export("geojson", "application/geo+json", to_geojson),)
    }
)
"""Extension -> format."""


def attribution(catalog: Catalog, lang: str) -> str:
    """Say whose data these are and of which year."""
    return label(
        "data.attribution",
        lang,
        version=catalog.register.version,
        millesime=str(catalog.cog.millesime),
        population_year=str(catalog.cog.population_year),
    )


def file_name(catalog: Catalog, filters: Filters, extension: str) -> str:
    """Name a download by its filters and the date of the data.

    ``ptce_occitanie_alimentation_2026-11-23.geojson``; ``selection`` stands for filters too long
    to be said.
    """
    said = "_".join(_slug(catalog, key, value) for key, value in filters.active())
    chosen = said if len(said) <= LONGEST_STEM else "selection"
    stem = "_".join(part for part in ("ptce", chosen, catalog.register.date) if part)
    return f"{stem}.{extension}"


def _slug(catalog: Catalog, key: str, value: str) -> str:
    """Return the word that stands for a filter: the name of a place, else the value itself."""
    is_place = key in ("region", "departement")
    text = catalog.vocabulary.name(key, value, "fr") if is_place else value
    return fold(text).replace(" ", "-")
