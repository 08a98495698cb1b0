"""The form that asks which two programmes to cross, at which level."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash import html

from app.http.addresses import CROSSING_PATH, kept, under_root
from app.hub.crossing_query import BASIS, KEYS, LEVEL, PROGRAMMES, usual_programmes
from app.hub.members import Members
from app.sections.door import Door
from app.sections.fragment import Node, Tag
from ptce_map.bivariate import BASES, Basis
from ptce_map.labels import sort_key


def create_form(members: Members, asked: Mapping[str, str], door: Door) -> list[Any]:
    """Create the form, filled with what was asked; two programmes are chosen where none were."""
    titles = {slug: dataset.title(door.lang) for slug, dataset in members.served.items()}
    ordered = dict(sorted(titles.items(), key=lambda item: sort_key(item[1])))
    usual = dict(zip(PROGRAMMES, usual_programmes(members, door.lang)))
    choices = dict.fromkeys(PROGRAMMES, ordered) | {
        LEVEL: {str(level): door.say(f"level.{level}.plural") for level in BASES},
        BASIS: {"": door.say("crossing.basis.usual")}
        | {str(basis): door.say(f"crossing.basis.{basis}") for basis in Basis},
    }
    fields = [
        create_field(key, choices[key], asked.get(key, usual.get(key, "")), door) for key in KEYS
    ]
    hidden = [
        Tag("input", None, {"type": "hidden", "name": key, "value": value})
        for key, (value,) in kept(door.lang, door.theme).items()
    ]
    send = Tag("button", door.say("crossing.send"), {"className": "button", "type": "submit"})
    told = {"action": under_root(CROSSING_PATH), "method": "get", "className": "crossing-form"}
    return [
        html.H2(door.say("crossing.form"), id="croiser"),
        html.P(door.say("crossing.intro")),
        Tag("form", [*fields, *hidden, send], told),
    ]


def create_field(key: str, choices: Mapping[str, str], chosen: str, door: Door) -> Node:
    """Create a choice, named."""
    options = [
        Tag("option", name, {"value": value, "selected": value == chosen})
        for value, name in choices.items()
    ]
    name = Tag("label", door.say(f"crossing.{key}"), {"htmlFor": f"c-{key}"})
    select = Tag("select", options, {"id": f"c-{key}", "name": key})
    return Tag("p", [name, select])
