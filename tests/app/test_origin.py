"""A register that is kept elsewhere, served: taken up when it changes, kept while it is away."""

from __future__ import annotations

import json
import os
import signal
import urllib.request
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, cast

import pytest

from app.origin import describe
from app.renewal import Site, fingerprint
from app.settings import Settings
from app.startup import read_settings, start
from tests.hosts import Host, Reply, certificate, host, without_secrets
from tests.serving import start as start_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app import PtceDash

__all__ = ["certificate", "host", "without_secrets"]

SECRET = "hunter22"  # pragma: allowlist secret
PATIENCE = 3_000


def table(*names: str) -> Reply:
    """Return a table of poles of one commune, as a host answers it."""
    lines = ["nom,territoire", *(f"{name},com:13001" for name in names)]
    return Reply("\n".join(lines).encode(), headers={"ETag": f'"{len(names)}"'})


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cache of the tests of this file: each edition is prepared once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def kept(host: Host, cache: Path, derived: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a register of one pole, named by the settings."""
    host.replies["/d/liste.csv"] = table("Le Phare")
    address = host.address("/d/liste.csv?jeton=abc")
    monkeypatch.setenv("PTCE_REGISTER", address)
    monkeypatch.setenv("PTCE_DERIVED", str(derived))
    monkeypatch.setenv("PTCE_CACHE", str(cache))
    monkeypatch.setenv("PTCE_REGISTER_AUTHORIZATION", f"Bearer {SECRET}")
    return address


def test_a_register_of_the_web_is_served_renewed_and_kept(
    kept: str, host: Host, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("app.renewal.prepare_apart", lambda *_: None)
    settings = read_settings()
    site = Site(settings, start(settings))

    def told() -> dict[str, Any]:
        health = site.app.server.test_client().get("/healthz").get_json()["register"]
        return cast("dict[str, Any]", health)

    first = told()
    assert (first["poles"], first["origin"]["kind"], first["origin"]["away"]) == (1, "web", None)

    host.replies["/d/liste.csv"] = Reply(b"down", 503)
    for _ in range(2):
        assert site.renew().server.test_client().get("/pole/le-phare").status_code == 200
    away = told()["origin"]
    assert away["away"]["reason"] == "origin_status"
    assert away["taken"] == first["origin"]["taken"]
    assert caplog.text.count("répond par une erreur (code 503)") == 1
    assert "sa copie du" in caplog.text

    host.replies["/d/liste.csv"] = table("Le Phare", "La Voisine")
    assert site.renew().server.test_client().get("/pole/la-voisine").status_code == 200
    assert (told()["poles"], told()["origin"]["away"]) == (2, None)
    assert "répond de nouveau" in caplog.text
    assert all(request.headers["Authorization"] == f"Bearer {SECRET}" for request in host.asked)
    said = caplog.text + json.dumps(told())
    assert not {word for word in (SECRET, "abc", "Bearer") if word in said}
    assert host.address("") not in json.dumps(told())


def test_an_origin_is_asked_from_time_to_time_and_a_file_at_each_look(
    kept: str, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTCE_REGISTER_EVERY", "30")
    settings = read_settings()
    seen = fingerprint(settings.register_folder)
    site = Site(settings, cast("PtceDash", None), seen)
    n_asked: list[int] = []
    told: list[int] = []

    def wait(seconds: float) -> bool:
        n_asked.append(len(host.asked))
        if len(n_asked) == 5:
            host.replies["/d/liste.csv"] = table("Le Phare", "La Voisine")
        return len(n_asked) == 11

    site.look(lambda: told.append(len(n_asked)), wait)

    # Every third look of ten seconds; the change of the second is told when it stands still.
    assert n_asked == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4]
    assert told == [7]
    assert site.settings.register_folder != settings.register_folder


def test_whatever_an_origin_does_the_next_look_comes(
    kept: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    settings = read_settings()
    site = Site(settings, cast("PtceDash", None))

    def fail(*_: object) -> Settings:
        raise RuntimeError(SECRET)

    monkeypatch.setattr("ptce_map.origins.copies.take", fail)
    site.ask()
    assert site.settings == settings
    assert "n’a pas pu être lu (RuntimeError)" in caplog.text
    assert SECRET not in caplog.text


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"https://u:{SECRET}@h.fr/a.csv", "PTCE_REGISTER_AUTHORIZATION"),
        (f"postgresql://u:{SECRET}@h/b", "PGPASSWORD"),
        ("http://127.0.0.1:1/a.csv", "ne répond pas"),
        ("ftp://h.fr/a.csv", "https://, postgresql://"),
    ],
)
def test_a_start_that_gets_nothing_ends_with_what_to_do(
    address: str, said: str, kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTCE_REGISTER", address)
    with pytest.raises(SystemExit) as caught:
        read_settings()
    assert said in str(caught.value)
    assert SECRET not in str(caught.value)


def test_a_start_without_its_origin_serves_the_last_copy_and_says_so(
    kept: str, host: Host, caplog: pytest.LogCaptureFixture
) -> None:
    first = read_settings()
    host.replies["/d/liste.csv"] = Reply(status=404)
    for _ in range(2):
        caplog.clear()
        again = read_settings()
        assert again.register_folder == first.register_folder
        assert "n’a rien à cette adresse (code 404)" in caplog.text
    assert SECRET not in repr(again) + str(again)


def test_of_a_register_of_files_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTCE_REGISTER", "/somewhere")
    settings = Settings()
    assert describe(settings) is None
    assert settings.origin is None
    assert settings.register_folder == Path("/somewhere")


def looks(address: str) -> Iterator[dict[str, Any]]:
    """Ask a site how its register stands, for as long as is patient."""
    for _ in range(PATIENCE):
        Event().wait(0.1)
        with urllib.request.urlopen(f"{address}/healthz") as answer:
            yield json.load(answer)["register"]


def commands(group: int) -> Iterator[bytes]:
    """Yield the command of each process of a group; others end while they are looked at."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(ProcessLookupError, FileNotFoundError):
            if os.getpgid(int(path.parent.name)) == group:
                yield path.read_bytes()


def test_workers_tell_that_the_origin_is_away_and_no_process_shows_the_secret(
    kept: str, host: Host, capfd: pytest.CaptureFixture[str]
) -> None:
    with start_server(PTCE_WATCH="0", WEB_CONCURRENCY="1") as served:
        first = next(looks(served.address))
        host.replies["/d/liste.csv"] = Reply(status=500)
        os.kill(served.process.pid, signal.SIGHUP)
        away = next(told for told in looks(served.address) if told["origin"]["away"])
        shown = list(commands(served.process.pid))
    assert (first["poles"], first["origin"]["away"]) == (1, None)
    assert (away["poles"], away["origin"]["away"]["reason"]) == (1, "origin_status")
    assert len(shown) >= 2
    assert SECRET.encode() not in b"".join(shown)
    said = capfd.readouterr()
    assert "code 500" in said.err
    assert SECRET not in said.out + said.err
