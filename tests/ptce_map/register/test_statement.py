"""A programme says in ``programme.toml`` what it is called, of when and by whom."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from geodata.cog import read_cog
from ptce_map.register.checks.report import inspect
from ptce_map.register.register import read_register
from ptce_map.register.statement import SETTINGS, stated

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """
[programme]
titre_fr = "Relais"
titre_en = "Relays"
description_fr = "Les relais."
version = "2"
date = 2025-06-30
licence = "etalab-2.0"
adresse_licence = "https://example.org/licence"
auteur = "Le réseau"
mots_cles = ["relais", "réseau"]
"""


def written(folder: Path, text: str) -> Path:
    (folder / "poles.csv").write_text("nom,territoire\nA,com:31555\n", "utf-8")
    (folder / "programme.toml").write_text(text, "utf-8")
    return folder


def test_a_register_is_called_as_its_programme_says(tmp_path: Path) -> None:
    register = read_register(written(tmp_path, TEXT))
    assert register.titles == {"fr": "Relais", "en": "Relays"}
    assert register.descriptions == {"fr": "Les relais."}
    assert (register.version, register.date) == ("2", "2025-06-30")
    assert (register.licence, register.licence_url) == (
        "etalab-2.0",
        "https://example.org/licence",
    )
    assert (register.creator, register.keywords) == ("Le réseau", ("relais", "réseau"))


def test_it_goes_before_the_data_package(tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text('{"title": "Autre", "version": "1"}', "utf-8")
    register = read_register(written(tmp_path, '[programme]\ntitre_fr = "Relais"\n'))
    assert register.titles == {"fr": "Relais", "en": "Relais"}
    assert register.version == "1"


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        ({"programme": {"titre": "A"}}, [("programme.titre", "toml_key")]),
        ({"programe": {}}, [("programe", "toml_key")]),
        ({"programme": "A"}, [("programme", "toml_section")]),
        ({"programme": {"titre_fr": 1}}, [("programme.titre_fr", "toml_text")]),
        ({"programme": {"mots_cles": "a"}}, [("programme.mots_cles", "toml_texts")]),
        ({"programme": {"date": "demain"}}, [("programme.date", "toml_day")]),
        ({"programme": {"date": 2025}}, [("programme.date", "toml_day")]),
        ({"programme": {"date": date(2025, 6, 30)}}, []),
        ({"programme": {"adresse_licence": "x"}}, [("programme.adresse_licence", "toml_address")]),
        ({"colonnes": {"a": {"libele_fr": "A"}}}, [("colonnes.a.libele_fr", "toml_key")]),
        ({}, []),
    ],
)
def test_a_setting_that_is_none_is_told(
    content: dict[str, Any], faults: list[tuple[str, str]]
) -> None:
    found = stated(content)[1]
    assert [(fault.column, fault.code) for fault in found] == faults
    assert all("{" not in fault.sentence("fr") for fault in found)


def test_a_day_to_come_is_told_where_it_is_written(tmp_path: Path) -> None:
    written(tmp_path, "[programme]\ndate = 2031-01-01\n")
    found = inspect(tmp_path, read_cog(), "2026-11-28").faults
    assert [(fault.file, fault.column, fault.code) for fault in found] == [
        ("programme.toml", "programme.date", "package_date")
    ]


def test_a_section_that_is_none_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text('{"created": "2031-01-01"}', "utf-8")
    written(tmp_path, "programme = 1\ncolonnes = 2\n")
    found = inspect(tmp_path, read_cog(), "2026-11-28").faults
    assert [(fault.file, fault.code) for fault in found] == [
        ("datapackage.json", "package_date"),
        ("programme.toml", "toml_section"),
        ("programme.toml", "extra_section"),
    ]


def test_each_setting_is_one_of_a_data_package() -> None:
    names = [name for _, name, _ in SETTINGS.values()]
    assert len(names) == len(set(names))
