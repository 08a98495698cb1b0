"""What the statistics show of a query, beyond the counts that every view has."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from app.dashboard.layout.statistics import CROSSED
from app.dataset import Dataset
from geodata.cog import Level
from ptce_map.arrays import Mask
from ptce_map.filters.selection import Selection
from ptce_map.labels import label, number, sort_key
from ptce_map.query.grammar import Query

NAMED = 3


def create_crossing(dataset: Dataset, query: Query) -> dict[str, Any]:
    """Count the poles by sector and round, and map each round.

    Returns
    -------
    dict
        ``pairs``: ``<filter>=<value>&<filter>=<value>`` -> number of poles, zero left out, the two
        filters' own values ignored · ``rounds`` and ``cumulated`` (that round and those before
        it): id of a round -> ``n`` poles, ``counts`` (département -> number of poles) and
        ``text``, the same in words; the values asked of the rounds are ignored.
    """
    selection = dataset.index.select(query.filters)
    mask = dataset.index.select(replace(query.filters, appel=())).mask
    won = selection.matrix("appel")
    rounds = {}
    cumulated = {}
    ever = np.zeros(len(mask), dtype=bool)
    for appel, column in dataset.index.columns["appel"].items():
        selected = mask & (won[:, column] == 1)
        ever |= selected
        rounds[appel] = map_round(dataset, selected, query.view.lang)
        cumulated[appel] = map_round(dataset, ever, query.view.lang)
    return {"pairs": cross(dataset, selection), "rounds": rounds, "cumulated": cumulated}


def cross(dataset: Dataset, selection: Selection) -> dict[str, int]:
    """Count the poles of each pair of a sector and a round that has one."""
    key, other = CROSSED
    counts = selection.crossed(key, other)
    rows, columns = dataset.vocabulary.values(key), dataset.vocabulary.values(other)
    return {
        f"{key}={rows[row]}&{other}={columns[column]}": int(counts[row, column])
        for row, column in np.argwhere(counts).tolist()
    }


def map_round(dataset: Dataset, mask: Mask, lang: str) -> dict[str, Any]:
    """Count the poles of a selection by département, and say it."""
    level = dataset.index.levels[Level.DEPARTEMENT]
    counts = level.counts(mask)
    found = {level.codes[unit]: int(counts[unit]) for unit in np.flatnonzero(counts).tolist()}
    n = int(mask.sum())
    return {"n": n, "counts": found, "text": say(dataset, found, n, lang)}


def say(dataset: Dataset, counts: dict[str, int], n: int, lang: str) -> str:
    """Say how many poles there are, in how many départements, and where most."""
    poles = label("sentence.poles", lang, n=n)
    if not counts:
        return poles
    names = {code: dataset.vocabulary.name("departement", code, lang) for code in counts}
    most = sorted(counts, key=lambda code: (-counts[code], sort_key(names[code])))[:NAMED]
    named = ", ".join(f"{names[code]} ({number(counts[code], lang)})" for code in most)
    return label("stats.multiple", lang, poles=poles, n=len(counts), most=named)
