"""A site of two programmes on the made-up France, and of a third whose register is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.dataset import create_dataset
from app.http.routes import Health
from app.hub.members import Member, Members, member_settings
from app.hub.site import create_hub
from app.settings import Settings
from tests import builders
from tests.builders import UNSAID

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from app.dataset import Dataset
    from app.hub.site import Hub
    from tests.conftest import TinyFrance

REFUSED_AT = "2026-11-28T10:00:00+00:00"


@pytest.fixture(scope="session")
def places(tiny_france: TinyFrance, derived: Path) -> Dataset:
    """Another programme: two places, one of them in a commune of the first."""
    register = builders.register(
        [builders.pole("la-forge"), builders.pole("le-moulin", territoire="com:2A004")],
        [builders.award("la-forge")],
    )
    titles = {"fr": "Lieux <du Sud>", "en": "Places <of the South>"}
    named = replace(register, name="lieux", **UNSAID, titles=titles, licence="", version="")
    return create_dataset(named, tiny_france.cog, derived)


@pytest.fixture(scope="session")
def members(dataset: Dataset, places: Dataset, derived: Path) -> Members:
    """The two programmes, and one that is refused."""
    settings = Settings(derived=derived)
    made = {"lieux": places, "poles": dataset, "casse": None}
    return Members(
        {
            slug: Member(
                slug,
                f"Dossier {slug}",
                member_settings(settings, slug, Path(slug)),
                made[slug],
                Health() if made[slug] else Health(3, REFUSED_AT),
            )
            for slug in made
        }
    )


@pytest.fixture(scope="session")
def hub(members: Members, derived: Path) -> Hub:
    """The site."""
    return create_hub(Settings(derived=derived), members)


@pytest.fixture
def visitor(hub: Hub) -> FlaskClient:
    """A browser without a screen, on the site of the programmes."""
    return hub.server.test_client()
