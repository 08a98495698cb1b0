"""A tab of a browser, driven by the commands that all engines share (W3C WebDriver)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE_S = 120
SIZE = {"width": 1440, "height": 900}
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""Name under which WebDriver refers to an element, W3C WebDriver 12.1."""

KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "ArrowDown": "\ue015", "ArrowRight": "\ue014"}
"""Code points of the keys that are no character, W3C WebDriver 17.4.2."""


class Client(Protocol):
    """What carries a command of WebDriver to a browser."""

    def ask(self, command: str, parameters: dict[str, Any]) -> Any:
        """Send a command, and return the value that it answers."""


class Tab:
    """A tab: what a reader does in it, and what it then shows."""

    def __init__(self, client: Client) -> None:
        self._client = client
        client.ask("WebDriver:SetWindowRect", SIZE)

    def open(self, url: str) -> None:
        """Open the map's page, and wait until it answers."""
        self._client.ask("WebDriver:Navigate", {"url": url})
        self.becomes(lambda: self.count(".page[data-ready]"), 1)

    def run(self, script: str, *args: Any) -> Any:
        """Return what the body of a function gives, run in the page."""
        parameters = {"script": script, "args": list(args), "sandbox": None}
        return self._client.ask("WebDriver:ExecuteScript", parameters)

    def count(self, selector: str) -> int:
        """Count the elements of a selector."""
        return int(self.run("return document.querySelectorAll(arguments[0]).length", selector))

    def text(self, selector: str) -> str:
        """Return the text of the first element of a selector; empty without one."""
        script = "const [found] = document.querySelectorAll(arguments[0]);"
        return str(self.run(f"{script} return found ? found.innerText.trim() : ''", selector))

    def attribute(self, selector: str, name: str) -> str | None:
        """Return an attribute of the first element of a selector."""
        script = "return document.querySelector(arguments[0]).getAttribute(arguments[1])"
        found: str | None = self.run(script, selector, name)
        return found

    def search(self) -> str:
        """Return the query of the address."""
        return str(self.run("return window.location.search"))

    def click(self, selector: str) -> None:
        """Click on the first element of a selector."""
        self._client.ask("WebDriver:ElementClick", {"id": self._find(selector)})

    def press(self, selector: str, *keys: str) -> None:
        """Type texts and keys, by their names, into the first element of a selector."""
        text = "".join(KEYS.get(key, key) for key in keys)
        self._client.ask("WebDriver:ElementSendKeys", {"id": self._find(selector), "text": text})

    def becomes(self, read: Callable[[], Any], wanted: Any) -> None:
        """Wait until what is read is what is wanted; fail on what was read last."""
        deadline = time.monotonic() + PATIENCE_S
        while (found := read()) != wanted and time.monotonic() < deadline:
            self.run("return 0")
        assert found == wanted, f"{found!r} is not {wanted!r}"

    def _find(self, selector: str) -> str:
        self.becomes(lambda: self.count(selector) > 0, True)
        found = self._client.ask(
            "WebDriver:FindElement", {"using": "css selector", "value": selector}
        )
        return str(found[ELEMENT])
