"""The recipes of CONTRIBUTING.md: each is applied to a copy of the tree, and does what it promises.

A block ``diff`` names a file, then what stands in it (lines that begin with a space or a minus) and
what shall stand there. A line that ends with ``…`` is the beginning of a longer one. A block ``sh``
is run where the change was made, and a block ``text`` is what it prints last.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
COPIED = ("app", "docs", "geodata", "ptce_map", "tests", "tools")
SHARED = ("assets", "geodata/derived")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "node_modules", "derived", "reference", "e2e")
TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
RECIPES = {
    title: re.findall(r"^```(diff|sh|text)\n(.*?)^```$", body, re.MULTILINE | re.DOTALL)
    for title, body in re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL)
    if "```diff" in body
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the tree, with the boundaries and the assets of this one."""
    copy = tmp_path / "tree"
    copy.mkdir()
    for name in COPIED:
        shutil.copytree(ROOT / name, copy / name, ignore=LEFT_OUT)
    for name in SHARED:
        (copy / name).symlink_to((ROOT / name).resolve())
    for path in ROOT.iterdir():
        if path.is_file() and path.name != ".git":
            shutil.copy(path, copy)
    (copy / ".venv/bin").mkdir(parents=True)
    (copy / ".venv/bin/python").symlink_to(sys.executable)
    return copy


def hunks(block: str) -> list[tuple[str, str, str]]:
    """Return the changes of a block: a file, what stands in it, and what shall."""
    changes = []
    for part in re.split(r"^--- ", block, flags=re.MULTILINE)[1:]:
        name, *lines = part.splitlines()
        for hunk in "\n".join(lines).split("\n@@\n"):
            rows = hunk.splitlines()
            before, after = (
                "".join(
                    row[1:].removesuffix("…") + ("" if row.endswith("…") else "\n")
                    for row in rows
                    if row[:1] != skipped
                )
                for skipped in "+-"
            )
            changes.append((name, before, after))
    return changes


def apply(tree: Path, block: str) -> None:
    """Make the changes of a block; what is to be changed stands once in its file."""
    for name, before, after in hunks(block):
        path = tree / name
        if not before:
            assert not path.exists(), name
            path.write_text(after, "utf-8")
            continue
        text = path.read_bytes().decode()
        assert text.count(before) == 1, f"{name} holds {text.count(before)} times:\n{before}"
        path.write_bytes(text.replace(before, after).encode())


def run(tree: Path, command: str) -> str:
    """Run a command in a tree, with the Python that runs the tests."""
    words = shlex.split(command)
    assert words[0] == ".venv/bin/python"
    done = subprocess.run(
        [sys.executable, *words[1:]],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_every_change_that_is_asked_for_most_has_its_recipe() -> None:
    asked = ("pole", "filter", "measure", "column", "export", "text", "page")
    titles = " · ".join(RECIPES).lower()
    assert [word for word in asked if word not in titles] == []
    assert [title for title, blocks in RECIPES.items() if "sh" not in dict(blocks)] == []


@pytest.mark.data
@pytest.mark.parametrize("title", RECIPES)
def test_a_recipe_does_what_it_promises(title: str, tree: Path) -> None:
    said = ""
    for kind, block in RECIPES[title]:
        if kind == "diff":
            apply(tree, block)
        elif kind == "sh":
            said = "".join(run(tree, line) for line in block.splitlines())
        else:
            assert said.replace("\u202f", " ").replace("\u00a0", " ").endswith(block), said
