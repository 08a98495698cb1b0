"""The card of a view, and what links to its page show."""

from __future__ import annotations

import re
import struct
from html import unescape
from typing import TYPE_CHECKING

import pytest

from app.dashboard.card import PATH

if TYPE_CHECKING:
    from flask.testing import FlaskClient

MOST_BYTES = 450_000


def head(client: FlaskClient, address: str) -> dict[str, str]:
    """Return what a page says of itself, by name."""
    page = client.get(address).get_data(as_text=True)
    found = re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', page)
    title = re.search(r"<title>(.*?)</title>", page)
    canonical = re.search(r'<link rel="canonical" href="([^"]*)">', page)
    assert title
    assert canonical
    return {name: unescape(text) for name, text in found} | {
        "title": unescape(title[1]),
        "canonical": unescape(canonical[1]),
    }


@pytest.mark.parametrize(
    "query",
    ["", "region=93&lang=en", "niveau=region&forme=cercles", "niveau=commune", "pole=le-phare"],
)
def test_a_card_is_a_picture_of_the_size_that_links_show(client: FlaskClient, query: str) -> None:
    answer = client.get(f"{PATH}?{query}")
    data = answer.get_data()

    assert answer.content_type == "image/png"
    assert struct.unpack(">II", data[16:24]) == (1200, 630)
    assert 5_000 < len(data) < MOST_BYTES


def test_a_card_is_kept_by_its_validator_and_by_what_it_shows(client: FlaskClient) -> None:
    first = client.get(f"{PATH}?region=93&secteur=culture")
    same = client.get(f"{PATH}?secteur=culture&region=93&onglet=methode&theme=sombre")
    other = client.get(f"{PATH}?secteur=culture")

    assert first.headers["ETag"] == same.headers["ETag"]
    assert first.headers["ETag"] != other.headers["ETag"]
    again = client.get(
        f"{PATH}?region=93&secteur=culture", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert again.status_code == 304


@pytest.mark.parametrize("path", ["/", "/liste", "/pole/le-phare"])
def test_pages_tell_those_who_link_to_them(client: FlaskClient, path: str) -> None:
    said = head(client, f"{path}?lang=en" if path == "/pole/le-phare" else f"{path}?region=93")

    assert said["og:title"]
    assert said["og:description"] == said["description"]
    assert said["og:url"] == said["canonical"]
    assert said["canonical"].startswith("http")
    assert said["twitter:card"] == "summary_large_image"
    picture = said["og:image"].removeprefix("http://localhost")
    assert picture.startswith(PATH)
    assert client.get(picture).content_type == "image/png"


def test_the_picture_is_that_of_the_query(client: FlaskClient) -> None:
    said = head(client, "/?region=93&niveau=region&mesure=par-million&tri=lieu")
    assert said["og:image"].endswith(f"{PATH}?region=93&niveau=region&mesure=par-million")


def test_each_view_has_its_title(client: FlaskClient) -> None:
    titles = [
        head(client, address)["title"]
        for address in (
            "/",
            "/?region=93",
            "/?niveau=region",
            "/?pole=le-phare",
            "/liste?region=93",
        )
    ]

    assert len(set(titles)) == len(titles)
    assert titles[3].startswith("Le Phare · ")
    assert all(titles[0].removesuffix(" · ") in title for title in titles)


def test_the_view_of_the_scripts_has_the_title_of_its_page(client: FlaskClient) -> None:
    assert head(client, "/?region=93")["og:title"] == head(client, "/?region=93")["title"]
