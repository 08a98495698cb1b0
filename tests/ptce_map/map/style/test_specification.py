"""The style document against MapLibre's own specification, by the validator that comes with it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import playwright
import pytest

from ptce_map.map.style import build_style
from ptce_map.map.style.basemaps import BASEMAPS, Basemap
from ptce_map.map.themes import LIGHT, THEMES, Theme
from tests.ptce_map.map.style.test_style import URLS

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[4]
NODE = Path(playwright.__file__).parent / "driver" / "node"
VALIDATOR = "@maplibre/maplibre-gl-style-spec/dist/gl-style-validate.cjs"


@pytest.fixture(scope="module")
def faults() -> Callable[[dict[str, Any]], list[str]]:
    """Return what the specification finds wrong with a style document."""
    folder = subprocess.run(
        [ROOT / "tools" / "test_assets.sh"], capture_output=True, text=True, check=True
    ).stdout.strip()

    def validate(style: dict[str, Any]) -> list[str]:
        run = subprocess.run(
            [NODE, f"{folder}/{VALIDATOR}"],
            input=json.dumps(style),
            capture_output=True,
            text=True,
            check=False,
        )
        return (run.stdout + run.stderr).splitlines()

    return validate


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
@pytest.mark.parametrize("basemap", BASEMAPS.values(), ids=list(BASEMAPS))
def test_the_style_is_that_of_the_specification(
    faults: Callable[[dict[str, Any]], list[str]], theme: Theme, basemap: Basemap | None
) -> None:
    assert faults(build_style(theme, URLS, basemap)) == []


def test_what_the_specification_does_not_know_is_told(
    faults: Callable[[dict[str, Any]], list[str]],
) -> None:
    style = build_style(LIGHT, URLS)
    style["layers"][0]["paint"]["background-colour"] = LIGHT.sea

    (fault,) = faults(style)
    assert 'unknown property "background-colour"' in fault
