"""The card of a view over HTTP: the picture that links to it show, kept by its validator."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response

from app.dashboard.drawn import create_look
from app.dashboard.first.shown import Shown, show
from app.dataset import Dataset
from app.described import say_finding, say_title
from app.http.addresses import asked_query
from app.http.answers import Answers
from app.sections.sharing import Sharing
from geodata.cog import Level
from ptce_map.atlas.card import Card, render_card
from ptce_map.filters.selection import Selection
from ptce_map.filters.sentence import sentence
from ptce_map.labels import label
from ptce_map.map.accent import themes_of
from ptce_map.map.themes import LIGHT
from ptce_map.measures.classification import ZERO
from ptce_map.query.grammar import Query, View, to_query

PATH = "/api/apercu.png"
KEPT = ("niveau", "mesure", "forme", "methode", "classes", "bornes", "echelle", "pole", "lieu")
"""Keys of the view that a card shows, beside the language."""


def create_blueprint(dataset: Dataset, answers: Answers) -> Blueprint:
    """Create the route of the cards."""
    blueprint = Blueprint("card", __name__)

    @blueprint.get(PATH)
    def card() -> Response:
        shown = show(dataset, asked_query())
        return answers.answer(
            card_path(dataset, shown.query), "image/png", lambda: draw_card(shown)
        )

    return blueprint


def card_path(dataset: Dataset, query: Query, path: str = PATH) -> str:
    """Return the address of the card of a view, the same for all that look the same."""
    view = View(**{key: getattr(query.view, key) for key in (*KEPT, "lang")})
    written = to_query(query.filters, dataset.catalog.vocabulary, view)
    return f"{path}?{written}" if written else path


def share(dataset: Dataset, query: Query, selection: Selection, root: str) -> Sharing:
    """Return what links to the map's page of a query show; ``root`` is the address of the site."""
    lang = query.view.lang
    said = sentence(query.filters, selection.n, dataset.catalog.vocabulary, lang)
    found = say_finding(dataset, query.filters, selection, lang)
    about = dataset.programme.say("description", lang)
    is_part = bool(query.filters.active())
    return Sharing(
        site=dataset.title(lang),
        title=say_title(dataset, query, selection),
        description=". ".join(filter(None, (said, found))) if is_part else about,
        address=root + card_path(dataset, query, "/"),
        image=root + card_path(dataset, query),
        lang=lang,
    )


def draw_card(shown: Shown) -> bytes:
    """Draw the card of a view; communes, which the SVG map does not draw, are départements."""
    dataset, drawing, lang = shown.dataset, shown.drawing, shown.lang
    plates, display = dataset.plates, drawing.display
    level = display.level if display.level in plates.sheets else Level.DEPARTEMENT
    view = replace(shown.view, vue="", calques="", niveau=str(level))
    if level is not display.level:
        shown = show(dataset, to_query(shown.query.filters, dataset.catalog.vocabulary, view))
        drawing, display = shown.drawing, shown.drawing.display
    look = create_look(dataset, replace(shown.query, view=view), drawing, shown.selection)
    is_part = look.bounds is not None and level in plates.closer
    rows = [row for row in drawing.legend(lang) if row.number >= ZERO]
    return render_card(
        create_card(shown, [(row.short, row.number) for row in reversed(rows)]),
        (plates.closer if is_part else plates.sheets)[level],
        look,
        plates.closer_outlines if is_part else plates.outlines,
        plates.seats,
    )


def create_card(shown: Shown, classes: list[tuple[str, int]]) -> Card:
    """Return the texts of a card; its title is the finding or, beside a pole, its name."""
    dataset, lang, query = shown.dataset, shown.lang, shown.query
    display = shown.drawing.display
    said = sentence(query.filters, shown.selection.n, dataset.catalog.vocabulary, lang)
    finding = say_finding(dataset, query.filters, shown.selection, lang)
    is_one = query.view.pole in dataset.poles.index
    measure = display.measure.title(lang)
    pole = say_title(dataset, query, shown.selection).partition(" · ")[0]
    return Card(
        name=dataset.title(lang),
        title=pole if is_one else finding or said,
        said=str(dataset.catalog.pole(query.view.pole).lieu) if is_one else said,
        measure=label(
            "title.map", lang, measure=measure, level=label(f"level.{display.level}", lang)
        ),
        classes=classes,
        k=shown.drawing.scale.k,
        theme=themes_of(dataset.register.accent)[LIGHT.name],
        sources=label(
            "map.attribution",
            lang,
            contours=dataset.catalog.contours,
            millesime=str(dataset.catalog.cog.millesime),
        ),
    )
