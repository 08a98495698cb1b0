"""The form that prepares a name or a correction: what it asks, gives back and does not keep."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from app import create_app
from tests.app.test_pages import links, read, text

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from app.dataset import Dataset

SAID = {
    "pole": "le-phare",
    "appel": "",
    "nom": "",
    "lieu": "Arles",
    "source": "https://example.org/page",
    "remarque": "Le pôle & ses\n membres.",
}


def send(client: FlaskClient, path: str = "/corriger", **changes: str) -> str:
    answer = client.post(path, data={**SAID, **changes})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.get_data(as_text=True)


def test_the_form_is_whole_without_a_script_and_opens_on_what_is_asked(
    client: FlaskClient,
) -> None:
    page = read(client, "/corriger?pole=le-phare&appel=nothing&lang=en")
    assert '<option value="le-phare" selected>Le Phare</option>' in page
    assert "selected" not in page.partition('id="appel"')[2]
    for name in SAID:
        assert f'name="{name}"' in page
        assert f'<label for="{name}">' in page
    assert 'method="post"' in page
    assert '<form action="/corriger?lang=en"' in page
    assert "<script" not in page.partition("<main")[2]
    assert 'role="alert"' not in page


def test_a_proposal_is_given_back_as_a_text_to_copy_with_what_to_do(client: FlaskClient) -> None:
    page = send(client)
    prepared = page.partition('<pre class="prepared">')[2].partition("</pre>")[0]
    assert prepared.splitlines() == [
        "Pôle\u00a0: Le Phare (le-phare)",
        "Lieu\u00a0: Arles",
        "Adresse de la source\u00a0: https://example.org/page",
        "Ce que dit la source\u00a0: Le pôle &amp; ses membres.",
        "Registre 2026.1.0",
    ]
    assert "en cinq étapes" in text(page)
    assert "Ouvrir le message prêt à envoyer" not in links(page)


@pytest.mark.parametrize("address", ["mailto:a@example.org", "https://example.org/new"])
def test_a_proposal_is_a_link_ready_to_send(dataset: Dataset, address: str) -> None:
    asked = f"{address}?id={{pole}}&n={{nom}}&t={{titre}}&b={{texte}}"
    site = create_app(dataset=replace(dataset, correction_url=asked)).server.test_client()
    link = links(send(site, "/corriger?lang=en"))["Open the message, ready to send"]
    assert link.startswith(f"{address}?")
    found = parse_qs(urlsplit(link.replace("&amp;", "&")).query)
    assert found["id"] == ["le-phare"]
    assert found["n"] == ["Le Phare"]
    assert found["t"] == ["Map of PTCEs: Le Phare"]
    assert found["b"][0].splitlines()[:2] == ["Hub: Le Phare (le-phare)", "Place: Arles"]
    assert "What the source says: Le pôle & ses membres." in found["b"][0]


@pytest.mark.parametrize(
    ("changes", "mistakes"),
    [
        ({"pole": ""}, ["Le sujet manque."]),
        ({"source": ""}, ["L’adresse de la source manque."]),
        ({"source": "example.org"}, ["L’adresse de la source est mal écrite."]),
        ({"pole": "", "source": ""}, ["Le sujet manque.", "L’adresse de la source manque."]),
        ({"pole": "", "nom": "Pôle oublié"}, []),
        ({"pole": "", "appel": "ami-2022"}, []),
    ],
)
def test_what_is_missing_is_said_at_once_and_what_was_written_stays(
    client: FlaskClient, changes: dict[str, str], mistakes: list[str]
) -> None:
    page = send(client, **changes)
    alert = text(page.partition('role="alert">')[2].partition("</div>")[0])
    assert [mistake for mistake in mistakes if mistake not in alert] == []
    assert bool(mistakes) == ('class="prepared"' not in page)
    assert 'value="Arles"' in page


def test_what_is_written_is_cut_escaped_and_never_kept(client: FlaskClient) -> None:
    page = send(client, nom="<b>" + "x" * 400)
    assert "&lt;b&gt;" in page
    assert "<b>x" not in page
    assert "x" * 198 not in page
    assert "Arles" not in read(client, "/corriger")
    assert client.post("/corriger", data={"remarque": "x" * 200_000}).status_code == 413
