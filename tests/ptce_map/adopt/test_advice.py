"""What to do about a file that is not adopted is true: followed to its end, the file is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geodata.cog import read_cog
from ptce_map.adopt.adoption import adopt
from ptce_map.adopt.output import FOLDER, check_target
from ptce_map.errors import RegisterError
from ptce_map.labels import read_locale
from tests import workbooks
from tests.ptce_map.adopt.builders import no_ground, written

if TYPE_CHECKING:
    from collections.abc import Callable

    from ptce_map.notices import Fault

TEXT = "Commune;Note\nToulouse;a\nRennes;b\n"
BARE = "Nom;Couleur\nA;bleu\nB;vert\n"
GEOJSON = (
    '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"commune":"Toulouse"},'
    '"geometry":null}]}'
)


def reading(
    file: str,
    text: str | None = TEXT,
    mapping: str = "",
    corrections: str = "",
) -> Callable[[Path], None]:
    """Return what adopts a file, with a mapping and corrections if any."""

    def run(folder: Path) -> None:
        path = folder / file if text is None else written(folder, text, file)
        given = {"mapping": mapping and written(folder, mapping, "m.toml")}
        given["corrections"] = corrections and written(folder, corrections, "c.csv")
        adopt(path, read_cog(), no_ground, **{key: own or None for key, own in given.items()})

    return run


def target(*names: str, is_replacing: bool = False) -> Callable[[Path], None]:
    """Return what checks a folder that holds some files."""

    def run(folder: Path) -> None:
        for name in names:
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text("", "utf-8")
        check_target(folder, is_replacing=is_replacing)

    return run


def workbook(*rows: list[str | int]) -> Callable[[Path], None]:
    """Return what adopts a workbook of some rows."""

    def run(folder: Path) -> None:
        path = workbooks.write_xlsx(folder / "a.xlsx", {"Feuille": rows})
        adopt(path, read_cog(), no_ground)

    return run


LINE = 'colonnes."Nom".role = "commune"'
"""What a refusal proposes to write in a mapping."""
FIELDS = (
    '[colonnes.Commune]\nrole = "commune"\n[colonnes.Note]\nnom = "{}"\n[colonnes.B]\nnom = "a"'
)
WRONG = "ecrit,a_cote,correction\nXyzzy,,{}\n"

ROWS: list[tuple[str, Callable[[Path], None], Callable[[Path], None]]] = [
    ("adopt_path", reading("absent.csv", None), reading("a.csv")),
    ("adopt_folder", reading("", None), reading("a.csv")),
    ("adopt_format", reading("a.pdf"), reading("a.csv")),
    ("adopt_shapes", reading("a.geojson", "{"), reading("a.geojson", GEOJSON)),
    ("adopt_table", reading("a.csv", "Commune;Note\n"), reading("a.csv")),
    ("adopt_no_place", reading("a.csv", BARE), reading("a.csv", TEXT)),
    (
        "adopt_no_place",
        reading("a.csv", BARE),
        reading("a.csv", BARE, mapping='[colonnes.Couleur]\nrole = "commune"\n'),
    ),
    (
        "adopt_no_place",
        reading("a.csv", BARE),
        reading("a.csv", BARE, mapping=LINE),
    ),
    (
        "adopt_uncomputed",
        workbook(["Projet", "Département", "Commune"], ["A", "35", "==B2"], ["B", "35", "==B3"]),
        workbook(
            ["Projet", "Département", "Commune"], ["A", "35", "Rennes"], ["B", "35", "Gévezé"]
        ),
    ),
    (
        "adopt_header_line",
        reading("a.csv", mapping="[table]\nentete = 9\n"),
        reading("a.csv", mapping="[table]\nentete = 1\n"),
    ),
    (
        "adopt_header_line",
        reading("a.csv", mapping="[table]\nentete = -1\n"),
        reading("a.csv", "Toulouse;a\nRennes;b\nArles;c\n", mapping="[table]\nentete = 0\n"),
    ),
    ("adopt_exists", target(f"{FOLDER}/a"), target(f"{FOLDER}/a", is_replacing=True)),
    ("adopt_other", target("a"), target()),
    (
        "adopt_correction",
        reading("a.csv", corrections=WRONG.format("Romain")),
        reading("a.csv", corrections=WRONG.format("com:31555")),
    ),
    (
        "adopt_correction",
        reading("a.csv", corrections=WRONG.format("nulle part")),
        reading("a.csv", corrections=WRONG.format("-")),
    ),
    (
        "adopt_field_twice",
        reading("a.csv", mapping=FIELDS.format("a")),
        reading("a.csv", mapping=FIELDS.format("c")),
    ),
]


def faults_of(run: Callable[[Path], None], folder: Path) -> tuple[Fault, ...]:
    folder.mkdir()
    with pytest.raises(RegisterError) as error:
        run(folder)
    return error.value.faults


@pytest.mark.parametrize(("code", "broken", "mended"), ROWS)
def test_the_next_step_leads_to_an_adoption(
    tmp_path: Path,
    code: str,
    broken: Callable[[Path], None],
    mended: Callable[[Path], None],
) -> None:
    faults = faults_of(broken, tmp_path / "broken")
    assert {fault.code for fault in faults} == {code}
    for lang in ("fr", "en"):
        assert faults[0].code != "adopt_no_place" or LINE in faults[0].next_step(lang)
        assert not re.search(r"\{\w*\}", faults[0].sentence(lang))
        assert faults[0].next_step(lang)
    sound = tmp_path / "mended"
    sound.mkdir()
    mended(sound)


def test_every_advice_is_followed() -> None:
    found = (re.fullmatch(r"fault\.(adopt_\w+)\.next", key) for key in read_locale("en"))
    assert {match[1] for match in found if match} == {code for code, _, _ in ROWS}
