"""The map and its figures told in words, for the page, the API and the pages without script."""

from __future__ import annotations

from collections.abc import Collection

from app.dataset import Dataset
from geodata.cog import Level
from ptce_map.atlas.subject import make_subject
from ptce_map.exports import attribution
from ptce_map.filters.filters import Filters
from ptce_map.filters.focus import codes_in, focus_of
from ptce_map.filters.selection import Selection
from ptce_map.filters.sentence import sentence
from ptce_map.labels import label
from ptce_map.map import finding
from ptce_map.map.drawing import resolve
from ptce_map.map.words import Description, MapFacts, describe
from ptce_map.measures.censuses import say_years
from ptce_map.measures.table import Measure
from ptce_map.query.grammar import Query, View


def describe_map(dataset: Dataset, query: Query) -> Description:
    """Put into words what the map shows, for the part of the country asked for."""
    lang = query.view.lang
    subject = make_subject(dataset.catalog, query, lang)
    thematic = subject.thematic
    names = dataset.catalog.cog.table(thematic.level)[thematic.level.name_column]
    return describe(
        MapFacts(
            measure=thematic.measure,
            level=thematic.level,
            form=thematic.form,
            values=thematic.measured.to_numpy(),
            names=[str(name) for name in names.loc[thematic.measured.index]],
            legend=[(row.text, row.n_units) for row in thematic.legend(lang)],
            selection=sentence(query.filters, subject.selection.n, dataset.vocabulary, lang),
            figures=subject.figures,
            by_region=subject.counts_by_name(Level.REGION),
            by_departement=subject.counts_by_name(Level.DEPARTEMENT),
            denominator=say_denominator(
                dataset, thematic.measure, lang, units_asked(dataset, query, Level.REGION)
            ),
            sources=f"{attribution(dataset.catalog, lang)}.",
        ),
        lang,
    )


def say_finding(dataset: Dataset, filters: Filters, selection: Selection, lang: str) -> str:
    """Say how many of the départements asked for have a pole, and which have most."""
    units, cog = dataset.index.levels[Level.DEPARTEMENT], dataset.catalog.cog
    homes, names = cog.drawn_departements, cog.departement_names
    asked = filters.departement or filters.region
    named = {
        names[code]: n
        for code, n in zip(units.codes, units.counts(selection.mask).tolist())
        if not asked or (code if filters.departement else homes[code]) in asked
    }
    places = Filters(region=filters.region, departement=filters.departement)
    return finding.say_finding(named, lang, is_part=filters != places)


def say_title(dataset: Dataset, query: Query, selection: Selection) -> str:
    """Return the title of a view, for tabs, history and links: what is open, else what is shown."""
    view, lang, catalog = query.view, query.view.lang, dataset.catalog
    name = dataset.title(lang)
    if view.pole in dataset.poles.index:
        return f"{catalog.pole(view.pole).nom} · {name}"
    display = resolve(view, catalog.measures.table)
    shown = []
    if query.filters.active():
        shown.append(sentence(query.filters, selection.n, catalog.vocabulary, lang))
    if view.mesure != View().mesure or view.niveau != View().niveau:
        measure = display.measure.title(lang)
        level = label(f"level.{display.level}", lang)
        shown.insert(0, label("title.map", lang, measure=measure, level=level))
    return " · ".join([*shown, name])


def say_denominator(
    dataset: Dataset, measure: Measure, lang: str, regions: Collection[str] | None = None
) -> str:
    """Say what a ratio is divided by, with its years in some régions; nothing for a stock."""
    if not measure.denominator:
        return ""
    cog = dataset.catalog.cog
    year = say_years(cog, lang, Level.REGION, regions)
    return label(measure.denominator, lang, year=year, millesime=str(cog.millesime))


def units_asked(dataset: Dataset, query: Query, level: Level) -> frozenset[str] | None:
    """Return the units of a level in the places asked for, ``None`` for the whole country."""
    cog = dataset.catalog.cog
    shown = focus_of(query.filters, cog)
    return None if shown.is_country else codes_in(shown, level, cog)
