"""Looking again and again at what a site is made of, to tell each change once it stands still."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from threading import Event, Thread
from typing import Generic, TypeVar

from app.settings import Settings

State = TypeVar("State")
"""What tells two states of the registers apart; false while one of them comes or goes."""


class Watched(ABC, Generic[State]):
    """What is in service, looked at by a thread.

    Attributes
    ----------
    settings
        Those of the site.
    seen
        The state that is in service, or was refused.
    waited
        Seconds since what is kept elsewhere was last asked for.
    """

    settings: Settings
    seen: State
    waited: int

    @abstractmethod
    def ask_if_due(self) -> None:
        """Ask anew for what is kept elsewhere, if it is time."""

    @abstractmethod
    def state(self) -> State:
        """Return what tells the state of the registers."""

    def watch(self, tell: Callable[[], None]) -> None:
        """Tell each change of the registers from a thread, unless the settings ask for none."""
        if self.settings.watch:
            Thread(target=self.look, args=(tell, Event().wait), daemon=True).start()

    def look(self, tell: Callable[[], None], wait: Callable[[float], bool]) -> None:
        """Tell each change of the registers that two looks find the same, until the wait ends."""
        last = self.seen
        while not wait(self.settings.watch):
            self.waited += self.settings.watch
            self.ask_if_due()
            now = self.state()
            if now and now == last and now != self.seen:
                self.seen = now
                tell()
            last = now
