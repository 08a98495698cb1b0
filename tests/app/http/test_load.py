"""What comes beyond what a worker takes on is sent away, and nobody once there is room again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask import Flask

from app import create_app
from app.http.load import SHEETS, WAIT_S, Seats, bound, limits_of
from app.settings import Settings
from tests.serving import ROOT

if TYPE_CHECKING:
    from app.dataset import Dataset


def test_seats_are_taken_all_or_none() -> None:
    seats = Seats({"all": 2, SHEETS: 1})

    assert seats.take("all", SHEETS)
    assert not seats.take("all", SHEETS)
    assert seats.take("all")
    assert not seats.take("all")
    seats.leave("all", SHEETS)
    assert seats.take("all", SHEETS)
    assert seats.taken == {"all": 2, SHEETS: 1}


def test_sheets_have_a_quarter_of_the_seats() -> None:
    assert limits_of(16) == {"all": 16, SHEETS: 4}
    assert limits_of(1) == {"all": 1, SHEETS: 1}


def test_a_worker_has_more_threads_than_seats() -> None:
    # Those that are left answer those who are sent away, and whoever watches the site.
    settings: dict[str, int] = {}
    exec((ROOT / "gunicorn.conf.py").read_text(), settings)

    assert settings["threads"] >= Settings().in_flight + 8


def create_busy(failing: bool) -> Flask:
    """Create a server of one seat whose page asks for itself while it holds it."""
    server = Flask(__name__)
    bound(server, Seats(limits_of(1)))

    @server.get("/")
    def page() -> str:
        if failing:
            raise ValueError
        return str(server.test_client().get("/").status_code)

    return server


def test_a_seat_is_given_back_whether_or_not_the_answer_fails() -> None:
    client = create_busy(failing=False).test_client()
    assert [client.get("/").text for _ in range(3)] == ["503", "503", "503"]

    client = create_busy(failing=True).test_client()
    assert [client.get("/").status_code for _ in range(3)] == [500, 500, 500]
    assert client.get("/nowhere").status_code == 404


@pytest.fixture
def full(dataset: Dataset, monkeypatch: pytest.MonkeyPatch):
    """A site whose seats are all taken, and its visitor."""
    seats = Seats(limits_of(2))
    monkeypatch.setattr("app.http.load.Seats", lambda _: seats)
    client = create_app(Settings(access_log="none"), dataset).server.test_client()
    seats.take("all")
    seats.take("all")
    return client, seats


def test_visitors_are_sent_away_with_the_time_to_wait_and_served_once_there_is_room(full) -> None:
    client, seats = full
    page = client.get("/liste?lang=en", headers={"Accept": "text/html"})
    problem = client.get("/api/poles.geojson")

    assert [page.status_code, problem.status_code] == [503, 503]
    assert page.headers["Retry-After"] == problem.headers["Retry-After"] == str(WAIT_S)
    assert page.headers["Cache-Control"] == problem.headers["Cache-Control"] == "no-store"
    assert "Load this page again" in page.text
    assert problem.get_json()["type"] == "/api#problem-busy"
    assert client.get("/healthz").status_code == 200

    seats.leave("all")
    assert client.get("/liste").status_code == 200
    assert client.get("/api/poles.geojson").status_code == 200
    assert seats.taken["all"] == 1
