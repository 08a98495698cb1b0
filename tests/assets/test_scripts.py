"""What is pure in the scripts of the page, run by Node on the tables of Python."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from app.files.payloads import ASSETS
from tests.assets.fixtures import NOT_UNDERSTOOD, SEARCHES, read_search, write_fixtures
from tests.node import NODE

FOLDER = Path(__file__).parent
OURS = re.compile(r"^\s*window\.(\w+) =|globalThis\.(\w+) =", re.MULTILINE)


@pytest.mark.parametrize(("search", "canonical"), sorted({**SEARCHES, **NOT_UNDERSTOOD}.items()))
def test_python_reads_the_addresses_of_the_table(search: str, canonical: str) -> None:
    read = read_search(search)

    assert (read["canonical"], read["is_understood"]) == (canonical, search in SEARCHES)


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.glob("*.test.mjs")))
def test_scripts_pass_their_tests(name: str, tmp_path: Path) -> None:
    write_fixtures(tmp_path / "tables.json")
    done = subprocess.run(
        [NODE, "--test", FOLDER / name],
        env={**os.environ, "TABLES": str(tmp_path / "tables.json")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_scripts_are_checked_and_leave_one_global_of_their_own() -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in ASSETS.rglob("*.js")}

    assert [
        str(path) for path, text in texts.items() if not text.startswith("// @ts-check\n")
    ] == []
    written = {name for text in texts.values() for found in OURS.findall(text) for name in found}
    assert written - {""} <= {"dash_clientside", "fetch"}
