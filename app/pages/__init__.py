"""The pages that need no script: the list, each pole, the method, the errors."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flask import Blueprint, Response, request

from app.dashboard.queries import read_query
from app.dataset import Dataset
from app.http.addresses import CORRECTION_PATH, asked_query, carry, site_root
from app.http.answers import Answers
from app.pages import errors
from app.pages.correction import create_correction_page, read_proposal
from app.pages.listing import create_list_page
from app.pages.method import create_method_page
from app.pages.pole import create_pole_page
from ptce_map.errors import QueryError
from ptce_map.query.grammar import VIEW_VALUES, View, to_query

HTML = "text/html; charset=utf-8"


def create_blueprint(dataset: Dataset, answers: Answers) -> Blueprint:
    """Create the routes of the pages; the distances between poles are measured here, once."""
    blueprint = Blueprint("pages", __name__)
    nearby = dataset.nearby

    def answer(kept: str, write: Callable[[str], str]) -> Response:
        """Answer with a page; ``kept`` is its canonical query."""
        root = site_root(dataset)
        key = f"{root}{request.path}?{kept}"
        return answers.answer(key, HTML, lambda: write(root).encode())

    @blueprint.get("/liste")
    def listing() -> Response:
        query = read_query(dataset, asked_query())
        said = to_query(query.filters, dataset.vocabulary, query.view)
        return answer(said, lambda root: create_list_page(dataset, query, root))

    @blueprint.get("/pole/<pole_id>")
    def pole(pole_id: str) -> Response:
        if pole_id not in nearby:
            return errors.answer_unknown_pole(dataset, pole_id)
        view = asked_view()
        return answer(
            carry("", view.lang, view.theme),
            lambda root: create_pole_page(dataset, pole_id, view, root),
        )

    @blueprint.get("/methode")
    def method() -> Response:
        view = asked_view()
        return answer(
            carry("", view.lang, view.theme), lambda root: create_method_page(dataset, view, root)
        )

    @blueprint.route(CORRECTION_PATH, methods=["GET", "POST"])
    def correction() -> Response:
        is_sent = request.method == "POST"
        proposal = read_proposal(dataset, request.form if is_sent else request.args)
        page = create_correction_page(
            dataset, proposal, asked_view(), site_root(dataset), is_sent=is_sent
        )
        return Response(page, content_type=HTML, headers={"Cache-Control": "no-store"})

    blueprint.register_error_handler(QueryError, partial(errors.answer_query_error, dataset))
    return blueprint


def asked_view() -> View:
    """Return the language and the theme that the address asks for; its other keys are let be.

    Raises
    ------
    QueryError
        If there is no such language or theme.
    """
    asked = {key: given for key in ("lang", "theme") if (given := request.args.get(key))}
    for key, value in asked.items():
        if value not in (allowed := VIEW_VALUES[key] or ()):
            raise QueryError("value", key=key, value=value, allowed=allowed)
    return View(**asked)
