"""The scripts of the components, compressed well once: they are more than half of a first visit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

from geodata.coding import CODINGS, Effort

SUITES = "/_dash-component-suites/"
"""What begins the addresses of the scripts of the components."""

FINGERPRINT = re.compile(r"\bv\w+m\d+\.")
"""What Dash puts into their names: version of the package, and date of the file."""

LARGE = (
    ("dash", "deps/react-dom@*.min.js"),
    ("dash", "dash-renderer/build/dash_renderer.min.js"),
    ("dash", "dcc/dash_core_components.js"),
    ("dash", "dcc/dash_core_components-shared.js"),
)
"""Package, and path in it; of several versions the last."""

UNUSED = re.compile(r'<script src="[^"]*/dash_table/[^"]*"></script>')
"""What Dash loads for tables of its own."""
REGENERATOR = re.compile(r'<script src="([^"]*/polyfill@[^"]*)"></script>')
"""What Dash loads for browsers of before 2020: of it the graph alone uses a part."""

CODING = "br"


def code_suites() -> Mapping[str, bytes]:
    """Return the large scripts of the components in the coding of most browsers, by their path."""
    coded = {}
    for package, pattern in LARGE:
        folder = _folder(package)
        path = max(folder.glob(pattern))
        name = f"{package}/{path.relative_to(folder).as_posix()}"
        coded[name] = CODINGS[CODING](path.read_bytes(), Effort.ONCE)
    return MappingProxyType(coded)


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(package)
    return Path(spec.origin).parent


def path_of(address: str) -> str:
    """Return the path of a script from its address; nothing for what is none."""
    return FINGERPRINT.sub("", address.removeprefix(SUITES)) if address.startswith(SUITES) else ""


def leave_out(scripts: str) -> str:
    """Write the scripts of the page without those that nothing uses yet.

    Where the one is that a graph needs, ``assets/map-host.js`` finds it.
    """
    return REGENERATOR.sub(r'<meta name="regenerator" content="\1">', UNUSED.sub("", scripts))
