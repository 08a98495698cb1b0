"""A server for development, which reloads on changes: ``python -m app``.

``python -m app prepare`` prepares the next start of the site, and ends; with a number, unless the
register has more faults.
"""

from __future__ import annotations

import os

import click
from werkzeug.serving import is_running_from_reloader, run_simple
from werkzeug.wrappers import Response

from app.identity import code_files
from app.several import prepare_site, start_site

HOST = "127.0.0.1"


@click.group(invoke_without_command=True)
@click.option("--port", default=8050, show_default=True, help="Port listened to; 0: a free one.")
@click.pass_context
def main(context: click.Context, port: int) -> None:
    """Serve the site for development: it reloads on changes, and shows where errors come from."""
    if context.invoked_subcommand is None:
        develop(port)


@main.command()
@click.argument("most_faults", type=int, required=False)
def prepare(most_faults: int | None) -> None:
    """Prepare the next start of the site, unless the register has more than MOST_FAULTS."""
    raise SystemExit(prepare_site(most_faults) or None)


def develop(port: int) -> None:
    """Serve the site in debug mode, and start it again when code, a text or a script changes.

    The process that looks for changes has the socket alone: another one, which it starts anew at
    each of them, has the site.
    """
    os.environ["FLASK_DEBUG"] = "1"
    application = start_site().app.server if is_running_from_reloader() else Response()
    run_simple(
        HOST,
        port,
        application,
        use_reloader=True,
        use_debugger=True,
        extra_files=map(str, code_files()),
        threaded=True,
    )


if __name__ == "__main__":
    main(prog_name="python -m app")
