"""Lay the packages of the repository out in the wheel, under one name: ``ptce_map``.

``app`` and ``geodata`` are names that any project may have: in the wheel they are ``ptce_map.app``
and ``ptce_map.geodata``. The imports that name them are written anew, and so is what their texts
tell a user to type. hatchling calls this file while it builds (``pyproject.toml``).
"""

from __future__ import annotations

import ast
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NAME = "ptce_map"
FOLDERS = {
    NAME: NAME,
    "app": f"{NAME}/app",
    "geodata": f"{NAME}/geodata",
    "assets": f"{NAME}/assets",
}
"""Folder of the repository -> folder of the wheel."""
MOVED = ("app", "geodata")
"""Packages that are another one's in the wheel."""
FILES = {"gunicorn.conf.py": f"{NAME}/gunicorn.conf.py"}
LEFT_OUT = {"__pycache__", "derived"}
SAID = (
    ("`make build-geodata`, or `python -m geodata build`", "`ptce-map build`"),
    ("python -m geodata", f"python -m {NAME}.geodata"),
    ("python -m app", f"python -m {NAME}.app"),
)
"""What is typed in the repository -> what is typed where the package is installed."""
FROM = re.compile(rf"^(\s*)from ({'|'.join(MOVED)})(\.[\w.]+)? import\b")
WHOLE = re.compile(rf"^(\s*)import ({'|'.join(MOVED)})$")


class ImportsError(Exception):
    """An import of a moved package, in a form that is not known here."""


class CustomBuildHook(BuildHookInterface[Any]):
    """Give hatchling each file of the wheel, and its place there."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the files aside, and name them."""
        self.aside = Path(tempfile.mkdtemp(prefix=f"{NAME}-wheel-"))
        build_data["force_include"] |= lay_out(Path(self.root), self.aside)

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Take away what was written aside."""
        shutil.rmtree(self.aside)


def lay_out(root: Path, aside: Path) -> dict[str, str]:
    """Return the files of the wheel with their place, Python's written anew in a folder aside."""
    places = {root / file: place for file, place in FILES.items()}
    for folder, place in FOLDERS.items():
        found = sorted(path for path in (root / folder).rglob("*") if path.is_file())
        for path in found:
            inside = path.relative_to(root / folder)
            if not any(part in LEFT_OUT or part.startswith(".") for part in inside.parts):
                places[path] = f"{place}/{inside.as_posix()}"
    included = {}
    for path, place in places.items():
        source = path
        if path.suffix == ".py":
            source = aside / place
            source.parent.mkdir(parents=True, exist_ok=True)
            source.write_text(move_imports(path.read_text("utf-8"), str(path)), "utf-8")
        included[str(source)] = place
    return included


def move_imports(text: str, name: str) -> str:
    """Return the text of a module with its imports, and what it tells a user to type, written anew.

    Raises
    ------
    ImportsError
        If an import of a moved package is neither ``from app... import`` nor ``import app``.
    """
    lines = text.splitlines(keepends=True)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import | ast.ImportFrom) and set(MOVED) & roots(node):
            line = lines[node.lineno - 1].rstrip("\n")
            moved = FROM.sub(rf"\1from {NAME}.\2\3 import", line)
            moved = WHOLE.sub(rf"\1from {NAME} import \2", moved)
            if moved == line:
                raise ImportsError(
                    f"{name}:{node.lineno}: '{line.strip()}' cannot be moved. "
                    "Write it 'from package import name', or 'import package'."
                )
            lines[node.lineno - 1] = f"{moved}\n"
    moved_text = "".join(lines)
    for typed, installed in SAID:
        moved_text = moved_text.replace(typed, installed)
    return moved_text


def roots(node: ast.Import | ast.ImportFrom) -> set[str]:
    """Return the packages that an import names; none if it starts from its own."""
    if isinstance(node, ast.Import):
        return {alias.name.partition(".")[0] for alias in node.names}
    return set() if node.level else {str(node.module).partition(".")[0]}
