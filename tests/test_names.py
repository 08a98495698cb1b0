"""The names of the code: a word means the same everywhere, and no two are taken for each other."""

from __future__ import annotations

import ast
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
CODE = ("app", "geodata", "ptce_map")
FOLDERS = sorted(
    {
        path.parent.relative_to(ROOT).as_posix()
        for part in CODE
        for path in (ROOT / part).rglob("*.py")
    }
)


def names_of(source: str) -> Iterator[tuple[str, int]]:
    """Yield the names that a module binds or reads, with their lines."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Name(id=name) | ast.arg(arg=name) | ast.ClassDef(name=name):
                yield name, node.lineno
            case ast.FunctionDef(name=name):
                yield name, node.lineno


def uses(name: str, *folders: str) -> list[str]:
    """Return the places of the folders where a name is bound or read."""
    paths = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return [
        f"{path.relative_to(ROOT)}:{line}"
        for path in paths
        if "node_modules" not in path.parts
        for found, line in names_of(path.read_text("utf-8"))
        if found.lower() == name
    ]


def is_a_letter_apart(name: str, other: str) -> bool:
    """Tell whether a name is another less a letter, or with another letter in its place."""
    short, long = sorted((name, other), key=len)
    shortened = {long[:at] + long[at + 1 :] for at in range(len(long))}
    if len(short) == len(long):
        return sum(a != b for a, b in zip(short, long)) == 1
    return short in shortened


def test_a_thing_is_called_by_its_name() -> None:
    assert uses("one", *CODE, "tests", "tools", "docs") == []


def test_the_atlas_has_leaves_and_the_site_pages() -> None:
    assert uses("page", "ptce_map/atlas", "geodata") == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_two_modules_of_a_folder_are_a_letter_apart(folder: str) -> None:
    modules = sorted(
        path.stem
        for path in (ROOT / folder).iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    )

    assert [pair for pair in combinations(modules, 2) if is_a_letter_apart(*pair)] == []


@pytest.mark.parametrize(
    ("name", "other", "expected"),
    [
        ("layer", "layers", True),
        ("files", "tiles", True),
        ("view", "views", True),
        ("filters", "filters", False),
        ("check", "checking", False),
    ],
)
def test_names_a_letter_apart_are_told(name: str, other: str, *, expected: bool) -> None:
    assert is_a_letter_apart(name, other) is expected
