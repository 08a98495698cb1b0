"""How a command ends on what a user can put right: a sentence in their language, exit code 1."""

from __future__ import annotations

from typing import IO, Any

import click

from ptce_map.errors import PtceMapError


class Refusal(click.ClickException):
    """An error of the domain, told in a language."""

    def __init__(self, error: PtceMapError, lang: str) -> None:
        super().__init__(error.text(lang))

    def show(self, file: IO[Any] | None = None) -> None:
        """Write the sentences, apart from the output."""
        click.echo(self.message, file=file, err=file is None)
