"""``/programmes``: what each programme of the site is, and the way to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from dash import html
from dash.development.base_component import Component
from flask import Blueprint, Response

from app.dashboard.layout.statistics import OUTLINES, create_symbol
from app.dataset import Dataset
from app.http.addresses import PROGRAMMES_PATH, carry, under_root
from app.http.answers import Answers
from app.hub.crossing_form import create_form
from app.hub.documents import can_cross, create_page
from app.hub.members import Member, Members
from app.pages import HTML, asked_view
from app.sections.door import Door
from app.sections.elements import attrs, interleave, link_to
from app.sections.fragment import Node, Tag, to_html
from geodata.cog import Level
from ptce_map.dates import written_date
from ptce_map.exports.download import licence_url
from ptce_map.labels import sort_key
from ptce_map.nouns import speaking

WAYS = {
    "/": "page.map",
    "/liste": "page.list",
    "/methode": "page.method",
    "/api": "page.api",
}
"""Address under that of a programme -> key of its name."""


def create_blueprint(members: Members, answers: Answers, root: str) -> Blueprint:
    """Create the route of the page; ``root`` is the public address of the site, if it is set."""
    blueprint = Blueprint("programmes", __name__)

    @blueprint.get(PROGRAMMES_PATH)
    def programmes() -> Response:
        view = asked_view()
        door = Door(view.lang, view.theme, is_page=True)
        return answers.answer(
            f"{PROGRAMMES_PATH}?{carry('', view.lang, view.theme)}",
            HTML,
            lambda: create_programmes_page(members, door, root).encode(),
            caches="no-cache",
        )

    return blueprint


def create_programmes_page(members: Members, door: Door, root: str) -> str:
    """Write the page of all programmes, those that are refused last."""
    served = sorted(members.served.items(), key=lambda item: sort_key(item[1].title(door.lang)))
    cards = [create_worded(members.by_slug[slug], dataset, door) for slug, dataset in served]
    refused = [member for member in members.by_slug.values() if member.dataset is None]
    intro = door.say("programmes.intro", n=len(served), millesime=str(members.first.millesime))
    main: list[Node] = [
        html.P(intro, className="said"),
        create_symbol(members.first.thumbnail),
        Tag("ul", cards, {"className": "programmes"}),
        *(create_refused(member, door) for member in refused),
        *(create_form(members, {}, door) if can_cross(members) else []),
    ]
    return create_page(
        members,
        door.lang,
        title=door.say("page.programmes"),
        description=intro,
        canonical=f"{root}{carry(PROGRAMMES_PATH, door.lang)}" if root else "",
        main=to_html(main),
    )


def create_worded(member: Member, dataset: Dataset, door: Door) -> Tag:
    """Tell a programme with its own nouns."""
    with speaking(dataset.register.nouns):
        return create_card(member, dataset, door)


def create_card(member: Member, dataset: Dataset, door: Door) -> Tag:
    """Tell a programme: its title, its map, what it holds, its licence, its pages."""
    register, address = dataset.register, member.path
    url = licence_url(register)
    facts: Mapping[str, Any] = {
        "programmes.content": door.say("sentence.poles", n=len(dataset.poles)),
        "page.version": " · ".join(
            filter(None, (register.version, written_date(register.date, door.lang)))
        ),
        "programmes.millesime": f"COG {dataset.millesime}",
        "note.licence": html.A(register.licence, href=url) if url else register.licence,
    }
    rows = [
        element
        for key, value in facts.items()
        if value
        for element in (html.Dt(door.say(key)), html.Dd(value))
    ]
    ways = [link_to(door.say(key), door_path(address + path, door)) for path, key in WAYS.items()]
    title = html.A(dataset.title(door.lang), href=under_root(door_path(f"{address}/", door)))
    parts: list[Node] = [
        html.H2(title),
        create_thumbnail(dataset),
        html.Dl(rows, className="facts"),
        *create_kept(member, door),
        html.P(interleave(ways, " "), className="actions"),
    ]
    return Tag("li", parts)


def door_path(path: str, door: Door) -> str:
    """Return an address that keeps the language and the theme."""
    return carry(path, door.lang, door.theme)


def create_kept(member: Member, door: Door) -> list[Component]:
    """Say that a newer edition of a register was refused, if it was."""
    if not member.health.refused_at:
        return []
    return [html.P(door.say("programmes.kept", n=member.health.n_refused), className="wrong")]


def create_refused(member: Member, door: Door) -> Component:
    """Say that the register of a programme is refused."""
    said = door.say("programmes.refused", n=member.health.n_refused)
    return html.Section([html.H2(member.name), html.P(said, className="wrong")])


def create_thumbnail(dataset: Dataset) -> Tag:
    """Draw the départements, those that have a pole in colour; the facts beside it say the rest."""
    units = dataset.index.levels[Level.DEPARTEMENT]
    counts = units.counts(np.ones(len(dataset.poles), dtype=bool))
    present = {f"--d-{code}": "var(--bar)" for code, n in zip(units.codes, counts.tolist()) if n}
    box = f"0 0 {dataset.thumbnail.width} {dataset.thumbnail.height}"
    told = attrs(viewBox=box, className="thumbnail", aria_hidden="true")
    return Tag("svg", Tag("use", None, {"href": f"#{OUTLINES}"}), {**told, "style": present})
