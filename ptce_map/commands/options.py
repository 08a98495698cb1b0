"""What several commands ask for."""

from __future__ import annotations

from pathlib import Path

import click

from ptce_map.labels import LANGS

REGISTER = click.Path(exists=True, path_type=Path)
"""A register that is there: folder, CSV file or workbook."""

REGISTER_VARIABLE = "PTCE_REGISTER"
"""Variable of the environment that names the register, for the server and the commands alike."""

LANG = click.option(
    "--lang", type=click.Choice(LANGS), default=LANGS[0], show_default=True, help="Language."
)
