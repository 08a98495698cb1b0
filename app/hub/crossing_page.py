"""``/croiser``: where two programmes are both, as a map, a square legend and a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component
from flask import Blueprint, Response, request
from markupsafe import Markup

from app.files.payloads import TEMPLATES
from app.http.addresses import CROSSING_PATH
from app.http.answers import Answers
from app.http.problems import asked_language
from app.hub.crossing_files import EXTENSIONS, create_file_route
from app.hub.crossing_form import create_form
from app.hub.crossing_legend import create_legend
from app.hub.crossing_map import draw_crossing, say_name, say_value
from app.hub.crossing_query import Crossing, CrossingError, read_crossing
from app.hub.documents import FILE_PATH, create_page, say_credits
from app.hub.members import Members
from app.pages import HTML, asked_view
from app.sections.door import Door
from app.sections.elements import link_to
from app.sections.fragment import Node, to_html
from app.sections.tables import Column, Table
from geodata.cog import Cog, Level
from ptce_map.bivariate import Basis, Presence, values_of
from ptce_map.labels import number, sort_key
from ptce_map.map.bivariate import css
from ptce_map.query.mistakes import query_problem

MOST_ROWS = 1500
"""Rows of the table; the files have all."""
STYLE = (TEMPLATES / "bivariate.css").read_text("utf-8")


def create_blueprint(members: Members, answers: Answers, root: str) -> Blueprint:
    """Create the routes of the page and of its files; ``root`` is the public address, if set."""
    blueprint = Blueprint("crossing", __name__)

    @blueprint.get(CROSSING_PATH)
    def page() -> Response:
        view = asked_view()
        door = Door(view.lang, view.theme, is_page=True)
        crossing = read_crossing(members, request.args, view.lang)
        query = crossing.query(view.lang, view.theme)
        return answers.answer(
            f"{CROSSING_PATH}?{query}",
            HTML,
            lambda: create_crossing_page(members, crossing, door, root).encode(),
            caches="no-cache",
        )

    create_file_route(blueprint, members, answers)

    @blueprint.errorhandler(CrossingError)
    def refuse(error: CrossingError) -> Response:
        return answer_faults(members, error)

    return blueprint


def answer_faults(members: Members, error: CrossingError) -> Response:
    """Say every fault of a query, and give the form to ask anew."""
    lang = asked_language()
    door = Door(lang, is_page=True)
    said = [query_problem(fault, lang, members.first.vocabulary) for fault in error.faults]
    main: list[Node] = [
        *(html.P(text, className="wrong", role="alert") for text in said),
        *create_form(members, {}, door),
    ]
    page = create_page(
        members,
        lang,
        asked={"lang": [lang]},
        title=door.say("page.error.query.title"),
        main=to_html(main),
    )
    return Response(page, status=400, content_type=HTML, headers={"Cache-Control": "no-store"})


def create_crossing_page(members: Members, crossing: Crossing, door: Door, root: str) -> str:
    """Write the page of a crossing."""
    drawing = Markup(draw_crossing(crossing, door))  # noqa: S704 - each text was escaped
    said = say_finding(crossing, door)
    legend = to_html([create_legend(crossing, door)])
    before = to_html([html.P(said, className="said"), *create_unplaced(crossing, door)])
    after: list[Node] = [
        *create_files(crossing, door),
        create_table(crossing, door).html(),
        *create_form(members, crossing.asked, door),
    ]
    first, second = crossing.titles(door.lang)
    title = door.say("crossing.title", first=first, second=second)
    figure = Markup('{}<div class="crossed"><div class="map-box">{}</div>{}</div>')
    query = crossing.query(door.lang, "auto")
    return create_page(
        members,
        door.lang,
        template="crossing.html",
        title=title,
        description=said,
        canonical=f"{root}{CROSSING_PATH}?{query}" if root else "",
        attribution=say_credits(crossing.datasets, door.lang),
        colours=Markup(css()),  # noqa: S704 - colours of ours
        style=Markup(STYLE),  # noqa: S704 - a file of ours
        main=figure.format(before, drawing, legend) + to_html(after),
    )


def say_finding(crossing: Crossing, door: Door) -> str:
    """Say in how many units both are, one alone, neither, and how many live where both are."""
    counts = {str(presence): crossing.count(presence) for presence in Presence}
    first, second = crossing.titles(door.lang)
    level = f"crossing.finding.{crossing.level}"
    told = [
        door.say(level, n=counts[Presence.BOTH]),
        door.say("crossing.finding.alone", first=first, n=counts[Presence.FIRST]),
        door.say("crossing.finding.alone", first=second, n=counts[Presence.SECOND]),
        door.say("crossing.finding.neither", n=counts[Presence.NEITHER]),
    ]
    lived = int(crossing.pair.units["population_deux"].sum())
    told_of_both = door.say("crossing.finding.population", n=lived)
    return f"{door.say('crossing.between').join(told)}. {told_of_both}"


def create_unplaced(crossing: Crossing, door: Door) -> list[Component]:
    """Say what the map does not show: poles in no known commune, units without contour."""
    titles = crossing.titles(door.lang)
    said = [
        door.say("crossing.unplaced", x=title, n=n)
        for title, n in zip(titles, crossing.pair.unplaced)
        if n
    ]
    if crossing.n_beyond:
        said.append(door.say("crossing.beyond", n=crossing.n_beyond))
    return [html.P(" ".join(said), className="sub")] if said else []


def create_files(crossing: Crossing, door: Door) -> list[Node]:
    """Lead to the files of the same values."""
    query = crossing.query(door.lang, "auto")
    links = [
        html.Li(link_to(name, f"{FILE_PATH}.{extension}?{query}"))
        for extension, (name, _) in EXTENSIONS.items()
    ]
    return [
        html.H2(door.say("crossing.table"), id="tableau"),
        html.Ul(links, className="links"),
    ]


def create_table(crossing: Crossing, door: Door) -> Table:
    """Create the table: the units where both are, or where one is if their values differ."""
    units = crossing.pair.units
    is_both = crossing.level is Level.COMMUNE
    wanted = (Presence.BOTH,) if is_both else (Presence.BOTH, Presence.FIRST, Presence.SECOND)
    rows = units[units["presence"].isin(wanted) & (units.index != "")]
    cog = crossing.datasets[0].catalog.cog
    shown = ordered(rows, crossing.level, cog).head(MOST_ROWS)
    first, second = crossing.titles(door.lang)
    caption = [say_name(crossing, door)]
    if len(rows) > MOST_ROWS:
        caption.append(door.say("crossing.first_rows", n=MOST_ROWS, all=len(rows)))
    columns, cells = (
        commune_columns(shown, cog, door) if is_both else unit_columns(crossing, shown, door)
    )
    heads = [
        Column(door.say(f"page.unit.{crossing.level}")),
        *(Column(title.format(first=first, second=second), kind) for title, kind in columns),
    ]
    names = [f"{name} ({code})" for code, name in shown["nom"].items()]
    return Table(" ".join(caption), heads, list(zip(names, *cells)), is_wide=True)


def ordered(rows: pd.DataFrame, level: Level, cog: Cog) -> pd.DataFrame:
    """Order units as they are read: communes by their département, then by name."""
    is_commune = level is Level.COMMUNE
    homes = cog.communes[Level.DEPARTEMENT.code_column].to_dict() if is_commune else {}
    keys = {
        code: (homes.get(code, ""), sort_key(name))
        for code, name in zip(rows.index.tolist(), rows["nom"].tolist())
    }
    return rows.loc[sorted(rows.index, key=lambda code: keys[code])]


Columns = tuple[Sequence[tuple[str, str | None]], Sequence[Sequence[Any]]]
"""Titles of columns with the class of their cells, and the cells of each."""


def commune_columns(rows: pd.DataFrame, cog: Cog, door: Door) -> Columns:
    """Return what the table says of the communes of both."""
    homes = cog.communes.loc[rows.index, Level.DEPARTEMENT.code_column]
    names = cog.departements[Level.DEPARTEMENT.name_column]
    columns = [
        (door.say("page.unit.departement"), None),
        *((f"{{{which}}} ({door.say('crossing.count')})", "number") for which in TITLES),
        (door.say("crossing.population"), "number"),
    ]
    numbers = ("poles_1", "poles_2", "population")
    return columns, [
        [f"{names[home]} ({home})" for home in homes],
        *([number(n, door.lang) for n in rows[name].tolist()] for name in numbers),
    ]


TITLES = ("first", "second")


def unit_columns(crossing: Crossing, rows: pd.DataFrame, door: Door) -> Columns:
    """Return what the table says of the units of larger levels: both values, and the share."""
    basis = crossing.basis if crossing.basis is not Basis.PRESENCE else Basis.COMMUNES
    said = door.say(f"crossing.basis.{basis}")
    columns: list[tuple[str, str | None]] = []
    cells: list[list[str]] = []
    for axis, which in enumerate(TITLES, 1):
        values = pd.Series(values_of(crossing.pair, basis, axis), crossing.pair.units.index)
        columns.append((f"{{{which}}} ({said.lower()})", "number"))
        cells.append([say_value(value, basis, door) for value in values[rows.index].tolist()])
    columns += [
        (door.say("crossing.both.communes"), "number"),
        (door.say("crossing.both.population"), "number"),
    ]
    cells += [
        [number(n, door.lang) for n in rows[name].tolist()]
        for name in ("communes_deux", "population_deux")
    ]
    return columns, cells
