"""How much a worker takes on at a time: what comes beyond is told to come back, at once."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock
from types import MappingProxyType

from flask import Flask, g, request
from werkzeug.exceptions import ServiceUnavailable

WAIT_S = 5
"""Seconds after which those who are sent away may try again."""
SHEETS = "sheets.sheet"
ALWAYS = ("ptce.tell_health", "metrics.tell_metrics")
"""Endpoints that watch the site: they answer however busy it is."""


class Busy(ServiceUnavailable):
    """The worker has as much to do as it takes on."""

    def __init__(self) -> None:
        super().__init__(retry_after=WAIT_S)


class Seats:
    """The requests that a worker answers at a time.

    Parameters
    ----------
    limits
        Kind of request -> how many at most; every request is of the kind ``all``, and one whose
        endpoint is named is of that kind too.
    """

    def __init__(self, limits: Mapping[str, int]) -> None:
        self.limits = limits
        self.taken = dict.fromkeys(limits, 0)
        self.lock = Lock()

    def take(self, *kinds: str) -> bool:
        """Take a seat of each kind, all or none; tell whether there were."""
        with self.lock:
            if any(self.taken[kind] >= self.limits[kind] for kind in kinds):
                return False
            for kind in kinds:
                self.taken[kind] += 1
            return True

    def leave(self, *kinds: str) -> None:
        """Give the seats back."""
        with self.lock:
            for kind in kinds:
                self.taken[kind] -= 1


def limits_of(in_flight: int) -> Mapping[str, int]:
    """Return the limits: a sheet takes seconds, so that sheets have a quarter of the seats."""
    return MappingProxyType({"all": in_flight, SHEETS: max(1, in_flight // 4)})


def bound(server: Flask, seats: Seats) -> None:
    """Answer as many requests at a time as there are seats, and others by 503 and the time to wait.

    Servers of one process may share them.
    """

    @server.before_request
    def sit() -> None:
        if request.endpoint in ALWAYS:
            return
        kinds = ["all", *([SHEETS] if request.endpoint == SHEETS else [])]
        if not seats.take(*kinds):
            raise Busy
        g.seats = kinds

    @server.teardown_request
    def stand(_: BaseException | None) -> None:
        seats.leave(*g.pop("seats", ()))
