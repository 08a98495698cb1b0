"""WebKitGTK, driven over WebDriver: a request of HTTP for a command."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.e2e.webdriver import PATIENCE_S
from tests.serving import own_port

if TYPE_CHECKING:
    from collections.abc import Iterator

PATHS = {
    "WebDriver:SetWindowRect": "window/rect",
    "WebDriver:Navigate": "url",
    "WebDriver:ExecuteScript": "execute/sync",
    "WebDriver:FindElement": "element",
    "WebDriver:ElementClick": "element/{id}/click",
    "WebDriver:ElementSendKeys": "element/{id}/value",
}
"""Command -> its path below that of the session, W3C WebDriver 6.3."""

BROWSERS = "/usr/lib"
BROWSER = "MiniBrowser"


class WebKit:
    """A window of WebKitGTK's own small browser."""

    def __init__(self, port: int, program: Path) -> None:
        self._site = f"http://127.0.0.1:{port}"
        options = {"binary": str(program), "args": ["--automation"]}
        asked = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        self._session = self._post("/session", {"capabilities": asked})["sessionId"]

    def ask(self, command: str, parameters: dict[str, Any]) -> Any:
        """Send a command and return what it answers."""
        path = PATHS[command].format(id=parameters.get("id", ""))
        return self._post(f"/session/{self._session}/{path}", parameters)

    def _post(self, path: str, body: dict[str, Any]) -> Any:
        request = urllib.request.Request(
            f"{self._site}{path}", json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{path}: {error.read().decode()}") from error


@contextmanager
def start(driver: str) -> Iterator[WebKit]:
    """Start WebKitGTK on a screen of its own."""
    (program, *_) = sorted(Path(BROWSERS).glob(f"*/webkit2gtk-*/{BROWSER}"))
    port = own_port()
    screen = ["xvfb-run", "--auto-servernum", "--server-args=-screen 0 1500x1000x24"]
    command = [*screen, driver, f"--port={port}"]
    with subprocess.Popen(command, start_new_session=True) as process:
        try:
            _wait_for(port, process)
            yield WebKit(port, program)
        finally:
            os.killpg(process.pid, signal.SIGTERM)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    with socket.socket() as asking:
        while asking.connect_ex(("127.0.0.1", port)):
            assert process.poll() is None
            assert time.monotonic() < deadline
