"""What is sure of a pole, and what became of it, in its drawer."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from app.dashboard.layout.references import create_prose, create_references
from app.dataset import Dataset
from ptce_map.labels import label
from ptce_map.register.rules import ENDED
from ptce_map.register.states import say_state


def create_certainty(dataset: Dataset, pole: Any, lang: str) -> Component:
    """Say how precise the territory is and how sure the row is."""
    precision = dataset.vocabulary.name("precision", pole.precision, lang)
    confidence = dataset.vocabulary.name("confiance", pole.confiance, lang)
    ended = pole.etat == ENDED
    chips = [
        html.Li(precision, className="chip small warm"),
        html.Li(confidence, className="chip small"),
        *([html.Li(label("etat.termine", lang), className="chip small")] if ended else []),
    ]
    return html.Ul(chips, className="chips")


def create_state(dataset: Dataset, pole: Any, lang: str) -> list[Component]:
    """Say what became of the pole, when, and what establishes it; nothing if no pole has a state.

    That it is not known is said where the register tells of others.
    """
    if len(dataset.vocabulary.values("etat")) < 2:
        return []
    said = say_state(pole.etat, pole.etat_date, lang)
    cited = pole.sources_etat
    references = [create_references(dataset, pole, cited, lang)] if cited else []
    note = [create_prose(pole.note_etat)] if pole.note_etat else []
    return [html.P([html.Span(said), *references]), *note]
