"""The commands of ``python -m ptce_map``, one a module; a new one is a new row of ``COMMANDS``."""

from __future__ import annotations

import click

from ptce_map.commands.export import export
from ptce_map.commands.validate import validate

COMMANDS: tuple[click.Command, ...] = (validate, export)
