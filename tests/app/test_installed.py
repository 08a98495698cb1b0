"""The wheel, installed where nothing of the repository is: one name, one command, one site."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import urllib.request
import zipfile
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ptce_map import __version__
from tests import builders
from tests.serving import ROOT, own_port
from tools.wheel import ImportsError, move_imports

if TYPE_CHECKING:
    from collections.abc import Iterator

WHEEL = f"ptce_map-{__version__}-py3-none-any.whl"
SOURCE = 64 * "0"
"""Hash of what the made-up boundaries would be built from."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, as pip builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return folder / WHEEL


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment that has the wheel, and our dependencies by way of a path."""
    environment = tmp_path_factory.mktemp("environment") / "venv"
    uv = Path(sys.executable).with_name("uv")
    subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, environment], check=True)
    python = environment / "bin" / "python"
    install = [uv, "pip", "install", "--quiet", "--offline", "--no-deps", "--python", python, wheel]
    subprocess.run(install, check=True)
    (packages,) = environment.glob("lib/python*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    return environment / "bin"


def run(program: Path, *arguments: object, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run an installed program in its own folder, where nothing of the repository is."""
    command = [str(program), *map(str, arguments)]
    environment = {**os.environ, **settings}
    return subprocess.run(
        command, cwd=program.parent, env=environment, capture_output=True, text=True
    )


def imported(text: str) -> set[str]:
    """Return the names that a module imports from."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(str(node.module).partition(".")[0])
    return found


def test_the_wheel_holds_one_package_with_all_that_it_reads(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        modules = {name: archive.read(name).decode() for name in names if name.endswith(".py")}

    assert {name.split("/")[0] for name in names} == {
        "ptce_map",
        f"ptce_map-{__version__}.dist-info",
    }
    for folder in ("app/templates", "assets", "geodata/cog", "register/tables", "locales"):
        assert any(name.startswith(f"ptce_map/{folder}/") for name in names), folder
    assert [name for name in names if "/derived/" in name or "__pycache__" in name] == []
    assert [name for name, text in modules.items() if imported(text) & {"app", "geodata"}] == []
    assert not re.search(r"python -m (?!ptce_map|pip)", "".join(modules.values()))


def test_imports_that_cannot_be_moved_stop_the_build() -> None:
    text = (
        "import geodata\nfrom app.http import mount  # a\ndef f():\n    from geodata import cog\n"
    )

    assert move_imports(text, "a.py") == (
        "from ptce_map import geodata\nfrom ptce_map.app.http import mount  # a\n"
        "def f():\n    from ptce_map.geodata import cog\n"
    )
    for refused in ("import geodata.cog\n", "import app as site\n", "import os, app\n"):
        with pytest.raises(ImportsError, match=r"a.py:1: '.*' cannot be moved"):
            move_imports(refused, "a.py")


def test_nothing_but_its_own_name_is_taken(installed: Path) -> None:
    python = installed / "python"
    found = run(python, "-c", "import ptce_map; print(ptce_map.__file__)").stdout
    assert found.startswith(str(installed.parent))
    code = "from importlib.util import find_spec as f; print(*map(f, ('app', 'geodata', 'tests')))"
    assert run(python, "-c", code).stdout == "None None None\n"


def test_the_commands_answer_anywhere(installed: Path, tmp_path: Path) -> None:
    ptce_map = installed / "ptce-map"
    assert run(ptce_map, "--version").stdout == f"ptce-map, version {__version__}\n"
    assert "Redon" in run(ptce_map, "cog", "35236").stdout
    assert "python -m ptce_map.geodata build" in run(ptce_map, "build", "--help").stdout
    lacking = run(ptce_map, "export", "-o", "a.csv", XDG_CACHE_HOME=str(tmp_path))
    assert f"Boundaries are missing from '{tmp_path}/ptce-map/derived'. Run `ptce-map build`." in (
        lacking.stderr
    )


@contextmanager
def serving(installed: Path, folder: Path, **settings: str) -> Iterator[str]:
    """Serve by the installed command; give the address once it answers."""
    port = own_port()
    command = [installed / "ptce-map", "serve", "--port", str(port)]
    with subprocess.Popen(
        command, cwd=folder, env={**os.environ, **settings}, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stderr
        told = next((line for line in server.stderr if "127.0.0.1" in line), "")
        try:
            assert told
            yield f"http://127.0.0.1:{port}"
        finally:
            server.send_signal(signal.SIGTERM)


def ask(address: str) -> bytes:
    with urllib.request.urlopen(address) as answer:
        body: bytes = answer.read()
        return body


def own_boundaries(installed: Path, derived: Path, cache: Path) -> None:
    """Put boundaries in the cache of a user, as the installed package would have built them."""
    folder = cache / "ptce-map" / "derived"
    shutil.copytree(derived, folder)
    manifest = folder / "build" / "manifest.json"
    code = f"from ptce_map.geodata import build; print(build._fingerprint('{SOURCE}'))"
    fingerprint = run(installed / "python", "-c", code).stdout.strip()
    built = {"fingerprint": fingerprint, "sources": [{"sha256": SOURCE}]}
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | built))


def test_the_installed_command_serves_the_map(
    installed: Path, derived: Path, tmp_path: Path
) -> None:
    own_boundaries(installed, derived, tmp_path / "cache")
    register = tmp_path / "register"
    register.mkdir()
    builders.write_register(register, builders.tables([builders.pole()]), builders.PACKAGE)

    # A path of the settings is one of the folder where the command is typed.
    settings = {
        "PTCE_REGISTER": "register",
        "WEB_CONCURRENCY": "1",
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }
    with serving(installed, tmp_path, **settings) as address:
        health = json.loads(ask(f"{address}/healthz"))
        page = ask(f"{address}/").decode()
        files = re.findall(r'(?:src|href)="(/[^"]+\.(?:css|js|svg)[^"]*)"', page)
        weights = {file: len(ask(f"{address}{unescape(file)}")) for file in files}
        poles = json.loads(ask(f"{address}/api/poles.geojson"))["features"]
        assert b"Le Phare" in ask(f"{address}/pole/le-phare")

    assert health["register"]["poles"] == 1
    assert len(weights) > 10
    assert [file for file, weight in weights.items() if not weight] == []
    assert [pole["id"] for pole in poles] == ["le-phare"]
