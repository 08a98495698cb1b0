"""The legend of the map: what is measured, its classes or circles, then the two overlays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from dash import html
from dash.development.base_component import Component

from app.dashboard import ids
from app.dashboard.layout.classes import create_classes
from app.dashboard.layout.controls import create_switch
from app.dashboard.layout.marks import LINES, SEATS
from app.dashboard.wire import share
from app.dataset import Dataset
from app.sections.elements import attrs, create_outlet, icon
from ptce_map.labels import label, number
from ptce_map.map.drawing import CircleRow, Display, Drawing
from ptce_map.map.gathering import CROWD
from ptce_map.measures.censuses import say_years
from ptce_map.measures.classification import MISSING, LegendRow
from ptce_map.nouns import Nouns, spoken


def create_legend(dataset: Dataset, lang: str) -> Component:
    """Create the legend; its upper part and its last note come with each view."""
    return html.Section(
        [
            create_outlet(ids.LEGEND_BODY),
            create_classes(lang),
            create_overlays(
                dataset,
                lang,
                [
                    create_switch(ids.OVERLAY_TERRITORIES, label("legend.territories", lang)),
                    create_switch(ids.OVERLAY_SEATS, label("legend.seats", lang)),
                ],
                create_outlet(ids.LEGEND_WITHOUT),
            ),
            html.Button(
                icon("info"),
                id=ids.LEGEND_INFO,
                type="button",
                className="legend-info",
                **attrs(aria_label=label("phone.legend", lang), aria_expanded="false"),
            ),
        ],
        id=ids.LEGEND,
        className="card legend",
        **attrs(aria_label=label("legend.title", lang)),
    )


def create_legend_body(
    dataset: Dataset,
    drawing: Drawing,
    lang: str,
    left_out: int,
    within: frozenset[str] | None = None,
    marks: str = "",
) -> list[Component]:
    """Create the title, the unit and the classes or circles of what the map draws.

    Parameters
    ----------
    dataset, drawing, lang
        The data, what is drawn of them, and the language.
    left_out
        Number of the poles shown that have no territory.
    within
        Units that the classes count: those of the part of the country asked for, if there is one.
    marks
        Those of the overlays that the poles shown wear; the style hides the others.
    """
    display = drawing.display
    measure = display.measure
    rows = drawing.legend(lang, within)
    used = [row for row in rows if row.n_units or row.number != MISSING]
    classes = [create_legend_row(row, drawing.scale.k, lang, spoken()) for row in used]
    if within is not None:
        classes.append(create_outside_row(lang, spoken()))
    subtitle = legend_subtitle(dataset, display, lang, within)
    return [
        *create_heading(measure.title(lang), subtitle, measure.short(lang)),
        *create_circles(drawing, lang),
        html.Ul(
            classes,
            className="legend-classes",
            **attrs(data_k=str(drawing.scale.k), data_marks=marks),
        ),
        *[html.P(text, className="legend-note") for text in legend_notes(display, left_out, lang)],
    ]


@lru_cache(maxsize=512)
def create_heading(title: str, subtitle: str, short: str) -> tuple[Component, ...]:
    """Create what a legend begins with, on desks and on phones: answers share theirs."""
    return (
        share(html.H2(title, className="legend-title")),
        share(html.P(subtitle, className="legend-sub")),
        share(html.Div(html.Strong(short), className="legend-short phone-only")),
    )


def legend_subtitle(
    dataset: Dataset, display: Display, lang: str, within: frozenset[str] | None
) -> str:
    """Say the level, the unit and the denominator with its years, of the units of ``within``."""
    measure = display.measure
    key = "legend.by_level_inside" if within is not None else "legend.by_level"
    level = label(key, lang, level=label(f"level.{display.level}", lang))
    if measure.is_count:
        return level
    parts = [] if measure.key == "par-million" else [measure.unit(lang)]
    if measure.denominator:
        cog = dataset.catalog.cog
        year = say_years(cog, lang, display.level, within)
        parts.append(label(measure.denominator, lang, year=year, millesime=str(cog.millesime)))
    return " · ".join(filter(None, (*parts, level)))


def legend_notes(display: Display, left_out: int, lang: str) -> list[str]:
    """Say what the map leaves out, and whether its class limits were rescaled."""
    notes = []
    if display.measure.key.startswith("part-") and left_out:
        notes.append(label("legend.no_region_only", lang, n=left_out))
    if display.is_rescaled:
        notes.append(label("classes.rescaled", lang))
    return notes


@lru_cache(maxsize=2048)
def create_legend_row(row: LegendRow, k: int, lang: str, _: Nouns) -> Component:
    """Create the row of one of ``k`` classes: a button that highlights its units, their number.

    Answers share their rows, which are said with the nouns of the programme: few are ever new.
    """
    button = html.Button(
        [
            html.Span(className="swatch", **attrs(aria_hidden="true")),
            html.Span(row.text, className="long"),
            html.Span(row.short, className="short", **attrs(aria_hidden="true")),
            html.Span(number(row.n_units, lang), className="count"),
        ],
        type="button",
        **attrs(
            data_emphasis=str(row.number),
            aria_pressed="false",
            title=label("legend.highlight", lang, x=row.text),
        ),
    )
    if row.number <= 0:
        return share(html.Li(button, **attrs(data_class=str(row.number))))
    colour = f"var(--class-{row.number}-of-{k})"
    return share(html.Li(button, style={"--fill": colour}))


@lru_cache(maxsize=64)
def create_outside_row(lang: str, _: Nouns) -> Component:
    """Create the row of the units outside the places asked for, which no class counts."""
    swatch = html.Span(className="swatch", **attrs(aria_hidden="true"))
    return share(
        html.Li(
            [swatch, html.Span(label("legend.outside", lang), className="long")],
            **attrs(data_class="outside"),
        )
    )


def create_circles(drawing: Drawing, lang: str) -> list[Component]:
    """Create the circles of the legend, side by side on one base line, each with its value."""
    if not drawing.circles:
        return []
    key = "drawer.amount" if drawing.display.measure.key == "aides" else ""
    rows = [create_circle(row, key, lang) for row in drawing.circles]
    return [html.Ul(rows, className="legend-circles")]


def create_circle(row: CircleRow, key: str, lang: str) -> Component:
    """Create a circle of the legend at its true size, and its value in the text ``key``, if any."""
    size = f"{2 * row.radius:.1f}px"
    text = label(key, lang, n=int(row.value)) if key else number(row.value, lang)
    mark = html.Span(className="circle", style={"width": size, "height": size})
    return html.Li([mark, html.Span(text)])


def create_overlays(
    dataset: Dataset,
    lang: str,
    switches: Sequence[Component],
    note: Component,
    *,
    is_outlined: bool = False,
) -> Component:
    """Create the two overlays: their switches, with the marks that they show, and a note.

    Parameters
    ----------
    dataset, lang
        The data, and the language.
    switches
        That of the territories, that of the seats.
    note
        Says what the overlays leave out.
    is_outlined
        Whether the outline of an open pole is among the marks.
    """
    territories, seats = switches
    is_crowd = len(dataset.poles) > CROWD
    gathered = [html.P(label("legend.gathered", lang), className="legend-note")]
    return html.Div(
        [
            territories,
            html.Ul(
                [
                    create_mark(
                        "territory chosen",
                        label("legend.selected", lang),
                        when={**attrs(data_when_outlined="true"), "hidden": not is_outlined},
                    ),
                    *create_marks("line", LINES, lang),
                ],
                className="legend-marks",
            ),
            seats,
            html.Ul(create_marks("seat", SEATS, lang), className="legend-marks"),
            *(gathered if is_crowd else []),
            note,
        ],
        className="legend-overlays",
    )


def create_marks(kind: str, marks: Mapping[str, tuple[str, str]], lang: str) -> list[Component]:
    """Create the rows of the marks of a kind, of which those show that the poles shown wear."""
    return [
        create_mark(name, label(key, lang), when=attrs(data_mark=f"{kind}-{sign}"))
        for sign, (name, key) in marks.items()
    ]


def create_mark(name: str, text: str, when: Mapping[str, Any] | None = None) -> Component:
    """Create the row of a mark; ``when`` are attributes that say when it shows."""
    return html.Li(
        [html.Span(className=f"mark {name}", **attrs(aria_hidden="true")), html.Span(text)],
        **(when or {}),
    )
