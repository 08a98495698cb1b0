"""Figures for Prometheus, added up over the workers."""

from __future__ import annotations

import json
import re
import urllib.request
from typing import TYPE_CHECKING

from prometheus_client.parser import text_string_to_metric_families

from ptce_map import __version__
from tests import builders
from tests.serving import serve

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient


def test_there_are_no_figures_unless_a_folder_is_set(client: FlaskClient) -> None:
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics").get_json()["type"] == "/api#problem-not_found"


def test_health_tells_versions_and_how_the_register_stands(client: FlaskClient) -> None:
    health = client.get("/healthz").get_json()

    assert [health[key] for key in ("status", "version", "millesime")] == ["ok", __version__, 2026]
    assert health["register"]["state"] == "current"
    assert "boundaries" in health


def ask(address: str) -> str:
    with urllib.request.urlopen(address) as answer:
        return str(answer.read().decode())


def figures(text: str) -> dict[str, float]:
    """Return the figures of a text of Prometheus, by name and labels."""
    return {
        " ".join((sample.name, *map(str, sample.labels.values()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_the_figures_are_those_of_all_workers(derived: Path, tmp_path: Path) -> None:
    register = tmp_path / "register"
    register.mkdir()
    builders.write_register(register, builders.tables([builders.pole()]), builders.PACKAGE)
    folder = tmp_path / "counted"
    settings = {"PTCE_REGISTER": str(register), "PTCE_DERIVED": str(derived)}
    with serve(**settings, PROMETHEUS_MULTIPROC_DIR=str(folder), PTCE_WATCH="0") as address:
        for _ in range(20):
            ask(f"{address}/pole/le-phare")
        told = figures(ask(f"{address}/metrics"))
        health = json.loads(ask(f"{address}/healthz"))

    assert told["ptce_requests_total GET /pole/<pole_id> 200"] == 20
    assert told["ptce_request_seconds_count /pole/<pole_id>"] == 20
    assert told["ptce_requests_total GET /healthz 200"] == 1
    assert told["ptce_register_poles"] == health["register"]["poles"] == 1
    assert told["ptce_register_kept"] == 0
    assert any(re.match("ptce_info .*2026", name) for name in told)
