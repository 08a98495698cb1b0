"""What is sent to the callbacks: each is called as a page would, then as no page would.

Bodies are made from the callbacks that the application declares: one more is tried by itself.
"""

from __future__ import annotations

import copy
import inspect
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask.testing import FlaskClient
    from hypothesis.strategies import DrawFn, SearchStrategy

    from app import PtceDash

PATH = "/_dash-update-component"
JSON: SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(
    ["region", "secteur", "mesure", "bornes", "vue", "lieu", "pole", "q", "lang"]
)
QUERIES = st.lists(st.tuples(KEYS, st.text(max_size=12)), max_size=4).map(
    lambda pairs: "&".join(f"{key}={value}" for key, value in pairs)
)


@pytest.fixture(scope="session")
def calls(app: PtceDash) -> dict[str, Any]:
    """The callbacks that the server answers, by name."""
    return {name: row for name, row in app.callback_map.items() if "callback" in row}


def outputs_of(name: str) -> Any:
    """Return the outputs of a callback as the browser writes them."""
    if name.startswith(".."):
        return [outputs_of(part) for part in name[2:-2].split("...")]
    component, prop = name.rsplit(".", 1)
    return {"id": component, "property": prop}


def body_of(name: str, row: dict[str, Any], values: Iterator[Any]) -> dict[str, Any]:
    """Return the body by which the browser calls a callback with some values."""
    inputs = [{**field, "value": next(values)} for field in row["inputs"]]
    return {
        "output": name,
        "outputs": outputs_of(name),
        "inputs": inputs,
        "changedPropIds": [f"{inputs[0]['id']}.{inputs[0]['property']}"],
        "parsedChangedPropsIds": [f"{inputs[0]['id']}.{inputs[0]['property']}"],
        "state": [{**field, "value": next(values)} for field in row["state"]],
    }


def values_of(row: dict[str, Any]) -> SearchStrategy[list[Any]]:
    """Return what gives the values of a callback, of the types that its function declares."""
    parameters = inspect.signature(row["callback"], eval_str=True).parameters.values()
    kinds = [parameter.annotation for parameter in parameters]
    return st.tuples(
        *(QUERIES | st.text() if kind is str else st.from_type(kind) for kind in kinds)
    ).map(list)


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Walk a body: the path of each of its parts."""
    yield path
    if isinstance(node, (dict, list)):
        for key, value in node.items() if isinstance(node, dict) else enumerate(node):
            yield from places(value, (*path, key))


def spoilt(body: Any, path: tuple[Any, ...], value: Any, *, is_dropped: bool) -> Any:
    """Return a body with one of its parts replaced or dropped."""
    if not path:
        return value
    body = copy.deepcopy(body)
    node = body
    for key in path[:-1]:
        node = node[key]
    if is_dropped:
        del node[path[-1]]
    else:
        node[path[-1]] = value
    return body


@st.composite
def spoilt_bodies(draw: DrawFn, calls: dict[str, Any]) -> Any:
    name = draw(st.sampled_from(sorted(calls)))
    body = body_of(name, calls[name], iter(draw(values_of(calls[name]))))
    path = draw(st.sampled_from(list(places(body))))
    return spoilt(body, path, draw(JSON), is_dropped=draw(st.booleans()))


def post(client: FlaskClient, body: Any) -> Any:
    """Send a body, ``None`` too."""
    return client.post(PATH, data=json.dumps(body).encode(), content_type="application/json")


def test_every_value_of_a_callback_has_a_type(calls: dict[str, Any]) -> None:
    untyped = [
        (name, parameter.name)
        for name, row in calls.items()
        for parameter in inspect.signature(row["callback"], eval_str=True).parameters.values()
        if parameter.annotation in (inspect.Parameter.empty, Any)
    ]
    assert len(calls) >= 3
    assert untyped == []


@given(data=st.data())
def test_a_callback_answers_whatever_its_values_say(
    app: PtceDash, calls: dict[str, Any], data: st.DataObject
) -> None:
    client = app.server.test_client()
    for name, row in calls.items():
        body = body_of(name, row, iter(data.draw(values_of(row))))
        assert post(client, body).status_code in (200, 204), body


@given(data=st.data())
def test_a_spoilt_body_is_a_problem_or_does_no_harm(
    app: PtceDash, calls: dict[str, Any], data: st.DataObject
) -> None:
    body = data.draw(spoilt_bodies(calls))
    answer = post(app.server.test_client(), body)

    assert answer.status_code in (200, 204, 400), body
    assert answer.status_code != 400 or answer.content_type == "application/problem+json"


@given(data=st.binary(max_size=200) | JSON.map(lambda value: json.dumps(value).encode()))
def test_what_is_no_body_of_a_callback_is_a_problem(app: PtceDash, data: bytes) -> None:
    answer = app.server.test_client().post(PATH, data=data, content_type="application/json")

    assert (answer.status_code, answer.content_type) == (400, "application/problem+json")


def whole(calls: dict[str, Any], changes: Callable[[dict[str, Any]], Any]) -> Any:
    """Return the body of the first callback with changes."""
    name = sorted(calls)[0]
    row = calls[name]
    body = body_of(name, row, iter([""] * (len(row["inputs"]) + len(row["state"]))))
    return changes(body)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        (lambda body: [], "body"),
        (lambda body: None, "body"),
        (lambda body: {}, "output"),
        (lambda body: {**body, "output": "nothing.data"}, "output"),
        (lambda body: {**body, "output": "map.figure"}, "output"),
        (lambda body: {**body, "output": ["a"]}, "output"),
        (lambda body: {**body, "outputs": body["outputs"][:1]}, "outputs"),
        (lambda body: {**body, "inputs": []}, "inputs"),
        (lambda body: {**body, "inputs": "x"}, "inputs"),
        (lambda body: {**body, "inputs": [{**body["inputs"][0], "value": 1}]}, "query.data"),
        (lambda body: {**body, "inputs": [{"property": "data", "value": ""}]}, "inputs.0.id"),
        (lambda body: {**body, "changedPropIds": ["page.data"]}, "changedPropIds"),
        (lambda body: {**body, "state": body["inputs"]}, "state"),
    ],
)
def test_the_problem_names_what_does_not_fit(
    client: FlaskClient, calls: dict[str, Any], changes: Callable[[Any], Any], field: str
) -> None:
    problem = post(client, whole(calls, changes)).get_json(force=True)

    assert (problem["status"], problem["type"]) == (400, "/api#problem-body")
    assert problem["field"] == field
    assert f"«\xa0{field}\xa0»" in problem["detail"]


def test_bodies_are_bounded_in_size_and_depth(client: FlaskClient) -> None:
    def status(data: bytes) -> int:
        return client.post(PATH, data=data, content_type="application/json").status_code

    assert status(b"[" * 63_000) == 400
    assert status(b'"' + b"a" * 64_000 + b'"') == 413
    assert status(b"1" * 63_000) == 400


def test_a_body_of_another_type_is_a_problem(client: FlaskClient) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "", "x"):
        answer = client.post(PATH, data=b"{}", content_type=kind)
        assert (answer.status_code, answer.get_json(force=True)["type"]) == (
            415,
            "/api#problem-media",
        )
