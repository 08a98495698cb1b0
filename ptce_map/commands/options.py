"""What several commands ask for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from ptce_map.errors import UnusableRegisterError
from ptce_map.labels import LANGS
from ptce_map.origins.address import Origin, origin_of
from ptce_map.register.register import REGISTER_FOLDER

REGISTER_VARIABLE = "PTCE_REGISTER"
"""Variable of the environment that names the register, for the server and the commands alike."""


class RegisterType(click.ParamType):  # type: ignore[type-arg]
    """A register: a path of this machine, or the address of where it is kept."""

    name = "register"

    def __init__(self, path: click.Path) -> None:
        self.path = path

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Path | Origin:
        """Return a path, or the origin that an address names."""
        if isinstance(value, Path | Origin):
            return value
        text = str(value)
        try:
            origin = origin_of(text)
        except UnusableRegisterError as error:
            self.fail("\n".join(error.sentences("en")), param, ctx)
        if origin is None:
            return Path(str(self.path.convert(text, param, ctx)))
        if origin.beside:
            folder = str(self.path.convert(text, param, ctx))
            origin = replace(origin, beside=folder)
        elif origin.is_near:
            path = str(self.path.convert(origin.address, param, ctx))
            origin = replace(origin, address=path)
        return origin


REGISTER = click.option(
    "--register",
    type=RegisterType(click.Path(exists=True, path_type=Path)),
    envvar=REGISTER_VARIABLE,
    default=REGISTER_FOLDER,
    show_default=True,
    show_envvar=True,
    help="Register to read: a folder, a file, or the address of a table.",
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
