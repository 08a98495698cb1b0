"""The scripts of the components, compressed once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import brotli
import dash
import pytest

from app.files.suites import LARGE, path_of

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from app.dataset import Dataset

CORE = "dash/dcc/dash_core_components.js"


@pytest.mark.parametrize(
    ("address", "path"),
    [
        (
            "/_dash-component-suites/dash/deps/react-dom@18.v4_4_1m1795864112.3.1.min.js",
            "dash/deps/react-dom@18.3.1.min.js",
        ),
        (
            "/_dash-component-suites/dash/dcc/dash_core_components.v4_4_1m1795864112.js",
            "dash/dcc/dash_core_components.js",
        ),
        ("/geo/scripts.0123456789.js", ""),
    ],
)
def test_the_path_of_a_script_is_in_its_address(address: str, path: str) -> None:
    assert path_of(address) == path


def test_large_scripts_are_kept_compressed(dataset: Dataset) -> None:
    assert len(dataset.suites) == len(LARGE)
    assert brotli.decompress(dataset.suites[CORE]).startswith(b"/*! For license information")


def test_a_script_is_sent_as_it_was_compressed(client: FlaskClient, dataset: Dataset) -> None:
    page = client.get("/").get_data(as_text=True)
    (address,) = [part for part in page.split('"') if "/dash_core_components.v" in part]
    coded = client.get(address, headers={"Accept-Encoding": "gzip, br"})
    plain = client.get(address)

    assert dash.__version__.replace(".", "_") in address
    assert (coded.data, coded.content_encoding) == (dataset.suites[CORE], "br")
    assert brotli.decompress(coded.data) == plain.data
    assert plain.content_encoding is None
