"""The two doors lead each to its own."""

from __future__ import annotations

from app.sections.door import Door


def test_the_map_opens_a_pole_in_its_drawer_and_a_page_leads_to_a_page() -> None:
    assert Door("en", "sombre").pole("le-phare") == "/?pole=le-phare&lang=en"
    assert Door("en", "sombre", is_page=True).pole("le-phare") == (
        "/pole/le-phare?lang=en&theme=sombre"
    )
    assert Door("fr").page("/methode") == "/methode"
