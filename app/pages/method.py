"""``/methode``: what is on the map, how it was made, from what, and how to cite and correct it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dash import html
from dash.development.base_component import Component

from app.api.metadata import describe_dataset
from app.dataset import Dataset
from app.http.addresses import CORRECTION_PATH, carry, kept
from app.http.documents import create_document
from app.pages import method_tables as tables
from app.sections.door import Door
from app.sections.fragment import Node, to_html
from app.sections.method import create_missing, create_steps, say_shown
from app.sections.sources import cite
from ptce_map.dates import written_date
from ptce_map.labels import label
from ptce_map.measures.censuses import say_years
from ptce_map.query.grammar import View

LIMITS = ("boundaries", "approximate", "grants")
"""Limits of any map; those of the programme come before."""
STEPS = ("tokens", "contours", "figures")


def create_method_page(dataset: Dataset, view: View, root: str) -> str:
    """Write the page of the method; ``root`` is the address of the site."""
    lang, door = view.lang, Door(view.lang, view.theme, is_page=True)
    main: list[Node] = [
        *create_programme(dataset, door),
        *create_shown(dataset, door),
        *create_rounds(dataset, door),
        *create_territories(dataset, door),
        *create_measures(dataset, door),
        *create_sources(dataset, door),
        *create_citation(dataset, door, root),
        *create_corrections(dataset, door),
    ]
    return create_document(
        dataset,
        lang,
        kept(lang, view.theme),
        title=label("page.method", lang),
        description=dataset.programme.say("method", lang),
        canonical=root + carry("/methode", lang),
        main=to_html(main),
        described=describe_dataset(dataset, root, lang),
    )


def create_programme(dataset: Dataset, door: Door) -> list[Any]:
    """Say what the programme is, and of which law; nothing if it says neither."""
    programme, lang = dataset.programme, door.lang
    told = {key: programme.own(key, lang) for key in ("what", "what.text", "law", "law.link")}
    if not told["what.text"]:
        return []
    link = html.A(told["law.link"] or programme.law, href=programme.law, rel="noopener")
    law: list[Any] = [told["law"], " ", link] if programme.law else [told["law"]]
    return [
        html.H2(told["what"] or dataset.title(lang)),
        html.P(told["what.text"]),
        *([html.P(law)] if any(law) else []),
    ]


def say_counted(dataset: Dataset, lang: str) -> dict[str, Any]:
    """Return the numbers and years that limits and steps tell."""
    awards, cog = dataset.register.laureats, dataset.catalog.cog
    return {
        "n": int(awards["aide_eur"].notna().sum()),
        "m": len(awards),
        "millesime": str(cog.millesime),
        "year": say_years(cog, lang),
    }


def limits(dataset: Dataset) -> list[str]:
    """Return the limits that hold of any map, and of awards if there are some."""
    is_awarded = not dataset.register.laureats.empty
    return [key for key in LIMITS if key != "grants" or is_awarded]


def create_shown(dataset: Dataset, door: Door) -> list[Any]:
    """Say what is on the map, and its limits."""
    counted = say_counted(dataset, door.lang)
    own = dataset.programme.wording.limits.get(door.lang, ())
    texts = [*own, *(door.say(f"page.method.limit.{key}", **counted) for key in limits(dataset))]
    return [
        html.H2(door.say("method.shows")),
        html.P(say_shown(dataset, door.lang)),
        html.H3(door.say("page.method.limits")),
        html.Ul([html.Li(text) for text in texts]),
    ]


def create_rounds(dataset: Dataset, door: Door) -> list[Any]:
    """Tell the rounds, what is missing of them, what is noted of each; nothing without a round."""
    if not dataset.catalog.rounds:
        return []
    calls = [create_call(dataset, appel, door) for appel in dataset.catalog.rounds]
    return [
        html.H2(door.say("page.method.rounds"), id="appels"),
        html.P(door.say("page.method.rounds.text")),
        tables.create_rounds(dataset, door),
        *create_missing(dataset, door, name=None),
        *(call for call in calls if call is not None),
    ]


def create_call(dataset: Dataset, appel: str, door: Door) -> Component | None:
    """Unfold what is noted of a round, and its sources; nothing if there is neither."""
    call: Any = dataset.register.appels.loc[appel]
    note, sources = call[f"note_{door.lang}"], dataset.register.sources.loc[list(call["sources"])]
    if not note and sources.empty:
        return None
    names = (dataset.vocabulary.name("appel", appel, door.lang), call[f"nom_{door.lang}"])
    cited = [] if sources.empty else [cite_all(sources.itertuples(), door)]
    return html.Details(
        [
            html.Summary(" · ".join(dict.fromkeys(filter(None, names)))),
            *([html.P(note)] if note else []),
            *cited,
        ]
    )


def cite_all(sources: Iterable[Any], door: Door) -> Component:
    """List sources, each with what is known of it."""
    return html.Ol([html.Li(cite(source, door.lang)) for source in sources], className="sources")


def create_territories(dataset: Dataset, door: Door) -> list[Any]:
    """Say how the territories were made, and how precise they are."""
    counted = say_counted(dataset, door.lang)
    steps = [html.Li(door.say(f"page.method.step.{key}", **counted)) for key in STEPS]
    return [
        html.H2(door.say("page.method.territories"), id="territoires"),
        html.Ol(steps),
        tables.create_precisions(dataset, door),
    ]


def create_measures(dataset: Dataset, door: Door) -> list[Any]:
    """Tell the measures and their classes."""
    return [
        html.H2(door.say("page.method.measures"), id="mesures"),
        tables.create_measures(dataset, door),
        html.P(door.say("page.method.covered")),
        html.H3(door.say("page.method.classes")),
        html.P(door.say("page.method.classes.text")),
        tables.create_classes(dataset, door),
    ]


def create_sources(dataset: Dataset, door: Door) -> list[Any]:
    """Tell what the map is made from, with every source of the register."""
    sources = dataset.register.sources.sort_values(["editeur", "titre"])
    summary = html.Summary(door.say("page.method.sources", n=len(sources)))
    listed = html.Details([summary, cite_all(sources.itertuples(), door)])
    return [
        html.H2(door.say("page.method.credits"), id="sources"),
        tables.create_credits(dataset, door),
        html.P(html.A(door.say("page.list.api"), href=door.page("/api"))),
        *([] if sources.empty else [listed]),
    ]


def create_citation(dataset: Dataset, door: Door, root: str) -> list[Any]:
    """Say how to cite the map."""
    register = dataset.register
    citation = door.say(
        "page.method.citation",
        title=register.titles[door.lang],
        version=register.version,
        date=written_date(register.date, door.lang),
        licence=register.licence,
        url=f"{root}/",
    )
    return [
        html.H2(door.say("page.method.cite"), id="citer"),
        html.P(door.say("page.method.cite.text")),
        html.Blockquote(html.P(citation)),
    ]


def create_corrections(dataset: Dataset, door: Door) -> list[Any]:
    """Lead to the form; without an address that takes it, say how the register is corrected."""
    link = html.A(door.say("page.correction"), href=door.page(CORRECTION_PATH))
    told = [
        html.H2(door.say("page.correct"), id="corriger"),
        html.P([door.say("page.method.correct.text"), " ", link]),
    ]
    return told if dataset.correction_url else [*told, *create_steps(door)]
