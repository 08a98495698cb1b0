"""What the API answers when it cannot do what is asked: problem details (RFC 9457)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from app.dataset import Dataset
from app.http.addresses import under_root
from geodata.jsontext import to_json
from ptce_map.errors import QueryError
from ptce_map.labels import LANGS, label
from ptce_map.likeness import nearest_texts
from ptce_map.query.mistakes import nearest_allowed, query_problem

PROBLEM_JSON = "application/problem+json"
PROGRAM_PATHS = re.compile(r"/(?:api|ogc|geo|tiles|assets|healthz|metrics|_[^/]*)(?:/|$)")
"""Addresses that scripts and programs ask, not people."""

STATUSES: Mapping[str, int] = MappingProxyType(
    {
        "query": 400,
        "bbox": 400,
        "limit": 400,
        "offset": 400,
        "datetime": 400,
        "crs": 400,
        "filter": 400,
        "repeated": 400,
        "body": 400,
        "request": 400,
        "format": 404,
        "layer": 404,
        "feature": 404,
        "not_found": 404,
        "method": 405,
        "not_acceptable": 406,
        "precondition": 412,
        "large": 413,
        "long": 414,
        "media": 415,
        "range": 416,
        "failure": 500,
        "busy": 503,
    }
)
"""Kind of problem -> HTTP status; its texts are ``problem.<kind>`` and ``problem.<kind>.title``."""

OF_HTTP = {
    STATUSES[kind]: kind
    for kind in (
        "request",
        "not_found",
        "method",
        "not_acceptable",
        "precondition",
        "large",
        "long",
        "media",
        "range",
        "failure",
        "busy",
    )
}
"""HTTP status -> the kind of problem that any address may have."""
KEPT = frozenset({"Allow", "Content-Range", "Retry-After"})
"""Headers of an error of HTTP that its answer has too."""


class ProblemError(Exception):
    """A request that the API refuses; ``members`` are the fields of its text and of the answer."""

    def __init__(self, kind: str, **members: Any) -> None:
        self.kind = kind
        self.members = members
        super().__init__(f"{kind}: {members}")


def is_for_programs() -> bool:
    """Tell whether a program asks: by its address, or because it accepts JSON sooner than HTML."""
    accepted = request.accept_mimetypes
    json = max(accepted.quality(kind) for kind in ("application/json", PROBLEM_JSON))
    return bool(PROGRAM_PATHS.match(request.path)) or json > accepted.quality("text/html")


def check_parameters(given: Iterable[str], allowed: Sequence[str]) -> None:
    """Refuse a parameter that is not defined.

    Raises
    ------
    QueryError
        If there is one.
    """
    for key in given:
        if key not in allowed:
            raise QueryError("key", key=key, value="", allowed=allowed)


def nearest(given: str, known: Iterable[str]) -> dict[str, str]:
    """Return the nearest of what is known as a member of a problem; nothing if none is near."""
    found = nearest_texts(given, known)
    return {"nearest": found[0]} if found else {}


def asked_language() -> str:
    """Return the language asked for: by the address, else by the program that asks, else French.

    The address alone decides for those who read pages: the language stays from link to link.
    """
    lang = request.args.get("lang", "")
    if lang in LANGS:
        return lang
    kinds = request.accept_mimetypes
    if kinds.quality("text/html") > kinds.quality("application/json"):
        return LANGS[0]
    return request.accept_languages.best_match(LANGS) or LANGS[0]


def register(server: Flask, dataset: Dataset) -> None:
    """Answer refused requests of a server by problems."""
    server.register_error_handler(ProblemError, answer_problem)
    server.register_error_handler(QueryError, partial(answer_query_error, dataset=dataset))
    server.register_error_handler(HTTPException, answer_http_error)


def answer_problem(error: ProblemError) -> Response:
    """Answer with what is wrong and what may stand instead."""
    members = {**error.members, "allowed": ", ".join(map(str, error.members.get("allowed", ())))}
    detail = label(f"problem.{error.kind}", asked_language(), **members)
    return create_problem(error.kind, detail, error.members)


def answer_query_error(error: QueryError, dataset: Dataset) -> Response:
    """Answer with what is wrong in a query, with the values allowed and the nearest of them."""
    members: dict[str, Any] = {"key": error.key, "value": error.value, "allowed": error.allowed}
    nearest = nearest_allowed(error, dataset.vocabulary.names)
    detail = query_problem(error, asked_language(), dataset.vocabulary)
    if nearest:
        members["nearest"] = nearest
        detail += " " + label("problem.nearest", asked_language(), x=nearest)
    return create_problem("query", detail, members)


def answer_http_error(error: HTTPException) -> Response | HTTPException:
    """Answer an error of HTTP with a problem; what leads elsewhere is no error."""
    kind = OF_HTTP.get(error.code or 0)
    if kind is None:
        return error
    response = answer_problem(ProblemError(kind, method=request.method, path=request.path))
    response.headers.extend(header for header in error.get_headers() if header[0] in KEPT)
    return response


def create_problem(kind: str, detail: str, members: Mapping[str, Any]) -> Response:
    """Create the response of a problem, readable from any site."""
    lang = asked_language()
    problem = {
        "type": under_root(f"/api#problem-{kind}"),
        "title": label(f"problem.{kind}.title", lang),
        "status": STATUSES[kind],
        "detail": detail,
        "instance": under_root(request.full_path.rstrip("?")),
        **members,
    }
    response = Response(to_json(problem), status=STATUSES[kind], content_type=PROBLEM_JSON)
    response.content_language.add(lang)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
