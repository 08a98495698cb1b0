"""Sphinx: the documents of this folder, those of the top, and the reference of the packages.

``make site`` builds them with every warning an error: a link or an anchor that leads nowhere, a
docstring that does not parse, a page that no other leads to.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from types import GenericAlias
from typing import TYPE_CHECKING

from pygments.lexers.special import TextLexer

if TYPE_CHECKING:
    from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

project = "Carte des PTCE"
author = "Carte des PTCE"
language = "en"
root_doc = "docs/index"
include_patterns = ["*.md", "docs/*.md", "docs/reference/**/*.rst"]
extensions = ["myst_parser", "numpydoc", "sphinx.ext.apidoc", "sphinx.ext.autodoc"]

myst_heading_anchors = 4

apidoc_modules = [
    {
        "path": str(ROOT / package),
        "destination": f"docs/reference/{package}",
        "separate_modules": True,
        "module_first": True,
        "automodule_options": {"members", "show-inheritance"},
        "exclude_patterns": [str(ROOT / package / name) for name in ("__main__.py", "wsgi.py")],
    }
    for package in ("geodata", "ptce_map", "app")
]
autodoc_typehints = "none"
autodoc_member_order = "bysource"
numpydoc_show_class_members = False

html_theme = "furo"
html_title = "Carte des PTCE"
html_static_path: list[str] = []


def skip_aliases(*event: object) -> bool | None:
    """Leave out names of built-in types: Sphinx asks them for a signature, and they have none."""
    _app, _kind, _name, member, *_rest = event
    return True if isinstance(member, GenericAlias) or member is threading.Lock else None


def setup(app: Sphinx) -> None:
    """Connect to Sphinx what is said above."""
    app.connect("autodoc-skip-member", skip_aliases)
    app.add_lexer("csv", TextLexer)
