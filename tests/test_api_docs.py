"""What docs/api.md and docs/library.md say is what there is."""

from __future__ import annotations

import json
import re
import runpy
import shutil
from pathlib import Path

import matplotlib as mpl
import pytest

from app.http.answers import CACHE_CONTROL
from app.http.problems import STATUSES
from app.ogc.parameters import COMMON, DEFAULT_LIMIT, FILTERING, ITEMS, MAXIMUM_LIMIT
from ptce_map.exports import EXPORTS, SUFFIXES, Geometry
from ptce_map.exports.description import SUFFIX
from ptce_map.exports.orders import VARIANTS
from ptce_map.layers.cql import DEEPEST, FUNCTIONS, LONGEST, PREDICATES
from tests.reading_programs import PROGRAMS

ROOT = Path(__file__).parent.parent
API = (ROOT / "docs" / "api.md").read_text("utf-8")
CQL_NAMES = {"isNull": "IS NULL", "a_containedBy": "A_CONTAINEDBY"}


@pytest.mark.parametrize("extension", [*EXPORTS, f"<format>{SUFFIX}"])
def test_what_a_format_loses_is_said(extension: str) -> None:
    assert f"| `{extension}` |" in API


@pytest.mark.parametrize(
    "value", [f"{row.key}={value}" for row in VARIANTS for value in row.values]
)
def test_variants_of_a_format_are_explained(value: str) -> None:
    assert f"`{value}`" in API


def versions() -> dict[str, str]:
    """Return the version of each package that reads our files, as the lock files hold it."""
    npm = json.loads((ROOT / "tests" / "npm" / "package-lock.json").read_text("utf-8"))["packages"]
    found = {
        path.removeprefix("node_modules/"): package.get("version", "")
        for path, package in npm.items()
    }
    locked = (ROOT / "requirements-dev.txt").read_text("utf-8")
    return found | dict(re.findall(r"^([\w-]+)==(\S+)", locked, re.MULTILINE))


@pytest.mark.parametrize("extension", EXPORTS)
def test_the_programs_that_read_a_format_are_told_with_their_versions(extension: str) -> None:
    known = versions()
    told = [
        f"{program.name} {known[program.package]}" if program.package else program.name
        for program in PROGRAMS
        if extension in program.formats
    ]
    assert len(told) >= 2
    assert f"| `{extension}` | {', '.join(told)} |" in API


@pytest.mark.parametrize("name", [*SUFFIXES, *Geometry, *COMMON[:2], *ITEMS, *FILTERING])
def test_layers_geometries_and_parameters_are_explained(name: str) -> None:
    assert f"`{name}`" in API


@pytest.mark.parametrize("kind", STATUSES)
def test_every_problem_has_its_status(kind: str) -> None:
    row = next(line for line in API.splitlines() if f"`/api#problem-{kind}`" in line)
    assert f"| {STATUSES[kind]}" in row


@pytest.mark.parametrize(
    "name", [name for name in (*PREDICATES, *FUNCTIONS) if name.replace("_", "").isalpha()]
)
def test_every_operator_of_filters_is_listed(name: str) -> None:
    assert f"`{CQL_NAMES.get(name, name.upper())}`" in API


def test_numbers_are_those_of_the_code() -> None:
    assert f"{DEFAULT_LIMIT} features unless told, {MAXIMUM_LIMIT:,} at most" in API
    assert f"{LONGEST:,} characters and {DEEPEST} parentheses" in API
    assert CACHE_CONTROL in API


@pytest.mark.data
def test_the_example_prints_what_its_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    example = runpy.run_path(str(ROOT / "tools" / "render_example.py"))
    shutil.copytree(ROOT / "docs" / "examples", tmp_path / "docs" / "examples")
    (tmp_path / "docs" / "images").mkdir()
    monkeypatch.chdir(tmp_path)
    with mpl.rc_context({"backend": "agg"}):
        text = example["render"](example["SCRIPT"].read_text("utf-8"))
    assert text == example["DOCUMENT"].read_text("utf-8")
    assert (tmp_path / "docs" / "images" / "library.png").stat().st_size > 10_000
