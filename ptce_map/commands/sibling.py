"""How a command becomes a program of a package beside this one, which this one does not import."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import geodata

HOME = Path(str(geodata.__file__)).parent.parent
"""The folder of what lies beside the packages: pages' assets, gunicorn's settings."""
ROOT = Path(*HOME.parts[: len(HOME.parts) - geodata.__name__.count(".")])
"""The folder from which Python finds the packages by their names."""
PYTHON = (sys.executable, "-P")
"""Python, which takes no module for ours because it lies where the command is typed."""
BUILD = (*PYTHON, "-m", geodata.__name__, "build")
SITE = f"{geodata.__name__.removesuffix('geodata')}app.wsgi:application"


def run(*command: str) -> None:
    """Run a program to its end; end as it does if it fails."""
    done = subprocess.run(command, env=environment(), check=False)
    if done.returncode:
        raise SystemExit(done.returncode)


def become(*command: str) -> None:
    """Let a program take the place of this one: it gets its signals."""
    sys.stdout.flush()
    os.execve(command[0], command, environment())  # noqa: S606


def environment() -> dict[str, str]:
    """Return the variables of this process, by which Python finds the packages wherever it runs."""
    paths = filter(None, (str(ROOT), os.environ.get("PYTHONPATH")))
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
