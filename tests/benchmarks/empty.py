"""The least that a change of filter costs in Dash: a callback that changes one attribute."""

from __future__ import annotations

from dash import Dash, Input, Output, dcc, html

VALUES = [f"appel {number}" for number in range(10)]


def create_app() -> Dash:
    """Make the application: some boxes, and an element named after those that are ticked."""
    app = Dash(__name__, compress=True, enable_mcp=False)
    app.layout = html.Div(
        [dcc.Checklist(VALUES, [], id="appel"), html.Div(html.P(id="said"), id="map")]
    )

    @app.callback(Output("said", "title"), Input("appel", "value"))
    def say(asked: list[str]) -> str:
        return ", ".join(asked)

    return app


application = create_app().server
# Dash registers its scripts while it answers with the page: before the workers fork.
application.test_client().get("/")
