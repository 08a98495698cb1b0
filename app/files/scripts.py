"""The scripts and the stylesheets of the page, each kind linked into one file.

The scripts are ES modules. One request for all of them costs less than one each, and they compress
better together; as every text that is served, the file is named by its hash. Modules are written so
that a few lines link them: imports of names, or of all of a module, at the top; one export of names
at the end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from posixpath import dirname, join, normpath

MAIN = "main.js"
"""Module that imports all others, at last."""

IMPORT = re.compile(r'^import (?:(\{[^}]*\}|\* as \w+) from )?"(\.[^"]+)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (\{[^}]*\});\n", re.MULTILINE)
COMMENT = re.compile(r"^\s*/\*(?:(?!\*/).)*\*/\n|^\s*//[^\n]*\n", re.MULTILINE | re.DOTALL)
UNREAD = re.compile(r"/\*.*?\*/\s*|^\s+", re.MULTILINE | re.DOTALL)
"""What a browser does not need of a stylesheet: its comments, empty lines, indents."""
LEFT = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


class LinkError(ValueError):
    """Modules that cannot be linked."""


def link_scripts(folder: Path, main: str = MAIN) -> str:
    """Write a module and all that it imports as one script, each module a function called once.

    Raises
    ------
    LinkError
        If a module imports itself by way of others, one that is missing, or in another form.
    """
    texts = _read(folder, main)
    graph = {name: _imported(name, text) for name, text in texts.items()}
    try:
        order = list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        raise LinkError(f"Modules import each other: {' > '.join(error.args[1])}.") from None
    names = {name: f"m{rank}" for rank, name in enumerate(order)}
    linked = "".join(_write(name, texts[name], names) for name in order)
    return f'"use strict";\n(() => {{\n{linked}}})();\n'


def link_styles(folder: Path) -> str:
    """Write the stylesheets of a folder as one, those of its own before those of folders in it.

    They stand in every page: comments and indents are left out.
    """
    found = sorted(folder.rglob("*.css"), key=lambda path: (len(path.parts), path))
    return "".join(UNREAD.sub("", path.read_text(encoding="utf-8")) for path in found)


def _read(folder: Path, main: str) -> dict[str, str]:
    """Return the text of a module and of all that it leads to, by the path of each."""
    texts: dict[str, str] = {}
    wanted = [main]
    while wanted:
        name = wanted.pop()
        if name in texts:
            continue
        path = folder / name
        if not path.is_file():
            raise LinkError(f"The module {name} is imported and is not there.")
        texts[name] = path.read_text(encoding="utf-8")
        wanted += _imported(name, texts[name])
    return texts


def _imported(name: str, text: str) -> list[str]:
    return [_path(name, address) for _, address in IMPORT.findall(text)]


def _path(name: str, address: str) -> str:
    return normpath(join(dirname(name), address))


def _write(name: str, text: str, names: Mapping[str, str]) -> str:
    """Write a module as a function that returns what it exports."""

    def bind(found: re.Match[str]) -> str:
        bound, address = found.groups()
        module = names[_path(name, address)]
        if not bound:
            return ""
        return f"const {bound.removeprefix('* as ')} = {module};\n".replace(" as ", ": ")

    body = IMPORT.sub(bind, COMMENT.sub("", text))
    body = EXPORT.sub(r"return \1;\n", body)
    if left := LEFT.search(body):
        raise LinkError(f"The module {name} says {left.group()!r}, which is not linked.")
    return f"const {names[name]} = (() => {{\n{body.strip()}\n}})();\n"
