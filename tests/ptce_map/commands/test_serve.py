from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from geodata.store import DERIVED
from ptce_map.commands import COMMANDS, sibling
from tests.serving import ROOT

if TYPE_CHECKING:
    from pathlib import Path

NAMED = {command.name: command for command in COMMANDS}
PYTHON = (sys.executable, "-P", "-m")


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """The programs that are started, of which none is."""
    commands: list[tuple[str, ...]] = []
    monkeypatch.setattr(os, "environ", dict(os.environ))
    for name in ("become", "run"):
        monkeypatch.setattr(sibling, name, lambda *command: commands.append(command))
    return commands


def test_boundaries_are_built_if_needed_then_gunicorn_serves(
    started: list[tuple[str, ...]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "liste.csv").touch()
    monkeypatch.chdir(tmp_path)
    asked = ["--host", "::1", "--port", "80", "--register", "liste.csv"]
    assert CliRunner().invoke(NAMED["serve"], asked).exit_code == 0

    build, gunicorn = started
    assert build == (*PYTHON, "geodata", "build", "--if-needed", "--output", str(DERIVED))
    assert gunicorn[:4] == (*PYTHON, "gunicorn")
    assert gunicorn[4:] == (
        *("--config", str(ROOT / "gunicorn.conf.py"), "--chdir", str(ROOT)),
        *("--bind", "[::1]:80", "app.wsgi:application"),
    )
    assert os.environ["PTCE_REGISTER"] == str(tmp_path / "liste.csv")


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ("postgresql://u@h/b?table=s.v", "postgresql://u@h/b?table=s.v"),
        ("https://h.fr/a?id=1#t", "https://h.fr/a?id=1#t"),
        ("a.gpkg#t", "{folder}/a.gpkg#t"),
        ("relais", "{folder}/relais"),
    ],
)
def test_an_address_is_handed_to_the_site(
    asked: str,
    named: str,
    started: list[tuple[str, ...]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "a.gpkg").touch()
    (tmp_path / "relais").mkdir()
    (tmp_path / "relais/origine.toml").write_text('adresse = "https://h.fr/a"')
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(NAMED["serve"], ["--register", asked]).exit_code == 0
    assert os.environ["PTCE_REGISTER"] == named.format(folder=tmp_path)


def test_a_build_is_that_of_the_package_of_boundaries(started: list[tuple[str, ...]]) -> None:
    assert CliRunner().invoke(NAMED["build"], ["--if-needed", "--help"]).exit_code == 0
    assert started == [(*PYTHON, "geodata", "build", "--if-needed", "--help")]


def test_a_program_that_fails_ends_the_command_as_it_does() -> None:
    with pytest.raises(SystemExit, match="3"):
        sibling.run(*PYTHON[:2], "-c", "import geodata.store, app; raise SystemExit(3)")
