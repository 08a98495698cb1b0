"""Figures for Prometheus, counted by every worker in files that any of them adds up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, abort

from app.http.trace import Trace

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST"})
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Upper limits of the classes of durations, in seconds: from a file in memory to a printed map."""

Register = Callable[[], dict[str, Any]]


@dataclass(frozen=True)
class Counters:
    """What each worker counts."""

    requests: Any
    seconds: Any

    def tell(self, trace: Trace, environ: WSGIEnvironment) -> None:
        """Count a request that was answered."""
        asked = environ["REQUEST_METHOD"]
        method = asked if asked in METHODS else "other"
        self.requests.labels(method, trace.route, str(trace.status)).inc()
        self.seconds.labels(trace.route).observe(trace.seconds)


@cache
def create_counters(folder: Path) -> Counters:
    """Create the counters of this process, once; their files are in the folder.

    prometheus_client reads at its import where they are: in PROMETHEUS_MULTIPROC_DIR, which is the
    setting.
    """
    folder.mkdir(parents=True, exist_ok=True)
    from prometheus_client import Counter, Histogram

    return Counters(
        Counter("ptce_requests", "Requests answered.", ("method", "route", "status")),
        Histogram("ptce_request_seconds", "Time to answer.", ("route",), buckets=BUCKETS),
    )


def create_blueprint(folder: Path | None, health: Register) -> Blueprint:
    """Create the route of the figures, which answers 404 unless a folder is set.

    Parameters
    ----------
    folder
        Where the workers count; ``None`` if they do not.
    health
        What ``/healthz`` tells.
    """
    blueprint = Blueprint("metrics", __name__)

    @blueprint.get("/metrics")
    def tell_metrics() -> Response:
        if folder is None:
            abort(404)
        response = Response(write(folder, health()), content_type="text/plain; version=0.0.4")
        response.headers["Cache-Control"] = "no-store"
        return response

    return blueprint


def write(folder: Path, health: dict[str, Any]) -> bytes:
    """Write the figures of all workers, and how the register stands, in the text of Prometheus."""
    from prometheus_client import CollectorRegistry, generate_latest
    from prometheus_client.multiprocess import MultiProcessCollector

    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=str(folder))
    registry.register(Standing(health))
    return generate_latest(registry)


class Standing:
    """A collector of how the register stands."""

    def __init__(self, health: dict[str, Any]) -> None:
        self.health = health

    def collect(self) -> Iterator[Any]:
        """Yield the figures."""
        from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily

        register = self.health["register"]
        yield InfoMetricFamily(
            "ptce",
            "What is in service.",
            {
                "version": self.health["version"],
                "register": register["version"],
                "millesime": str(self.health["millesime"]),
            },
        )
        if origin := register.get("origin"):
            is_away = float(origin["away"] is not None)
            yield GaugeMetricFamily("ptce_register_away", "Whether its origin is away.", is_away)
        yield GaugeMetricFamily("ptce_register_poles", "Poles in service.", register["poles"])
        yield GaugeMetricFamily("ptce_register_faults", "Their faults.", register["faults"])
        yield GaugeMetricFamily(
            "ptce_register_kept",
            "1 if a newer edition of the register was refused.",
            int(register["state"] == "kept"),
        )
