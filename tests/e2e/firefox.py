"""Firefox, driven over Marionette, its own protocol: messages of JSON after their length."""

from __future__ import annotations

import base64
import json
import socket
import subprocess
import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from tests.e2e.webdriver import PATIENCE_S
from tests.serving import own_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PREFERENCES = {
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "webgl.force-enabled": True,
}


class Firefox:
    """A window of Firefox."""

    def __init__(self, port: int) -> None:
        self._socket = _connect(port)
        self._buffer = b""
        self._turn = 0
        self._receive()
        self.ask("WebDriver:NewSession", {"timeouts": {"script": 1000 * PATIENCE_S}})

    def ask(self, command: str, parameters: dict[str, Any]) -> Any:
        """Send a command and return what it answers."""
        self._turn += 1
        message = json.dumps([0, self._turn, command, parameters])
        self._socket.sendall(f"{len(message.encode())}:{message}".encode())
        _, _, error, result = self._receive()
        assert error is None, f"{command}: {error}"
        return result["value"] if isinstance(result, dict) and "value" in result else result

    def print(self) -> bytes:
        """Print the page as PDF."""
        return base64.b64decode(self.ask("WebDriver:Print", {"background": True}))

    def close(self) -> None:
        """Leave the window."""
        self._socket.close()

    def _receive(self) -> Any:
        while b":" not in self._buffer:
            self._buffer += self._socket.recv(65_536)
        length, _, rest = self._buffer.partition(b":")
        while len(rest) < int(length):
            rest += self._socket.recv(1_048_576)
        self._buffer = rest[int(length) :]
        return json.loads(rest[: int(length)])


def _connect(port: int) -> socket.socket:
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), PATIENCE_S)
        except ConnectionRefusedError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


@contextmanager
def start(program: str, profile: Path) -> Iterator[Firefox]:
    """Start Firefox without a screen, on a profile of its own."""
    port = own_port()
    preferences = {**PREFERENCES, "marionette.port": port}
    lines = [f'user_pref("{key}", {json.dumps(value)});' for key, value in preferences.items()]
    (profile / "user.js").write_text("\n".join(lines), "utf-8")
    command = [program, "--headless", "--marionette", "--no-remote", "--profile", str(profile)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            with closing(Firefox(port)) as firefox:
                yield firefox
        finally:
            process.terminate()
