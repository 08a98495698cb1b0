"""Components as they go to the browser: what Dash itself would write, but for how letters are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from dash import dcc, html, no_update
from dash._utils import to_json
from pydantic_core import PydanticSerializationError

from app.dashboard.bodies import Property
from app.dashboard.callbacks import answer_query
from app.dashboard.wire import share, write, write_answer

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
    assert told(write(node)) == json.loads(to_json(node))


@pytest.mark.parametrize(
    "query", ["", "region=93&lang=en", "niveau=region&forme=cercles", "niveau=commune", "x=1"]
)
def test_an_answer_is_what_dash_writes_of_it(dataset: Dataset, query: str) -> None:
    answer = answer_query(dataset, query)

    assert told(write(answer)) == json.loads(to_json(answer))


def test_rows_that_answers_share_are_not_touched(dataset: Dataset) -> None:
    first = write(answer_query(dataset, ""))
    write(answer_query(dataset, "lang=en"))

    assert write(answer_query(dataset, "")) == first


def test_attributes_are_written_in_one_order() -> None:
    written = write(html.P(**{"data-z": "1", "aria-b": "2", "data-a": "3"}))

    assert list(told(written)["props"]) == ["children", "aria-b", "data-a", "data-z"]


def test_each_output_has_its_value_and_what_stays_is_not_told() -> None:
    first, second = (
        Property.model_validate({"id": name, "property": part})
        for name, part in (("a", "data"), ("b", "children"))
    )

    assert told(write_answer(first, {"x": None})) == sent({"a": {"data": {"x": None}}})
    assert told(write_answer([first, second], (1, "é"))) == sent(
        {"a": {"data": 1}, "b": {"children": "é"}}
    )
    assert told(write_answer([first, second], (no_update, "é"))) == sent({"b": {"children": "é"}})
    assert told(write_answer(first, no_update)) == sent({})


def test_what_no_browser_understands_is_not_written() -> None:
    with pytest.raises(PydanticSerializationError, match="object is no component"):
        write({"x": object()})


def told(data: bytes) -> Any:
    """Read what was written."""
    return json.loads(data)


def sent(response: dict[str, Any]) -> dict[str, Any]:
    """Return what the browser is told of properties."""
    return {"multi": True, "response": response}


def test_a_component_that_answers_share_is_written_once() -> None:
    shared = share(html.Li([html.B("é"), 1, None], **{"data-class": "2"}))

    assert write([shared, "a"]) == write(
        [html.Li([html.B("é"), 1, None], **{"data-class": "2"}), "a"]
    )
    assert told(write(shared)) == json.loads(to_json(shared))
    shared.children = "other"
    assert told(write(shared))["props"]["children"] != "other"
