"""Figures for Prometheus, counted by every worker in files that any of them adds up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
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
    """A collector of how the register stands, or those of several programmes by their names."""

    def __init__(self, health: dict[str, Any]) -> None:
        self.health = health
        self.registers = health.get("programmes") or {"": health["register"]}

    def collect(self) -> Iterator[Any]:
        """Yield the figures; of a programme of which nothing is in service, that it is refused."""
        from prometheus_client.core import InfoMetricFamily

        yield InfoMetricFamily(
            "ptce",
            "What is in service.",
            {
                "version": self.health["version"],
                "register": self.registers[""]["version"] if "" in self.registers else "",
                "millesime": str(self.health["millesime"]),
            },
        )
        away = {
            name: float(origin["away"] is not None)
            for name, register in self.registers.items()
            if (origin := register.get("origin"))
        }
        if away:
            yield self.family("ptce_register_away", "Whether its origin is away.", away)
        yield self.gauge("ptce_register_poles", "Poles in service.", "poles")
        yield self.gauge("ptce_register_faults", "Their faults.", "faults")
        refused = {
            name: int(register["state"] != "current") for name, register in self.registers.items()
        }
        yield self.family(
            "ptce_register_kept", "1 if a newer edition of the register was refused.", refused
        )

    def gauge(self, name: str, said: str, key: str) -> Any:
        """Return a figure of each register that is in service."""
        known = {
            programme: register[key]
            for programme, register in self.registers.items()
            if key in register
        }
        return self.family(name, said, known)

    def family(self, name: str, said: str, values: Mapping[str, float]) -> Any:
        """Return figures, labelled by their programme where there are several."""
        from prometheus_client.core import GaugeMetricFamily

        if "" in values:
            return GaugeMetricFamily(name, said, values[""])
        family = GaugeMetricFamily(name, said, labels=["programme"])
        for programme, value in values.items():
            family.add_metric([programme], value)
        return family
