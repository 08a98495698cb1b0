"""The tables of the page of the method: rounds, precision, measures, classes, sources."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from app.dataset import Dataset
from app.described import say_denominator
from app.sections.door import Door
from app.sections.elements import create_text, link_to
from app.sections.fragment import Tag
from app.sections.tables import Table, titled
from geodata.cog import Level
from geodata.sources import SOURCES
from geodata.sources import Source as Boundaries
from ptce_map.dates import written_date
from ptce_map.exports.download import licence_url
from ptce_map.labels import label, number
from ptce_map.map.drawing import Display, all_values
from ptce_map.measures.classification import FIXED, legend_rows, scale_of
from ptce_map.measures.table import MEASURES, Measure
from ptce_map.register.rounds import Round, say

PERCENTAGES = frozenset({"part-population", "part-communes"})


def create_rounds(dataset: Dataset, door: Door) -> Tag:
    """Create the table of the rounds: dates, numbers, budget, and how complete the register is."""
    rows = [create_round(dataset, row, door.lang) for row in dataset.catalog.rounds.values()]
    titles = {
        "filters.appel": None,
        "page.round.dates": None,
        "page.round.applications": "number",
        "page.round.announced": "number",
        "page.round.found": None,
        "page.round.budget": "number",
        "page.round.grants": "number",
    }
    return Table(door.say("method.completeness"), titled(door, titles), rows, is_wide=True).html()


def create_round(dataset: Dataset, row: Round, lang: str) -> list[Any]:
    """Create the row of a round; what is not known is said."""
    call: Any = dataset.register.appels.loc[row.appel]
    texts = (
        say_dates(call, lang),
        written(call["candidatures"], lang),
        written(call["laureats_annonces"], lang),
        say(row, lang),
        euros(call["enveloppe_eur"], lang),
        say_range(call["aide_min_eur"], call["aide_max_eur"], lang),
    )
    name = dataset.vocabulary.name("appel", row.appel, lang)
    return [name, *(create_text(text, lang) for text in texts)]


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


def create_precisions(dataset: Dataset, door: Door) -> Tag:
    """Create the table of the degrees of precision: how many poles have each, what it means."""
    counts = dataset.register.poles["precision"].value_counts()
    titles = {"filters.precision": None, "list.switch.poles": "number", "note.meaning": None}
    rows = [
        [
            door.say(f"precision.{key}"),
            number(int(counts.get(key, 0)), door.lang),
            door.say(f"page.precision.{key}"),
        ]
        for key in dataset.vocabulary.values("precision")
    ]
    return Table(door.say("page.method.precision.caption"), titled(door, titles), rows).html()


def create_measures(dataset: Dataset, door: Door) -> Tag:
    """Create the table of the measures: how each is worked out, and where it is sound."""
    titles = dict.fromkeys(
        ("measure.title", "page.method.how", "page.method.denominator", "page.method.levels")
    )
    rows: list[list[Any]] = [
        [
            measure.title(door.lang),
            say_how(dataset, measure, door),
            say_denominator(dataset, measure, door.lang),
            ", ".join(door.say(f"level.{level}.plural") for level in measure.levels),
        ]
        for measure in dataset.catalog.measures.table.values()
    ]
    return Table(
        door.say("page.method.measures.caption"), titled(door, titles), rows, is_wide=True
    ).html()


def say_how(dataset: Dataset, measure: Measure, door: Door) -> str:
    """Say how a measure is worked out; of one that the register declares, from which columns."""
    if not measure.own:
        return door.say(f"page.measure.{measure.key}")
    declared = next(own for own in dataset.register.measures if own.key == measure.key)
    titles = {column.name: column.titles[door.lang] for column in dataset.register.extras}
    shared = door.say("page.measure.own", x=titles[declared.column])
    if not declared.denominator:
        return shared
    by = titles.get(declared.denominator) or door.say(f"page.measure.by_{declared.denominator}")
    return " ".join((shared, door.say("page.measure.own.ratio", y=by, n=declared.per)))


def create_classes(dataset: Dataset, door: Door) -> Tag:
    """Create the table of the fixed classes, from few to many."""
    titles = dict.fromkeys(("measure.title", "level.title", "page.method.classes"))
    rows: list[list[Any]] = [
        [
            door.say(f"measure.{key}"),
            door.say(f"level.{level}.plural"),
            say_classes(dataset, key, level, door.lang),
        ]
        for key, level in FIXED
    ]
    return Table(
        door.say("page.method.classes.caption"), titled(door, titles), rows, is_wide=True
    ).html()


def say_classes(dataset: Dataset, key: str, level: Level, lang: str) -> str:
    """List the classes of a measure at a level, from few to many."""
    display = Display(level=level, measure=MEASURES[key])
    scale = scale_of(display.measure, level, all_values(dataset.catalog.measures, display))
    rows = legend_rows(np.arange(scale.k + 1), scale, lang)[:-2]
    said = " · ".join(row.text for row in reversed(rows))
    return label("page.percent", lang, x=said) if key in PERCENTAGES else said


def create_credits(dataset: Dataset, door: Door) -> Tag:
    """Create the table of what the map is made from: the register, contours, codes."""
    register, say_text = dataset.register, door.say
    titles = dict.fromkeys(
        ("drawer.sources", "page.version", "page.content", "page.producer", "note.licence")
    )
    licence, url = register.licence, licence_url(register)
    own = [
        register.titles[door.lang],
        " · ".join(filter(None, (register.version, written_date(register.date, door.lang)))),
        say_text("page.register.content"),
        dataset.programme.say("producer", door.lang, n=len(register.sources)),
        link_to(licence, url) if url else licence,
    ]
    others = [
        [
            link_to(source.name, source.url),
            source.version,
            say_text(f"page.credit.{short_name(source)}.content"),
            say_text(f"page.credit.{short_name(source)}.producer"),
            say_text("page.licence"),
        ]
        for source in SOURCES
    ]
    return Table(
        door.say("page.method.credits.caption"), titled(door, titles), [own, *others], is_wide=True
    ).html()


def short_name(source: Boundaries) -> str:
    """Return the name of a source of boundaries, less that of its publisher."""
    return source.name.rpartition("/")[2]
