"""What keeps the site in browsers is offered by the operator alone, and takes itself away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import create_app
from app.settings import Settings

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from app.dataset import Dataset


def test_nothing_is_kept_unless_the_operator_offers_it(client: FlaskClient) -> None:
    worker = client.get("/service-worker.js")

    assert "offline.js" not in client.get("/").text
    assert "unregister" in worker.text
    assert '"fetch"' not in worker.text
    assert worker.headers["Cache-Control"] == "no-cache"


def test_a_page_that_may_be_kept_has_the_script_but_not_in_the_pages_of_others(
    dataset: Dataset,
) -> None:
    client = create_app(Settings(offline=True), dataset).server.test_client()
    headers = {"X-Forwarded-Prefix": "/ptce"}
    worker = client.get("/service-worker.js")

    assert 'src="/assets/offline.js"' in client.get("/").text
    assert 'src="/ptce/assets/offline.js"' in client.get("/", headers=headers).text
    assert "offline.js" not in client.get("/?embed=1").text
    assert '"fetch"' in worker.text
    assert worker.mimetype == "text/javascript"
    with client.get("/assets/offline.js") as script:
        assert script.status_code == 200
