"""The register taken up anew: when it is looked at, what is refused, what visitors see."""

from __future__ import annotations

import json
import os
import threading
import urllib.request
from typing import TYPE_CHECKING, Any, cast

import pytest

from app.renewal import Site, fingerprint
from app.settings import Settings
from app.startup import start
from tests import builders
from tests.serving import serve

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app import PtceDash

PATIENCE_S = 120
LARGER = builders.tables([builders.pole(confiance="peut-etre"), builders.pole("la-voisine")])
FAULTY = builders.tables([builders.pole(confiance="sure"), builders.pole("b", nom="")])


def edition(folder: Path, version: str, *poles: str, **cells: object) -> None:
    """Write an edition of a register over the one of a folder."""
    rows = [builders.pole(pole, **cells) for pole in ("le-phare", *poles)]
    package = {**builders.PACKAGE, "version": version}
    builders.write_register(folder, builders.tables(rows), package)


@pytest.fixture
def register_folder(tmp_path: Path) -> Path:
    """The folder of a register of one pole, version 1.0.0, with one fault."""
    folder = tmp_path / "register"
    folder.mkdir()
    edition(folder, "1.0.0", confiance="sure")
    return folder


def test_a_sound_edition_is_served_and_a_broken_one_keeps_the_one_in_service(
    register_folder: Path,
    derived: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("PTCE_REGISTER", str(register_folder))
    monkeypatch.setenv("PTCE_DERIVED", str(derived))
    monkeypatch.setattr("app.renewal.prepare_apart", lambda *_: None)
    site = Site(Settings(), start())

    def told(*keys: str) -> list[Any]:
        health = site.app.server.test_client().get("/healthz").get_json()["register"]
        return [health[key] for key in keys]

    assert told("version", "faults", "state") == ["1.0.0", 1, "current"]

    # As faulty as the one in service, so that it is taken up.
    old = site.app.dataset.payload_url("poles-fr")
    builders.write_register(register_folder, LARGER, {**builders.PACKAGE, "version": "2.0.0"})
    client = site.renew().server.test_client()
    assert told("version", "poles", "faults", "state") == ["2.0.0", 2, 1, "current"]
    assert client.get("/pole/la-voisine").status_code == 200
    assert site.app.dataset.payload_url("poles-fr") != old
    assert client.get(old).status_code == 200

    served = site.app
    builders.write_register(register_folder, FAULTY)
    caplog.clear()
    assert site.renew() is served
    assert told("version", "state") == ["2.0.0", "kept"]
    assert told("refused")[0]["faults"] == 2
    errors = [record.message for record in caplog.records if record.levelname == "ERROR"]
    assert [line.partition("\u00a0:")[0] for line in errors[:2]] == [
        "poles.csv, ligne 2",
        "poles.csv, ligne 3",
    ]
    assert errors[-1].endswith("celui qui était servi le reste.")

    (register_folder / "poles.csv").unlink()
    assert site.renew() is served
    assert told("version", "state") == ["2.0.0", "kept"]

    edition(register_folder, "3.0.0")
    assert site.renew() is not served
    assert told("version", "faults", "state", "refused") == ["3.0.0", 0, "current", None]


def test_a_change_is_told_once_it_stands_still(
    register_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTCE_REGISTER", str(register_folder))
    site = Site(Settings(), cast("PtceDash", None), fingerprint(register_folder))
    told: list[int] = []
    looks = iter(
        [
            lambda: None,
            lambda: edition(register_folder, "2.0.0", "b"),
            lambda: edition(register_folder, "2.0.1", "b", "c"),
            lambda: None,
            lambda: None,
            lambda: (register_folder / "poles.csv").unlink(),
            lambda: None,
        ]
    )
    turns: list[int] = []

    def wait(seconds: float) -> bool:
        turns.append(len(turns))
        assert seconds == site.settings.watch == 10
        act: Callable[[], object] | None = next(looks, None)
        if act:
            act()
        return act is None

    site.look(lambda: told.append(len(turns)), wait)

    assert told == [4, 7]


def test_a_file_that_is_replaced_by_another_of_its_size_and_time_is_a_change(
    register_folder: Path,
) -> None:
    path = register_folder / "poles.csv"
    before, times = fingerprint(register_folder), path.stat()
    other = register_folder / "other"
    other.write_bytes(path.read_bytes())
    os.utime(other, ns=(times.st_atime_ns, times.st_mtime_ns))
    other.rename(path)

    assert before != fingerprint(register_folder)
    assert fingerprint(register_folder / "nothing") == ()
    assert fingerprint(path)[0][0] == "poles.csv"


def ask(address: str) -> Any:
    with urllib.request.urlopen(address) as answer:
        return json.load(answer)


def test_no_visitor_is_refused_while_the_register_changes(
    register_folder: Path, derived: Path
) -> None:
    settings = {"PTCE_REGISTER": str(register_folder), "PTCE_DERIVED": str(derived)}
    done, failures, told = threading.Event(), [], []
    seen = {name: threading.Event() for name in ("2.0.0", "kept")}

    def visit(address: str) -> None:
        while not done.is_set():
            try:
                told.append(ask(f"{address}/healthz")["register"])
                n_poles = len(ask(f"{address}/api/poles.geojson")["features"])
                assert n_poles in (1, 2)
            except (OSError, AssertionError) as error:
                failures.append(error)
            for name in {told[-1]["version"], told[-1]["state"]} & seen.keys():
                seen[name].set()

    with serve(**settings, PTCE_WATCH="1") as address:
        visitor = threading.Thread(target=visit, args=(address,))
        visitor.start()
        try:
            edition(register_folder, "2.0.0", "la-voisine")
            assert seen["2.0.0"].wait(PATIENCE_S)
            builders.write_register(register_folder, FAULTY)
            assert seen["kept"].wait(PATIENCE_S)
        finally:
            done.set()
            visitor.join()

    (kept, *_) = [row for row in told if row["state"] == "kept"]
    assert (kept["version"], kept["refused"]["faults"]) == ("2.0.0", 2)
    assert failures == []
    assert {"1.0.0", "2.0.0"} >= {row["version"] for row in told}
