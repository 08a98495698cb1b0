"""The schema of the features: valid, held by every feature, refusing what is not of its types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from app.dataset import Dataset

COLLECTIONS = ("poles", "communes-des-poles", "departements", "regions", "epci")


def described(client: FlaskClient, name: str) -> Draft202012Validator:
    """Follow the link of a collection to the schema of its features."""
    links = client.get(f"/ogc/collections/{name}").get_json()["links"]
    (link,) = [link for link in links if link["rel"] == "describedby"]
    assert link["type"] == "application/schema+json"
    schema = client.get(link["href"].removeprefix("http://localhost")).get_json(force=True)
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == link["href"]
    return Draft202012Validator(schema)


def features(client: FlaskClient, name: str) -> list[dict[str, Any]]:
    answer = client.get(f"/ogc/collections/{name}/items?limit=1000").get_json(force=True)
    return list(answer["features"])


@pytest.mark.parametrize("name", COLLECTIONS)
def test_every_feature_holds_to_the_schema(
    client: FlaskClient, dataset: Dataset, name: str
) -> None:
    validator, found = described(client, name), features(client, name)
    assert len(found) == len(dataset.shelf.layers[name].ids)
    for feature in found:
        validator.validate(feature)
    names = [field.name for field in dataset.shelf.layers[name].fields]
    assert {tuple(feature["properties"]) for feature in found} == {tuple(names)}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("alias", []),
        ("alias", "Le Fanal"),
        ("alias", [1]),
        ("aide_eur", "150000"),
        ("aide_eur", 1.5),
        ("superficie_km2", "20"),
        ("nom", 3),
        ("couleur", "bleu"),
    ],
)
def test_a_value_of_another_type_breaks_the_schema(
    client: FlaskClient, column: str, value: object
) -> None:
    feature = features(client, "poles")[0]
    feature["properties"][column] = value
    assert not described(client, "poles").is_valid(feature)


def test_a_column_cannot_be_absent(client: FlaskClient) -> None:
    feature = features(client, "poles")[0]
    del feature["properties"]["alias"]
    assert not described(client, "poles").is_valid(feature)


def test_nothing_known_is_null(client: FlaskClient) -> None:
    found = {feature["id"]: feature["properties"] for feature in features(client, "poles")}
    assert found["le-phare"]["alias"] == ["Phare", "Le Fanal"]
    assert found["insulaire"]["alias"] is None
    assert found["insulaire"]["n_communes"] is None
