"""The printed map over HTTP: the sheet of a query as PDF, SVG or PNG, drawn by the atlas.

The atlas, which draws with matplotlib, is imported when a sheet is first asked for, by the press.
"""

from __future__ import annotations

from functools import partial

from flask import Blueprint, Response

from app.dataset import Dataset
from app.http.addresses import asked_query, attached
from app.http.answers import Answers
from app.http.press import Press
from app.http.problems import ProblemError
from ptce_map.atlas.paper.formats import MEDIA_TYPES
from ptce_map.atlas.paper.leaf import Leaf, Orientation, Paper
from ptce_map.labels import LANGS
from ptce_map.nouns import speaking
from ptce_map.query.grammar import Query, parse, to_query

LEAF = Leaf(Paper.A4, Orientation.LANDSCAPE)


def create_blueprint(dataset: Dataset, answers: Answers, press: Press) -> Blueprint:
    """Create the route of the sheets, which the press draws."""
    blueprint = Blueprint("sheets", __name__)
    printed = press.taking(partial(draw, dataset))

    @blueprint.get("/api/carte.<extension>")
    def sheet(extension: str) -> Response:
        if extension not in MEDIA_TYPES:
            raise ProblemError("format", value=extension, allowed=tuple(MEDIA_TYPES), nearest=None)
        query = parse(asked_query(), dataset.vocabulary)
        said = to_query(query.filters, dataset.vocabulary, query.view)
        response = answers.answer(
            f"carte.{extension}?{said}",
            MEDIA_TYPES[extension],
            lambda: printed(query, extension),
        )
        response.headers["Content-Disposition"] = attached(
            f"{dataset.programme.say('sheet', LANGS[0])}.{extension}", "inline"
        )
        return response

    return blueprint


def draw(dataset: Dataset, query: Query, extension: str) -> bytes:
    """Draw the sheet of a query in a format."""
    from ptce_map.atlas.render import render_sheet

    lang = query.view.lang
    with speaking(dataset.register.nouns):
        return render_sheet(dataset.catalog, query, extension=extension, leaf=LEAF, lang=lang)
