"""Years of the populations, alone and together."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from geodata.cog import Level, read_cog
from ptce_map.filters.selection import KeyFigures
from ptce_map.labels import LANGS, read_locale
from ptce_map.measures.censuses import (
    name_figure,
    say_other_years,
    say_span,
    say_years,
    years_of_units,
)
from ptce_map.territory.territories import distinct_years

if TYPE_CHECKING:
    from collections.abc import Collection

    from tests.conftest import TinyFrance

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("lang", "level", "units", "said"),
    [
        ("fr", Level.REGION, None, "2023 (Guadeloupe\u00a0: 2017)"),
        ("en", Level.REGION, None, "2023 (Guadeloupe: 2017)"),
        ("fr", Level.REGION, ["01"], "2017"),
        ("fr", Level.REGION, ["93", "94"], "2023"),
        ("fr", Level.DEPARTEMENT, ["971", "13"], "2023 (Guadeloupe\u00a0: 2017)"),
        ("fr", Level.COMMUNE, ["97101"], "2017"),
        ("fr", Level.EPCI, ["200000013"], "2023"),
        ("fr", Level.REGION, [], "2023"),
    ],
)
def test_years_of_some_units(
    tiny_france: TinyFrance, lang: str, level: Level, units: Collection[str] | None, said: str
) -> None:
    assert say_years(tiny_france.cog, lang, level, units) == said


@pytest.mark.parametrize(
    ("level", "code", "years"),
    [
        (Level.REGION, "01", ("2017",)),
        (Level.DEPARTEMENT, "13", ("2023",)),
        (Level.COMMUNE, "97101", ("2017",)),
    ],
)
def test_years_of_each_unit(
    tiny_france: TinyFrance, level: Level, code: str, years: tuple[str, ...]
) -> None:
    assert years_of_units(tiny_france.cog, level)[code] == years


def test_the_years_of_a_sum_are_those_of_its_parts() -> None:
    assert distinct_years(pd.Series([2023, 2017, 2023, None])) == ("2017", "2023")
    assert (say_span(("2023",)), say_span(("2017", "2023")), say_span(())) == (
        "2023",
        "2017–2023",
        "",
    )


def test_inhabitants_of_a_selection_say_their_years() -> None:
    figures = KeyFigures(2, 3, 40, 2, 0, years=("2017", "2023"))

    assert name_figure(figures, "population", "fr") == "habitants couverts (2017–2023)"
    assert name_figure(figures, "communes", "fr") == "communes couvertes"


def test_tables_say_the_years_that_are_not_the_usual_one(tiny_france: TinyFrance) -> None:
    assert say_other_years(tiny_france.cog, ("2023",)) == ""
    assert say_other_years(tiny_france.cog, ()) == ""
    assert say_other_years(tiny_france.cog, ("2017",)) == " (2017)"


def test_mayotte_has_another_year_than_the_rest_of_the_map() -> None:
    cog = read_cog()

    assert say_years(cog, "fr") == "2023 (Mayotte\u00a0: 2017)"
    assert say_years(cog, "fr", Level.REGION, ["06"]) == "2017"


@pytest.mark.parametrize("lang", LANGS)
def test_no_text_has_the_year_of_a_population_typed_in(lang: str) -> None:
    typed = re.compile(r"(?:population|habitant|inhabitant)[^.]*\b20\d\d\b", re.IGNORECASE)

    assert [key for key, text in read_locale(lang).items() if typed.search(text)] == []


@pytest.mark.parametrize("name", ["CITATION.cff", "LICENCE-DONNEES.md"])
def test_what_is_cited_has_the_years_of_the_cog(name: str) -> None:
    said = say_years(read_cog(), "fr").replace("\u00a0", " ")

    assert said in (ROOT / name).read_text("utf-8")
