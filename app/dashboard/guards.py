"""What Dash opens by itself and a public site does not: closed here, or held to what it is for."""

from __future__ import annotations

import inspect

from dash import Dash
from dash.exceptions import DependencyException, InvalidResourceError
from flask import Flask, Response, abort, current_app, g, request
from werkzeug.exceptions import HTTPException, NotFound, UnsupportedMediaType

from app.dashboard.bodies import Body, Callbacks, check_body, types_of
from app.dashboard.wire import write_answer
from app.http.front import CALLBACKS
from app.http.problems import answer_http_error

DEVELOPMENT = ("/_reload-hash",)
"""Endpoints of Dash for those who write the application, whose server runs in debug mode."""


def guard(app: Dash) -> None:
    """Close the endpoints of development, and refuse what no page would send or ask."""
    server: Flask = app.server
    close_development(server)
    hold_callbacks(server, app.callback_map)
    for error in (DependencyException, InvalidResourceError):
        server.register_error_handler(error, answer_unknown_file)


def close_development(server: Flask) -> None:
    """Answer 404 at the endpoints of development, but in debug mode."""

    @server.before_request
    def close() -> None:
        if request.endpoint in DEVELOPMENT and not current_app.debug:
            abort(404)


def hold_callbacks(server: Flask, callbacks: Callbacks) -> None:
    """Refuse the bodies that no callback of a page would send, and answer the others."""
    types = types_of(callbacks)
    functions = {name: inspect.unwrap(callbacks[name]["callback"]) for name in types}

    @server.before_request
    def check() -> None:
        if request.endpoint != CALLBACKS or request.method != "POST":
            return
        if not request.is_json:
            raise UnsupportedMediaType
        g.asked = check_body(request.get_data(), callbacks, types)

    def answer() -> Response:
        """Answer a callback, in the place of Dash, whose context no function here asks for."""
        asked: Body = g.asked
        found = functions[asked.output](*[row.value for row in asked.given])
        return Response(write_answer(asked.outputs, found), content_type="application/json")

    server.view_functions[CALLBACKS] = answer


def answer_unknown_file(_: Exception) -> Response | HTTPException:
    """Answer 404 to a file that no component has; Dash would tell which it knows."""
    return answer_http_error(NotFound())
