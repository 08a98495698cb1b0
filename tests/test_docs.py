"""The documentation: every setting, filter, export and source has its line."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from app.settings import Settings
from geodata.sources import SOURCES
from ptce_map.exports import EXPORTS
from ptce_map.layers.fields import COMMUNES, POLES
from ptce_map.query.grammar import KEYS
from ptce_map.register.schema import TABLES

ROOT = Path(__file__).parent.parent
README_LINES = 100


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def variable(name: str) -> str:
    field = Settings.model_fields[name]
    return str(field.validation_alias or f"PTCE_{name.upper()}")


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_documented(name: str) -> None:
    assert f"| `{variable(name)}` |" in read("docs/operations.md")


@pytest.mark.parametrize("key", KEYS)
def test_every_key_of_the_query_is_documented(key: str) -> None:
    assert f"`{key}`" in read("docs/data.md")


@pytest.mark.parametrize("extension", EXPORTS)
def test_every_export_is_documented(extension: str) -> None:
    assert f"| `{extension}` |" in read("docs/data.md")


@pytest.mark.parametrize("name", sorted({field.name for field in (*POLES, *COMMUNES)}))
def test_every_column_of_a_download_is_documented(name: str) -> None:
    assert f"`{name}`" in read("docs/data.md")


@pytest.mark.parametrize("table", TABLES)
def test_every_table_of_the_register_is_documented(table: str) -> None:
    assert f"`{table}.csv`" in read("docs/data.md")


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_every_source_is_documented_and_credited(source) -> None:
    assert f"| {source.name} | {source.version} |" in read("docs/data.md")
    assert all(name in read("LICENCE-DONNEES.md") for name in ("IGN", "INSEE", "DGCL"))


def test_every_runtime_dependency_has_its_reason() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    names = [re.split(r"[\[<>=]", line)[0] for line in project["dependencies"]]
    decisions = read("docs/decisions.md")

    assert [
        name for name in names if name not in {"numpy", "pandas"} and name not in decisions
    ] == []


def test_every_command_of_the_makefile_says_what_it_does() -> None:
    makefile = read("Makefile")
    (declared,) = re.findall(r"^\.PHONY: (.+)$", makefile, flags=re.MULTILINE)

    for target in declared.split():
        assert re.search(rf"^{target}:.* ## .+", makefile, flags=re.MULTILINE), target


def test_links_between_documents_lead_somewhere() -> None:
    for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")):
        for link in re.findall(r"\]\((?!http)([^)#]+)", path.read_text("utf-8")):
            assert (path.parent / link).exists(), f"{path.name}: {link}"


def test_every_document_is_in_the_table_of_the_site() -> None:
    listed = set(re.findall(r"^[a-z.]+$", read("docs/index.md"), re.MULTILINE))
    assert {path.stem for path in (ROOT / "docs").glob("*.md")} - {"index"} <= listed


def test_the_readme_is_short() -> None:
    assert len(read("README.md").splitlines()) <= README_LINES
