"""The site of several programmes: each under its path, and the pages about all of them."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, cast

from flask import Blueprint, Flask, Response, jsonify, redirect
from werkzeug.wrappers import Response as BaseResponse

from app import Allotment, PtceDash, create_app, create_server, trace_requests
from app.http import metrics, security
from app.http.addresses import PROGRAMMES_PATH, asked_query, under_root
from app.http.answers import CACHE_BYTES, Answers, create_cache
from app.http.front import FRONT_BYTES, Front
from app.http.load import Seats, limits_of
from app.http.mount import mount
from app.http.press import Press
from app.hub import crossing_page, errors, programmes
from app.hub.dispatch import Dispatch
from app.hub.documents import can_cross
from app.hub.members import Members
from app.settings import Settings

logger = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Hub:
    """What is served: the server of the site, the application of each programme, their press."""

    server: Flask
    apps: Mapping[str, PtceDash]
    members: Members
    press: Press


def create_hub(settings: Settings, members: Members) -> Hub:
    """Make the site of the programmes in service; they share seats and the memory of answers."""
    parts = len(members.served) + 1
    allotment = Allotment(Seats(limits_of(settings.in_flight)), parts=parts, is_shared=True)
    apps = {
        slug: create_app(
            members.by_slug[slug].settings,
            replace(
                dataset,
                slug=slug,
                siblings=members.siblings,
                stamp=f"{dataset.stamp} {members.siblings}",
            ),
            allotment,
        )
        for slug, dataset in members.served.items()
    }
    for slug, app in apps.items():
        stands = members.by_slug[slug].health
        app.health.n_refused, app.health.refused_at = stands.n_refused, stands.refused_at
    server = create_server(allotment.seats)
    root = settings.public_url.rstrip("/")
    answers = Answers(f"{members.stamp} {root}", None, create_cache(CACHE_BYTES // parts))
    server.register_blueprint(create_blueprint(members))
    server.register_blueprint(metrics.create_blueprint(settings.metrics, members.describe))
    server.register_blueprint(programmes.create_blueprint(members, answers, root))
    if can_cross(members):
        server.register_blueprint(crossing_page.create_blueprint(members, answers, root))
    errors.register(server, members)
    security.protect(
        server,
        security.content_security_policy([]),
        "none",
        is_secure=settings.public_url.startswith("https://"),
    )
    served = {slug: cast(Any, app.server) for slug, app in apps.items()}
    front = Front(server.wsgi_app, FRONT_BYTES // parts)
    server.wsgi_app = Dispatch(front, served)  # type: ignore[method-assign]
    mount(server, settings)
    trace_requests(server, settings)
    return Hub(server, apps, members, allotment.press)


def create_blueprint(members: Members) -> Blueprint:
    """Create the routes that are no pages."""
    blueprint = Blueprint("ptce", __name__)

    @blueprint.get("/healthz")
    def tell_health() -> Response:
        response = jsonify(members.describe())
        response.headers["Cache-Control"] = "no-store"
        return response

    @blueprint.get("/")
    def home() -> BaseResponse:
        """Lead to the programmes, in the language and the theme asked for."""
        query = asked_query()
        address = under_root(PROGRAMMES_PATH)
        return redirect(f"{address}?{query}" if query else address, 302)

    refuse = partial(errors.answer_member, members)
    blueprint.add_url_rule("/p/<slug>/", "member", refuse, strict_slashes=False)
    blueprint.add_url_rule("/p/<slug>/<path:rest>", "page", refuse)
    return blueprint
