"""What a server says when it starts, and when it cannot."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from app.startup import say_register, start
from ptce_map.errors import ClusterError
from tests import builders
from tests.serving import ROOT

if TYPE_CHECKING:
    from pathlib import Path


def test_faulty_rows_are_said_and_do_not_stop_a_site(
    tmp_path: Path,
    derived: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    poles = [builders.pole(confiance="sure"), builders.pole("b", territoire="com:31999")]
    builders.write_register(tmp_path, builders.tables(poles))
    monkeypatch.setenv("PTCE_REGISTER", str(tmp_path))
    monkeypatch.setenv("PTCE_DERIVED", str(derived))

    answer = start().server.test_client().get("/liste")

    first, second, last = caplog.messages[:3]
    assert first.startswith("poles.csv, ligne 2\u00a0: confiance «\u00a0sure\u00a0» ne fait pas")
    assert "«\u00a0com:31999\u00a0» n’est pas dans le COG de 2026" in second
    assert last.startswith("2 erreurs\u00a0: les lignes sont gardées")
    assert answer.status_code == 200
    assert all(f"/pole/{pole}" in answer.text for pole in ("le-phare", "b"))


def test_a_register_without_poles_stops_with_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTCE_REGISTER", str(tmp_path))

    with pytest.raises(SystemExit, match="Pour relire ces erreurs") as caught:
        start()

    assert str(caught.value).splitlines()[0].startswith("poles.csv manque")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        (
            "PTCE_CORRECTION_URL",
            "https://example.org/",
            "qui contient {texte} ou {pole}, sans espace.",
        ),
        ("PTCE_PUBLIC_URL", "example.org", "qui commence par https://."),
        ("PTCE_BASEMAP", "osm", "none ou ign-plan."),
        ("PTCE_LOG_LEVEL", "LOUD", "DEBUG, INFO, WARNING ou ERROR."),
    ],
)
def test_a_setting_that_is_refused_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(SystemExit, match=name) as caught:
        start()

    assert str(caught.value).startswith(f"Le réglage {name} n’admet pas la valeur «\u00a0{value}")
    assert str(caught.value).endswith(said)
    assert "\n" not in str(caught.value)


def test_a_start_imports_nothing_that_few_answers_need() -> None:
    seldom = ("matplotlib", "pypdf", "pandera", "pyogrio")
    code = f"import sys, app.startup; print([name for name in {seldom} if name in sys.modules])"
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)

    assert said.stdout.decode().strip() == "[]"


def test_of_a_cluster_that_cannot_be_used_nothing_is_said_of_the_register(tmp_path: Path) -> None:
    error = ClusterError("silent", scheduler="tcp://machine:8786")

    assert say_register(tmp_path / "none.csv", error) == (
        "L’ordonnanceur tcp://machine:8786 ne répond pas. Lancez-en un par dask scheduler, ou n’en "
        "donnez pas\u00a0: la jointure se fait alors ici."
    )
