"""A place that was looked up: the poles that cover it, and the nearest ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from app.dataset import Dataset
from app.sections.door import Door
from app.sections.elements import FRENCH, icon
from app.sections.neighbours import create_link, lead_to_list, say_distance
from geodata.cog import Level
from ptce_map.labels import label
from ptce_map.measures.censuses import say_span
from ptce_map.territory.territories import distinct_years

MOST_COVERING = 50
"""Poles that cover a place and are listed; of more, the list is led to."""


@dataclass(frozen=True)
class Place:
    """A commune or an EPCI: its name, where it is and how many live there, the poles around."""

    level: Level
    departement: str
    name: str
    facts: str
    covering: Sequence[str]
    nearest: Sequence[tuple[str, float]]


def find_place(dataset: Dataset, code: str, lang: str) -> Place:
    """Gather what is known of a commune or of an EPCI, by its code, old or current."""
    cog, around = dataset.catalog.cog, dataset.vicinity.around(code)
    level = Level.EPCI if code in cog.epci.index else Level.COMMUNE
    units = list(dataset.vicinity.units(code))
    places = cog.places.loc[units]
    facts = [
        cog.name(Level.DEPARTEMENT, str(places["code_departement"].iloc[0])),
        label(
            "cog.population",
            lang,
            n=int(places["population"].sum()),
            year=say_span(distinct_years(places["annee_population"])),
        ),
    ]
    if dataset.vicinity.points(code).empty:
        facts.append(label("place.undrawn", lang))
    return Place(
        level=level,
        departement=str(places["code_departement"].iloc[0]),
        name=cog.name(level, code) if level is Level.EPCI else str(places["nom"].iloc[0]),
        facts=" · ".join(facts),
        covering=sorted(around.covering, key=lambda pole: dataset.catalog.reading_order[pole]),
        nearest=around.nearest,
    )


def create_place(dataset: Dataset, code: str, door: Door) -> list[Component]:
    """Tell a commune or an EPCI, by its code, old or current, and the poles around it."""
    place, say = find_place(dataset, code, door.lang), door.say
    n_others = len(place.covering) - MOST_COVERING
    facts = html.P([icon("pin"), place.facts], className="drawer-place")
    return [
        html.H2(place.name, id="lieu", lang=FRENCH)
        if door.is_page
        else html.H2(place.name, tabIndex="-1"),
        html.P(place.facts) if door.is_page else facts,
        create_section(
            say(f"place.covering.{place.level}", n=len(place.covering)),
            [create_link(dataset, pole, door) for pole in place.covering[:MOST_COVERING]],
            "" if place.covering else say(f"place.uncovered.{place.level}"),
            door,
        ),
        *([lead_to_list(dataset, door, [place.departement], n_others)] if n_others > 0 else []),
        create_section(
            say("place.nearest"),
            [
                create_link(dataset, pole, door, say_distance(km, door.lang))
                for pole, km in place.nearest
            ],
            say("place.distance" if place.nearest else "place.alone"),
            door,
        ),
    ]


def create_section(title: str, links: Sequence[Component], note: str, door: Door) -> Component:
    """Create a list of poles under its title, with a note, or say that there is none.

    Parameters
    ----------
    title, links
        What is listed.
    note
        What is said under the list, or in its place.
    door
        Where it is read.
    """
    listed = [html.Ul(list(links), className="places")] if links else []
    told = html.P(note, className="sub" if door.is_page and links else "prose")
    return html.Section(
        [html.H3(title), *listed, *([told] if note else [])], className="drawer-section"
    )
