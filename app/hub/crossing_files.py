"""The files of two programmes crossed: every unit as CSV, those that are covered as GeoJSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from flask import Blueprint, Response, request

from app.http.addresses import attached
from app.http.answers import Answers, open_to_all
from app.http.problems import ProblemError, asked_language, nearest
from app.hub.crossing_query import Crossing, CrossingError, read_crossing
from app.hub.documents import FILE_PATH, say_credits
from app.hub.members import Members
from ptce_map.exports.bivariate import Origin, to_csv, to_geojson

Writer = Callable[[Crossing, str], bytes]


def write_csv(crossing: Crossing, _: str) -> bytes:
    """Write the table of every unit."""
    return to_csv(crossing.pair)


def write_geojson(crossing: Crossing, lang: str) -> bytes:
    """Write the units where one of the programmes is, with their contours."""
    first, second = crossing.datasets
    licences = tuple(dataset.register.licence for dataset in crossing.datasets)
    said = Origin(crossing.titles(lang), licences, say_credits((first, second), lang))
    return to_geojson(crossing.pair, first.catalog.boundaries, said)


EXTENSIONS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "csv": ("CSV", "text/csv; charset=utf-8"),
        "geojson": ("GeoJSON", "application/geo+json"),
    }
)
"""Extension of a file -> its name and its media type."""
WRITERS: Mapping[str, Writer] = MappingProxyType({"csv": write_csv, "geojson": write_geojson})


def create_file_route(blueprint: Blueprint, members: Members, answers: Answers) -> None:
    """Create the route of the files, which every site may read."""

    @blueprint.get(f"{FILE_PATH}.<extension>")
    def file(extension: str) -> Response:
        if extension not in EXTENSIONS:
            allowed = tuple(EXTENSIONS)
            raise ProblemError(
                "format", value=extension, allowed=allowed, **nearest(extension, allowed)
            )
        lang = asked_language()
        try:
            crossing = read_crossing(members, request.args, lang)
        except CrossingError as error:
            raise error.faults[0] from None
        response = answers.answer(
            f"{FILE_PATH}.{extension}?{crossing.query(lang, 'auto')}",
            EXTENSIONS[extension][1],
            lambda: WRITERS[extension](crossing, lang),
            vary=() if "lang" in request.args else ("Accept", "Accept-Language"),
        )
        name = "-".join(("croisement", *crossing.slugs, str(crossing.level)))
        response.headers["Content-Disposition"] = attached(f"{name}.{extension}")
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return open_to_all(response)
