from __future__ import annotations

import json

from geodata.cog import read_cog
from geodata.history import HISTORY_FOLDER, FormerCommune, FormerEpci, FormerName, read_history
from geodata.past import TABLES, editions
from geodata.sources import sha256_of


def test_a_former_commune_has_its_name_and_the_year_that_ended_it():
    communes = read_history().communes
    assert communes["93059"] == FormerCommune("93059", "Pierrefitte-sur-Seine", 2025)
    assert communes["75011"] == FormerCommune("75011", "Bonneuil-sur-Marne", 1968)
    assert communes["20004"] == FormerCommune("20004", "Ajaccio", 1976)


def test_nearly_every_former_code_is_explained():
    cog = read_cog()
    assert set(read_history().communes) <= set(cog.anciens_codes)
    assert len(set(cog.anciens_codes) - set(read_history().communes)) <= 3


def test_a_former_epci_gives_those_that_hold_its_communes():
    cog, epci = read_cog(), read_history().epci
    assert epci["200035459"] == FormerEpci("200035459", "CA d'Agen", 2022, ("200096956",))
    assert all(set(former.successors) <= set(cog.epci.index) for former in epci.values())
    assert not set(epci) & set(cog.epci.index)


def test_a_commune_or_an_epci_that_kept_its_code_has_the_names_it_bore():
    history = read_history()
    assert FormerName("51108", "Châlons-sur-Marne", 1998) in history.commune_names
    assert FormerName("93070", "Saint-Ouen", 2018) in history.commune_names
    assert FormerName("244400438", "CC de Grand Lieu", 2022) in history.epci_names
    current = read_cog().communes["nom_commune"]
    assert all(current.get(past.code) != past.name for past in history.commune_names)


def test_every_drawn_commune_has_a_siren():
    sirens, communes = read_history().sirens, read_cog().communes
    assert sirens["213105554"] == "31555"
    assert sorted(sirens.values()) == sorted(communes.index[communes["zone"] != "com"])


def test_the_committed_tables_are_those_of_their_manifest():
    manifest = json.loads((HISTORY_FOLDER / "manifest.json").read_text("utf-8"))
    assert manifest["versions"] == {source.version: source.sha256 for source in editions()}
    assert manifest["files"] == {name: sha256_of(HISTORY_FOLDER / name) for name in TABLES}
