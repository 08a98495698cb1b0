"""What the page shows until its scripts are there: its title, and the places of its parts."""

from __future__ import annotations

from dash import html
from markupsafe import Markup

from app.dataset import Dataset
from app.http.addresses import under_root
from app.sections.elements import attrs
from app.sections.fragment import to_html
from ptce_map.labels import label

N_ROWS = 4


def create_shell(dataset: Dataset, lang: str) -> Markup:
    """Write the element that the page is put into, with its outline inside."""
    rows = [html.Div([html.Span(), html.Span(), html.Span()], className="skeleton-row")] * N_ROWS
    outline = html.Div(
        [
            html.Div(
                [
                    html.Img(src=under_root("/assets/logo.svg"), alt="", width="32", height="32"),
                    html.Strong(dataset.title(lang)),
                ],
                className="shell-header",
            ),
            html.Div(className="shell-filters"),
            html.Div(html.P(label("state.loading", lang), role="status"), className="shell-map"),
            html.Div(rows, className="shell-list", **attrs(aria_hidden="true")),
        ],
        className="shell",
    )
    return to_html(html.Div(outline, id="react-entry-point"))
