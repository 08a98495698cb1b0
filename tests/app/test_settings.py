"""The settings: read from the environment, checked, described."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from app.settings import Settings
from geodata.store import DERIVED
from ptce_map.map.style.basemaps import BASEMAPS
from ptce_map.register.register import REGISTER_FOLDER


def test_the_defaults_are_the_shipped_register_and_the_built_boundaries() -> None:
    settings = Settings()

    assert settings.register_folder == REGISTER_FOLDER
    assert settings.derived == DERIVED


def test_the_environment_chooses_the_register(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTCE_REGISTER", "/somewhere")

    assert Settings().register_folder == Path("/somewhere")


def test_a_value_that_is_not_allowed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTCE_LOG_LEVEL", "LOUD")

    with pytest.raises(ValidationError, match="log_level"):
        Settings()


@pytest.mark.parametrize(
    ("address", "is_allowed"),
    [
        ("https://example.org/?pole={pole}", True),
        ("mailto:a@example.org?subject={pole}", True),
        ("mailto:a@example.org?subject={titre}&body={texte}", True),
        ("https://example.org/", False),
        ("javascript:alert('{pole}')", False),
    ],
)
def test_a_correction_names_its_pole(
    monkeypatch: pytest.MonkeyPatch, address: str, is_allowed: bool
) -> None:
    monkeypatch.setenv("PTCE_CORRECTION_URL", address)

    if is_allowed:
        assert Settings().correction_url == address
    else:
        with pytest.raises(ValidationError, match="correction_url"):
            Settings()


@pytest.mark.parametrize("name", BASEMAPS)
def test_a_background_is_chosen_by_its_name(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("PTCE_BASEMAP", name)

    assert Settings().basemap == name


def test_there_is_no_background_unless_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings().basemap == "none"
    monkeypatch.setenv("PTCE_BASEMAP", "osm")
    with pytest.raises(ValidationError, match="basemap"):
        Settings()


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_described(name: str) -> None:
    assert Settings.model_fields[name].description


@pytest.mark.parametrize(
    ("embedders", "is_allowed"),
    [
        ("*", True),
        ("none", True),
        ("https://www.example.org https://*.example.org:8443", True),
        ("www.example.org", False),
        ("https://a.example; script-src *", False),
        ("https://a.example,https://b.example", False),
        ("", False),
    ],
)
def test_embedders_are_addresses_of_sites(
    monkeypatch: pytest.MonkeyPatch, embedders: str, is_allowed: bool
) -> None:
    monkeypatch.setenv("PTCE_EMBEDDERS", embedders)

    if is_allowed:
        assert Settings().embedders == embedders
    else:
        with pytest.raises(ValidationError, match="embedders"):
            Settings()
