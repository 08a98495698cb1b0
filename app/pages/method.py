"""``/methode``: what is on the map, how it was made, from what, and how to cite and correct it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from app.api.catalogue import describe_dataset
from app.dashboard.layout.method import say_all_missing, say_shown
from app.dataset import Dataset
from app.described import say_denominator
from app.http.addresses import carry, kept
from app.http.documents import create_document
from app.pages.tables import Cell, Column, Table
from geodata.cog import Level
from geodata.sources import SOURCES
from geodata.sources import Source as Boundaries
from ptce_map.dates import written_date
from ptce_map.exports.download import licence_url
from ptce_map.labels import label, number
from ptce_map.map.drawing import Display, all_values
from ptce_map.measures.censuses import say_years
from ptce_map.measures.classification import FIXED, legend_rows, scale_of
from ptce_map.measures.table import MEASURES
from ptce_map.query.grammar import View
from ptce_map.register.rounds import Round, say
from ptce_map.register.rules import PRECISIONS

LIMITS = ("boundaries", "approximate", "grants")
"""Limits of any map; those of the programme come before."""
CORRECTIONS = ("source", "pole", "award", "check", "version")
"""Steps by which the register is corrected, as CONTRIBUTING.md has them."""
PERCENTAGES = frozenset({"part-population", "part-communes"})
STEPS = ("tokens", "contours", "figures")


@dataclass(frozen=True)
class Source:
    """A source as a page cites it: its title, its address, and what is known of it in a line."""

    title: str
    url: str
    note: str
    establishes: str


@dataclass(frozen=True)
class Call:
    """A round as the page tells of it: its name, what is noted, its sources."""

    name: str
    full_name: str
    note: str
    sources: Sequence[Source]


def create_method_page(dataset: Dataset, view: View, root: str) -> str:
    """Write the page of the method; ``root`` is the address of the site."""
    lang, register, cog = view.lang, dataset.register, dataset.catalog.cog
    awards = register.laureats
    counted = {
        "n": int(awards["aide_eur"].notna().sum()),
        "m": len(awards),
        "millesime": str(cog.millesime),
        "year": say_years(cog, lang),
    }
    return create_document(
        dataset,
        "method.html",
        lang,
        kept(lang, view.theme),
        title=label("page.method", lang),
        description=dataset.programme.say("method", lang),
        canonical=root + carry("/methode", lang),
        law=dataset.programme.voice.law,
        shown=say_shown(dataset, lang),
        limits=[label(f"page.method.limit.{key}", lang, **counted) for key in limits(dataset)],
        rounds=create_rounds(dataset, lang),
        missing=say_all_missing(dataset, dataset.rounds, lang),
        calls=[create_call(dataset, one, lang) for one in dataset.rounds],
        steps=[label(f"page.method.step.{key}", lang, **counted) for key in STEPS],
        precisions=create_precisions(dataset, lang),
        measures=create_measures(dataset, lang),
        classes=create_classes(dataset, lang),
        credits=create_credits(dataset, lang),
        sources=[
            create_source(row, lang)
            for _, row in register.sources.sort_values(["editeur", "titre"]).iterrows()
        ],
        citation=label(
            "page.method.citation",
            lang,
            title=register.titles[lang],
            version=register.version,
            date=written_date(register.date, lang),
            licence=register.licence,
            url=f"{root}/",
        ),
        correction=dataset.correction_url,
        corrections=[label(f"page.method.correct.step.{key}", lang) for key in CORRECTIONS],
        described=describe_dataset(dataset, root, lang),
    )


def limits(dataset: Dataset) -> list[str]:
    """Return the limits that hold: those of the programme, of any map, of awards if there are."""
    is_awarded = not dataset.register.laureats.empty
    general = [key for key in LIMITS if key != "grants" or is_awarded]
    return [*dataset.programme.voice.limits, *general]


def create_rounds(dataset: Dataset, lang: str) -> Table:
    """Create the table of the rounds: dates, numbers, budget, and how complete the register is."""
    columns = (
        ("filters.appel", False),
        ("page.round.dates", False),
        ("page.round.applications", True),
        ("page.round.announced", True),
        ("page.round.found", False),
        ("page.round.budget", True),
        ("page.round.grants", True),
    )
    return Table(
        label("method.completeness", lang),
        [Column(label(key, lang), is_number) for key, is_number in columns],
        [create_round(dataset, one, lang) for one in dataset.rounds.values()],
        is_wide=True,
    )


def create_round(dataset: Dataset, one: Round, lang: str) -> list[Cell]:
    """Create the row of a round; what is not known is said."""
    call: Any = dataset.register.appels.loc[one.appel]
    return [
        Cell(dataset.vocabulary.name("appel", one.appel, lang)),
        known(say_dates(call, lang), lang),
        known(written(call["candidatures"], lang), lang),
        known(written(call["laureats_annonces"], lang), lang),
        Cell(say(one, lang)),
        known(euros(call["enveloppe_eur"], lang), lang),
        known(say_range(call["aide_min_eur"], call["aide_max_eur"], lang), lang),
    ]


def known(text: str, lang: str) -> Cell:
    """Write a text, or that it is not known."""
    return Cell(text or label("value.unknown", lang), is_unknown=not text)


def written(value: Any, lang: str) -> str:
    """Write a whole number; nothing if it is not known."""
    return "" if pd.isna(value) else number(int(value), lang)


def euros(value: Any, lang: str) -> str:
    """Write an amount in euros; nothing if it is not known."""
    return "" if pd.isna(value) else label("drawer.amount", lang, n=int(value))


def say_range(least: Any, most: Any, lang: str) -> str:
    """Write the least and the greatest grant, or the one that is known."""
    ends = list(dict.fromkeys(filter(None, (euros(least, lang), euros(most, lang)))))
    return label("page.round.range", lang, low=ends[0], high=ends[1]) if ends[1:] else "".join(ends)


def say_dates(call: Any, lang: str) -> str:
    """Say when a round was launched, closed and decided, as far as it is known."""
    dates = {
        key: written_date(call[column], lang)
        for key, column in (
            ("launched", "date_lancement"),
            ("closed", "date_cloture"),
            ("decided", "date_annonce"),
        )
    }
    said = [label(f"page.round.{key}", lang, x=text) for key, text in dates.items() if text]
    return ", ".join(said)


def create_call(dataset: Dataset, appel: str, lang: str) -> Call:
    """Gather what is noted of a round, and its sources."""
    call: Any = dataset.register.appels.loc[appel]
    sources = dataset.register.sources
    return Call(
        name=dataset.vocabulary.name("appel", appel, lang),
        full_name=call[f"nom_{lang}"],
        note=call[f"note_{lang}"],
        sources=[create_source(sources.loc[one], lang) for one in call["sources"]],
    )


def create_precisions(dataset: Dataset, lang: str) -> Table:
    """Create the table of the degrees of precision: how many poles have each, what it means."""
    counts = dataset.register.poles["precision"].value_counts()
    return Table(
        label("page.method.precision.caption", lang),
        [
            Column(label("filters.precision", lang)),
            Column(label("list.switch.poles", lang), is_number=True),
            Column(label("note.meaning", lang)),
        ],
        [
            [
                Cell(label(f"precision.{one}", lang)),
                Cell(number(int(counts.get(one, 0)), lang)),
                Cell(label(f"page.precision.{one}", lang)),
            ]
            for one in PRECISIONS
        ],
    )


def create_measures(dataset: Dataset, lang: str) -> Table:
    """Create the table of the measures: how each is worked out, and where it is sound."""
    columns = ("measure.title", "page.method.how", "page.method.denominator", "page.method.levels")
    return Table(
        label("page.method.measures.caption", lang),
        [Column(label(key, lang)) for key in columns],
        [
            [
                Cell(label(f"measure.{measure.key}", lang)),
                Cell(label(f"page.measure.{measure.key}", lang)),
                Cell(say_denominator(dataset, measure, lang)),
                Cell(", ".join(label(f"level.{one}.plural", lang) for one in measure.levels)),
            ]
            for measure in MEASURES.values()
        ],
        is_wide=True,
    )


def create_classes(dataset: Dataset, lang: str) -> Table:
    """Create the table of the fixed classes, from few to many."""
    return Table(
        label("page.method.classes.caption", lang),
        [
            Column(label("measure.title", lang)),
            Column(label("level.title", lang)),
            Column(label("page.method.classes", lang)),
        ],
        [
            [
                Cell(label(f"measure.{key}", lang)),
                Cell(label(f"level.{level}.plural", lang)),
                Cell(say_classes(dataset, key, level, lang)),
            ]
            for key, level in FIXED
        ],
        is_wide=True,
    )


def say_classes(dataset: Dataset, key: str, level: Level, lang: str) -> str:
    """List the classes of a measure at a level, from few to many."""
    display = Display(level=level, measure=MEASURES[key])
    scale = scale_of(display.measure, level, all_values(dataset.catalog.measures, display))
    rows = legend_rows(np.arange(scale.k + 1), scale, lang)[:-2]
    said = " · ".join(row.text for row in reversed(rows))
    return label("page.percent", lang, x=said) if key in PERCENTAGES else said


def create_credits(dataset: Dataset, lang: str) -> Table:
    """Create the table of what the map is made from: the register, contours, codes."""
    register = dataset.register
    columns = ("drawer.sources", "page.version", "page.content", "page.producer", "note.licence")
    own = [
        Cell(register.titles[lang]),
        Cell(" · ".join(filter(None, (register.version, written_date(register.date, lang))))),
        Cell(label("page.register.content", lang)),
        Cell(dataset.programme.say("producer", lang, n=len(register.sources))),
        Cell(register.licence, licence_url(register)),
    ]
    others = [
        [
            Cell(source.name, source.url),
            Cell(source.version),
            Cell(label(f"page.credit.{short_name(source)}.content", lang)),
            Cell(label(f"page.credit.{short_name(source)}.producer", lang)),
            Cell(label("page.licence", lang)),
        ]
        for source in SOURCES
    ]
    titles = [Column(label(key, lang)) for key in columns]
    return Table(label("page.method.credits.caption", lang), titles, [own, *others], is_wide=True)


def short_name(source: Boundaries) -> str:
    """Return the name of a source of boundaries, less that of its publisher."""
    return source.name.rpartition("/")[2]


def create_source(source: Any, lang: str) -> Source:
    """Say of a source what is known: publisher, dates, what it establishes."""
    dates = {
        key: written_date(date, lang)
        for key, date in (
            ("page.source.published", source["date_publication"]),
            ("page.source.read", source["date_consultation"]),
        )
    }
    said = [source["editeur"], *(label(key, lang, x=date) for key, date in dates.items() if date)]
    return Source(
        title=source["titre"] or source["editeur"] or source["url"],
        url=source["url"],
        note=", ".join(filter(None, said)),
        establishes=source["etablit"],
    )
