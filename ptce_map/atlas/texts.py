"""The texts of a sheet: title, subtitle, sources; they say what the map shows and whence."""

from __future__ import annotations

from geodata.cog import LAMBERT_93
from ptce_map.atlas.subject import Subject
from ptce_map.labels import label, number
from ptce_map.query import sentence
from ptce_map.reference import cite


def overline(subject: Subject) -> str:
    """Name what the maps are about: the PTCEs, or the title of another register."""
    register, lang = subject.catalog.register, subject.lang
    return label("atlas.overline", lang) if register.is_ptce else register.titles[lang]


def book_title(subject: Subject) -> str:
    """Name an atlas, as :func:`overline` names its maps."""
    register, lang = subject.catalog.register, subject.lang
    return label("atlas.book", lang) if register.is_ptce else register.titles[lang]


def title(subject: Subject) -> str:
    """Say which poles the map shows."""
    n, vocabulary = int(subject.mask.sum()), subject.catalog.vocabulary
    return sentence(subject.query.filters, n, vocabulary, subject.lang)


def subtitle(subject: Subject) -> str:
    """Name the measure, the level, and what a ratio is divided by, with its year."""
    thematic, lang = subject.thematic, subject.lang
    text = label(
        "atlas.subtitle",
        lang,
        measure=label(f"measure.{thematic.measure.key}", lang),
        level=label(f"level.{thematic.level}", lang),
    )
    return " · ".join(filter(None, (text, denominator(subject))))


def denominator(subject: Subject) -> str:
    """Say what a ratio is divided by, with its year; nothing for a stock."""
    key, cog = subject.thematic.measure.denominator, subject.catalog.cog
    if not key:
        return ""
    years = {"year": str(cog.population_year), "millesime": str(cog.millesime)}
    return label(key, subject.lang, **years)


def sources(subject: Subject) -> str:
    """Name the sources, their versions and years, the licence and the projection."""
    cog, lang = subject.catalog.cog, subject.lang
    projection = "local" if subject.focus.crs != LAMBERT_93 else "lambert"
    projection = "country" if subject.focus.is_country else projection
    return label(
        "atlas.sources",
        lang,
        register=cite(subject.catalog.register, lang),
        contours=subject.catalog.contours,
        millesime=str(cog.millesime),
        year=str(cog.population_year),
        projection=label(f"atlas.projection.{projection}", lang, crs=str(subject.focus.crs)),
    )


def rights(subject: Subject) -> str:
    """Name the licence of the data and what to credit."""
    register, lang = subject.catalog.register, subject.lang
    return label("atlas.rights", lang, licence=register.licence, register=cite(register, lang))


def scale_text(denominator: int, paper: str, lang: str) -> str:
    """Write the scale of the main map, rounded to two digits, and the paper it holds on."""
    step = 10 ** (len(str(denominator)) - 2)
    rounded = number(round(denominator / step) * step, lang)
    return label("atlas.scale", lang, scale=rounded, paper=paper.upper())
