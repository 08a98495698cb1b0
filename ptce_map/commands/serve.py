"""``ptce-map serve``: serve the site, by gunicorn."""

from __future__ import annotations

import os
from pathlib import Path

import click

from geodata.store import DERIVED
from ptce_map.commands import sibling
from ptce_map.commands.options import REGISTER_VARIABLE, RegisterType
from ptce_map.origins.address import Origin
from ptce_map.register.register import REGISTER_FOLDER

SETTINGS = sibling.HOME / "gunicorn.conf.py"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address listened to.")
@click.option("--port", default=8050, show_default=True, help="Port listened to.")
@click.option(
    "--register",
    type=RegisterType(click.Path(exists=True, resolve_path=True, path_type=Path)),
    envvar=REGISTER_VARIABLE,
    default=REGISTER_FOLDER,
    show_envvar=True,
    help="Register to map: a folder, a file or the address of a table; else the shipped one.",
)
@click.option(
    "--boundaries",
    type=click.Path(resolve_path=True, path_type=Path),
    envvar="PTCE_DERIVED",
    default=DERIVED,
    show_default=True,
    show_envvar=True,
    help="Folder of the built boundaries.",
)
def serve(host: str, port: int, register: Path | Origin, boundaries: Path) -> None:
    """Serve the map; the boundaries are built first if they are missing or out of date.

    Other settings are the variables PTCE_* of docs/operations.md. WEB_CONCURRENCY is the number of
    workers, and GUNICORN_CMD_ARGS what else gunicorn is asked.
    """
    sibling.run(*sibling.BUILD, "--if-needed", "--output", str(boundaries))
    place = register.written if isinstance(register, Origin) else str(register)
    os.environ |= {REGISTER_VARIABLE: place, "PTCE_DERIVED": str(boundaries)}
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    given = ("--config", str(SETTINGS), "--chdir", str(sibling.ROOT), "--bind", bind)
    sibling.become(*sibling.PYTHON, "-m", "gunicorn", *given, sibling.SITE)
