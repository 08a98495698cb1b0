"""What the site of several programmes answers when nothing can be shown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import Flask, Response, abort, request
from werkzeug.exceptions import HTTPException

from app.http.addresses import PROGRAMMES_PATH, carry
from app.http.documents import asked_theme
from app.http.problems import (
    ProblemError,
    answer_http_error,
    answer_problem,
    asked_language,
    is_for_programs,
)
from app.http.problems import answer_query_error as answer_problem_of
from app.hub.documents import create_page
from app.hub.members import Members
from app.pages.errors import PAGES, respond, with_next_step
from ptce_map.errors import QueryError
from ptce_map.labels import label
from ptce_map.query.mistakes import query_problem

UNAVAILABLE, LOST = 503, 404


def register(server: Flask, members: Members) -> None:
    """Answer errors by pages, and those that programs meet by problems."""
    server.register_error_handler(ProblemError, answer_problem)
    server.register_error_handler(HTTPException, answer_http_error)
    for status in PAGES:
        server.register_error_handler(status, partial(answer_error, members))
    server.register_error_handler(QueryError, partial(answer_query_error, members))


def answer_error(members: Members, error: HTTPException) -> Any:
    """Answer an error of the server, or of an address that leads nowhere."""
    if is_for_programs():
        return answer_http_error(error)
    status = error.code or 500
    key = PAGES[status]
    said = "programmes.lost" if status == LOST else f"page.error.{key}"
    text = label(said, asked_language(), path=request.path)
    return with_next_step(create_error(members, status, key, [text]), error)


def answer_query_error(members: Members, error: QueryError) -> Response:
    """Say what is wrong with a query, and what may stand instead."""
    if is_for_programs():
        return answer_problem_of(error, members.first)
    text = query_problem(error, asked_language(), members.first.vocabulary)
    return create_error(members, 400, "query", [text])


def answer_member(members: Members, slug: str, **_: str) -> Response:
    """Say that the register of a programme is refused; there is no other where none answers."""
    member = members.by_slug.get(slug)
    if member is None:
        abort(404)
    text = label("programmes.refused", asked_language(), n=member.health.n_refused)
    return create_error(members, UNAVAILABLE, "refused", [member.name, text])


def create_error(members: Members, status: int, key: str, texts: Sequence[str]) -> Response:
    """Create the page of an error, which leads to the programmes."""
    lang = asked_language()
    way = (label("switch.all", lang), carry(PROGRAMMES_PATH, lang, asked_theme()))
    page = create_page(
        members,
        lang,
        template="error.html",
        title=label(f"page.error.{key}.title", lang),
        texts=texts,
        ways=[way],
    )
    return respond(page, status)
