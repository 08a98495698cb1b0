"""The walks of docs/architecture.md: every file, function and room that they name is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pandas as pd
from click.testing import CliRunner

from ptce_map.__main__ import main
from ptce_map.register.register import REGISTER_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs/architecture.md").read_text("utf-8")
WALKED = TEXT[TEXT.index("## One filter") : TEXT.index("## What does not change")]
WALKS = " ".join(WALKED.split())
STEPS = re.findall(r"`([\w.]+)` of `([\w./-]+)`", WALKS)
ROOMS = TEXT[TEXT.index("## The rooms") : TEXT.index("## One filter")]


def defined(path: Path) -> set[str]:
    """Return what a file defines, methods after the name of their class and a dot."""
    text = path.read_text("utf-8")
    if path.suffix == ".js":
        return set(re.findall(r"\b(?:function|const) (\w+)", text))
    return set(names(ast.parse(text).body))


def names(body: list[ast.stmt], owner: str = "") -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield owner + node.name
        if isinstance(node, ast.ClassDef):
            yield from names(node.body, f"{node.name}.")
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (target.id for target in targets if isinstance(target, ast.Name))


def test_the_functions_of_the_walks_are_where_they_are_said_to_be() -> None:
    assert len(STEPS) >= 17
    assert [(name, path) for name, path in STEPS if name not in defined(ROOT / path)] == []


def test_the_files_of_the_walks_exist() -> None:
    paths = re.findall(r"`((?:app|assets|geodata|ptce_map)/[\w./-]+\.\w+)`", TEXT)
    assert [path for path in paths if not (ROOT / path).is_file()] == []


def test_the_rooms_are_those_of_the_tree() -> None:
    told = set(re.findall(r"`((?:app|ptce_map)/\w+)`", ROOMS))
    folders = {
        f"{package}/{path.stem}"
        for package in ("app", "ptce_map")
        for path in (ROOT / package).iterdir()
        if (path / "__init__.py").exists() or (path.suffix == ".py" and path.stem[0] != "_")
    }
    assert told == folders - {"app/wsgi"}


def test_the_pole_of_the_walk_has_the_row_that_is_told() -> None:
    poles = pd.read_csv(REGISTER_FOLDER / "poles.csv", index_col="id", dtype=str)
    assert poles.at["pole-sud-archer", "territoire"] == "com:26281"


def test_the_command_of_the_walk_is_understood() -> None:
    (words,) = re.findall(r"python -m ptce_map (\w+) \"pole=pole-sud-archer\" -o", WALKS)
    help_ = CliRunner().invoke(main, [words, "--help"])
    assert (help_.exit_code, "--output" in help_.output) == (0, True)


def test_the_picture_of_the_house_is_well_formed_and_titled() -> None:
    picture = ElementTree.parse(ROOT / "docs/images/house.svg").getroot()
    texts = [element.text or "" for element in picture.iter("{http://www.w3.org/2000/svg}text")]
    modules = [text for text in texts if text.startswith("ptce_map.")]

    assert picture.find("{http://www.w3.org/2000/svg}title") is not None
    assert len(modules) == 3
    assert [name for name in modules if not list(ROOT.glob(name.replace(".", "/") + "*"))] == []
