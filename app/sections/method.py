"""The method: what is on the map, and what is missing of the rounds."""

from __future__ import annotations

from collections.abc import Iterable

from dash import html
from dash.development.base_component import Component

from app.dataset import Dataset
from app.http.addresses import CORRECTION_PATH
from app.sections.door import Door
from ptce_map.labels import label
from ptce_map.register.rules import REGION_ONLY

STEPS = ("source", "pole", "award", "check", "version")
"""Steps by which the register is corrected, as CONTRIBUTING.md has them."""


def create_steps(door: Door) -> list[Component]:
    """Say how the register is corrected, step by step."""
    steps = [html.Li(door.say(f"page.method.correct.step.{key}")) for key in STEPS]
    return [html.P(door.say("page.method.correct.steps")), html.Ol(steps)]


def create_missing(
    dataset: Dataset, door: Door, rounds: Iterable[str] = (), *, name: str | None = "sub"
) -> list[Component]:
    """Say which rounds lack laureates, and link to the form that takes a name.

    Parameters
    ----------
    dataset
        The data.
    door
        Where it is read.
    rounds
        Those that are told, all unless given.
    name
        Class of the sentence.
    """
    said = [
        door.say(
            "method.missing.of",
            x=dataset.vocabulary.name("appel", appel, door.lang),
            n=missing,
            m=dataset.catalog.rounds[appel].announced,
        )
        for appel in rounds or dataset.catalog.rounds
        if (missing := dataset.catalog.rounds[appel].missing)
    ]
    if not said:
        return []
    text = door.say("method.missing.all", rounds=", ".join(said))
    link = html.A(door.say("page.correction.propose"), href=door.page(CORRECTION_PATH))
    return [html.P([text, " ", link], className=name)]


def say_shown(dataset: Dataset, lang: str) -> str:
    """Say which poles are on the map, and which are only listed."""
    region_only = int((dataset.register.poles["precision"] == REGION_ONLY).sum())
    said = [dataset.programme.say("shown", lang, n=len(dataset.poles))]
    if region_only:
        said.append(label("method.region_only", lang, n=region_only))
    return " ".join(said)
