"""The page on paper: the map of the server, in every engine, alone where the page is embedded."""

from __future__ import annotations

import io
import subprocess
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.e2e.conftest import program_path
from tests.e2e.firefox import Firefox, start
from tests.e2e.webdriver import Tab

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.e2e.conftest import Visit

REGION = ("HAUTE-GARONNE", "Nombre de pôles", "Les Herbes Folles")
COUNTRY = ("Guadeloupe", "Martinique", "Guyane", "La Réunion", "Mayotte")
"""Names that the sheet of Occitanie has, and that of the country: its insets."""


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """Firefox, if the machine has it or may install it."""
    try:
        program = program_path("firefox")
    except subprocess.CalledProcessError as error:
        pytest.skip(error.stderr)
    with start(program, tmp_path_factory.mktemp("firefox")) as browser:
        yield browser


def texts(pdf: bytes) -> list[str]:
    """Return the text of each page of a PDF."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def inked(pdf: bytes) -> float:
    """Return the share of the first page of a PDF that has a colour of the classes."""
    command = [program_path("pdftoppm"), "-r", "40", "-l", "1", "-singlefile", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    red, green, blue = np.moveaxis(
        np.asarray(Image.open(io.BytesIO(done.stdout))).astype(int), 2, 0
    )
    return float(((green - red > 20) & (blue - red > 15)).mean())


@pytest.mark.parametrize(
    ("query", "names"),
    [("?region=76", REGION), ("?region=76&embed=1", REGION), ("", COUNTRY)],
)
def test_chromium_prints_the_map(visit: Visit, query: str, names: tuple[str, ...]) -> None:
    page = visit.page
    page.goto(f"{visit.site}/{query}")
    page.wait_for_selector(".page[data-ready]")
    pdf = page.pdf(format="A4", landscape=True, print_background=True)
    first, *others = texts(pdf)

    assert [name for name in names if name not in first] == []
    assert inked(pdf) > 0.01
    assert bool(others) == ("embed" not in query)
    expect(page.locator("#map-sheet svg")).to_have_count(0)


def test_chromium_prints_the_map_without_webgl(visit: Visit) -> None:
    page = visit.page
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto(f"{visit.site}/?region=76")
    page.wait_for_selector(".page[data-ready]")
    first, *_ = texts(page.pdf(format="A4", landscape=True, print_background=True))

    assert [name for name in REGION if name not in first] == []


def test_the_map_is_asked_for_when_printing_starts_alone(visit: Visit) -> None:
    page = visit.open("?region=76")
    assert [url for url in visit.requests if "carte.svg" in url] == []
    page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")

    assert page.locator("#map-sheet svg").count() == 1
    assert [url for url in visit.requests if "carte.svg" in url] == [
        f"{visit.site}/api/carte.svg?region=76"
    ]


@pytest.mark.parametrize("query", ["?region=76", "?region=76&embed=1"])
def test_firefox_prints_the_map(firefox: Firefox, site: str, query: str) -> None:
    Tab(firefox).open(f"{site}/{query}")
    pdf = firefox.print()
    said = "\n".join(texts(pdf))

    assert [name for name in REGION if name not in said] == []
    assert inked(pdf) > 0.01
