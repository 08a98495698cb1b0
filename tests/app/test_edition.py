"""The edition of a register: made once, kept, opened at each start, made again when it must be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from click.testing import CliRunner

from app import create_app, edition, identity
from app.__main__ import main
from app.edition import (
    START,
    KeptLayers,
    can_keep,
    create_edition,
    open_edition,
)
from app.identity import FOLDER, folder_of
from app.settings import Settings
from app.startup import prepare
from geodata import store
from ptce_map.errors import RegisterError
from ptce_map.layers.layer import Geometry
from tests import builders

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.edition import Edition
    from ptce_map.register.register import Register
    from tests.conftest import TinyFrance

FAULTY = builders.tables([builders.pole(confiance="sure")])


@pytest.fixture
def settings(
    tmp_path: Path, derived: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Settings]:
    """Settings of a register of one pole, kept in a folder of its own."""
    folder = tmp_path / "register"
    folder.mkdir()
    builders.write_register(folder, builders.tables([builders.pole()]))
    monkeypatch.setenv("PTCE_REGISTER", str(folder))
    monkeypatch.setenv("PTCE_DERIVED", str(derived))
    monkeypatch.setenv("PTCE_CACHE", str(tmp_path / "cache"))
    return Settings


@pytest.fixture(scope="module")
def whole(register: Register, tiny_france: TinyFrance, derived: Path) -> Edition:
    """The edition of the five poles."""
    return create_edition(register, tiny_france.cog, store.open_boundaries(derived))


@pytest.fixture(autouse=True)
def made(whole: Edition, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many poles the registers had of which an edition was made: that of the five poles."""
    found: list[int] = []

    def counted(register: Register, *_: object, **__: object) -> Edition:
        found.append(len(register.poles))
        return whole

    monkeypatch.setattr(edition, "create_edition", counted)
    return found


def test_an_edition_is_made_once_and_then_opened(
    settings: Callable[..., Settings], made: list[int]
) -> None:
    first, second = open_edition(settings()), open_edition(settings())

    assert made == [1]
    assert isinstance(second.layers, KeptLayers)
    assert second.stamp == first.stamp
    assert list(second.catalog.poles.index) == list(first.catalog.poles.index)
    assert second.catalog.poles.geometry.iloc[0].equals(first.catalog.poles.geometry.iloc[0])
    assert second.payloads["themes"].file_name == first.payloads["themes"].file_name
    assert dict(second.search.find("phare")) == dict(first.search.find("phare"))


def test_what_an_opened_edition_serves_is_what_a_made_one_serves(
    settings: Callable[..., Settings],
) -> None:
    answers = [
        [
            client.get(path).data
            for path in ("/liste", "/api/poles.geojson", "/api/poles.csv", "/methode", "/api")
        ]
        for client in (create_app(settings()).server.test_client() for _ in range(2))
    ]

    assert answers[0] == answers[1]


@pytest.mark.parametrize("damage", ["cut", "changed", "gone"])
def test_what_was_damaged_is_made_again_and_kept(
    settings: Callable[..., Settings], made: list[int], damage: str
) -> None:
    open_edition(settings())
    path = folder_of(settings()) / START
    whole = path.read_bytes()
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(whole[:-100] if damage == "cut" else whole[:-1] + b"?")

    open_edition(settings())
    open_edition(settings())

    assert made == [1, 1]


def test_a_layer_that_is_no_longer_kept_is_made_again(settings: Callable[..., Settings]) -> None:
    points = open_edition(settings()).layers["poles"].shapes[Geometry.POINT].outlines
    opened = open_edition(settings())
    (folder_of(settings()) / "poles").unlink()

    assert "le-phare" in opened.layers["poles"].ids
    assert np.array_equal(opened.layers["poles"].shapes[Geometry.POINT].outlines, points)
    with pytest.raises(KeyError):
        opened.layers["rien"]


def test_another_register_code_or_build_is_another_edition(
    settings: Callable[..., Settings], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = [folder_of(settings())]
    builders.write_register(tmp_path / "register", builders.tables([builders.pole("b")]))
    folders.append(folder_of(settings()))
    changed = tmp_path / "code.py"
    changed.write_text("x = 1")
    monkeypatch.setattr(identity, "code_files", lambda: [changed])
    folders.append(folder_of(settings()))
    changed.write_text("x = 2")
    folders.append(folder_of(settings()))
    folders.append(folder_of(settings(basemap="ign-plan")))
    monkeypatch.setattr(identity, "MADE_WITH", ("numpy",))
    folders.append(folder_of(settings()))

    assert len(set(folders)) == 6


def test_it_is_kept_beside_the_boundaries_unless_a_folder_is_given(
    settings: Callable[..., Settings], tmp_path: Path, derived: Path
) -> None:
    assert folder_of(settings()).parent == tmp_path / "cache"
    beside = folder_of(settings(cache=None))
    assert beside.parent == store.current_build(derived) / FOLDER


def test_where_nothing_can_be_written_all_is_made_in_memory(
    settings: Callable[..., Settings], tmp_path: Path, made: list[int]
) -> None:
    (tmp_path / "cache").write_text("a file, where no folder can be")

    for _ in range(2):
        assert "le-phare" in open_edition(settings()).layers["poles"].ids
    assert made == [1, 1]


def test_a_folder_that_does_not_exist_yet_can_be_written_if_its_parent_can(tmp_path: Path) -> None:
    assert can_keep(tmp_path / "a" / "b" / "c")


def test_three_editions_are_kept(settings: Callable[..., Settings], tmp_path: Path) -> None:
    for n in range(5):
        builders.write_register(tmp_path / "register", builders.tables([builders.pole(f"p{n}")]))
        open_edition(settings())

    assert len(list((tmp_path / "cache").iterdir())) == 3
    assert folder_of(settings()).exists()


def test_faults_are_told_at_each_start_and_hold_for_a_day(
    settings: Callable[..., Settings],
    tmp_path: Path,
    made: list[int],
    caplog: pytest.LogCaptureFixture,
) -> None:
    builders.write_register(tmp_path / "register", FAULTY)
    opened = open_edition(settings())
    caplog.clear()

    assert open_edition(settings()).said == opened.said
    assert made == [1]
    assert caplog.messages[0].startswith("poles.csv, ligne 2")
    assert not replace(opened, day="2020-01-01").holds("2020-01-02")
    assert replace(opened, faults=(), day="2020-01-01").holds("2020-01-02")
    assert not replace(opened, faults=(), day="2020-01-02").holds("2020-01-01")


@pytest.mark.parametrize("is_kept", [False, True])
def test_an_edition_of_more_faults_than_are_allowed_is_refused(
    settings: Callable[..., Settings], tmp_path: Path, is_kept: bool
) -> None:
    builders.write_register(tmp_path / "register", FAULTY)
    if is_kept:
        open_edition(settings())

    with pytest.raises(RegisterError) as caught:
        open_edition(settings(), most_faults=0)

    assert [fault.column for fault in caught.value.faults] == ["confiance"]
    assert len(open_edition(settings(), most_faults=1).faults) == 1


def test_the_next_start_is_prepared_or_what_keeps_it_is_told(
    settings: Callable[..., Settings], tmp_path: Path
) -> None:
    assert prepare() == ""
    assert (folder_of(settings()) / START).exists()

    other = tmp_path / "file"
    other.write_text("")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PTCE_CACHE", str(other))
        assert "PTCE_CACHE" in prepare()


def test_the_command_ends_well_only_if_the_next_start_is_prepared(
    settings: Callable[..., Settings], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings()
    assert CliRunner().invoke(main, ["prepare"]).exit_code == 0  # an empty text would make it 1

    other = tmp_path / "file"
    other.write_text("")
    monkeypatch.setenv("PTCE_CACHE", str(other))
    ended = CliRunner().invoke(main, ["prepare"])
    assert (ended.exit_code, "PTCE_CACHE" in ended.output) == (1, True)


def test_scripts_styles_texts_and_code_decide_an_edition() -> None:
    names = {path.name for path in identity.code_files()}

    assert {"main.js", "document.css", "fr.json", "edition.py", "catalog.py", "store.py"} <= names
