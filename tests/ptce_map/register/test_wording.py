"""A programme says texts in its own words, with the fields that each may hold."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ptce_map.register.programme import create_programme
from ptce_map.register.wording import LIMITS, TEXTS, Wording, read_wording
from tests import builders


def test_texts_and_limits_are_read_by_language() -> None:
    content = {
        "textes": {
            "fr": {"site": "Les {title}", "producteur_un": "{n} source", LIMITS: ["a", "b"]},
            "en": {"site": "The {title}"},
        }
    }
    wording, faults = read_wording(content)
    assert faults == []
    assert wording.texts == {
        "fr": {"title": "Les {title}", "producer.one": "{n} source"},
        "en": {"title": "The {title}"},
    }
    assert wording.limits == {"fr": ("a", "b"), "en": ()}


@pytest.mark.parametrize(
    ("said", "faults"),
    [
        (1, [("textes", "text_section")]),
        ({"fr": 1}, [("textes", "text_section")]),
        ({"de": {}}, [("textes.de", "toml_key")]),
        ({"fr": {"titre": "A"}}, [("textes.fr.titre", "toml_key")]),
        (
            {"fr": {"site": 1, LIMITS: "a"}},
            [("textes.fr.site", "toml_text"), ("textes.fr.limites", "toml_texts")],
        ),
        ({"fr": {"site": "{n}"}}, [("textes.fr.site", "text_fields")]),
        ({"fr": {"site": "{title.__class__}"}}, [("textes.fr.site", "text_fields")]),
        ({"fr": {"site": "{title!r}"}}, [("textes.fr.site", "text_fields")]),
        ({"fr": {"site": "{title:>9}"}}, [("textes.fr.site", "text_fields")]),
        ({"fr": {"site": "{"}}, [("textes.fr.site", "text_fields")]),
        ({"fr": {"site": "{{title}} {title}"}}, []),
        ({}, []),
    ],
)
def test_what_is_no_text_is_told_and_left_out(said: Any, faults: list[tuple[str, str]]) -> None:
    wording, found = read_wording({"textes": said})
    assert [(fault.column, fault.code) for fault in found] == faults
    assert wording.texts.get("fr", {}) == (
        {} if faults or not said else {"title": said["fr"]["site"]}
    )


def test_own_words_go_before_those_of_any_register() -> None:
    wording = Wording({"fr": {"title": "Les {title}", "shown.other": "{n} relais"}})
    programme = create_programme(replace(builders.register(), wording=wording))
    assert programme.say("title", "fr") == "Les Le registre"
    assert programme.say("title", "en") == "The register"
    assert programme.say("shown", "fr", n=1200) == "1\u202f200 relais"
    assert programme.own("what", "fr") == ""


def test_every_setting_has_a_text_of_its_own() -> None:
    keys = [key for key, _ in TEXTS.values()]
    assert len(keys) == len(set(keys))
