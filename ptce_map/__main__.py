"""Command line: ``ptce-map COMMAND``, or ``python -m ptce_map COMMAND``; ``--help`` lists them."""

from __future__ import annotations

import click

from ptce_map import __version__
from ptce_map.commands import COMMANDS


@click.group(commands={str(command.name): command for command in COMMANDS})
@click.version_option(__version__, prog_name="ptce-map")
def main() -> None:
    """Serve the map of PTCEs, check their register, draw it and export what answers a query."""


if __name__ == "__main__":
    main()
