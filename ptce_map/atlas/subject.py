"""The subject of a sheet: what a query asks for, worked out before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd

from geodata.cog import Level
from ptce_map.arrays import Mask
from ptce_map.atlas.geography import Focus, focus_of, units_in
from ptce_map.atlas.thematic import Thematic, cut
from ptce_map.catalog import Catalog
from ptce_map.display import draw, resolve
from ptce_map.measures import MeasureIndex
from ptce_map.query import Query
from ptce_map.selection import KeyFigures


@dataclass(frozen=True, eq=False)
class Subject:
    """What a sheet shows."""

    catalog: Catalog
    query: Query
    lang: str
    mask: Mask
    focus: Focus
    thematic: Thematic

    @property
    def poles(self) -> gpd.GeoDataFrame:
        """The poles that answer the query, those of the largest territories first."""
        chosen = self.catalog.poles[self.mask]
        return chosen.sort_values("population", ascending=False, kind="stable")

    @property
    def has_territories(self) -> bool:
        """Whether outlines are drawn: not at the level of régions, where they would hide all."""
        return self.thematic.level is not Level.REGION

    @property
    def figures(self) -> KeyFigures:
        """What the poles that answer the query add up to."""
        return self.catalog.index.key_figures(self.mask)

    def counts_by_name(self, level: Level) -> dict[str, int]:
        """Return the number of poles in each place of a level shown, by name."""
        index, cog = self.catalog.index.levels[level], self.catalog.cog
        shown = units_in(self.focus, level, cog)
        counts = zip(index.codes, index.counts(self.mask).tolist())
        return {cog.name(level, code): n for code, n in counts if code in shown}


def make_subject(catalog: Catalog, measures: MeasureIndex, query: Query, lang: str) -> Subject:
    """Work out what a query asks for; the view is reconciled with what the measure allows."""
    mask = catalog.index.mask(query.filters)
    focus = focus_of(query.filters, catalog.cog)
    drawing = draw(resolve(query.view), measures, mask)
    codes = units_in(focus, drawing.display.level, catalog.cog)
    return Subject(catalog, query, lang, mask, focus, cut(drawing, codes))
