from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner, Result

from ptce_map.__main__ import main
from tests import builders

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_validate_says_what_it_read(tmp_path: Path) -> None:
    result = run("validate", str(builders.write_register(tmp_path)))
    assert (result.exit_code, result.output) == (0, "1 poles, 1 awards: no fault.\n")


def test_validate_prints_every_fault(tmp_path: Path) -> None:
    poles = [builders.pole(confiance="sure", siege="1")]
    result = run("validate", str(builders.write_register(tmp_path, builders.tables(poles))))
    assert result.exit_code == 1
    assert [line.partition(" is ")[0] for line in result.output.splitlines()] == [
        "poles.csv, line 2: siege '1'",
        "poles.csv, line 2: confiance 'sure'",
    ]


def test_validate_refuses_what_is_no_folder(tmp_path: Path) -> None:
    result = run("validate", str(tmp_path / "absent"))
    assert result.exit_code == 2
    assert "does not exist" in result.output
