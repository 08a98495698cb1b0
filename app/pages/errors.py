"""What a page answers when it cannot be shown: a sentence, and where to go from there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from app.dataset import Dataset
from app.http.addresses import carry, pole_path
from app.http.documents import asked_theme, create_document
from app.http.problems import answer_http_error, asked_language, is_for_programs
from ptce_map.errors import QueryError
from ptce_map.labels import label
from ptce_map.likeness import nearest_texts
from ptce_map.query.mistakes import nearest_allowed, query_problem

PAGES = {
    400: "request",
    404: "not_found",
    405: "method",
    413: "large",
    414: "long",
    500: "failure",
    503: "busy",
}
"""HTTP status -> key of its texts, ``page.error.<key>`` and ``page.error.<key>.title``."""

WAYS = {"page.error.map": "/", "page.error.list": "/liste"}
"""Key of the name -> address of what may be tried instead."""


def register(server: Flask, dataset: Dataset) -> None:
    """Answer errors by pages, but those that programs meet."""
    for status in PAGES:
        server.register_error_handler(status, partial(answer_error, dataset))


def answer_error(dataset: Dataset, error: HTTPException) -> Any:
    """Answer an error of the server, or of an address that leads nowhere."""
    if is_for_programs():
        return answer_http_error(error)
    key = PAGES[error.code or 500]
    lang = asked_language()
    text = label(f"page.error.{key}", lang, path=request.path)
    return with_next_step(create_error(dataset, error.code or 500, key, [text]), error)


def answer_unknown_pole(dataset: Dataset, pole_id: str) -> Response:
    """Say that there is no such pole, and which has the nearest id."""
    lang = asked_language()
    near = nearest_texts(pole_id, dataset.poles.index)
    ways = [
        (str(dataset.poles.at[pole, "nom"]), carry(pole_path(pole), lang, asked_theme()))
        for pole in near
    ]
    text = label("page.error.pole", lang, pole=pole_id)
    return create_error(dataset, 404, "not_found", [text], ways)


def answer_query_error(dataset: Dataset, error: QueryError) -> Response:
    """Say what is wrong with a query, what may stand instead, and what is nearest."""
    lang = asked_language()
    nearest = nearest_allowed(error, dataset.vocabulary.names)
    texts = [query_problem(error, lang, dataset.vocabulary)]
    if nearest:
        texts.insert(0, label("problem.nearest", lang, x=nearest))
    return create_error(dataset, 400, "query", texts[::-1])


def create_error(
    dataset: Dataset,
    status: int,
    key: str,
    texts: Sequence[str],
    ways: Sequence[tuple[str, str]] = (),
) -> Response:
    """Create the page of an error; ``ways`` are more addresses to try, each with its name."""
    lang = asked_language()
    usual = [(label(name, lang), carry(path, lang, asked_theme())) for name, path in WAYS.items()]
    page = create_document(
        dataset,
        lang,
        template="error.html",
        title=label(f"page.error.{key}.title", lang),
        texts=texts,
        ways=[*ways, *usual],
    )
    return respond(page, status)


def respond(page: str, status: int) -> Response:
    """Answer by the page of an error, which nobody keeps."""
    response = Response(page, status=status, content_type="text/html; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response


def with_next_step(response: Response, error: HTTPException) -> Response:
    """Tell programs what an error allows: other methods, or when to ask again."""
    if allowed := getattr(error, "valid_methods", None):
        response.headers["Allow"] = ", ".join(sorted(allowed))
    if seconds := getattr(error, "retry_after", None):
        response.retry_after = seconds
    return response
