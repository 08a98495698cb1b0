"""The API as its own OpenAPI document tells it: calls made from the document, well and ill."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

if TYPE_CHECKING:
    from flask import Flask

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
"""No answer is a failure of the server; each has a status, type and form of the document."""


@pytest.fixture(scope="module")
def calls(server: Flask) -> dict[str, st.SearchStrategy[schemathesis.Case]]:
    """What makes the calls of each operation, by its name."""
    document = schemathesis.openapi.from_wsgi("/ogc/api", server)
    operations = [found.ok() for found in document.get_all_operations()]
    return {
        operation.label: st.one_of(
            *(operation.as_strategy(generation_mode=mode) for mode in GenerationMode)
        )
        for operation in operations
    }


@given(data=st.data())
@settings(max_examples=15, suppress_health_check=list(HealthCheck))
def test_the_service_answers_as_its_document_says(
    calls: dict[str, st.SearchStrategy[schemathesis.Case]], data: st.DataObject
) -> None:
    assert len(calls) >= 8
    for name, strategy in calls.items():
        case = data.draw(strategy, label=name)
        answer = case.call(headers={"Accept-Encoding": "identity"})
        if answer.status_code != HTTPStatus.PERMANENT_REDIRECT:
            case.validate_response(answer, checks=CHECKS)
