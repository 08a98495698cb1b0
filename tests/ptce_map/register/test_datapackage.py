from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import frictionless
import pytest

from ptce_map.labels import LANGS
from ptce_map.register.datapackage import build_files, field_text, schema_path, write_files
from ptce_map.register.files.reading import read
from ptce_map.register.register import REGISTER_FOLDER
from ptce_map.register.rules import RULES
from ptce_map.register.schema import TABLES, described
from tests import builders

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any


def schema(table: str) -> Any:
    return json.loads((REGISTER_FOLDER / schema_path(table)).read_text("utf-8"))


def test_what_is_shipped_is_what_the_schemas_generate() -> None:
    shipped = {
        path: (REGISTER_FOLDER / path).read_text("utf-8")
        for path in build_files(read(REGISTER_FOLDER))
    }
    assert build_files(read(REGISTER_FOLDER)) == shipped, "run python -m ptce_map datapackage"


def test_frictionless_finds_the_shipped_register_valid() -> None:
    report = frictionless.validate(str(REGISTER_FOLDER / "datapackage.json"))
    assert report.flatten(["rowNumber", "fieldName", "message"]) == []
    assert [task.name for task in report.tasks] == list(TABLES)


@pytest.mark.parametrize(
    ("table", "before", "after", "error"),
    [
        ("laureats", ",attested,", ",certain,", "constraint-error"),
        ("laureats", "alpilles,", "l-absent,", "foreign-key"),
        ("laureats", "80000", "-80000", "constraint-error"),
        ("poles", "com:21231", "com:1231", "constraint-error"),
        ("secteurs", "\nculture,", "\ninsertion-emploi,", "primary-key"),
    ],
)
def test_frictionless_finds_what_we_find(
    tmp_path: Path, table: str, before: str, after: str, error: str
) -> None:
    folder = tmp_path / "register"
    shutil.copytree(REGISTER_FOLDER, folder)
    path = folder / f"{table}.csv"
    path.write_text(path.read_text("utf-8").replace(before, after, 1), "utf-8")
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert error in {kind for (kind,) in report.flatten(["type"])}


@pytest.mark.parametrize("table", TABLES)
def test_a_schema_names_the_columns_of_the_file_in_their_order(table: str) -> None:
    names = [field["name"] for field in schema(table)["fields"]]
    header = (REGISTER_FOLDER / f"{table}.csv").read_text("utf-8").splitlines()[0]
    assert names == list(TABLES[table].columns) == header.split(",")


@pytest.mark.parametrize("table", TABLES)
def test_a_schema_says_what_every_column_holds_in_both_languages(table: str) -> None:
    for field in schema(table)["fields"]:
        texts = [field_text(table, field["name"], lang) for lang in LANGS]
        assert [field["description"], field["description_en"]] == texts
        assert all(text.endswith(".") for text in texts)


@pytest.mark.parametrize("table", TABLES)
def test_patterns_hold_where_rules_hold(table: str) -> None:
    fields = {field["name"]: field.get("constraints", {}) for field in schema(table)["fields"]}
    tables = read(REGISTER_FOLDER).tables
    for column, constraints in fields.items():
        rule = RULES[described(table, column)["rule"]]
        for cell in tables[table][column]:
            if cell and "pattern" in constraints:
                assert re.search(constraints["pattern"], cell)
            if cell and "enum" in constraints:
                assert rule.holds(cell)


def test_keys_of_several_values_are_references() -> None:
    fields = {field["name"]: field for field in schema("poles")["fields"]}
    assert (fields["secteurs"]["separator"], fields["secteurs"]["references"]) == (
        "|",
        "secteurs.id",
    )
    assert schema("poles")["foreignKeys"] == []
    assert schema("laureats")["primaryKey"] == ["pole", "appel"]
    assert schema("laureats")["foreignKeys"] == [
        {"fields": "pole", "reference": {"resource": "poles", "fields": "id"}},
        {"fields": "appel", "reference": {"resource": "appels", "fields": "id"}},
    ]


def test_what_is_stated_is_kept_and_the_rest_is_made_again(tmp_path: Path) -> None:
    stated = {"name": "essai", "contributors": [], "sources": "old", "keywords": ["x"]}
    folder = builders.write_register(tmp_path, package={**builders.PACKAGE, **stated})
    changed = write_files(read(folder), folder)
    assert changed == ["datapackage.json", *[schema_path(table) for table in TABLES]]
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert (package["name"], package["keywords"]) == ("essai", ["x"])
    assert package["sources"] == [
        {"title": "", "path": "https://example.org/journal"},
        {"title": "Le Rapport", "path": "https://example.org/rapport"},
    ]
    assert write_files(read(folder), folder) == []
