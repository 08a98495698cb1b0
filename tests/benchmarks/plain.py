"""The page to compare with: a plain Dash application that returns a whole figure at each change.

Same départements, same poles, same filter by call; the usual way to write it.
"""

from __future__ import annotations

import json
from typing import Any

import plotly.express as px
from dash import Dash, Input, Output, dcc, html

from app.dataset import Dataset, load_dataset
from app.settings import Settings
from geodata import store
from geodata.cog import Level
from ptce_map.filters.filters import Filters


def create_app(dataset: Dataset) -> Dash:
    """Make the plain application."""
    path = store.web_folder(dataset.derived) / store.web_files(dataset.derived)["departements"]
    departements = json.loads(path.read_text("utf-8"))
    appels = dataset.vocabulary.values("appel")
    app = Dash(__name__, compress=True, enable_mcp=False)
    app.layout = html.Div([dcc.Checklist(list(appels), [], id="appel"), dcc.Graph(id="map")])

    @app.callback(Output("map", "figure"), Input("appel", "value"))
    def draw(asked: list[str]) -> Any:
        mask = dataset.index.select(Filters(appel=tuple(asked))).mask
        counts = dataset.index.levels[Level.DEPARTEMENT].counts(mask)
        figure = px.choropleth_map(
            locations=dataset.index.levels[Level.DEPARTEMENT].codes,
            color=counts,
            geojson=departements,
            featureidkey="properties.code",
            center={"lat": 46.5, "lon": 2.5},
            zoom=4.6,
            map_style="white-bg",
        )
        return figure.update_layout(uirevision="map")

    return app


application = create_app(load_dataset(Settings())).server
# Dash registers its scripts while it answers with the page: before the workers fork.
application.test_client().get("/")
