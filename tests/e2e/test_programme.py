"""A programme that describes itself: its filters, measures, nouns, accent and logo on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import DESKTOP, Visit, asks_for, visit_with
from tests.serving import serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

PROGRAMME = """
[programme]
titre_fr = "Relais"
singulier_fr = "maison"
pluriel_fr = "maisons"
genre = "féminin"
couleur = "#6A1B9A"
logo = "relais.svg"

[colonnes.avancement]
libelle_fr = "Avancement"
filtre = true
valeurs = ["Prévu", "En cours, ou presque"]

[colonnes.agents]
libelle_fr = "Agents"
type = "entier"

[mesures.agents]
colonne = "agents"
unite_fr = "agents"
"""
POLES = """nom,territoire,avancement,agents
Toulouse,com:31555,"En cours, ou presque",4
Rennes,com:35238,Prévu,2
Brest,com:29019,Prévu,3
"""
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10">'
    '<rect width="20" height="10" fill="#6A1B9A"/></svg>'
)


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("relais")
    for name, text in (("poles.csv", POLES), ("programme.toml", PROGRAMME), ("relais.svg", LOGO)):
        (folder / name).write_text(text, "utf-8")
    cache = tmp_path_factory.mktemp("cache")
    with serve(PTCE_REGISTER=str(folder), PTCE_CACHE=str(cache)) as address:
        yield address


@pytest.fixture
def own(browser: Browser, own_site: str) -> Iterator[Visit]:
    yield from visit_with(browser, own_site, viewport=DESKTOP)


def test_a_box_of_an_own_filter_is_in_the_address_and_in_the_sentence(own: Visit) -> None:
    page = own.open()
    page.locator('.facet[data-key="avancement"]').get_by_text("En cours, ou presque").click()
    expect(page.locator("#sentence")).to_contain_text("1 maison, avancement")
    asks_for(page, "avancement=En+cours%2C+ou+presque")
    own.shows(1)
    page.reload()
    own.shows(1)
    expect(page.locator(".brand img.own")).to_be_visible()


def test_an_own_measure_is_drawn_and_told(own: Visit) -> None:
    page = own.open("?niveau=region&mesure=agents")
    expect(page.locator(".legend-title")).to_have_text("Agents")
    expect(page.locator(".legend-sub")).to_contain_text("agents · par région")
    expect(page.locator(".legend-classes")).to_contain_text("Aucune maison, ou zéro")
