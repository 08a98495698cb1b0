"""A made-up France of nine square communes, and a register of five poles on it.

```
        x = 0      1        2        3                    and, far away in Guadeloupe,
y = 1   13003      13055    2A003    2A004                97101
y = 0   13001      13002    2A001    2A002
```

The EPCI 200000013 is 13001, 13002 and 2A001, across two départements; 200000021 is 2A002 and 2A003.
13010 was merged into 13002; 2A010 is a commune déléguée of 2A003; the city 13055 has two
arrondissements, 13201 and 13202; 97501 is in the COG without a contour. Populations are powers of
two, so that each sum says what was summed; a square is 10 km².
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

import geopandas as gpd
import shapely

from geodata.boundaries import level_table
from geodata.cog import NUMBERS, WGS84, Cog, Level
from geodata.layers import UPPER_LEVELS
from geodata.store import ARRONDISSEMENT, SEAT, Boundaries
from ptce_map.catalog import Catalog, build_catalog, open_catalog
from ptce_map.exports import Shelf
from ptce_map.layers.published import build_layers
from ptce_map.territory.territories import Territories
from tests import builders

if TYPE_CHECKING:
    from ptce_map.register.register import Register

TESTS = Path(__file__).parent

# Examples are the same at every run, and a slow machine does not fail a sound test.
settings.register_profile("suite", derandomize=True, deadline=None, max_examples=50)
settings.load_profile("suite")

SLOW = (
    "app/api/test_downloads.py",
    "app/dashboard/test_suggestions.py",
    "app/http/test_metrics.py",
    "app/http/test_mount.py",
    "app/hub",
    "app/ogc/test_fuzz.py",
    "app/ogc/test_ogc.py",
    "app/test_edition.py",
    "app/test_faults.py",
    "app/test_gunicorn.py",
    "app/test_hostile.py",
    "app/test_installed.py",
    "app/test_origin.py",
    "app/test_other_programme.py",
    "app/test_own_programme.py",
    "app/test_pages.py",
    "app/test_renewal.py",
    "app/test_replicas.py",
    "app/test_startup.py",
    "geodata/test_build.py",
    "geodata/test_check.py",
    "geodata/test_main.py",
    "ptce_map/adopt/test_measured.py",
    "ptce_map/atlas/test_book.py",
    "ptce_map/atlas/test_sheet.py",
    "ptce_map/commands",
    "ptce_map/exports",
    "ptce_map/origins",
    "ptce_map/register/checks/test_report.py",
    "ptce_map/register/test_comparison.py",
    "ptce_map/territory/test_cluster.py",
    "ptce_map/test_advice.py",
    "ptce_map/test_conservation.py",
    "ptce_map/test_own_downloads.py",
    "ptce_map/test_values_independent.py",
)
"""Files and folders that take long: the rest, without a browser, takes a minute."""

SHARING = (
    "test_crowd.py",
    "test_engines.py",
    "test_hub.py",
    "test_long_list.py",
    "test_print.py",
    "test_programme.py",
)
"""Files of the browser tests that open a site or an engine of their own."""

COMMUNES = (
    # code, x, y, département, région, EPCI, inhabitants
    ("13001", 0, 0, "13", "93", "200000013", 1),
    ("13002", 1, 0, "13", "93", "200000013", 2),
    ("13003", 0, 1, "13", "93", "", 4),
    ("13055", 1, 1, "13", "93", "", 8),
    ("2A001", 2, 0, "2A", "94", "200000013", 16),
    ("2A002", 3, 0, "2A", "94", "200000021", 32),
    ("2A003", 2, 1, "2A", "94", "200000021", 64),
    ("2A004", 3, 1, "2A", "94", "", 128),
    ("97101", -63, -30, "971", "01", "", 256),
    ("97501", None, None, "975", "975", "", 512),
)
POSTCODES = {"13001": "13010", "13002": "13003", "13055": "13501|13502", "97501": "97500"}
ARRONDISSEMENTS = (("13201", 0.0, 3), ("13202", 0.5, 5))
SQUARE_KM2 = 10.0


class BySharing(LoadScopeScheduling):
    """The tests of a file run in one process, for what they share; pages are shared by none.

    The files of the browser that serve a site of their own are in ``SHARING``.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", 1)[0]
        is_alone = "/e2e/" in file and not file.endswith(SHARING)
        return nodeid if is_alone else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> BySharing:
    """Say which tests go together."""
    return BySharing(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is slow."""
    for item in items:
        if item.path.relative_to(TESTS).as_posix().startswith(SLOW):
            item.add_marker(pytest.mark.slow)


@dataclass(frozen=True)
class TinyFrance:
    """The made-up France as the COG and the boundaries tell it."""

    cog: Cog
    communes: gpd.GeoDataFrame
    arrondissements: gpd.GeoDataFrame


def rectangle(x: float, y: float, height: float = 1.0) -> shapely.Polygon:
    """Return a piece of the grid, with vertices halfway up as its neighbours have them."""
    return shapely.segmentize(shapely.box(x, y, x + 1, y + height), 0.5)


def _cog() -> Cog:
    columns = ["code_commune", "code_departement", "code_region", "code_epci", "population"]
    rows = [(code, *rest) for code, _, _, *rest in COMMUNES]
    communes = pd.DataFrame(rows, columns=columns).set_index("code_commune")
    zones = {"971": "drom", "975": "com"}
    communes["zone"] = communes["code_departement"].map(zones).fillna("metro")
    communes["nom_commune"] = "Commune " + communes.index.str[-1]
    communes["annee_population"] = communes["code_departement"].map({"971": 2017}).fillna(2023)
    communes["codes_postaux"] = communes.index.map(POSTCODES).fillna("")
    parts = pd.DataFrame(
        [
            ("13201", "arrondissement-municipal", "Cité 1er", "13055", 3, 2023, "13501"),
            ("13202", "arrondissement-municipal", "Cité 2e", "13055", 5, 2023, "13502"),
            ("2A010", "commune-deleguee", "Ancienne", "2A003", None, None, ""),
        ],
        columns=["code", "kind", "nom", "code_parent", *NUMBERS, "codes_postaux"],
    )
    return Cog(
        communes=communes.astype(NUMBERS),
        parts=parts.astype(dict.fromkeys(NUMBERS, "Int64")),
        departements=pd.DataFrame(
            {
                "nom_departement": ["Bouches-du-Rhône", "Corse-du-Sud", "Guadeloupe", "Îlots"],
                "code_region": ["93", "94", "01", "975"],
                "chef_lieu": ["13055", "2A001", "97101", "97501"],
                "zone": ["metro", "metro", "drom", "com"],
            },
            index=pd.Index(["13", "2A", "971", "975"], name="code_departement"),
        ),
        regions=pd.DataFrame(
            {
                "nom_region": ["Guadeloupe", "Provence", "Corse", "Îlots"],
                "zone": ["drom", "metro", "metro", "com"],
            },
            index=pd.Index(["01", "93", "94", "975"], name="code_region"),
        ),
        epci=pd.DataFrame(
            {"nom_epci": ["CC des Deux Rives", "CA du Levant"]},
            index=pd.Index(["200000013", "200000021"], name="code_epci"),
        ),
        anciens_codes={"13010": "13002"},
        manifest={"millesime": 2026, "population_year": 2023},
    )


def _communes(cog: Cog) -> gpd.GeoDataFrame:
    squares = {code: rectangle(x, y) for code, x, y, *_ in COMMUNES if x is not None}
    drawn = cog.communes.loc[list(squares)].assign(area_km2=SQUARE_KM2)
    return gpd.GeoDataFrame(drawn, geometry=list(squares.values()), crs=WGS84)


def _arrondissements() -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {
            "code_commune": "13055",
            "population": [population for _, _, population in ARRONDISSEMENTS],
            "area_km2": SQUARE_KM2 / 2,
        },
        index=pd.Index([code for code, *_ in ARRONDISSEMENTS], name="code_arrondissement"),
        geometry=[rectangle(1, 1 + offset, 0.5) for _, offset, _ in ARRONDISSEMENTS],
        crs=WGS84,
    )


@pytest.fixture(scope="session")
def tiny_france() -> TinyFrance:
    """The nine squares, the two arrondissements and the COG."""
    cog = _cog()
    return TinyFrance(cog, _communes(cog), _arrondissements())


@pytest.fixture(scope="session")
def register() -> Register:
    """Five poles: by communes, by EPCI, by arrondissement, overseas and known by région alone."""
    return builders.register(
        poles=[
            builders.pole(
                alias="Phare|Le Fanal",
                lieu="Saint-Étienne",
                territoire="com:13001|com:13010",
                secteurs="alimentation|culture",
                activites="laine|maraîchage",
                coordinateur="L'Œuvre commune",
                site_web="https://example.org/phare",
                sources_territoire="journal|rapport",
            ),
            builders.pole(
                "la-voisine",
                territoire="epci:200000013",
                precision="approximate",
                structures="scic",
                etat="actif",
                etat_date="2024-05",
                sources_etat="journal",
            ),
            builders.pole("le-quartier", territoire="arm:13201", secteurs="non-renseigne"),
            builders.pole(
                "ile-haute",
                territoire="dep:971",
                confiance="low",
                etat="termine",
                etat_date="2019",
                note_etat="L'association est dissoute.",
                sources_etat="journal",
            ),
            builders.pole("insulaire", territoire="reg:94", precision="region-only"),
        ],
        laureats=[
            builders.award(appel="ami-2022", aide_eur=50000, sources="rapport"),
            builders.award(aide_eur=100000),
            builders.award("la-voisine"),
            builders.award("la-voisine", "ami-2022", statut="inferred", soutien="support"),
            builders.award("le-quartier", "ami-2022"),
            builders.award("ile-haute", "ami-2022"),
        ],
    )


@pytest.fixture(scope="session")
def boundaries(tiny_france: TinyFrance) -> Boundaries:
    """The boundaries of the made-up France, which are as simple at every scale."""
    france = tiny_france
    points = france.communes.representative_point()
    tables = {
        Level.COMMUNE: france.communes,
        ARRONDISSEMENT: france.arrondissements,
        SEAT: gpd.GeoDataFrame({"origin": "representative"}, geometry=points, index=points.index),
        **{level: level_table(france.communes, france.cog, level) for level in UPPER_LEVELS},
    }
    return Boundaries(lambda name, _: tables[name])


@pytest.fixture(scope="session")
def catalog(register: Register, boundaries: Boundaries, tiny_france: TinyFrance) -> Catalog:
    """The five poles, joined and indexed."""
    return build_catalog(register, boundaries, tiny_france.cog)


@pytest.fixture(scope="session")
def shipped_catalog() -> Catalog:
    """The shipped register on the built boundaries."""
    return open_catalog()


@pytest.fixture(scope="session")
def territories(catalog: Catalog) -> Territories:
    """The territories of the five poles."""
    return catalog.territories


@pytest.fixture(scope="session")
def shelf(catalog: Catalog) -> Shelf:
    """The five poles, ready to be downloaded."""
    return Shelf(catalog, build_layers(catalog))
