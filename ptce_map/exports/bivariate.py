"""Two programmes, unit by unit, as files: a table of every unit, and the contours of some."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from geodata.store import Boundaries, Scale
from ptce_map.bivariate import Pair, Presence
from ptce_map.exports.texts import safe
from ptce_map.layers.features import collection, feature_head, geojson_texts, plain, published


@dataclass(frozen=True)
class Origin:
    """Whose data a file holds: the titles of the programmes, their licences, the credits."""

    titles: tuple[str, ...]
    licences: tuple[str, ...]
    attribution: str


def to_csv(pair: Pair) -> bytes:
    """Write every unit, in the order of the COG: ``code``, then the columns of the pair."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(["code", *pair.units.columns])
    writer.writerows([safe(cell) for cell in row] for row in pair.units.itertuples(name=None))
    return buffer.getvalue().encode()


def to_geojson(pair: Pair, boundaries: Boundaries, origin: Origin) -> bytes:
    """Write the units where a programme is, with contours at the scale of a screen (RFC 7946).

    A unit without contour has a null geometry. Further members say of whom the data are.
    """
    rows = pair.units[pair.units["presence"] != Presence.NEITHER]
    contours = boundaries.units(pair.level, Scale.DISPLAY).geometry.reindex(rows.index)
    shapes = geojson_texts(published(contours.to_numpy()))
    heads = (
        feature_head(code, {"code": code, **{str(name): plain(record[name]) for name in record}})
        for code, record in zip(map(str, rows.index), rows.to_dict("records"))
    )
    features = (head + shape + b"}" for head, shape in zip(heads, shapes))
    members = {
        "name": "croisement",
        "programmes": list(origin.titles),
        "licences": list(origin.licences),
        "attribution": origin.attribution,
    }
    return collection(members, features)
