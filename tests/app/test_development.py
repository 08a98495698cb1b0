"""The server of development: ``python -m app``."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING

from click.testing import CliRunner

from app.__main__ import main
from tests import builders
from tests.serving import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RUNNING = re.compile(rb"Running on (http://127\.0\.0\.1:\d+)")


@contextmanager
def developing(**settings: str) -> Iterator[str]:
    """Start the server of development on a free port; give its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "--port", "0"],
        cwd=ROOT,
        env={**os.environ, **settings},
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stderr
    said = b""
    try:
        for line in process.stderr:
            said += line
            if found := RUNNING.search(line):
                break
        else:
            raise AssertionError(said.decode())
        yield found[1].decode()
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def test_the_server_of_development_answers(tmp_path: Path, derived: Path) -> None:
    builders.write_register(tmp_path, builders.tables([builders.pole("la-forge")]))
    places = {"PTCE_REGISTER": tmp_path, "PTCE_DERIVED": derived, "PTCE_CACHE": tmp_path / "cache"}

    with developing(**{name: str(place) for name, place in places.items()}) as address:
        page = urllib.request.urlopen(f"{address}/pole/la-forge").read().decode()
        reload = urllib.request.urlopen(f"{address}/_reload-hash")

    assert "/pole/la-forge" in page
    assert reload.status == 200  # what Dash has for those who write the application


def test_an_unknown_command_is_refused_with_what_to_type() -> None:
    ended = CliRunner().invoke(main, ["prepaer"])

    assert ended.exit_code == 2
    assert "No such command 'prepaer'" in ended.output
    assert "--help" in ended.output


def test_the_help_names_what_may_be_typed() -> None:
    ended = CliRunner().invoke(main, ["--help"])

    assert ended.exit_code == 0
    assert "prepare" in ended.output
    assert "--port" in ended.output
