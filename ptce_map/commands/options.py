"""What several commands ask for."""

from __future__ import annotations

from pathlib import Path

import click

from ptce_map.labels import LANGS
from ptce_map.register.register import REGISTER_FOLDER

REGISTER_VARIABLE = "PTCE_REGISTER"
"""Variable of the environment that names the register, for the server and the commands alike."""

REGISTER = click.option(
    "--register",
    type=click.Path(exists=True, path_type=Path),
    envvar=REGISTER_VARIABLE,
    default=REGISTER_FOLDER,
    show_default=True,
    show_envvar=True,
    help="Register to read: a folder, a CSV file or a workbook.",
)

SCHEDULER = click.option(
    "--scheduler",
    envvar="PTCE_SCHEDULER",
    default="",
    show_envvar=True,
    help="dask scheduler that joins the territories, as tcp://machine:8786; by default, here.",
)

LANG = click.option(
    "--lang", type=click.Choice(LANGS), default=LANGS[0], show_default=True, help="Language."
)
