"""Read files with the npm packages of tests/npm: one Node process for all of them."""

from __future__ import annotations

import json
import subprocess
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import playwright

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDER = Path(__file__).parent / "npm"
INSTALL = FOLDER.parents[1] / "tools" / "test_assets.sh"
NODE = Path(playwright.__file__).parent / "driver" / "node"


@dataclass(frozen=True)
class Job:
    """A file to be read by a program; with a box, what meets it alone."""

    program: str
    path: str
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True)
class Answer:
    """The rows that a program reads, ``None`` for the shapes if it reads none, or its failure."""

    rows: Sequence[dict[str, Any]] = ()
    shapes: Sequence[Any] | None = None
    failure: str = ""


def read(jobs: Sequence[Job]) -> list[Answer]:
    """Return what each job reads."""
    given = json.dumps([asdict(job) for job in jobs])
    subprocess.run([INSTALL, "tests/npm"], capture_output=True, check=True)
    command = [NODE, "readers.mjs"]
    done = subprocess.run(command, input=given, cwd=FOLDER, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return [Answer(**answer) for answer in json.loads(done.stdout)]
