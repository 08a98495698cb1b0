"""The callbacks: the query in, the view out. Geometry never passes here, only codes."""

from __future__ import annotations

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, no_update
from dash.development.base_component import Component

from app.dashboard import ids
from app.dashboard.crossing import create_crossing
from app.dashboard.layout.drawer import create_told
from app.dashboard.layout.legend import create_legend_body
from app.dashboard.layout.marks import worn_marks
from app.dashboard.layout.notes import create_note
from app.dashboard.layout.sentence import create_problems, create_sentence
from app.dashboard.queries import Addresses, understood
from app.dashboard.view import create_view, draw_map
from app.dataset import Dataset
from app.described import units_asked

Answer = tuple[dict[str, Any], list[Component], list[Component], list[Component | str]]


def register(app: Dash, dataset: Dataset) -> None:
    """Register the callbacks of an application."""
    register_clientside(app)

    @app.callback(
        Output(ids.VIEW, "data"),
        Output(ids.SENTENCE, "children"),
        Output(ids.LEGEND_BODY, "children"),
        Output(ids.LEGEND_WITHOUT, "children"),
        Input(ids.QUERY, "data"),
        prevent_initial_call=True,
    )
    def answer(query: str) -> Any:
        return answer_query(dataset, query)

    @app.callback(
        Output(ids.CROSSED, "data"),
        Input(ids.STATISTICS, "data"),
        prevent_initial_call=True,
    )
    def count(query: str) -> dict[str, Any]:
        return create_crossing(dataset, understood(dataset, query)[0])

    @app.callback(
        Output(ids.DRAWER_BODY, "children"),
        Input(ids.SELECTED, "data"),
        Input(ids.PLACE, "data"),
        State(ids.QUERY, "data"),
        prevent_initial_call=True,
    )
    def open_one(pole: str, place: str, query: str) -> Any:
        return open_drawer(dataset, pole, place, query)


def register_clientside(app: Dash) -> None:
    """Register the callbacks that run in the browser."""

    def clientside(function: str, *dependencies: Any, initial: bool = False) -> None:
        namespace, name = function.split(".")
        app.clientside_callback(
            ClientsideFunction(namespace, name), *dependencies, prevent_initial_call=not initial
        )

    clientside(
        "page.read",
        Output(ids.QUERY, "data"),
        Output(ids.SELECTED, "data"),
        Output(ids.PLACE, "data"),
        Output(ids.THEME, "data"),
        Output(ids.STATISTICS, "data"),
        Input(ids.URL, "search"),
        initial=True,
    )
    clientside("ahead.applyPage", Input(ids.VIEW, "data"), Input(ids.SENTENCE, "children"))
    clientside("statistics.apply", Input(ids.CROSSED, "data"))
    clientside("ahead.applyMap", Input(ids.VIEW, "data"), Input(ids.THEME, "data"))
    clientside("page.onMap", Input(ids.MAP_EVENT, "data"))
    clientside("view.focusDrawer", Input(ids.DRAWER_BODY, "children"))


def answer_query(dataset: Dataset, query: str) -> Answer:
    """Answer a query: the view of the page, its sentence, the legend of its map and its note.

    What is not understood of a query is left out, and said above the sentence.
    """
    asked, problems = understood(dataset, query)
    lang = asked.view.lang
    selection = dataset.index.select(asked.filters)
    drawing, figures = draw_map(dataset, asked, selection), selection.figures
    view = create_view(dataset, asked, drawing, selection)
    within = units_asked(dataset, asked, drawing.display.level)
    marks = worn_marks(dataset, selection.mask)
    legend = create_legend_body(dataset, drawing, lang, figures.without_territory, within, marks)
    links = Addresses(dataset, asked)
    sentence = create_sentence(dataset, asked.filters, selection, lang, links.filtered)
    if problems:
        sentence = [*create_problems(dataset, problems, lang, links.href()), *sentence]
    return view, sentence, legend, create_note(dataset, selection, lang, links.narrowed)


def open_drawer(dataset: Dataset, pole: str, place: str, query: str) -> Any:
    """Show a pole in the drawer, else a place; nothing changes when none is chosen, or known."""
    lang = understood(dataset, query)[0].view.lang
    return create_told(dataset, pole, place, lang) or no_update
