"""What is prepared once: whole or not there, never of another hand, its arrays shared."""

from __future__ import annotations

import os
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from app import prepared
from app.prepared import UnusableError

if TYPE_CHECKING:
    from pathlib import Path

LIVE = object()


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A file that holds a mapping of an array, a table and something live."""
    path = tmp_path / "folder" / "kept"
    value = MappingProxyType(
        {
            "array": np.arange(1000),
            "table": pd.DataFrame({"nom": ["Île", "Pôle"], "n": [1, 2]}),
            "live": LIVE,
        }
    )
    prepared.write(path, value, {"it": LIVE})
    return path


def test_a_value_comes_back_as_it_was(kept: Path) -> None:
    value = prepared.read(kept, {"it": LIVE})

    assert isinstance(value, MappingProxyType)
    assert value["array"].sum() == 499_500
    assert value["table"].to_dict("list") == {"nom": ["Île", "Pôle"], "n": [1, 2]}
    assert value["live"] is LIVE


def test_arrays_are_pages_of_the_file_that_nobody_can_write(kept: Path) -> None:
    array = prepared.read(kept, {"it": LIVE})["array"]

    assert not array.flags.owndata
    assert not array.flags.writeable


def test_nothing_is_left_of_what_cannot_be_written(kept: Path) -> None:
    whole = kept.read_bytes()

    with pytest.raises(TypeError):
        prepared.write(kept, (entry for entry in ()), {})

    assert [path.name for path in kept.parent.iterdir()] == ["kept"]
    assert kept.read_bytes() == whole


@pytest.mark.parametrize("at", [0, 20, 90, 500, -1])
def test_a_changed_byte_is_seen_wherever_it_is(kept: Path, at: int) -> None:
    data = bytearray(kept.read_bytes())
    data[at] ^= 1
    kept.write_bytes(data)

    with pytest.raises(UnusableError):
        prepared.read(kept, {"it": LIVE})


@pytest.mark.parametrize("size", [0, 10, 80, 200, 4000])
def test_a_file_that_was_cut_is_not_read(kept: Path, size: int) -> None:
    kept.write_bytes(kept.read_bytes()[:size])

    with pytest.raises(UnusableError):
        prepared.read(kept, {"it": LIVE})


def test_a_file_that_others_may_write_is_not_read(kept: Path) -> None:
    kept.chmod(0o664)

    with pytest.raises(UnusableError):
        prepared.read(kept, {"it": LIVE})


def test_a_file_of_another_user_is_not_read(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepared, "TRUSTED", (os.geteuid() + 1,))

    with pytest.raises(UnusableError):
        prepared.read(kept, {"it": LIVE})


def test_what_is_not_there_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(UnusableError):
        prepared.read(tmp_path / "nothing", {})
