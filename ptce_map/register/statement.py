"""What a programme says of itself in ``programme.toml``: what it is called, of when, by whom.

Each setting stands for one of ``datapackage.json``, and goes before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from ptce_map.labels import LANGS, slug
from ptce_map.notices import Fault
from ptce_map.register.extras import SECTION as COLUMNS
from ptce_map.register.logo import is_file_name
from ptce_map.register.naming import find_noun_faults, is_colour, is_gender, is_noun
from ptce_map.register.own_filters import KEYS as FILTER_KEYS
from ptce_map.register.own_measures import KEYS as MEASURE_KEYS
from ptce_map.register.own_measures import SECTION as MEASURES
from ptce_map.register.rules import URL
from ptce_map.register.schema import PROGRAMME
from ptce_map.register.wording import SECTION as TEXTS

SECTION = "programme"
COLUMN_KEYS = (*(f"libelle_{lang}" for lang in LANGS), "type", *FILTER_KEYS)
PARTS = MappingProxyType({COLUMNS: COLUMN_KEYS, MEASURES: MEASURE_KEYS})
"""Sections that have a section for each thing that they declare -> the settings of one."""
Package = dict[str, Any]


def _text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_text, value))


def _name(value: object) -> bool:
    return isinstance(value, str) and value == slug(value) != ""


def _flag(value: object) -> bool:
    return isinstance(value, bool)


def _address(value: object) -> bool:
    return isinstance(value, str) and URL.holds(value)


def _day(value: object) -> bool:
    """Tell a day, as TOML writes it or as a text."""
    if isinstance(value, date):
        return True
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return isinstance(value, str)


SETTINGS: Mapping[str, tuple[Callable[[object], bool], str, str]] = MappingProxyType(
    {
        **{f"titre_{lang}": (_text, f"title_{lang}", "text") for lang in LANGS},
        **{f"description_{lang}": (_text, f"description_{lang}", "text") for lang in LANGS},
        "version": (_text, "version", "text"),
        "date": (_day, "created", "day"),
        "licence": (_text, "licence", "text"),
        "adresse_licence": (_address, "licence_path", "address"),
        "auteur": (_text, "author", "text"),
        "mots_cles": (_texts, "keywords", "texts"),
        **{f"singulier_{lang}": (is_noun, f"singular_{lang}", "noun") for lang in LANGS},
        **{f"pluriel_{lang}": (is_noun, f"plural_{lang}", "noun") for lang in LANGS},
        "genre": (is_gender, "gender", "gender"),
        "elision": (_flag, "elision", "flag"),
        "couleur": (is_colour, "colour", "colour"),
        "logo": (is_file_name, "logo", "file"),
        "prefixe": (_name, "prefix", "name"),
        "adresse_loi": (_address, "law", "address"),
        "complet": (_flag, "whole", "flag"),
    }
)
"""Setting -> what its value must be, what it is in a data package, and how that is told."""

APART = frozenset(
    {
        *(f"{number}_{lang}" for number in ("singular", "plural") for lang in LANGS),
        *("gender", "elision", "colour", "logo", "prefix", "law", "whole"),
    }
)
"""Settings of a programme that no data package has."""


def stated(content: Mapping[str, Any]) -> tuple[Package, list[Fault]]:
    """Return what the content of ``programme.toml`` says as a data package does, and its faults."""
    faults = list(_unknown(content))
    section = content.get(SECTION, {})
    if not isinstance(section, dict):
        return {}, [*faults, Fault(file=PROGRAMME, column=SECTION, code="toml_section")]
    said: Package = {}
    for key, value in section.items():
        if key not in SETTINGS:
            continue
        holds, name, kind = SETTINGS[key]
        if holds(value):
            said[name] = str(value) if kind == "day" else value
        else:
            where = f"{SECTION}.{key}"
            faults.append(
                Fault(file=PROGRAMME, column=where, value=str(value), code=f"toml_{kind}")
            )
    return _packaged(said), [*faults, *find_noun_faults(section)]


def _packaged(said: Package) -> Package:
    """Put licence and author where a data package has them; the first title is the title."""
    package = {key: value for key, value in said.items() if key not in NESTED}
    title = said.get(f"title_{LANGS[0]}") or said.get(f"title_{LANGS[1]}")
    if title:
        package["title"] = title
    licence = {"name": said.get("licence"), "path": said.get("licence_path")}
    if any(licence.values()):
        package["licenses"] = [{key: value for key, value in licence.items() if value}]
    if "author" in said:
        package["contributors"] = [{"title": said["author"]}]
    return package


NESTED = ("licence", "licence_path", "author")


def _unknown(content: Mapping[str, Any]) -> Iterator[Fault]:
    """Find the settings that none is called: a slip loses nothing in silence."""
    yield from _strangers("", content, (SECTION, *PARTS, TEXTS))
    programme = content.get(SECTION)
    if isinstance(programme, dict):
        yield from _strangers(f"{SECTION}.", programme, tuple(SETTINGS))
    for part, keys in PARTS.items():
        section = content.get(part)
        for name, said in section.items() if isinstance(section, dict) else ():
            if isinstance(said, dict):
                yield from _strangers(f"{part}.{name}.", said, keys)


def _strangers(prefix: str, given: Mapping[str, Any], known: tuple[str, ...]) -> Iterator[Fault]:
    for key in given:
        if key not in known:
            details = {"choices": ", ".join(known)}
            yield Fault(file=PROGRAMME, column=f"{prefix}{key}", code="toml_key", details=details)
