"""The callbacks: as plain functions, then as the browser calls them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from dash import no_update

from app.dashboard import ids
from app.dashboard.callbacks import answer_query, open_drawer

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from app.dataset import Dataset


def written(component: object) -> str:
    """Return the text and attributes of a component."""
    return json.dumps(
        component, default=lambda part: part.to_plotly_json(), ensure_ascii=False, sort_keys=True
    )


def test_a_query_is_answered_by_its_view_and_its_sentence(dataset: Dataset) -> None:
    view, sentence, *_ = answer_query(dataset, "appel=aap-2013&secteur=culture")

    assert view["poles"] == ["le-phare"]
    assert "1 pôle" in written(sentence)
    assert '"data-remove": "appel", "data-value": "aap-2013"' in written(sentence)
    assert "Retirer le filtre Culture" in written(sentence)


def said(sentence: list[Any]) -> str:
    """Return the words of a sentence of components."""
    parts = sentence if isinstance(sentence, list) else [sentence]
    words = (
        part if isinstance(part, str) else said(getattr(part, "children", "") or "")
        for part in parts
    )
    return "".join(words)


def test_the_sentence_is_woven_of_chips(dataset: Dataset) -> None:
    _, sentence, *_ = answer_query(dataset, "region=93&region=94&secteur=culture&q=laine")

    assert "1 pôle en Provence ou en Corse, secteur Culture, où figure «\u00a0laine" in said(
        sentence
    )


def test_many_values_of_a_filter_are_one_chip(dataset: Dataset) -> None:
    poles = dataset.vocabulary.values("id")
    _, sentence, *_ = answer_query(dataset, "&".join(f"id={pole}" for pole in poles))

    assert "5 pôles, 5 pôles choisis" in said(sentence)
    assert written(sentence).count('"data-remove"') == 1
    assert "data-value" not in written(sentence)


def test_without_filters_the_sentence_says_everything(dataset: Dataset) -> None:
    _, sentence, *_ = answer_query(dataset, "lang=en")

    assert "All of France" in written(sentence)
    assert "data-remove" not in written(sentence)


def test_the_legend_counts_the_poles_shown_that_have_no_territory(dataset: Dataset) -> None:
    *_, everywhere = answer_query(dataset, "")
    *_, elsewhere = answer_query(dataset, "region=93")

    assert "1 pôle sans territoire connu" in written(everywhere)
    assert '"data-narrow": "precision=region-only"' in written(everywhere)
    assert elsewhere == []


def test_a_share_says_how_many_of_the_poles_shown_it_leaves_out(dataset: Dataset) -> None:
    _, _, everywhere, _ = answer_query(dataset, "mesure=part-population")
    _, _, elsewhere, _ = answer_query(dataset, "mesure=part-population&region=93")

    assert "1 pôle connu par sa seule région n’y compte pas." in written(everywhere)
    assert "n’y compte" not in written(elsewhere)


def test_what_is_not_understood_is_said_and_the_rest_is_answered(dataset: Dataset) -> None:
    view, sentence, *_ = answer_query(
        dataset, "region=999&appel=ami-2022&foo=bar&theme=dark&lang=en"
    )

    assert (view["n"], view["query"]) == (4, "appel=ami-2022")
    said = written(sentence)
    assert said.count('"role": "alert"') == 1
    assert all(text in said for text in ("“999”", "“foo”", "“dark”", "auto, clair, sombre"))
    assert "Correct the address" in said
    assert "4 hubs" in said
    pairs = json.dumps([("region", "999"), ("foo", ""), ("theme", "dark")])
    assert sentence[0].children[-1].to_plotly_json()["props"]["data-correct"] == pairs


def test_a_pole_is_told_whole(dataset: Dataset) -> None:
    drawer = written(open_drawer(dataset, "le-phare", "", "region=93"))

    for fact in ("Le Phare", "Saint-Étienne", "L'Œuvre commune", "100\u202f000", "50\u202f000"):
        assert fact in drawer
    for fact in ("laine, maraîchage", "Phare, Le Fanal", "example.org"):
        assert fact in drawer


def test_what_is_not_known_of_a_pole_is_said(dataset: Dataset) -> None:
    drawer = written(open_drawer(dataset, "la-voisine", "", ""))

    assert "montant non trouvé" in drawer
    assert "accompagnement" in drawer
    assert "Sélection déduite" in drawer
    assert "inconnu" in drawer


def test_a_pole_known_by_its_region_shows_its_region(dataset: Dataset) -> None:
    assert "Corse" in written(open_drawer(dataset, "insulaire", "", ""))


def test_the_drawer_is_in_the_language_of_the_query(dataset: Dataset) -> None:
    assert "Lead organisation" in written(open_drawer(dataset, "le-phare", "", "lang=en"))


def test_a_place_tells_the_poles_that_cover_it_and_the_nearest(dataset: Dataset) -> None:
    drawer = written(open_drawer(dataset, "", "13001", ""))

    assert "2 pôles couvrent cette commune" in drawer
    assert '"data-pole": "le-phare"' in drawer
    assert "\u00a0km" in drawer
    assert "Le Quartier" in drawer


def test_an_epci_tells_its_poles(dataset: Dataset) -> None:
    drawer = written(open_drawer(dataset, "", "200000013", "lang=en"))

    assert "CC des Deux Rives" in drawer
    assert "2 hubs in this intermunicipal grouping" in drawer


def test_a_place_without_a_pole_says_so(dataset: Dataset) -> None:
    assert "Aucun pôle recensé ne couvre cette commune" in written(
        open_drawer(dataset, "", "2A004", "")
    )


def test_a_pole_comes_before_the_place_it_was_opened_from(dataset: Dataset) -> None:
    assert "L'Œuvre commune" in written(open_drawer(dataset, "le-phare", "13001", ""))


def test_a_place_that_is_not_in_the_cog_is_refused(dataset: Dataset) -> None:
    view, sentence, *_ = answer_query(dataset, "lieu=99999")

    assert view["place"] is None
    assert '"role": "alert"' in written(sentence)
    assert "le code INSEE d’une commune" in written(sentence)


def test_without_a_known_pole_the_drawer_stays_as_it_is(dataset: Dataset) -> None:
    assert open_drawer(dataset, "", "", "") is no_update
    assert open_drawer(dataset, "nobody", "", "") is no_update


def test_the_browser_gets_the_view_in_one_call(client: FlaskClient) -> None:
    call: dict[str, Any] = {
        "output": f"..{ids.VIEW}.data...{ids.SENTENCE}.children"
        f"...{ids.LEGEND_BODY}.children...{ids.LEGEND_WITHOUT}.children..",
        "outputs": [
            {"id": ids.VIEW, "property": "data"},
            {"id": ids.SENTENCE, "property": "children"},
            {"id": ids.LEGEND_BODY, "property": "children"},
            {"id": ids.LEGEND_WITHOUT, "property": "children"},
        ],
        "inputs": [{"id": ids.QUERY, "property": "data", "value": "appel=ami-2022"}],
        "changedPropIds": [f"{ids.QUERY}.data"],
    }
    answer = client.post("/_dash-update-component", json=call).get_json()

    assert answer["response"][ids.VIEW]["data"]["n"] == 4


def test_the_legend_names_the_marks_that_the_poles_shown_wear(dataset: Dataset) -> None:
    def marks(query: str) -> set[str]:
        _, _, legend, _ = answer_query(dataset, query)
        (said,) = re.findall(r'"data-marks": "([^"]*)"', written(legend))
        return set(said.split())

    ended = {"line-ended", "seat-ended"}
    assert marks("") == {"line-declared", "line-approximate", "seat-unknown", *ended}
    assert marks("id=le-phare") == {"line-declared", "seat-unknown"}
    assert marks("q=zzzz") == set()
