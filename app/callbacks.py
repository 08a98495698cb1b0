"""The callbacks: the query in, the view out. Geometry never passes here, only codes."""

from __future__ import annotations

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, no_update
from dash.development.base_component import Component

from app import ids
from app.dataset import Dataset
from app.layout.drawer import create_pole
from app.layout.filters import FACET_KEYS, PLACE_KEYS
from app.layout.legend import create_legend_body
from app.layout.sentence import create_problem, create_sentence
from app.view import create_view, draw_map
from ptce_map.errors import QueryError
from ptce_map.exports import EXPORTS
from ptce_map.query import Query, parse, query_problem

WIDGETS = (
    *[ids.filter_id(key) for key in (*PLACE_KEYS, *FACET_KEYS)],
    ids.SEARCH,
    ids.LEVEL,
    ids.MEASURE,
    ids.FORM,
    ids.METHOD,
    ids.CLASSES,
    ids.BREAKS,
    ids.SCALE,
    ids.TABS,
)


Answer = tuple[dict[str, Any], list[Component], list[Component]]


def register(app: Dash, dataset: Dataset) -> None:
    """Register the callbacks of an application."""
    register_clientside(app)

    @app.callback(
        Output(ids.VIEW, "data"),
        Output(ids.SENTENCE, "children"),
        Output(ids.LEGEND_BODY, "children"),
        Input(ids.QUERY, "data"),
        prevent_initial_call=True,
    )
    def answer(query: str) -> Answer:
        return answer_query(dataset, query)

    @app.callback(
        Output(ids.DRAWER_BODY, "children"),
        Input(ids.SELECTED, "data"),
        State(ids.QUERY, "data"),
        prevent_initial_call=True,
    )
    def open_pole(pole: str, query: str) -> Any:
        return open_drawer(dataset, pole, query)


def register_clientside(app: Dash) -> None:
    """Register the callbacks that run in the browser: page.js and map.js."""

    def clientside(function: str, *dependencies: Any, initial: bool = False) -> None:
        namespace, name = function.split(".")
        app.clientside_callback(
            ClientsideFunction(namespace, name), *dependencies, prevent_initial_call=not initial
        )

    clientside(
        "page.search", Output(ids.URL, "search"), *[Input(widget, "value") for widget in WIDGETS]
    )
    clientside(
        "page.read",
        Output(ids.QUERY, "data"),
        Output(ids.SELECTED, "data"),
        Output(ids.THEME, "data"),
        Input(ids.URL, "search"),
        initial=True,
    )
    clientside("page.apply", Input(ids.VIEW, "data"), Input(ids.SENTENCE, "children"))
    clientside("map.figure", Output(ids.MAP, "figure"), Input(ids.THEME, "data"))
    clientside("map.apply", Input(ids.VIEW, "data"), Input(ids.THEME, "data"))
    clientside(
        "map.overlays",
        Input(ids.OVERLAY_TERRITORIES, "checked"),
        Input(ids.OVERLAY_SEATS, "checked"),
    )
    clientside("page.onMap", Input(ids.MAP_EVENT, "data"))
    clientside("page.focusDrawer", Input(ids.DRAWER_BODY, "children"))
    links = [
        Output(ids.download_id(export), prop) for export in EXPORTS for prop in ("href", "disabled")
    ]
    clientside("page.downloads", Output(ids.DOWNLOAD, "children"), *links, Input(ids.VIEW, "data"))


def answer_query(dataset: Dataset, query: str) -> Answer:
    """Answer a query: the view of the page, its sentence and the legend of its map.

    A query that is not understood is answered by the view of everything and by what is wrong.
    """
    try:
        asked, problem = parse(query, dataset.vocabulary), None
    except QueryError as error:
        asked, problem = Query(), error
    lang = asked.view.lang
    drawing = draw_map(dataset, asked)
    view = create_view(dataset, asked, drawing)
    legend = create_legend_body(dataset, drawing, lang)
    if problem is not None:
        return view, create_problem(query_problem(problem, lang)), legend
    return view, create_sentence(dataset, asked.filters, view["n"], lang), legend


def language(dataset: Dataset, query: str) -> str:
    """Return the language that a query asks for; the default if it is not understood."""
    try:
        return parse(query, dataset.vocabulary).view.lang
    except QueryError:
        return Query().view.lang


def open_drawer(dataset: Dataset, pole: str, query: str) -> Any:
    """Show a pole in the drawer; nothing changes when none is chosen, or one that is unknown."""
    if pole not in dataset.poles.index:
        return no_update
    return create_pole(dataset, pole, language(dataset, query))
