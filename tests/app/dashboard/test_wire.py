"""Components as they go to the browser: what Dash itself would write, to the byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from dash import dcc, html
from dash._utils import to_json

from app.dashboard.callbacks import answer_query
from app.dashboard.wire import to_wire

if TYPE_CHECKING:
    from typing import Any

    from app.dataset import Dataset


@pytest.mark.parametrize(
    "node",
    [
        None,
        "a/b <é>",
        [],
        html.Br(),
        html.P(0),
        html.P([]),
        html.P(None, id="a", hidden=False),
        html.P("text", title="", className="x", style={"--fill": "red"}, lang="fr"),
        html.Span("x", **{"data-b": "1"}),
        html.Ul([html.Li(["a", html.B("b")]), html.Li(html.A("c", href="/?q=c"))], role="list"),
        (html.P("one"), "two"),
        {"values": {"75": None, "2A": 1.5}, "lows": (1.0, 2.0)},
        dcc.Link("all", href="/"),
    ],
)
def test_what_is_written_is_what_dash_writes(node: Any) -> None:
    assert to_json(to_wire(node)) == to_json(node)


@pytest.mark.parametrize(
    "query", ["", "region=93&lang=en", "niveau=region&forme=cercles", "niveau=commune", "x=1"]
)
def test_an_answer_is_what_dash_writes_of_it(dataset: Dataset, query: str) -> None:
    answer = answer_query(dataset, query)

    assert to_json(to_wire(answer)) == to_json(answer)


def test_rows_that_answers_share_are_not_touched(dataset: Dataset) -> None:
    first = to_json(to_wire(answer_query(dataset, "")))
    to_wire(answer_query(dataset, "lang=en"))

    assert to_json(to_wire(answer_query(dataset, ""))) == first
