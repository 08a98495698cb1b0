"""The statistics: what does not depend on the view."""

from __future__ import annotations

from app.dashboard.layout.statistics import create_legend
from app.sections.fragment import to_html


def test_the_small_maps_have_a_legend_of_their_own() -> None:
    written = to_html(create_legend("fr"))

    assert written.count("<li>") == 6
    assert "--fill:var(--class-0-of-5)" in written
    assert "5 et plus" in written
