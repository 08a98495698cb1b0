"""The view: what a query answers."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from app.dashboard import view as module
from app.dashboard.view import create_view, draw_map, pole_bounds, sent_poles, write_figure
from ptce_map.filters.filters import Filters
from ptce_map.query.grammar import parse

if TYPE_CHECKING:
    from app.dataset import Dataset


def view(dataset: Dataset, query: str) -> dict[str, object]:
    asked = parse(query, dataset.vocabulary)
    selection = dataset.index.select(asked.filters)
    return create_view(dataset, asked, draw_map(dataset, asked, selection), selection)


def test_without_a_filter_everything_is_shown_in_reading_order(dataset: Dataset) -> None:
    answer = view(dataset, "")

    assert answer["n"] == 5
    assert answer["poles"] == ["ile-haute", "insulaire", "la-voisine", "le-phare", "le-quartier"]
    assert answer["sentence"] == "5 pôles · France entière · tous secteurs, tous appels"
    assert (answer["query"], answer["selected"], answer["bounds"]) == ("", None, None)


def test_units_have_their_count_and_their_class(dataset: Dataset) -> None:
    answer = view(dataset, "")

    assert answer["counts"] == {"13": 3, "2A": 1, "971": 1}
    assert answer["classes"] == {"13": 3, "2A": 1, "971": 1}
    assert (answer["measure"], answer["form"], answer["lows"]) == (
        "nombre",
        "aplats",
        (1, 2, 3, 4, 5),
    )


def test_communes_are_counted_by_the_map(dataset: Dataset) -> None:
    answer = view(dataset, "niveau=commune")

    assert (answer["level"], answer["classes"], answer["counts"]) == ("commune", {}, {})


def test_rates_come_with_their_values(dataset: Dataset) -> None:
    answer = view(dataset, "mesure=part-population&niveau=departement")

    assert answer["values"] == {"13": 40.0, "2A": 6.67, "971": 100.0}
    assert answer["classes"] == {"13": 3, "2A": 1, "971": 5}
    assert view(dataset, "")["values"] == {}


def test_circles_come_with_their_radii_and_leave_units_plain(dataset: Dataset) -> None:
    answer = view(dataset, "forme=cercles")

    assert answer["form"] == "cercles"
    assert answer["radii"] == {"13": 24.0, "2A": 13.9, "971": 13.9}
    assert answer["classes"] == {}


def test_the_map_goes_to_the_places_asked_for(dataset: Dataset) -> None:
    west, south, east, north = view(dataset, "region=94")["bounds"]

    assert west < east
    assert south < north
    assert view(dataset, "region=94&region=01")["bounds"] is None


def test_insets_elsewhere_are_left_out(dataset: Dataset) -> None:
    assert len(view(dataset, "")["insets"]) == 6
    assert view(dataset, "departement=971")["insets"] == ["971"]
    assert view(dataset, "region=94")["insets"] == []


def test_facets_count_what_each_value_would_show(dataset: Dataset) -> None:
    answer = view(dataset, "secteur=culture")

    assert answer["facets"]["secteur"] == {"alimentation": 4, "culture": 1, "non-renseigne": 1}
    assert answer["facets"]["appel"] == {"aap-2013": 1, "ami-2022": 1}
    assert answer["facets"]["region"] == {"93": 1}
    assert answer["facets"]["departement"] == {"13": 1}
    assert "id" not in answer["facets"]


def test_an_empty_answer_names_the_filter_that_costs_most(dataset: Dataset) -> None:
    answer = view(dataset, "region=01&appel=aap-2013&secteur=alimentation")

    assert answer["n"] == 0
    assert answer["relax"] == {"key": "region", "name": "Guadeloupe", "found": 2}
    assert view(dataset, "")["relax"] is None


def test_a_text_that_nothing_has_is_the_filter_to_drop(dataset: Dataset) -> None:
    answer = view(dataset, "region=94&q=introuvable&lang=en")

    assert answer["relax"] == {"key": "q", "name": "“introuvable”", "found": 2}


def test_the_map_goes_to_the_place_looked_up(dataset: Dataset) -> None:
    answer = view(dataset, "lieu=13010")
    west, south, east, north = answer["bounds"]

    assert answer["place"] == "13010"
    assert (round(east - west, 2), round(north - south, 2)) == (0.7, 0.5)
    assert (west + east, south + north) == (3.0, 1.5)


def test_figures_are_written_with_their_unit(dataset: Dataset) -> None:
    assert view(dataset, "departement=13&lang=en")["figures"] == {
        "poles": ("3", "hubs, 1 of them seen active"),
        "communes": ("4", "municipalities covered"),
        "population": ("22", "inhabitants covered (2023)"),
        "departements": ("2", "départements involved"),
    }


def test_the_selected_pole_comes_with_its_extent(dataset: Dataset) -> None:
    answer = view(dataset, "pole=le-phare")

    assert (answer["selected"], answer["bounds"]) == ("le-phare", [0.0, 0.0, 2.0, 1.0])


def test_a_pole_known_by_its_region_is_looked_for_there(dataset: Dataset) -> None:
    assert pole_bounds(dataset, "insulaire") == [2.0, 0.0, 4.0, 2.0]
    assert pole_bounds(dataset, "inconnu") is None
    assert view(dataset, "pole=insulaire")["is_outlined"] is False
    assert view(dataset, "pole=le-phare")["is_outlined"] is True


@pytest.mark.parametrize(
    ("value", "lang", "text"),
    [
        (999_999, "fr", "999\u202f999"),
        (28_200_000, "fr", "28,2\xa0M"),
        (28_200_000, "en", "28.2M"),
        (0, "en", "0"),
    ],
)
def test_large_figures_are_written_in_millions(value: int, lang: str, text: str) -> None:
    assert write_figure(value, lang) == text


def test_a_view_is_plain_json(dataset: Dataset) -> None:
    answer = view(dataset, "appel=ami-2022")

    assert json.loads(json.dumps(answer))["poles"] == answer["poles"]


def test_the_place_looked_up_is_marked_with_the_poles_that_cover_it(dataset: Dataset) -> None:
    answer = view(dataset, "lieu=13010")
    west, south, east, north = answer["bounds"]

    assert answer["spot"] == pytest.approx(((west + east) / 2, (south + north) / 2), abs=1e-3)
    assert answer["covering"] == sorted(dataset.vicinity.around("13010").covering)
    nowhere = view(dataset, "")
    assert (nowhere["spot"], nowhere["covering"]) == (None, [])


@pytest.mark.parametrize(
    ("query", "title", "drawn"),
    [
        ("", "Carte des PTCE", ""),
        ("region=93", "3 pôles en Provence", ""),
        ("niveau=region", "Nombre de pôles par région", "niveau=region"),
        ("pole=le-phare&region=93&tri=lieu", "Le Phare", ""),
        (
            "mesure=part-communes&theme=sombre",
            "Part des communes couvertes",
            "mesure=part-communes",
        ),
    ],
)
def test_a_view_has_a_title_and_says_how_its_picture_is_drawn(
    dataset: Dataset, query: str, title: str, drawn: str
) -> None:
    answer = view(dataset, query)

    assert str(answer["title"]).startswith(title)
    assert str(answer["title"]).endswith("Carte des PTCE")
    assert answer["drawn"] == drawn


def test_the_scripts_know_the_keys_of_a_view(dataset: Dataset) -> None:
    types = Path(__file__).parents[3] / "tools" / "javascript" / "types.d.ts"
    declared = types.read_text(encoding="utf-8").partition("interface View {")[2].partition("\n}")

    assert set(re.findall(r"^  (\w+):", declared[0], re.MULTILINE)) == set(view(dataset, ""))


def test_of_a_long_list_a_view_tells_a_bit_a_pole(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_SENT", 2)
    everyone = json.loads(dataset.payloads["ids"].encodings["identity"])
    short = sent_poles(dataset, dataset.index.select(Filters(region=("93",))))

    assert everyone == list(dataset.catalog.reading_order)
    assert isinstance(short, dict)
    assert short["ids"] == dataset.payload_url("ids")
    bits = np.unpackbits(np.frombuffer(b64decode(short["held"]), np.uint8)).tolist()
    held = [pole for pole, bit in zip(everyone, bits) if bit]
    assert held == ["la-voisine", "le-phare", "le-quartier"]
