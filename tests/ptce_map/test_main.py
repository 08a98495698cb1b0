from __future__ import annotations

from click.testing import CliRunner

from ptce_map.__main__ import main
from ptce_map.commands import COMMANDS


def test_help_lists_every_command() -> None:
    result = CliRunner().invoke(main, ["--help"])
    listed = result.output.partition("Commands:")[2]
    assert result.exit_code == 0
    assert {line.split()[0] for line in listed.splitlines() if line.strip()} >= {
        str(command.name) for command in COMMANDS
    }


def test_an_unknown_command_ends_with_2() -> None:
    result = CliRunner().invoke(main, ["chart"])
    assert result.exit_code == 2
    assert "No such command 'chart'" in result.output
