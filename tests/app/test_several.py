"""A folder of registers, started and taken up anew, each programme by itself."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import duckdb
import pytest

from app import several
from app.renewal import Site
from app.settings import Settings
from app.several import Several, open_members, see, start_several
from ptce_map.register.register import read_register
from tests import builders

if TYPE_CHECKING:
    from pathlib import Path

    from app.dataset import Dataset
    from app.hub.site import Hub
    from geodata.store import Boundaries


def write(folder: Path, title: str, *poles: str) -> None:
    folder.mkdir(exist_ok=True)
    rows = [builders.pole(pole) for pole in poles]
    builders.write_register(
        folder,
        builders.tables(rows, [builders.award(poles[0])]),
        {**builders.PACKAGE, "title": title},
    )


@pytest.fixture
def registers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, derived: Path, dataset: Dataset
) -> Path:
    """A folder of two registers, one of which cannot be read; what is read is not joined."""
    folder = tmp_path / "registres"
    folder.mkdir()
    write(folder / "lieux", "Lieux", "le-phare")
    (folder / "villes").mkdir()
    monkeypatch.setenv("PTCE_REGISTER", str(folder))
    monkeypatch.setenv("PTCE_DERIVED", str(derived))
    monkeypatch.setenv("PTCE_CACHE", str(tmp_path / "cache"))

    def load(settings: Settings, most: int | None, boundaries: Boundaries) -> Dataset:
        register = read_register(settings.register_folder)
        catalog = replace(dataset.catalog, register=register, boundaries=boundaries)
        return replace(dataset, catalog=catalog, n_faults=2 if most is None else most)

    monkeypatch.setattr(several, "prepare_apart", lambda *_: None)
    monkeypatch.setattr(several, "load_dataset", load)
    monkeypatch.setattr(several, "create_hub", lambda _, members: SimpleNamespace(members=members))
    return folder


def states(site: Several) -> dict[str, str]:
    told = site.app.members.describe()["programmes"]
    return {slug: programme["state"] for slug, programme in told.items()}


def test_programmes_come_change_are_refused_and_go_each_by_itself(
    registers: Path, caplog: pytest.LogCaptureFixture
) -> None:
    site = start_several(Settings())
    assert states(site) == {"lieux": "current", "villes": "refused"}
    assert any(record.message.startswith("villes: poles.csv") for record in caplog.records)
    first = site.app.members.by_slug["lieux"]

    write(registers / "villes", "Villes", "la-ville")
    site.renew()
    assert states(site) == {"lieux": "current", "villes": "current"}
    assert site.app.members.by_slug["lieux"] is first
    town = site.app.members.by_slug["villes"].dataset

    (registers / "villes" / "poles.csv").unlink()
    site.renew()
    assert states(site) == {"lieux": "current", "villes": "kept"}
    assert site.app.members.by_slug["villes"].dataset is town
    assert site.app.members.by_slug["villes"].health.n_refused == 1

    write(registers / "villes", "Villes", "la-ville", "le-bourg")
    site.renew()
    assert states(site)["villes"] == "current"
    taken = site.app.members.by_slug["villes"].dataset
    assert list(taken.register.poles.index) == ["la-ville", "le-bourg"]
    assert taken.retired == town.own_files

    (registers / "lieux").rename(registers.parent / "lieux")
    site.renew()
    assert list(states(site)) == ["villes"]

    (registers / "villes").rename(registers.parent / "villes")
    served = site.app
    assert site.renew() is served


def test_boundaries_are_opened_once_for_all(registers: Path) -> None:
    write(registers / "villes", "Villes", "la-ville")
    members = open_members(Settings(), {})
    assert len(members.served) == 2
    assert len({id(dataset.catalog.boundaries) for dataset in members.served.values()}) == 1


def test_a_change_is_told_once_it_stands_still(registers: Path) -> None:
    write(registers / "villes", "Villes", "la-ville")
    settings = Settings()
    site = Several(settings, cast("Hub", None), see(settings))
    told: list[int] = []
    turns: list[int] = []
    acts: list[Any] = [
        lambda: None,
        lambda: write(registers / "lieux", "Lieux", "a", "b"),
        lambda: None,
        lambda: None,
        lambda: write(registers / "autres", "Autres", "c"),
        lambda: None,
    ]

    def wait(_: float) -> bool:
        turns.append(len(turns))
        if turns[-1] < len(acts):
            acts[turns[-1]]()
        return turns[-1] == len(acts)

    site.look(lambda: told.append(turns[-1]), wait)
    assert told == [2, 5]


def test_nothing_to_serve_ends_the_start(registers: Path) -> None:
    (registers / "lieux" / "poles.csv").unlink()
    with pytest.raises(SystemExit, match="Aucun registre de"):
        start_several(Settings())


def test_boundaries_that_are_not_built_end_the_start(
    registers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTCE_DERIVED", str(tmp_path / "rien"))
    with pytest.raises(SystemExit, match="Boundaries are missing"):
        start_several(Settings())


def test_a_single_register_is_started_as_before(
    registers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Site(Settings(), cast(Any, None))
    monkeypatch.setattr(several, "start_alone", lambda: site)
    monkeypatch.setenv("PTCE_REGISTER", str(registers / "lieux"))
    assert several.start_site() is site


def test_a_programme_may_be_kept_elsewhere(
    registers: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    folder, file = registers / "villes", tmp_path / "villes.duckdb"
    folder.joinpath("origine.toml").write_text(f'adresse = "{file}"', "utf-8")
    folder.joinpath("datapackage.json").write_text('{"title": "Villes"}', "utf-8")
    monkeypatch.setenv("PTCE_REGISTER_EVERY", "1000")

    def fill(*names: str) -> None:
        with duckdb.connect(str(file)) as connection:
            connection.execute("create or replace table poles (nom text, territoire text)")
            for name in names:
                connection.execute("insert into poles values (?, 'com:31555')", [name])

    site = start_several(Settings())
    assert states(site) == {"lieux": "current", "villes": "refused"}
    assert f"villes: {file} n’existe pas. Donnez le chemin" in caplog.text

    fill("La Ville")
    site.renew()
    told = site.app.members.describe()["programmes"]
    assert told["villes"]["state"] == "current"
    assert (told["villes"]["origin"]["kind"], told["villes"]["origin"]["away"]) == ("duckdb", None)
    assert "origin" not in told["lieux"]
    assert site.app.members.by_slug["villes"].dataset.register.titles["fr"] == "Villes"
    kept = site.app.members.by_slug["villes"]
    assert kept.settings.register_folder.is_relative_to(tmp_path / "cache" / "origins")

    turns: list[int] = []
    told_at: list[int] = []

    def wait(_: float) -> bool:
        turns.append(len(turns))
        if len(turns) == 2:
            fill("La Ville", "Le Bourg")
        return len(turns) == 6

    site.seen = see(site.settings)
    site.look(lambda: told_at.append(len(turns)), wait)
    assert told_at == [3]

    file.unlink()
    site.renew()
    away = site.app.members.describe()["programmes"]["villes"]
    assert (away["state"], away["origin"]["away"]["reason"]) == ("current", "origin_path")
    poles = site.app.members.by_slug["villes"].dataset.register.poles
    assert poles["nom"].tolist() == ["La Ville", "Le Bourg"]


def test_the_next_start_of_each_programme_is_prepared(
    registers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared: list[str] = []
    monkeypatch.setattr(
        several, "prepare_apart", lambda own, *_: prepared.append(own.register_folder.name)
    )
    assert several.prepare_site() == ""
    assert prepared == ["lieux", "villes"]
    monkeypatch.setattr(several, "prepare", lambda most: f"alone {most}")
    monkeypatch.setenv("PTCE_REGISTER", str(registers / "lieux"))
    assert several.prepare_site(3) == "alone 3"
