"""The page as a whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import plotly

from app.dashboard.layout import create_page
from tests.app.dashboard.layout.test_drawer import found

if TYPE_CHECKING:
    from app.dataset import Dataset


def tree(dataset: Dataset, **options: Any) -> Any:
    page = create_page(dataset, "fr", "auto", **options)
    return json.loads(json.dumps(page, cls=plotly.utils.PlotlyJSONEncoder))


def test_the_embedded_map_has_a_title_of_its_own(dataset: Dataset) -> None:
    whole, embedded = (
        found(tree(dataset, embed=is_embedded), "H1") for is_embedded in (False, True)
    )

    assert len(embedded) == len(whole) + 1
    assert embedded[0] == {"children": "Carte des PTCE", "className": "visually-hidden"}
