"""A host that answers by HTTPS, on this machine, as a test says."""

from __future__ import annotations

import ssl
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest

from ptce_map.origins import access

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

PATIENCE_S = 20


@dataclass
class Reply:
    """What is answered: status, headers, body; ``cut`` bytes of it are kept back.

    ``wait`` is waited for before the body is sent.
    """

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int = 0
    wait: Event | None = None


@dataclass
class Asked:
    """A request that came: its path with the query, its headers."""

    path: str
    headers: Mapping[str, str]


class Host:
    """A host: what it answers at each path, and what it was asked."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.replies: dict[str, Reply | Callable[[Asked], Reply]] = {}
        self.asked: list[Asked] = []

    def address(self, path: str, *, host: str = "127.0.0.1") -> str:
        """Return the address of a path."""
        return f"https://{host}:{self.port}{path}"

    def reply(self, asked: Asked) -> Reply:
        """Return what is answered."""
        self.asked.append(asked)
        found = self.replies.get(asked.path.partition("?")[0], Reply(status=404))
        return found if isinstance(found, Reply) else found(asked)


def certify(folder: Path) -> Path:
    """Write a certificate of this machine, and its key in the same file."""
    path = folder / "host.pem"
    key = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    named = ["-nodes", "-days", "2", "-subj", "/CN=localhost"]
    alternatives = ["-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"]
    files = ["-keyout", path, "-out", folder / "cert.pem"]
    subprocess.run([*key, *named, *alternatives, *files], check=True, capture_output=True)
    path.write_text(path.read_text() + (folder / "cert.pem").read_text())
    return path


@contextmanager
def answering(certificate: Path) -> Iterator[Host]:
    """Run a host until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            said = host.reply(Asked(self.path, dict(self.headers)))
            self.send_response(said.status)
            for name, value in {"Content-Length": str(len(said.body)), **said.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            if said.wait:
                said.wait.wait(PATIENCE_S)
            self.wfile.write(said.body[: len(said.body) - said.cut])

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """Say nothing of clients that go away."""

    with Server(("127.0.0.1", 0), Handler) as server:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        host = Host(server.server_address[1])
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield host
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of this machine."""
    return certify(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(autouse=True)
def without_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """No secret of whoever runs the tests."""
    for name in access.SECRETS:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def host(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Host]:
    """A host of this machine whose certificate is believed."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.with_name("cert.pem")))
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with answering(certificate) as running:
        yield running
