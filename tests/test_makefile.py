"""The commands of the Makefile, as the shell gets them."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    "path", ["l'annuaire.csv", "mes données/l’annuaire d'été.csv", "a'b'c \"d\".csv", "simple.csv"]
)
def test_a_register_is_served_whatever_its_path_holds(path: str) -> None:
    said = subprocess.run(
        ["make", "--dry-run", "serve", f"REGISTER={path}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    (command,) = [line for line in said.splitlines() if "gunicorn" in line]
    assignment, program, *_ = shlex.split(command)
    assert (assignment, program) == (f"PTCE_REGISTER={path}", "exec")
    heard = subprocess.run(
        ["sh", "-c", f'{command.partition(" exec ")[0]}; printf %s "$PTCE_REGISTER"'],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert heard == path
