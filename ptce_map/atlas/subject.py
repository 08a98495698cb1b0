"""The subject of a sheet: what a query asks for, worked out before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

import geopandas as gpd

from geodata.cog import Cog, Level
from ptce_map.atlas.thematic import Thematic, cut
from ptce_map.catalog import Catalog
from ptce_map.filters.focus import Focus, focus_of, focus_on, units_in
from ptce_map.filters.selection import KeyFigures, Selection
from ptce_map.map.accent import themes_of
from ptce_map.map.drawing import Display, draw, resolve
from ptce_map.map.themes import LIGHT, Theme
from ptce_map.measures.table import Form
from ptce_map.query.grammar import Query

MOST_NAMED = 150
"""Number of poles above which none is named but that of the sheet."""


@dataclass(frozen=True, eq=False)
class Subject:
    """What a sheet shows: the poles of a selection, and the one that it is about, if it is one."""

    catalog: Catalog
    query: Query
    lang: str
    selection: Selection
    focus: Focus
    thematic: Thematic

    @property
    def pole(self) -> str:
        """Id of the pole that the sheet is about; empty if it is about many."""
        return self.query.view.pole

    @property
    def theme(self) -> Theme:
        """The colours that it is drawn in."""
        return self.thematic.theme

    @property
    def poles(self) -> gpd.GeoDataFrame:
        """The poles drawn: that of the sheet, then those of the largest territories first."""
        is_own = self.catalog.poles.index == self.pole
        chosen = self.catalog.poles[self.selection.mask | is_own]
        ordered = chosen.sort_values("population", ascending=False, kind="stable")
        return ordered.iloc[np.argsort(ordered.index != self.pole, kind="stable")]

    @property
    def own(self) -> gpd.GeoDataFrame:
        """The pole that the sheet is about, as a table of one row; empty if it is about many."""
        return self.catalog.poles[self.catalog.poles.index == self.pole]

    @property
    def outlined(self) -> gpd.GeoDataFrame:
        """The other poles, if their territories are outlined."""
        poles = self.poles
        return poles[poles.index != self.pole] if self.has_territories else poles.iloc[:0]

    @property
    def has_territories(self) -> bool:
        """Whether outlines are drawn: not by région nor of a crowd, where they would hide all."""
        is_crowd = not self.pole and self.selection.n > MOST_NAMED
        return self.thematic.level is not Level.REGION and not is_crowd

    @property
    def figures(self) -> KeyFigures:
        """What the pole of the sheet, or else those that answer the query, add up to."""
        if not self.pole:
            return self.selection.figures
        return self.catalog.index.key_figures(np.asarray(self.catalog.poles.index == self.pole))

    def counts_by_name(self, level: Level) -> dict[str, int]:
        """Return the number of poles in each place of a level shown, by name."""
        index, cog = self.catalog.index.levels[level], self.catalog.cog
        shown = units_in(self.focus, level, cog)
        counts = zip(index.codes, index.counts(self.selection.mask).tolist())
        return {cog.name(level, code): n for code, n in counts if code in shown}


def make_subject(
    catalog: Catalog,
    query: Query,
    lang: str,
    *,
    is_sheet: bool = False,
) -> Subject:
    """Work out what a query asks for; the view is reconciled with what the measure allows.

    A sheet of one département shows its communes, where the map of the page shows its neighbours.
    """
    selection = catalog.index.select(query.filters)
    focus = _focus(catalog, query)
    display = resolve(query.view, catalog.measures.table)
    drawing = draw(
        _finer(display, focus, catalog.cog) if is_sheet else display,
        catalog.measures,
        selection.mask,
    )
    codes = units_in(focus, drawing.display.level, catalog.cog)
    thematic = cut(drawing, codes, themes_of(catalog.register.accent)[LIGHT.name])
    return Subject(catalog, query, lang, selection, focus, thematic)


def _focus(catalog: Catalog, query: Query) -> Focus:
    if not query.view.pole:
        return focus_of(query.filters, catalog.cog)
    pole = catalog.poles.loc[query.view.pole]
    return focus_on(pole["regions"], pole.geometry, catalog.cog)


def _finer(asked: Display, focus: Focus, cog: Cog) -> Display:
    """Go down to communes where départements would be one colour: that of the only one shown."""
    is_sound = Level.COMMUNE in asked.measure.levels and asked.form is not Form.CIRCLES
    is_one = asked.level is Level.DEPARTEMENT and len(units_in(focus, asked.level, cog)) == 1
    return replace(asked, level=Level.COMMUNE) if is_sound and is_one else asked
