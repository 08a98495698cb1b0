from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from distributed import Client, LocalCluster
from distributed.diagnostics.plugin import WorkerPlugin

import shapely

from ptce_map.catalog import build_catalog
from ptce_map.errors import ClusterError
from ptce_map.exports import EXPORTS, SUFFIXES, open_shelf
from ptce_map.territory import cluster as module
from ptce_map.territory.cluster import versions
from ptce_map.territory.territories import build_territories
from tests import builders

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geodata.store import Boundaries
    from ptce_map.catalog import Catalog
    from ptce_map.register.register import Register
    from tests.conftest import TinyFrance

pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
NOBODY = "tcp://127.0.0.1:1"
"""An address that nothing listens to."""


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """A scheduler and two workers on this machine, each a process of its own."""
    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        silence_logs=100,
    ) as started:
        yield started


def dying(marker: Path) -> WorkerPlugin:
    """Return what kills the worker that ends a part first, once."""

    class Dying(WorkerPlugin):
        name = "dying"
        path = str(marker)

        def setup(self, worker: Any) -> None:
            pass

        def transition(self, key: Any, start: Any, finish: Any, **more: Any) -> None:
            del key, start, more
            if finish != "memory":
                return
            try:
                os.close(os.open(self.path, os.O_CREAT | os.O_EXCL))
            except FileExistsError:
                return
            os.kill(os.getpid(), signal.SIGKILL)

    return Dying()


def exported(catalog: Catalog) -> dict[tuple[str, str], bytes]:
    """Return every file of a catalog, by layer and format."""
    shelf = open_shelf(catalog)
    return {
        (layer, extension): shelf.write(shelf.order(layer, extension, ""))
        for layer in SUFFIXES
        for extension in EXPORTS
    }


def test_what_a_cluster_joins_is_exported_to_the_byte_also_where_a_worker_died(
    cluster: LocalCluster,
    register: Register,
    boundaries: Boundaries,
    catalog: Catalog,
    tiny_france: TinyFrance,
    tmp_path: Path,
) -> None:
    marker = tmp_path / "died"
    with Client(cluster) as client:
        client.register_plugin(dying(marker))
        joined = build_catalog(
            register, boundaries, tiny_france.cog, scheduler=cluster.scheduler_address
        )
        outlines = joined.outlines
        client.unregister_worker_plugin("dying")

    assert marker.exists()
    assert exported(joined) == exported(catalog)
    assert outlines.to_wkb().equals(catalog.outlines.to_wkb())
    pd.testing.assert_frame_equal(joined.territories.memberships, catalog.territories.memberships)


def test_a_register_without_a_known_place_needs_no_worker(tiny_france: TinyFrance) -> None:
    register = builders.register([builders.pole(territoire="com:99999")])
    france = tiny_france
    found = build_territories(
        register, france.communes, france.arrondissements, france.cog, scheduler=""
    )

    assert module.unite_on(NOBODY, found.memberships, france.communes.geometry).empty


def test_workers_of_other_versions_are_refused(
    cluster: LocalCluster,
    register: Register,
    tiny_france: TinyFrance,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = versions()["GEOS"]
    monkeypatch.setattr(shapely, "geos_version_string", "3.9.0")
    france = tiny_france
    with pytest.raises(ClusterError, match=f"has GEOS {found}, this machine has 3.9.0") as caught:
        build_territories(
            register,
            france.communes,
            france.arrondissements,
            france.cog,
            scheduler=cluster.scheduler_address,
        )

    assert caught.value.kind == "versions"


def test_a_scheduler_that_does_not_answer_is_told_with_what_to_do(
    register: Register, tiny_france: TinyFrance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "WAIT_S", 0.1)
    france = tiny_france
    with pytest.raises(ClusterError) as caught:
        build_territories(
            register, france.communes, france.arrondissements, france.cog, scheduler=NOBODY
        )

    assert caught.value.kind == "silent"
    assert caught.value.text("fr").startswith("L’ordonnanceur tcp://127.0.0.1:1 ne répond pas.")


def test_a_scheduler_without_worker_is_told(
    register: Register, tiny_france: TinyFrance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "WAIT_S", 1)
    france = tiny_france
    with (
        LocalCluster(n_workers=0, host="127.0.0.1", dashboard_address="127.0.0.1:0") as empty,
        pytest.raises(ClusterError) as caught,
    ):
        build_territories(
            register,
            france.communes,
            france.arrondissements,
            france.cog,
            scheduler=empty.scheduler_address,
        )

    assert caught.value.kind == "idle"


def test_without_dask_a_scheduler_is_refused_and_the_join_here_goes_on(
    register: Register, tiny_france: TinyFrance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    france = tiny_france
    tables = (france.communes, france.arrondissements, france.cog)
    with pytest.raises(ClusterError, match=r"pip install \"ptce-map\[cluster\]\""):
        build_territories(register, *tables, scheduler=NOBODY)

    assert len(build_territories(register, *tables).poles) == len(register.poles)
