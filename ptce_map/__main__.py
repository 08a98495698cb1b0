"""Command line: ``python -m ptce_map COMMAND``; ``--help`` lists the commands."""

from __future__ import annotations

import click

from ptce_map.commands import COMMANDS


@click.group(commands={str(command.name): command for command in COMMANDS})
def main() -> None:
    """Check the register of PTCEs, draw it and export what answers a query."""


if __name__ == "__main__":
    main()
