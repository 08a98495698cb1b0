"""What a browser may send to the callbacks: what the page declares, and nothing else.

Dash takes the body of ``POST /_dash-update-component`` at its word. It is held here, before Dash
reads it, against the callback that it names: the same inputs, states and outputs in the same order,
and values of the types that the function behind the callback declares.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from app.http.problems import ProblemError

STRICT = ConfigDict(strict=True)

Callbacks: TypeAlias = Mapping[str, Mapping[str, Any]]
"""The callbacks of an application, as Dash keeps them: those of the browser have no function."""
Types: TypeAlias = Mapping[str, Sequence[TypeAdapter[Any]]]


class Property(BaseModel):
    """A property of a component, as Dash writes it, with its value if it has one."""

    model_config = STRICT

    id: str
    part: str = Field(alias="property")
    value: Any = None

    @property
    def name(self) -> str:
        """The property as callbacks name it."""
        return f"{self.id}.{self.part}"


class Body(BaseModel):
    """The body of a callback; what else a browser sends in it is not read."""

    model_config = STRICT

    output: str
    outputs: Property | list[Property]
    inputs: list[Property]
    state: list[Property] = []
    changed: list[str] = Field(default=[], alias="changedPropIds")

    @property
    def given(self) -> list[Property]:
        """What the function behind the callback is given: inputs, then states."""
        return [*self.inputs, *self.state]


def types_of(callbacks: Callbacks) -> Types:
    """Return what checks the values of each callback that the server answers, by its name."""
    answered = {name: row for name, row in callbacks.items() if "callback" in row}
    return {name: declared_types(row["callback"]) for name, row in answered.items()}


def declared_types(function: Callable[..., Any]) -> list[TypeAdapter[Any]]:
    """Return what checks the arguments of a function, by the types that it declares."""
    parameters = inspect.signature(function, eval_str=True).parameters.values()
    return [TypeAdapter(row.annotation, config=STRICT) for row in parameters]


def check_body(data: bytes, callbacks: Callbacks, types: Types) -> Body:
    """Read a body; refuse one that its callback does not declare.

    Raises
    ------
    ProblemError
        Of kind ``body``; ``field`` is the first that does not fit, ``body`` for all of it.
    """
    try:
        body = Body.model_validate_json(data)
    except ValidationError as error:
        raise ProblemError("body", field=field_of(error)) from None
    if body.output not in types:
        raise ProblemError("body", field="output")
    check_names(body, callbacks[body.output])
    check_values(body.given, types[body.output])
    return body


def check_names(body: Body, callback: Mapping[str, Any]) -> None:
    """Refuse properties that are not those of a callback, in its order."""
    declared = {key: names_of(callback[key]) for key in ("inputs", "state")}
    fits = {
        "outputs": callback_id(body.outputs) == body.output,
        "inputs": [row.name for row in body.inputs] == declared["inputs"],
        "state": [row.name for row in body.state] == declared["state"],
        "changedPropIds": set(body.changed) <= {*declared["inputs"], *declared["state"]},
    }
    for field, is_right in fits.items():
        if not is_right:
            raise ProblemError("body", field=field)


def callback_id(outputs: Property | Sequence[Property]) -> str:
    """Return the name that Dash gives to the callback of an output, or of several."""
    if isinstance(outputs, Property):
        return outputs.name
    return f"..{'...'.join(row.name for row in outputs)}.."


def names_of(properties: Sequence[Mapping[str, str]]) -> list[str]:
    """Return the names of properties as a callback declares them."""
    return [f"{row['id']}.{row['property']}" for row in properties]


def check_values(given: Sequence[Property], types: Sequence[TypeAdapter[Any]]) -> None:
    """Refuse a value of another type than the callback takes."""
    for row, adapter in zip(given, types):
        try:
            adapter.validate_python(row.value)
        except ValidationError:
            raise ProblemError("body", field=row.name) from None


def field_of(error: ValidationError) -> str:
    """Return where in a body the first fault is, as ``inputs.0.id``, or ``body`` for all of it."""
    return ".".join(str(part) for part in error.errors()[0]["loc"]) or "body"
