"""The dashboard: what a browser talks to."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any, cast

import dash
from dash import Dash
from flask import Flask, abort, request
from markupsafe import Markup, escape

from app import api, ogc, pages
from app.api import qgis, sheets
from app.dashboard import callbacks, card, guards, suggestions
from app.dashboard.card import share
from app.dashboard.first.frame import FIRST_TAB, INDEX, START, put_under
from app.dashboard.first.shown import show
from app.dashboard.layout import create_layout, create_templates
from app.dashboard.layout.order import in_order
from app.dashboard.layout.shell import create_shell
from app.dashboard.queries import understood
from app.dashboard.view import draw_map
from app.dataset import Dataset, load_dataset
from app.files.payloads import ASSETS
from app.files.suites import leave_out
from app.http import (
    communes,
    crowds,
    load,
    metrics,
    offline,
    problems,
    routes,
    security,
    trace,
)
from app.http.addresses import (
    SCHEMES,
    asked_query,
    site_path,
    site_root,
    tidy_addresses,
    under_root,
)
from app.http.answers import CACHE_BYTES, Answers, PageCompress, create_answers
from app.http.front import FRONT_BYTES, Front
from app.http.mount import mount
from app.http.press import Press
from app.http.wording import Wording
from app.origin import describe
from app.settings import Settings
from geodata.coding import CODINGS, Effort
from ptce_map.filters.filters import Filters
from ptce_map.labels import LANGS
from ptce_map.query.grammar import VIEW_VALUES, Query, View, to_query

logger = logging.getLogger(__name__)

SERVING = {
    "MAX_CONTENT_LENGTH": 64_000,
    "SEND_FILE_MAX_AGE_DEFAULT": 86_400,
    "COMPRESS_ALGORITHM": list(CODINGS),
    "COMPRESS_BR_LEVEL": Effort.ON_REQUEST.value[0],
    "COMPRESS_MIMETYPES": [
        "application/geo+json",
        "application/javascript",
        "application/json",
        "application/problem+json",
        "image/svg+xml",
        "text/css",
        "text/html",
        "text/javascript",
    ],
}
PAGE_PARTS = dash.__version__
"""Version of what the page is made of beside the code of the site."""


class PtceDash(Dash):
    """Dash with a page in the reader's language, and a 404 for pages that do not exist."""

    dataset: Dataset
    answers: Answers
    health: routes.Health
    press: Press
    is_kept: bool
    templates: Callable[[str, str, str, str, str], Markup]

    def interpolate_index(self, **kwargs: Any) -> str:  # type: ignore[override]
        """Return the HTML that starts the page."""
        lang = asked(request.args.get("lang"), "lang")
        theme = asked(request.args.get("theme"), "theme")
        tab = asked(request.args.get("onglet"), "onglet")
        root = str(escape(site_path()))
        parts = put_under(root, kwargs)
        shown = show(self.dataset, asked_query())
        shared = share(self.dataset, shown.query, shown.selection, site_root(self.dataset))
        return INDEX.format(
            **{
                **parts,
                "lang": lang,
                "root": root,
                "title": escape(shared.title),
                "description": escape(shared.description),
                "canonical": escape(shared.address),
                "sharing": shared.tags(),
                "scheme": Markup(' data-theme="{}"').format(SCHEMES[theme])
                if theme in SCHEMES
                else "",
                "app_entry": create_shell(shown),
                "templates": self.templates(
                    site_path(), lang, theme, FIRST_TAB.get(tab, "liste"), shown.view.embed
                ),
                "themes": self.dataset.payloads["themes"].text,
                "styles": self.dataset.payloads["page"].text,
                "dash": leave_out(parts["scripts"]),
                "scripts": self.url_of("scripts"),
                "offline": offline.script(root, is_offered=self.is_kept and not shown.view.embed),
            }
        )

    def url_of(self, name: str) -> str:
        """Return the address of a file made in memory, under the path of the host."""
        return under_root(self.dataset.payload_url(name))

    def index(self, *args: Any, **kwargs: Any) -> Any:
        """Answer with the page, whose only address is the root; equal queries are one answer."""
        if request.path != "/":
            abort(404)
        query, problems = understood(self.dataset, asked_query())
        said = to_query(query.filters, self.dataset.vocabulary, query.view)

        def write() -> bytes:
            page: str = super(PtceDash, self).index(*args, **kwargs)  # type: ignore[no-untyped-call]
            return page.encode()

        return self.answers.answer(
            f"{PAGE_PARTS} {site_root(self.dataset)} /?{asked_query() if problems else said}",
            "text/html; charset=utf-8",
            write,
            caches="no-cache",
        )


@dataclass(frozen=True)
class Allotment:
    """What an application has of a process: seats of requests, the press, a part of its memory.

    Applications that share a process have the same seats and the same press, and are one of so many
    ``parts`` of the memory of answers; what mounts them, traces and counts.
    """

    seats: load.Seats
    press: Press = field(default_factory=Press)
    parts: int = 1
    is_shared: bool = False


def create_app(
    settings: Settings | None = None,
    dataset: Dataset | None = None,
    allotment: Allotment | None = None,
) -> PtceDash:
    """Make the application.

    Parameters
    ----------
    settings
        Those of the environment when not given.
    dataset
        Loaded as the settings say when not given.
    allotment
        What it has of the process; all of it when not given.
    """
    settings = settings or Settings()
    allotment = allotment or Allotment(load.Seats(load.limits_of(settings.in_flight)))
    logging.basicConfig(level=settings.log_level, format="%(levelname)s %(name)s %(message)s")
    logging.getLogger("fontTools").setLevel(logging.WARNING)  # a hundred lines for each PDF
    app = PtceDash(
        __name__,
        server=cast(Any, create_server(allotment.seats)),
        assets_folder=str(ASSETS),
        include_assets_files=False,
        title="",
        update_title="",
        compress=False,
        enable_mcp=False,
    )
    app.dataset = dataset or load_dataset(settings)
    app.server.extensions["coding"].coded = app.dataset.suites
    app.layout = in_order(create_layout())
    app.renderer = START
    app.templates = create_templates_function(app.dataset)
    callbacks.register(app, app.dataset)
    guards.guard(app)
    app.press = allotment.press
    answers = app.answers = create_answers(app.dataset, CACHE_BYTES // allotment.parts)
    tidy_addresses(app.server, app.dataset.vocabulary)
    app.health, app.is_kept = routes.Health(origin=partial(describe, settings)), settings.offline
    app.server.register_blueprint(offline.create_blueprint(is_offered=settings.offline))
    app.server.register_blueprint(routes.create_blueprint(app.dataset, app.health))
    app.server.register_blueprint(
        metrics.create_blueprint(
            settings.metrics, lambda: routes.describe_health(app.dataset, app.health)
        )
    )
    app.server.register_blueprint(communes.create_blueprint(app.dataset, answers))
    app.server.register_blueprint(crowds.create_blueprint(app.dataset, answers))
    app.server.register_blueprint(sheets.create_blueprint(app.dataset, answers, app.press))
    app.server.register_blueprint(card.create_blueprint(app.dataset, answers))
    app.server.register_blueprint(qgis.create_blueprint(app.dataset, answers))
    app.server.register_blueprint(suggestions.create_blueprint(app.dataset, answers))
    app.server.register_blueprint(api.create_blueprint(app.dataset, answers))
    app.server.register_blueprint(ogc.create_blueprint(app.dataset, answers))
    app.server.register_blueprint(pages.create_blueprint(app.dataset, answers))
    problems.register(app.server, app.dataset)
    pages.errors.register(app.server, app.dataset)
    routes.serve_boundaries(app.server, app.dataset)
    basemap = app.dataset.basemap
    security.protect(
        app.server,
        security.content_security_policy(app.csp_hashes(), [basemap.host] if basemap else []),
        settings.embedders,
        is_secure=settings.public_url.startswith("https://"),
    )
    worded = Wording(app.server.wsgi_app, app.dataset.register.nouns)
    app.server.wsgi_app = Front(worded, FRONT_BYTES // allotment.parts)
    if not allotment.is_shared:
        mount(app.server, settings)
    warm(app)
    if not allotment.is_shared:
        trace_requests(app.server, settings)
    return app


def create_server(seats: load.Seats) -> Flask:
    """Make the web server: what it compresses, what it takes on, how long assets may be kept."""
    server = Flask(__name__, static_folder=None)
    server.config.from_mapping(SERVING)
    server.extensions["coding"] = PageCompress(server)
    load.bound(server, seats)
    trace.name_routes(server)
    security.bound(server)
    server.add_template_global(under_root, "under")
    return server


def trace_requests(server: Flask, settings: Settings) -> None:
    """Give each request an id, and tell of it to the log and to the figures that are asked for."""
    tellers = [*trace.tellers(settings.access_log)]
    if settings.metrics:
        tellers.append(metrics.create_counters(settings.metrics).tell)
    server.wsgi_app = trace.Tracing(server.wsgi_app, tellers)  # type: ignore[method-assign]


def warm(app: PtceDash) -> None:
    """Answer a first time in each language, before the server forks or takes requests.

    Dash registers its scripts while it answers with the page: a worker that was never asked for it
    refuses them. The layouts made here, and the classes computed from the register, are those that
    every worker serves.
    """
    logger.info("Writing the page in each language")
    draw_map(app.dataset, Query(Filters(), View()), app.dataset.index.select(Filters()))
    client = app.server.test_client()
    for lang in LANGS:
        client.get(f"/?lang={lang}")
    client.get("/api/recherche?q=lyon")  # the tables by which places are found


def create_templates_function(dataset: Dataset) -> Callable[[str, str, str, str, str], Markup]:
    """Return the function that writes the templates for a reader, under a path of the host.

    It takes that path, language, theme, the template that the first page shows, which is left out,
    and whether the map is embedded.
    """

    @lru_cache
    def templates_of(_: str, lang: str, theme: str, shown: str, embed: str) -> Markup:
        return create_templates(dataset, lang, theme, shown, embed=bool(embed))

    return templates_of


def asked(value: str | None, key: str) -> str:
    """Return a view value if it is one of those allowed, the default otherwise."""
    return value if value in (VIEW_VALUES[key] or ()) else str(getattr(View(), key))
