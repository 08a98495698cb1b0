"""Write docs/licences.md: the licence of each package that the site runs with, as it says it.

``python tools/licences.py``; a test holds the page to what is installed.
"""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "licences.md"
LOCK = ROOT / "requirements.txt"
NAME = re.compile(r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==", re.MULTILINE)
ROW = re.compile(r"^\| ([a-z0-9-]+) \| (.+) \|$", re.MULTILINE)
CLASSIFIER = "License :: OSI Approved :: "
TITLES = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
"""Title of a licence among the classifiers -> how SPDX names it."""
IN_FILES = {"resvg-py": "MIT"}
"""Package whose metadata say nothing -> the licence of the file LICENSE that it has."""
HEAD = """# Licences

What is shipped or installed with the site, and under what licence. The code of the site is under
the [MIT licence](../LICENSE), the register and what is drawn from public data under the
[Licence Ouverte 2.0](../LICENCE-DONNEES.md).

## Python packages

Those that run: `requirements.txt`, each as its own metadata say. `make licences` writes this table
anew.

| package | licence |
| --- | --- |
"""
FOOT = """
## Scripts that a browser gets

| script | inside | licence |
| --- | --- | --- |
| the page's own | `assets` | MIT |
| Dash's renderer, React, its components | `dash` | MIT |
| plotly.js, MapLibre GL JS in it | `plotly` | MIT, BSD-3-Clause |

Their full texts are in the packages, beside the scripts (`*.LICENSE.txt`). No font is shipped.
"""


def names() -> list[str]:
    """Return the packages of the lock."""
    return sorted(set(NAME.findall(LOCK.read_text("utf-8"))))


def licence_of(name: str) -> str:
    """Return the licence of an installed package: its SPDX expression, else its classifiers.

    It is empty if the package is not installed here, where its version of Python has no need of it.
    """
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return ""
    if expression := said.get("License-Expression"):
        return str(expression)
    titles = [
        TITLES.get(title, title)
        for value in said.get_all("Classifier") or []
        if (title := str(value).removeprefix(CLASSIFIER)) != value
    ]
    said_in_words = said.get("License") or IN_FILES.get(name, "not said")
    return ", ".join(titles) or str(said_in_words).splitlines()[0]


def render(known: dict[str, str]) -> str:
    """Write the page; of what is not installed here, the licence that is known already."""
    rows = [f"| {name} | {licence_of(name) or known.get(name, 'not said')} |" for name in names()]
    return HEAD + "\n".join(rows) + "\n" + FOOT


def known() -> dict[str, str]:
    """Return the licences that the page has."""
    rows = ROW.findall(PAGE.read_text("utf-8")) if PAGE.exists() else []
    return {name: licence for name, licence in rows if name in names()}


if __name__ == "__main__":
    PAGE.write_text(render(known()), "utf-8")
