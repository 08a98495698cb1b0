"""What the measures read, gathered once: the facts of the units, the grants of the poles."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd

from geodata.cog import Cog, Level
from ptce_map.arrays import Values
from ptce_map.filters.selection import PoleIndex
from ptce_map.measures.table import Measure, MeasureIndex, UnitFacts


def build_measures(
    poles: pd.DataFrame,
    memberships: pd.DataFrame,
    index: PoleIndex,
    cog: Cog,
    own: Mapping[str, Measure] = MappingProxyType({}),
    columns: Mapping[str, Values] = MappingProxyType({}),
) -> MeasureIndex:
    """Gather what the measures read.

    Reads ``aide_eur``, ``regions`` and ``n_communes`` (missing without territory) of the poles,
    and the memberships of :class:`ptce_map.territory.territories.Territories`.
    """
    units = {level: _unit_facts(poles, memberships, index, cog, level) for level in Level}
    known = poles["aide_eur"].astype("Float64").to_numpy(np.float64, na_value=np.nan)
    return MeasureIndex(
        poles=index,
        units=MappingProxyType(units),
        grants=known.astype(np.float64),
        columns=columns,
        own=own,
    )


def _unit_facts(
    poles: pd.DataFrame, memberships: pd.DataFrame, index: PoleIndex, cog: Cog, level: Level
) -> UnitFacts:
    codes = pd.Index(index.levels[level].codes)
    homes = homes_of(cog, level)
    by_unit = cog.communes["population"].groupby(homes)
    shares = _shares(poles, memberships, homes, level)
    shares = shares[shares["code"].isin(codes)]
    covers = homes.loc[list(index.coverage.codes)].to_numpy()
    first = np.unique(index.coverage.commune, return_index=True)[1]
    return UnitFacts(
        population=by_unit.sum().reindex(codes, fill_value=0).to_numpy(np.float64),
        communes=by_unit.size().reindex(codes, fill_value=0).to_numpy().astype(np.float64),
        home_of_cover=codes.get_indexer(pd.Index(covers)),
        home_of_commune=codes.get_indexer(pd.Index(covers[first])),
        pole=pd.Index(index.ids).get_indexer(pd.Index(shares["pole"])),
        unit=codes.get_indexer(pd.Index(shares["code"])),
        share=shares["share"].to_numpy(np.float64),
    )


def homes_of(cog: Cog, level: Level) -> pd.Series:
    """Return the code of the unit of a level that each commune lies in; empty for one of none."""
    if level is Level.COMMUNE:
        return cog.communes.index.to_series()
    return cog.communes[level.code_column]


def _shares(
    poles: pd.DataFrame, memberships: pd.DataFrame, homes: pd.Series, level: Level
) -> pd.DataFrame:
    """Return the part of each pole's inhabitants in each unit: ``pole``, ``code``, ``share``."""
    located = pd.DataFrame(
        {
            "pole": memberships["pole"].to_numpy(),
            "code": homes.loc[memberships["code_commune"]].to_numpy(),
            "population": memberships["population"].to_numpy(np.float64),
        }
    )
    sums = located.groupby(["pole", "code"], sort=False)["population"].sum().reset_index()
    total = sums.groupby("pole")["population"].transform("sum")
    inhabited = sums[total > 0].assign(share=(sums["population"] / total)[total > 0])
    shares = inhabited.loc[inhabited["code"] != "", ["pole", "code", "share"]]
    if level is not Level.REGION:
        return shares
    unlocated = poles.loc[poles["n_communes"].isna(), "regions"]
    rows = [
        (pole, code, 1 / len(regions)) for pole, regions in unlocated.items() for code in regions
    ]
    return pd.concat([shares, pd.DataFrame(rows, columns=["pole", "code", "share"])])
