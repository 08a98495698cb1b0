"""The join on other machines: whole poles, some at a time, on the workers of a dask scheduler.

Each worker is given once what poles are joined to, also one that comes later, in the place of one
that died; a part of the poles that was lost is joined again. What comes back is put together in the
order of the register, so that nothing tells where it was made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any
from uuid import uuid4

import pandas as pd

import geopandas as gpd
import shapely

import ptce_map
from ptce_map.errors import ClusterError
from ptce_map.territory.join import Ground, find_units, unite

WAIT_S = 30
"""Seconds for which a scheduler, and a first worker, are waited for."""
POLES_A_PART = 500
"""Poles of a part, at most: what is lost with a worker, and made again."""
PARTS_A_WORKER = 4
"""Parts for each worker, at least: a worker that has less to do takes of the others."""
COMPARED = ("geopandas", "numpy", "pandas", "shapely")
"""Packages whose results are in what is exported."""


def find_units_on(scheduler: str, declared: pd.DataFrame, ground: Ground) -> pd.DataFrame:
    """Do :func:`ptce_map.territory.join.find_units` on a cluster.

    Raises
    ------
    ClusterError
        If dask is not installed, the cluster does not answer, is of other versions, or gives up.
    """
    meta = find_units(declared.iloc[:0], ground)
    units: pd.DataFrame = _mapped(scheduler, declared, find_units, ground, meta)
    return units.reset_index(drop=True)


def unite_on(scheduler: str, units: pd.DataFrame, contours: gpd.GeoSeries) -> gpd.GeoDataFrame:
    """Do :func:`ptce_map.territory.join.unite` on a cluster.

    Raises
    ------
    ClusterError
        If dask is not installed, the cluster does not answer, is of other versions, or gives up.
    """
    wanted = units[["pole", "code_commune", "part"]]
    held = contours.loc[contours.index.isin({*units["code_commune"], *units["part"]})]
    meta = unite(wanted.iloc[:0], contours)
    # A group by pole sorts its poles: those of the parts come in the order of the parts.
    return _mapped(scheduler, wanted, unite, held, meta).sort_index()


def versions() -> dict[str, str]:
    """Return what decides the bytes of the join: the code of it, and the packages it uses."""
    root = Path(str(ptce_map.__file__)).parent
    digest = hashlib.sha256()
    for path in sorted([*(root / "territory").glob("*.py"), *(root / "places").glob("*.py")]):
        digest.update(path.read_bytes())
    packages = {name: version(name) for name in COMPARED}
    return {**packages, "GEOS": shapely.geos_version_string, "ptce-map": digest.hexdigest()[:12]}


def _mapped(
    scheduler: str, rows: pd.DataFrame, act: Callable[..., Any], held: Any, meta: Any
) -> Any:
    """Map an action over the rows of whole poles, and put what it gives together, in order.

    Parameters
    ----------
    scheduler
        Address of the scheduler.
    rows
        With ``pole``, the rows of a pole one after the other.
    act
        What is done with some rows and what is held.
    held
        What every worker is given once.
    meta
        What comes of no rows.
    """
    if rows.empty:
        return meta
    with _connected(scheduler) as client:
        import dask
        import dask_geopandas  # noqa: F401 (makes dask know frames with geometries)
        from dask.dataframe import from_pandas

        name = f"ptce-map-{uuid4().hex}"
        client.register_plugin(_holder(name, held))
        try:
            n_workers = len(client.scheduler_info(n_workers=-1)["workers"])
            ranks = pd.factorize(rows["pole"])[0]
            n_poles = int(ranks[-1]) + 1
            n_parts = min(n_poles, max(PARTS_A_WORKER * n_workers, n_poles // POLES_A_PART))
            with dask.config.set({"dataframe.convert-string": False}):
                parts = from_pandas(rows.set_index(ranks), npartitions=n_parts)
                done = parts.map_partitions(_act_with, act, name, meta=meta, enforce_metadata=False)
                return client.compute(done).result()
        finally:
            client.unregister_worker_plugin(name)


def _act_with(rows: pd.DataFrame, act: Callable[..., Any], name: str) -> Any:
    """Do something with some rows and what the worker holds under a name."""
    return act(rows, _plugins()[name].held)


def _plugins() -> Mapping[str, Any]:
    """Return the plugins of the worker that this process is, by name."""
    from distributed import get_worker

    plugins: Mapping[str, Any] = get_worker().plugins
    return plugins


def _holder(name: str, held: Any) -> Any:
    """Return what gives each worker a value, those that come later too."""
    from distributed.diagnostics.plugin import WorkerPlugin

    plugin: Any = WorkerPlugin()
    plugin.name, plugin.held = name, held
    return plugin


@contextmanager
def _connected(scheduler: str) -> Iterator[Any]:
    """Open a scheduler whose workers are of the versions of this process.

    Raises
    ------
    ClusterError
        If there is none, if it has no worker, or if it ends what is asked of it.
    """
    try:
        from distributed import Client, KilledWorker
        from distributed.client import FutureCancelledError
    except ModuleNotFoundError as error:
        raise ClusterError("missing", scheduler=scheduler) from error
    try:
        client = Client(scheduler, timeout=WAIT_S, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise ClusterError("silent", scheduler=scheduler) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=WAIT_S)
            _compare(client, scheduler)
            yield client
        except TimeoutError as error:
            raise ClusterError("idle", scheduler=scheduler) from error
        except (KilledWorker, FutureCancelledError) as error:
            raise ClusterError("ended", scheduler=scheduler, reason=str(error)) from error


def _compare(client: Any, scheduler: str) -> None:
    own = versions()
    for worker, found in sorted(client.run(versions).items()):
        for name, value in own.items():
            if found.get(name) != value:
                said = {"worker": worker, "name": name, "found": str(found.get(name)), "own": value}
                raise ClusterError("versions", scheduler=scheduler, **said)
