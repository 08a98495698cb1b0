"""What an operator copies: read by the programs that it is for, and run where they are here."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from dockerfile_parse import DockerfileParser
from ruamel.yaml import YAML

from app.settings import Settings
from ptce_map.commands import COMMANDS
from tests.proxies import FOLDER, PROXIES, put_here
from tests.serving import ROOT
from tools.wheel import FILES, FOLDERS

if TYPE_CHECKING:
    from collections.abc import Iterator


def read(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")


def steps(name: str) -> Iterator[tuple[str, str]]:
    """Yield the instructions of a Dockerfile with their values."""
    for step in DockerfileParser(str(FOLDER / name)).structure:
        if step["instruction"] != "COMMENT":
            yield step["instruction"], step["value"]


def test_the_image_is_slim_and_runs_as_nobody_with_a_check() -> None:
    found = list(steps("Dockerfile"))
    last = found[max(n for n, (name, _) in enumerate(found) if name == "FROM") :]
    values = dict(last)

    assert all(value.startswith("python:3.13-slim") for name, value in found if name == "FROM")
    assert values["USER"] == "10001:10001"
    assert "/healthz" in values["HEALTHCHECK"]
    assert "PTCE_DERIVED=/opt/boundaries" in values["ENV"]
    assert [name for name, value in last if name == "RUN" and "pip" in value] == []
    assert any("--require-hashes" in value for name, value in found if name == "RUN")


def test_what_the_image_copies_is_there_and_is_all_that_the_wheel_needs() -> None:
    copied = [
        source
        for name, value in steps("Dockerfile")
        if name == "COPY" and not value.startswith("--from")
        for source in value.split()[:-1]
    ]
    allowed = [line.removeprefix("!") for line in read("Dockerfile.dockerignore").splitlines()]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = {"pyproject.toml", project["readme"], *project["license-files"]}
    needed |= {*FOLDERS, *FILES}

    assert needed <= set(copied)
    assert [path for path in copied if not (ROOT / path).exists()] == []
    assert [path for path in copied if path not in allowed] == []


def test_the_image_runs_commands_that_exist() -> None:
    known = {command.name for command in COMMANDS}
    text = read("Dockerfile") + read("ptce-map.service")
    run = set(re.findall(r'/ptce-map (\w+) --|"ptce-map", "(\w+)"', text))

    assert {name for pair in run for name in pair if name} == {"build", "serve"} <= known


def variables(settings: dict[str, Any]) -> set[str]:
    return {name for name in settings if name.startswith(("PTCE_", "PROM"))}


def test_the_composed_service_is_closed_and_asks_for_settings_that_exist() -> None:
    service = YAML(typ="safe").load(read("compose.yaml"))["services"]["map"]
    known = {
        str(f.validation_alias or f"PTCE_{n.upper()}") for n, f in Settings.model_fields.items()
    }

    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    assert variables(service["environment"]) <= known
    build = service["build"]
    assert (FOLDER / build["context"] / build["dockerfile"]).resolve() == FOLDER / "Dockerfile"
    named = set(re.findall(r"(?:PTCE|PROMETHEUS)_[A-Z_]+", read("ptce-map.service")))
    assert named <= known


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not on this machine")
def test_the_unit_is_one_of_systemd_and_leaves_little_open(tmp_path: Path) -> None:
    unit = tmp_path / "ptce-map.service"
    unit.write_text(read(unit.name).replace("/opt/ptce-map/bin/ptce-map", "/bin/true"))
    verified = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", unit], capture_output=True, text=True
    )
    assert (verified.returncode, verified.stderr) == (0, "")
    exposed = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=20", "--no-pager", unit],
        capture_output=True,
        text=True,
    )
    assert exposed.returncode == 0, exposed.stdout[-300:]


@pytest.mark.parametrize("proxy", sorted(PROXIES))
def test_a_proxy_reads_its_example(proxy: str, tmp_path: Path) -> None:
    checked = PROXIES[proxy].check(put_here(proxy, tmp_path, ["127.0.0.1:8050", "127.0.0.1:8051"]))

    assert checked.returncode == 0, checked.stderr


def test_an_example_names_no_setting_of_this_machine() -> None:
    texts = {path.name: path.read_text("utf-8") for path in FOLDER.iterdir()}

    assert [name for name, text in texts.items() if re.search(r"/(root|home|work)/", text)] == []
    assert {*PROXIES, "Dockerfile", "compose.yaml", "ptce-map.service"} <= set(texts)
