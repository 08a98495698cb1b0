"""Two programmes crossed: the map, its square legend, the table, the files, what is refused."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from app.hub.crossing_legend import class_names, count_cells
from app.hub.crossing_map import say_value
from app.hub.crossing_query import CrossingError, read_crossing
from app.hub.members import Members
from app.hub.site import create_hub
from app.sections.door import Door
from app.settings import Settings
from ptce_map.bivariate import Basis, Presence

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

BOTH = "premier=poles&second=lieux"
HTML = {"Accept": "text/html"}


def rows_of(page: str) -> list[list[str]]:
    """Return the cells of the rows of the last table of a page, as texts."""
    table = page[page.rindex('<table class="cards"') :].partition("</table>")[0]
    body = table.partition("<tbody")[2].partition(">")[2]
    return [
        [
            unescape(re.sub("<[^>]*>", "", cell)).replace("\u00a0", " ")
            for cell in re.split("</t[hd]>", row)[:-1]
        ]
        for row in body.split("</tr>")[:-1]
    ]


def test_the_communes_of_both_are_said_drawn_and_listed(visitor: FlaskClient) -> None:
    page = visitor.get(f"/croiser?{BOTH}").text
    assert "<h1>Carte des PTCE × Lieux &lt;du Sud&gt;</h1>" in page
    found = "Les deux dans 1 commune\u202f; Carte des PTCE seul dans 4\u202f; "
    assert f"{found}Lieux &lt;du Sud&gt; seul dans 1\u202f; aucun dans 3." in page
    assert "Habitants que couvrent les deux\u00a0: 1." in page
    assert "Carte des PTCE\u00a0: 1 sans commune connue." in page
    assert [row[:2] for row in rows_of(page)] == [["Commune 1 (13001)", "Bouches-du-Rhône (13)"]]
    assert set(re.findall(r'<path class="(k\d)" d', page)) >= {"k0", "k1", "k2", "k3"}
    assert "<title>Lieux &lt;du Sud&gt; seul</title>" in page
    assert "<script" not in page


def test_larger_units_have_shares_in_three_classes(visitor: FlaskClient) -> None:
    page = visitor.get(f"/croiser?{BOTH}&niveau=departement").text
    assert 'data-k="3"' in page
    assert rows_of(page) == [
        ["Bouches-du-Rhône (13)", "40,0 %", "6,7 %", "1", "1"],
        ["Corse-du-Sud (2A)", "6,7 %", "53,3 %", "0", "0"],
        ["Guadeloupe (971)", "100,0 %", "0,0 %", "0", "0"],
    ]
    said = "Corse-du-Sud · Carte des PTCE : 6,7 % · Lieux &lt;du Sud&gt; : 53,3 %"
    assert said in page.replace("\u00a0", " ")


def test_the_map_of_the_epci_says_which_stand_in_each(visitor: FlaskClient) -> None:
    page = visitor.get(f"/croiser?{BOTH}&niveau=epci&lang=en").text
    assert "CC des Deux Rives: both programmes" in page
    assert "Both in 1 EPCI" in page
    assert 'lang="en"' in page


def test_the_square_counts_the_units_of_the_map(members: Members) -> None:
    crossing = read_crossing(members, {"premier": "poles", "second": "lieux"}, "fr")
    assert count_cells(crossing) == {0: 3, 1: 4, 2: 1, 3: 1}
    assert crossing.count(Presence.BOTH) == 1
    assert crossing.n_beyond == 0


@pytest.mark.parametrize(
    ("basis", "first", "second"),
    [
        ("part-population", ["aucun", "moins de 40 %", "40 % et plus"], "moins de 30 %"),
        ("part-communes", ["aucun", "moins de 75 %", "75 % et plus"], "moins de 25 %"),
        ("nombre", ["0", "1", "2 et plus"], "1"),
        ("presence", ["absent", "présent"], "présent"),
    ],
)
def test_classes_are_named_by_their_limits(
    members: Members, basis: str, first: list[str], second: str
) -> None:
    asked = {"premier": "poles", "second": "lieux", "niveau": "departement", "mesure": basis}
    crossing = read_crossing(members, asked, "fr")
    names = [class_names(crossing, axis, Door("fr")) for axis in (0, 1)]
    assert crossing.basis is Basis(basis)
    assert [name.replace("\u00a0", " ") for name in names[0]] == first
    assert names[1][1].replace("\u00a0", " ") == second


def test_the_square_has_its_origin_at_the_bottom_and_names_its_axes(visitor: FlaskClient) -> None:
    page = visitor.get(f"/croiser?{BOTH}").text
    square = page[page.index('<table class="square"') :].partition("</table>")[0]
    cells = re.findall(r"background:var\(--cell-(\d)-of-2\)", square)
    assert cells == ["2", "3", "0", "1"]
    assert 'scope="rowgroup"' in square
    assert square.index("Lieux &lt;du Sud&gt;") < square.index("Carte des PTCE")


def test_the_usual_programmes_are_the_first_two_by_title(members: Members) -> None:
    assert read_crossing(members, {}, "fr").slugs == ("poles", "lieux")
    assert read_crossing(members, {"premier": "lieux"}, "fr").slugs == ("lieux", "poles")


def test_every_fault_of_a_query_is_said_at_once(members: Members, visitor: FlaskClient) -> None:
    query = "premier=casse&second=rien&niveau=canton&mesure=aire"
    answer = visitor.get(f"/croiser?{query}", headers=HTML)
    assert answer.status_code == 400
    for value in ("casse", "rien", "canton", "aire"):
        assert value in answer.text
    assert 'action="/croiser"' in answer.text
    with pytest.raises(CrossingError) as caught:
        read_crossing(members, {"premier": "poles", "second": "poles"}, "fr")
    assert [fault.allowed for fault in caught.value.faults] == [("lieux",)]


def test_a_basis_that_a_level_has_not_is_refused(visitor: FlaskClient) -> None:
    answer = visitor.get("/croiser?niveau=commune&mesure=nombre", headers=HTML)
    assert answer.status_code == 400


def test_the_table_has_every_unit(visitor: FlaskClient) -> None:
    answer = visitor.get(f"/api/croisement.csv?{BOTH}")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == 10
    assert {row["code"]: row["presence"] for row in rows}["2A004"] == "second"
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="croisement-poles-lieux-commune.csv"'
    )
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_the_contours_are_those_of_the_units_covered(visitor: FlaskClient) -> None:
    told = visitor.get(f"/api/croisement.geojson?{BOTH}&lang=en").get_json(force=True)
    assert told["programmes"] == ["Map of PTCEs", "Places <of the South>"]
    assert told["licences"] == ["etalab-2.0", ""]
    codes = [feature["id"] for feature in told["features"]]
    assert codes == ["13001", "13002", "13055", "2A001", "2A004", "97101"]
    assert told["features"][0]["properties"]["presence"] == "deux"
    assert told["features"][0]["geometry"]["type"] == "Polygon"


@pytest.mark.parametrize(
    ("path", "status"),
    [("/api/croisement.pdf", 404), (f"/api/croisement.csv?{BOTH}&niveau=canton", 400)],
)
def test_what_the_api_cannot_do_is_a_problem(visitor: FlaskClient, path: str, status: int) -> None:
    problem = visitor.get(path).get_json()
    assert problem["status"] == status


def test_equal_queries_are_one_answer(visitor: FlaskClient) -> None:
    usual = visitor.get(f"/croiser?{BOTH}&niveau=departement&mesure=part-population")
    same = visitor.get(f"/croiser?{BOTH}&niveau=departement&mesure=&utm_source=x")
    assert usual.headers["ETag"] == same.headers["ETag"]


def test_a_single_programme_is_not_crossed(members: Members, derived: Path) -> None:
    alone = Members({"lieux": members.by_slug["lieux"]})
    client = create_hub(Settings(derived=derived), alone).server.test_client()
    assert client.get("/croiser").status_code == 404
    assert "/croiser" not in client.get("/programmes").text
    assert "/croiser" not in client.get("/p/lieux/liste").text


def test_a_share_that_is_not_none_does_not_read_as_none() -> None:
    written = [say_value(value, Basis.POPULATION, Door("fr")) for value in (0.0, 0.02, 0.14)]
    assert [text.replace("\u00a0", " ") for text in written] == [
        "0,0 %",
        "moins de 0,1 %",
        "0,1 %",
    ]
    assert say_value(float("nan"), Basis.COMMUNES, Door("fr")) == "Donnée absente"
    assert say_value(1234.0, Basis.COUNT, Door("en")) == "1,234"


def test_the_documentation_of_the_api_of_a_programme_leads_to_its_crossings(
    visitor: FlaskClient, client: FlaskClient
) -> None:
    page = visitor.get("/p/poles/api", headers=HTML).text
    assert "<code>/croiser?premier=poles</code>" in page
    assert "/croiser" not in client.get("/api", headers=HTML).text
