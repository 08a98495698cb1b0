"""How a command ends on what a user can put right: in their language, apart from the output."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import click

from geodata.errors import GeodataError
from ptce_map.errors import PtceMapError, QueryError
from ptce_map.query.mistakes import query_problem


class Refusal(click.ClickException):
    """An error of the domain, told in a language, exit code 1."""

    def __init__(self, error: PtceMapError, lang: str) -> None:
        super().__init__(error.text(lang))

    def show(self, file: IO[Any] | None = None) -> None:
        """Write the sentences, apart from the output."""
        click.echo(self.message, file=file, err=file is None)


@contextmanager
def refusing(lang: str, output: object = "") -> Iterator[None]:
    """End a command with what is wrong, in the language asked, whatever kind of error tells it.

    A query that is not understood is an error of use, exit code 2; a register that cannot be read,
    boundaries that are not built and an ``output`` that cannot be written have exit code 1.
    """
    try:
        yield
    except QueryError as error:
        raise click.UsageError(query_problem(error, lang)) from error
    except PtceMapError as error:
        raise Refusal(error, lang) from error
    except GeodataError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.FileError(str(output), str(error.strerror)) from error
