"""The site, served by gunicorn: for the tests in a browser, the benchmarks and the pictures."""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
SITE = "app.wsgi:application"


@dataclass(frozen=True)
class Served:
    """A server that answers: its address and its first process, which leads a group of its own."""

    address: str
    process: subprocess.Popen[bytes]

    def kill(self) -> None:
        """End all of its processes at once, as a machine that stops does."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def own_port() -> int:
    """Return a port for a server that has to be told one: nobody else is given it meanwhile.

    A socket holds it until this process ends, and never listens: who asks for any port gets another
    one, who asks for this one (by SO_REUSEADDR, as servers do) may listen to it.
    """
    with socket.socket() as holder:
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        holder.bind(("127.0.0.1", 0))
        port: int = holder.getsockname()[1]
        holder.detach()
    return port


@contextmanager
def serve(application: str = SITE, *, path: str = "", **settings: str) -> Iterator[str]:
    """Serve an application on a free port; give its address, once it answers."""
    with start(application, path=path, **settings) as served:
        yield served.address


@contextmanager
def start(application: str = SITE, *, path: str = "", **settings: str) -> Iterator[Served]:
    """Start a server on a free port; give it, once it answers.

    Settings go by the names of their variables, ``path`` is that before its addresses.
    The first request waits in the socket, which is open before the server is: a server that does
    not start closes it (ConnectionError).
    """
    with socket.create_server(("127.0.0.1", 0)) as listener:
        host, port = listener.getsockname()
        bind = ["--bind", f"fd://{listener.fileno()}"]
        command = [sys.executable, "-m", "gunicorn", *bind, application]
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={"PTCE_ACCESS_LOG": "none", **os.environ, **settings},
            pass_fds=[listener.fileno()],
            start_new_session=True,
        )
    with process as server:
        try:
            address = f"http://{host}:{port}"
            urllib.request.urlopen(f"{address}{path}/healthz").close()
            yield Served(address, process)
        finally:
            server.send_signal(signal.SIGINT)


@contextmanager
def serve_once(folder: Path) -> Iterator[str]:
    """Serve the site once for all the processes that share a folder; give its address.

    The first of them starts the server, and stops it once the others have finished.
    """
    known = folder / "site.txt"
    with (folder / "site.users").open("w") as users, ExitStack() as mine:
        with (folder / "site.turn").open("w") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            fcntl.flock(users, fcntl.LOCK_SH)
            if not known.exists():
                known.write_text(mine.enter_context(serve()))
                mine.callback(known.unlink)
                mine.callback(fcntl.flock, users, fcntl.LOCK_EX)
        yield known.read_text()
