"""The texts of a sheet: title, subtitle, sources; they say what the map shows and whence."""

from __future__ import annotations

from geodata.cog import LAMBERT_93, Level
from ptce_map.atlas.subject import Subject
from ptce_map.filters.sentence import sentence
from ptce_map.labels import label, number
from ptce_map.measures.censuses import say_years

ETALAB = "etalab-2.0"
"""SPDX identifier of the Licence Ouverte 2.0, lower case: that of the boundaries too."""


def overline(subject: Subject) -> str:
    """Name what the maps are about."""
    return subject.catalog.programme.say("overline", subject.lang)


def book_name(subject: Subject) -> str:
    """Name an atlas."""
    return subject.catalog.programme.say("book", subject.lang)


def creator(subject: Subject) -> str:
    """Name who made the sheet: the site."""
    return subject.catalog.programme.say("title", subject.lang)


def title(subject: Subject) -> str:
    """Name the pole that the map is about, or say which poles it shows."""
    if subject.pole:
        return str(subject.own["nom"].iloc[0])
    return _selection(subject)


def _selection(subject: Subject) -> str:
    """Say which poles answer the query; départements alone are named, without the word."""
    n, vocabulary, lang = subject.selection.n, subject.catalog.vocabulary, subject.lang
    filters = subject.query.filters
    said = sentence(filters, n, vocabulary, lang)
    if not filters.departement or filters.region:
        return said
    names = [vocabulary.name("departement", code, lang) for code in filters.departement]
    places = label("sentence.or", lang).join(names)
    clause = label("sentence.departement", lang, n=n, x=places)
    return said.replace(f", {clause}", f" · {places}", 1)


def subtitle(subject: Subject) -> str:
    """Name the measure, the level, and what a ratio is divided by, with its year.

    Under the name of a pole, they come after its place and before the filters of the map.
    """
    thematic, lang = subject.thematic, subject.lang
    text = label(
        "atlas.subtitle",
        lang,
        measure=thematic.measure.title(lang),
        level=label(f"level.{thematic.level}", lang),
    )
    place = str(subject.own["lieu"].iloc[0]) if subject.pole else ""
    is_filtered = subject.pole and subject.query.filters.active()
    selection = _selection(subject) if is_filtered else ""
    return " · ".join(filter(None, (place, text, denominator(subject), selection)))


def denominator(subject: Subject) -> str:
    """Say what a ratio is divided by, with its year; nothing for a stock."""
    key, cog = subject.thematic.measure.denominator, subject.catalog.cog
    if not key:
        return ""
    return label(key, subject.lang, year=census_years(subject), millesime=str(cog.millesime))


def census_years(subject: Subject) -> str:
    """Say the years of the populations of the part of the country shown."""
    focus = subject.focus
    codes = None if focus.is_country else focus.codes
    return say_years(subject.catalog.cog, subject.lang, Level.REGION, codes)


def counted(subject: Subject) -> str:
    """Name the régions whose units the legend counts, where the map shows less than them."""
    if subject.focus.extent is None:
        return ""
    names = [subject.catalog.cog.name(Level.REGION, code) for code in subject.focus.codes]
    return label("atlas.counted", subject.lang, places=", ".join(names))


def sources(subject: Subject) -> str:
    """Name the sources, their versions and years, the licence and the projection."""
    cog, lang = subject.catalog.cog, subject.lang
    licence = subject.catalog.register.licence
    projection = "local" if subject.focus.crs != LAMBERT_93 else "lambert"
    projection = "country" if subject.focus.is_country else projection
    return label(
        "atlas.sources",
        lang,
        register=subject.catalog.programme.cite(lang),
        contours=subject.catalog.contours,
        millesime=str(cog.millesime),
        year=census_years(subject),
        projection=label(f"atlas.projection.{projection}", lang, crs=str(subject.focus.crs)),
        licence=label(f"atlas.licence.{_licence(subject)}", lang, licence=licence),
    )


def rights(subject: Subject) -> str:
    """Name the licence of the data and what to credit."""
    register, lang = subject.catalog.register, subject.lang
    key = f"atlas.rights.{_licence(subject)}"
    return label(key, lang, licence=register.licence, register=subject.catalog.programme.cite(lang))


def _licence(subject: Subject) -> str:
    """Tell whether the register has the licence of the boundaries, another one, or states none."""
    licence = subject.catalog.register.licence
    if licence.lower() == ETALAB:
        return "open"
    return "own" if licence else "unstated"


def scale_text(denominator: int, paper: str, lang: str) -> str:
    """Write the scale of the main map, rounded to two digits, and the paper it holds on."""
    step = 10 ** (len(str(denominator)) - 2)
    rounded = number(round(denominator / step) * step, lang)
    return label("atlas.scale", lang, scale=rounded, paper=paper.upper())
